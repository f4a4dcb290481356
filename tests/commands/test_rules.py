"""`fieldapp rules`: the catalogue by which sheets are checked, for people and for scripts."""

import json
from pathlib import Path

import pytest

from fieldapp.core.checks.rules import RULES
from fieldapp.resources import programme_text
from fieldapp.texts.texts import LANGUAGES
from tests.test_cli import Run, run

__all__ = ["run"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_asks_its_question_in_each_language(run: Run, language: str) -> None:
    status, out, _ = run("rules", "--lang", language)
    heads = [line.partition(":")[0] for line in out.splitlines() if not line.startswith(" ")]

    assert status == 0
    assert heads == [rule.code for rule in RULES]
    assert out.count("?") >= len(RULES)


def test_scripts_get_the_catalogue_with_examples_that_can_be_tried(run: Run) -> None:
    status, out, _ = run("rules", "--json")
    rules = {rule["code"]: rule for rule in json.loads(out)["rules"]}

    assert status == 0
    assert list(rules) == [rule.code for rule in RULES]
    assert rules["negative"]["breaks"]["rows"] == [["1", "2", "-3", "4.5"]]
    assert rules["negative"]["severity"] == "error"
    assert rules["number-unlikely"]["limits"].keys() == {"number-unlikely-count", "number-unlikely-area"}
    assert all(len(rule["breaks"]["messages"]) == 1 for rule in rules.values())


def test_a_programme_switches_rules_off_and_sets_limits(run: Run, tmp_path: Path) -> None:
    checks = '\n[checks]\noff = ["period-future"]\nlimits = { district-silent = "4" }\n'
    programme = tmp_path / "strict.toml"
    programme.write_text(programme_text("azerbaijan") + checks, encoding="utf-8")
    _, out, _ = run("rules", "--json", "--programme", programme)
    rules = {rule["code"]: rule for rule in json.loads(out)["rules"]}

    assert [code for code, rule in rules.items() if not rule["on"]] == ["period-future"]
    assert rules["district-silent"]["limits"] == {"district-silent": 4.0}
