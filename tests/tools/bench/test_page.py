"""What was measured is told once as a table for people and once for programs."""

import json
from datetime import date

import pytest

from tests.tools.bench.test_pairs import figure
from tools.bench.page import as_json, content, table


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
