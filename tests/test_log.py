"""One log on this machine, that does not grow for ever and holds no tallies."""

import os
import sys
from datetime import UTC, datetime

import pytest

from fieldapp.log import KEPT_LOGS, LONGEST_LOG, described, entry_of, write_log

NOW = datetime(2025, 3, 17, 9, 30, tzinfo=UTC)


def error_of(words):
    try:
        raise ValueError(words)
    except ValueError as error:
        return error


def test_an_entry_says_when_and_by_what(tmp_path):
    log = tmp_path / "state" / "fieldapp.log"

    assert write_log(log, entry_of("first", NOW)) == log
    assert write_log(log, entry_of("second", NOW)) == log

    text = log.read_text(encoding="utf-8")
    assert text.startswith("2025-03-17T09:30:00+00:00 fieldapp ")
    assert text.index("first") < text.index("second")


def test_it_is_kept_short_and_so_are_its_older_ones(tmp_path):
    log = tmp_path / "fieldapp.log"
    for number in range(30):
        write_log(log, entry_of(f"{number} " + "x" * 60_000, NOW))

    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == ["fieldapp.log", *(f"fieldapp.log.{number}" for number in range(1, KEPT_LOGS + 1))]
    assert all(path.stat().st_size <= LONGEST_LOG for path in tmp_path.iterdir())
    assert "29 x" in log.read_text(encoding="utf-8")


def test_a_log_that_cannot_be_moved_away_goes_on(tmp_path, monkeypatch):
    """Another window has it open, under Windows."""
    log = tmp_path / "fieldapp.log"
    log.write_text("x" * LONGEST_LOG, encoding="utf-8")

    def held(*_args):
        raise PermissionError("open elsewhere")

    monkeypatch.setattr(os, "rename", held)

    assert write_log(log, entry_of("all the same", NOW)) == log
    assert "all the same" in log.read_text(encoding="utf-8")


def test_words_that_quote_a_tally_show_no_digit():
    text = described(error_of("invalid literal for int(): '1651.1' in agdam"))

    assert "'####.#' in agdam" in text
    assert "1651" not in text
    assert f'File "{__file__}", line ' in text
    assert "1651.1" in described(error_of("1651.1"), has_figures=True)


@pytest.mark.skipif(sys.platform == "win32", reason="there is none")
def test_a_pipe_in_the_place_of_the_log_is_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    os.mkfifo(tmp_path / "fieldapp.log")

    written = write_log(tmp_path / "fieldapp.log", "entry\n")

    assert written is not None
    assert written.read_text(encoding="utf-8") == "entry\n"


def test_where_nothing_can_be_written_nothing_is_named(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))

    assert write_log(tmp_path / "file" / "x.log", "entry\n") is None
