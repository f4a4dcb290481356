"""An enumeration that is made plainly is the one that Python makes: its members, their order, its lookups."""

import enum
import re
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp import plain_enums
from fieldapp.plain_enums import BASES, make_as_python_does, make_plainly

OWN = [name for base in BASES for name in dir(base)]
ODD = ["name", "value", "real", "_own", "__dunder__", "mro", ""]
NAMES = st.sampled_from(["A", "B", "All", "Mask_", *ODD, *OWN])
ENUM: Any = enum.Enum
FLAG: Any = enum.Flag
INT_FLAG: Any = enum.IntFlag
"""As they are called by who gives them names of its own."""

VALUES = st.integers(-3, 9) | st.sampled_from([0x10000, 2**31, 2**40, True, "text", 1.5])


@pytest.fixture(autouse=True)
def as_it_was():
    yield
    make_as_python_does()


def view(made):
    """All that can be seen of an enumeration, without the place where it lies."""
    own = {
        key: re.sub("0x[0-9a-f]+", "", repr(value))
        for key, value in vars(made).items()
        if not key.startswith("__") or key in ("__module__", "__doc__", "__qualname__")
    }
    members = {
        name: [
            *(item for item in vars(member).items() if item[0] != "__objclass__"),
            ("owner", vars(member)["__objclass__"] is made),
            *(read(member) for read in (repr, str, hash)),
        ]
        for name, member in made.__members__.items()
    }
    order = [member.name for member in made]
    by_value = {value: member.name for value, member in made._value2member_map_.items()}
    return own, set(vars(made)), members, order, by_value, len(made), made.__name__, made.__mro__[1:]


def outcome(base, names):
    """What comes of a call as PySide's, or what is wrong with it."""
    try:
        return view(base("Some", names, boundary=enum.KEEP))
    except Exception as error:
        return repr(error)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("name", [*ODD, "numerator", "_missing_"])
def test_a_name_that_means_something_else_is_no_plain_one(base, name):
    names = [("B", 2), (name, 1)]
    as_python = outcome(base, list(names))
    make_plainly()

    assert outcome(base, list(names)) == as_python


@given(st.sampled_from(BASES), st.lists(st.tuples(NAMES, VALUES), max_size=9))
def test_whatever_is_asked_for_it_comes_out_the_same(base, names):
    as_python = outcome(base, list(names))
    make_plainly()
    try:
        plainly = outcome(base, list(names))
    finally:
        make_as_python_does()

    assert plainly == as_python


def test_flags_of_both_makings_are_put_together_alike():
    names = [("Left", 1), ("Right", 2), ("Both", 3), ("Top", 32), ("None_", 0), ("All", -1)]
    as_python = FLAG("Some", names, boundary=enum.KEEP)
    make_plainly()
    plainly = FLAG("Some", names, boundary=enum.KEEP)

    for some in range(64):
        assert repr(as_python(some)) == repr(plainly(some))
        assert [one.name for one in as_python(some)] == [one.name for one in plainly(some)]
        assert repr(~as_python(some)) == repr(~plainly(some))
    assert plainly.Left | plainly.Right is plainly.Both
    assert plainly["Right"] is plainly(2)


def test_what_is_not_plain_python_makes(monkeypatch):
    monkeypatch.setattr(plain_enums, "_add_members", None)
    make_plainly()

    class Spoken(enum.Enum):
        @property
        def said(self):
            return self.name.lower()

    spoken: Any = Spoken
    assert spoken("Some", [("Loud", 1)]).Loud.said == "loud"
    assert [one.value for one in ENUM("Some", "A B")] == [1, 2]
    assert ENUM("Some", [("A", "text")]).A.value == "text"
    assert ENUM("Some", [("A", 1)], type=str).A == "1"
    assert ENUM("Some", {"A": 1}).A.value == 1


def test_a_python_that_keeps_something_else_of_its_members_makes_them_itself(monkeypatch):
    monkeypatch.setattr(plain_enums, "_KNOWN", frozenset())
    monkeypatch.setattr(plain_enums, "_add_members", None)
    make_plainly()

    assert ENUM("Some", [("A", 1), ("B", 1)]).B.name == "A"


def test_flags_of_a_python_that_keeps_no_single_ones_it_makes_itself():
    class Older:  # as until 3.11.4
        _member_names_: ClassVar = []
        _flag_mask_ = _all_bits_ = 0

    assert plain_enums._is_known(Older, is_flag=False)
    assert not plain_enums._is_known(Older, is_flag=True)


def test_its_module_is_that_of_who_called():
    make_plainly()

    assert ENUM("Some", [("A", 1)]).__module__ == __name__
    assert INT_FLAG("Some", "A B").__module__ == __name__
