"""What was made of a text is found again only for that text, by that Python, in a file that is whole."""

import builtins
import dataclasses
import tomllib
from datetime import date

import pytest

from fieldapp.compiled import Kept, keep_methods


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kept"


@pytest.fixture
def kept(path):
    kept = Kept(path, writes=True)
    kept.made("toml ", "a = 1", tomllib.loads)
    kept.save()
    return Kept(path, writes=True)


def never(text):
    raise AssertionError(text)


def test_the_next_start_makes_nothing_anew(kept):
    assert kept.made("toml ", "a = 1", never) == {"a": 1}


def test_who_changes_what_was_kept_changes_it_for_nobody_else(kept):
    kept.made("toml ", "a = 1", never)["a"] = 2

    assert kept.made("toml ", "a = 1", never) == {"a": 1}


def test_another_text_and_another_make_are_other_things(kept):
    assert kept.made("toml ", "a = 2", tomllib.loads) == {"a": 2}
    assert kept.made("length ", "a = 1", len) == 5


def test_a_file_with_one_wrong_bit_counts_as_none(kept, path):
    content = path.read_bytes()
    for place in range(len(content)):
        path.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        assert Kept(path, writes=True).made("toml ", "a = 1", lambda text: "anew") == "anew", place


@pytest.mark.parametrize("length", [0, 3, 11])
def test_a_file_that_breaks_off_counts_as_none(kept, path, length):
    path.write_bytes(path.read_bytes()[:length])

    assert Kept(path, writes=True).made("toml ", "a = 1", lambda text: "anew") == "anew"


def test_what_cannot_be_kept_is_made_each_time(kept, path):
    for _ in range(2):
        assert kept.made("toml ", "a = 2020-01-01", tomllib.loads) == {"a": date(2020, 1, 1)}


def test_nothing_is_written_where_python_writes_no_bytecode(tmp_path):
    kept = Kept(tmp_path / "kept", writes=False)
    kept.made("toml ", "a = 1", tomllib.loads)
    kept.save()

    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_not_there_stops_nothing(tmp_path):
    kept = Kept(tmp_path / "none" / "kept", writes=True)
    kept.made("toml ", "a = 1", tomllib.loads)
    kept.save()

    assert list(tmp_path.iterdir()) == []


def test_what_only_older_versions_asked_for_is_dropped_once_it_is_too_much(monkeypatch, kept, path):
    monkeypatch.setattr("fieldapp.compiled.MOST", 10)
    kept.made("toml ", "b = 1", tomllib.loads)
    kept.save()

    later = Kept(path, writes=True)
    assert later.made("toml ", "b = 1", never) == {"b": 1}
    assert later.made("toml ", "a = 1", lambda text: "anew") == "anew"


def test_another_thread_may_make_something_while_all_is_saved(kept, monkeypatch):
    """A section of texts is read where its first text is asked for, be it on the worker."""
    for number in range(50):
        kept.made("", f"before {number}", len)

    class Slow(dict):
        def items(self):
            for number, one in enumerate(super().items()):
                if number == 1:
                    kept.made("", "meanwhile", len)
                yield one

    kept._held = Slow(kept._held)
    kept.save()

    assert Kept(kept._path, writes=True).made("", "before 49", never) == 9


def test_a_dataclass_of_kept_methods_is_the_same_as_any(monkeypatch, path):
    monkeypatch.setitem(vars(dataclasses), "exec", builtins.exec)
    for _ in range(2):
        kept = Kept(path, writes=True)
        keep_methods(kept)

        @dataclasses.dataclass(frozen=True, order=True, slots=True)
        class Point:
            x: int
            y: int = 2

        point = Point(1)
        assert (point, point < Point(2), hash(point)) == (Point(1, 2), True, hash(Point(1, 2)))
        assert repr(point).endswith("Point(x=1, y=2)")
        for name in ("x", "y"):
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(point, name, 3)
        kept.save()
