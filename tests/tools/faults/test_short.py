"""A few rounds of some kinds in earnest, as `python3 dev.py faults` does them."""

import os
import subprocess
import sys

import pytest

from dev import OFFSCREEN, ROOT
from fieldapp.core.errors import FieldAppError
from tools.faults.bench import Breach, Score
from tools.faults.failing import BELIE, is_owned_up
from tools.faults.table import COUNTED, page, table

FEW = ("--seed", "1", "--share", "0.002", "--programs", "1", "--job", "store", "--job", "save")
KINDS = ("--only", "kill", "--only", "nth-call", "--only", "power-cut")


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks, and a library in C")
def test_a_few_rounds_lose_nothing_and_show_no_traceback():
    words = (sys.executable, "-m", "tools.faults", *FEW, *KINDS)
    done = subprocess.run(words, cwd=ROOT, env={**os.environ, **OFFSCREEN}, capture_output=True, text=True)

    rows = [line.split() for line in done.stdout.splitlines() if line.startswith(("kill", "nth", "power"))]
    figures = [[word for word in row if word.isdigit()][:6] for row in rows if "×" not in row]
    assert len(figures) == 3, done.stdout + done.stderr
    for rounds, lost, half, _, _, tracebacks in figures:
        assert int(rounds) > 0
        assert (lost, half, tracebacks) == ("0", "0", "0"), done.stdout


def test_the_table_says_what_was_broken():
    score = Score("kill", "nothing is lost", rounds=3)
    score.breaches[Breach.LOST] = 2
    score.reasons["lost: store"] = 2

    assert next(iter(COUNTED)) == Breach.LOST
    assert table([score]).splitlines()[1].split()[:3] == ["kill", "3", "2"]
    assert "| kill | nothing is lost | `tools/faults/kill.py` | 3 | broken: 2 × lost: store |" in page(
        [score], "python3 dev.py faults --seed 1"
    )


def test_a_page_keeps_the_rows_of_kinds_that_were_not_tried_again():
    whole = page([Score("kill", "nothing is lost", rounds=3), Score("schema", "refused", rounds=1)], "faults")

    again = page([Score("kill", "nothing is lost", rounds=5)], "faults", whole)
    assert [line.split(" | ")[3] for line in again.splitlines() if "tools/faults/" in line] == ["5", "1"]


def test_what_was_not_tried_is_never_said_to_hold():
    assert Score("kill", "nothing is lost").result == "not tried"


def test_what_would_belie_a_change_is_what_the_sentences_say(texts):
    said = texts.error(FieldAppError("disk-failed", path="week.fieldapp"))

    assert any(words in said for words in BELIE)


@pytest.mark.parametrize("code", ["left-there", "entered-unchecked"])
def test_what_is_said_of_a_thing_that_is_done_is_what_the_trial_listens_for(texts, code):
    assert is_owned_up(texts.error(FieldAppError(code, path="week.fieldapp")))
