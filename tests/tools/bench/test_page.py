"""What was measured is told once as a table for people and once for programs."""

import json
from datetime import date

import pytest

from tests.tools.bench.test_pairs import figure
from tools.bench.page import as_json, content, table
from tools.bench.pairs import Figure


def test_a_line_tells_operation_yardstick_ratio_limit_target_and_whether_it_holds():
    line = table([figure([0.0123, 0.0123], [0.01, 0.01])]).splitlines()[-1]

    told = [cell.strip() for cell in line.strip("|").split("|")]
    assert told[:5] == ["open", "open nothing", "1.23", "2", "1.2"]
    assert told[5:] == ["limit holds, target not met", "12.3 ms, 12.3 ms", "10.0 ms, 10.0 ms"]


@pytest.mark.parametrize(
    ("beside", "words"), [(None, " cores, on"), (0.04, " cores for 0.0 programs besides, on")]
)
def test_the_page_says_on_what_when_and_what_else_was_running(beside, words):
    said = content([figure([1.0] * 11, [1.0] * 11)], date(2026, 11, 26), beside)

    assert f"{words} 2026-11-26; 11 pairs.\n\n| operation |" in said


def test_programs_get_every_run():
    (told,) = json.loads(as_json([figure([3.0, 3.0], [1.0, 1.0])]))

    assert (told["ratio"], told["ok"]) == (3.0, False)
    assert (told["seconds"], told["yardstick_seconds"]) == ([3.0, 3.0], [1.0, 1.0])


def test_what_cannot_be_measured_here_is_said_with_its_reason_and_breaks_no_limit():
    skipped = Figure("start", "office", 0.4, 0.27, (), (), skipped="no office is installed")

    told = [cell.strip() for cell in table([skipped]).splitlines()[-1].strip("|").split("|")]
    assert told == ["start", "office", "", "0.4", "0.27", "skipped: no office is installed", "", ""]
    assert skipped.is_within_limit
    assert "; 11 pairs." in content([skipped, figure([1.0] * 11, [1.0] * 11)], date(2026, 11, 26), None)


def test_what_is_no_time_is_told_in_its_unit():
    line = table([Figure("memory", "a MiB", 90, 70, [80.0], [1.0], unit="MiB", note="40 of its own")])

    assert "| 80.00 | 90 | 70 | limit holds, target not met | 80, 80 MiB; 40 of its own | 1, 1 MiB |" in line
