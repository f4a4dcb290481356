"""A programme says which warnings it wants, and is told where it says something else."""

import pytest

from fieldapp.core.checks.finding import Severity
from fieldapp.core.checks.rules import RULES
from fieldapp.core.checks.totals import row_controls_on_paper
from fieldapp.core.definition.checking import LIMITS, SWITCHABLE
from fieldapp.core.errors import FieldAppError
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.sheet import CONTROL_AREA, CONTROL_ITEMS
from fieldapp.resources import programme_text
from fieldapp.texts.texts import Texts


def checks(text: str) -> str:
    return f"{programme_text('azerbaijan')}\n[checks]\n{text}\n"


def test_what_is_not_said_is_as_it_always_was() -> None:
    checking = read_programme(programme_text("azerbaijan"), "a.toml").checking

    assert checking.off == frozenset()
    assert {name: checking.limit(name) for name in LIMITS} == LIMITS


def test_rules_are_switched_off_and_limits_set() -> None:
    text = checks('off = ["period-gap", "not-reported"]\nlimits = { ap-at-swapped = "7.25" }')
    checking = read_programme(text, "a.toml").checking

    assert checking.off == {"period-gap", "not-reported"}
    assert checking.limit("ap-at-swapped") == 7.25
    assert checking.limit("same-as-earlier") == LIMITS["same-as-earlier"]


def test_the_control_totals_of_rows_that_the_papers_have_are_named() -> None:
    said = [
        row_controls_on_paper(read_programme(checks(text), "a.toml"))
        for text in ("", 'row_totals = ["area", "items"]', 'row_totals = ["items"]')
    ]

    assert said == [(), (CONTROL_ITEMS, CONTROL_AREA), (CONTROL_ITEMS,)]


WRONG = [
    ('row_totals = ["uxo"]', "checks.row_totals", "unknown-name"),
    ('off = ["negative"]', "checks.off", "unknown-name"),
    ('off = "period-gap"', "checks.off", "not-list"),
    ('limits = { ap-at-swapped = "0" }', "checks.limits.ap-at-swapped", "not-a-number"),
    ('limits = { ap-at-swapped = "many" }', "checks.limits.ap-at-swapped", "not-a-number"),
    ("limits = { ap-at-swapped = 3 }", "checks.limits.ap-at-swapped", "not-str"),
    ('limits = { negative = "1" }', "checks.limits.negative", "unknown-key"),
    ("on = true", "checks.on", "unknown-key"),
]


@pytest.mark.parametrize(("text", "where", "why"), WRONG)
def test_what_cannot_be_meant_is_told_with_its_place(text: str, where: str, why: str) -> None:
    with pytest.raises(FieldAppError) as error:
        read_programme(checks(text), "a.toml")

    assert (error.value.code, error.value.details["where"], error.value.details["why"]) == (
        "programme-wrong",
        where,
        why,
    )


@pytest.mark.parametrize(("text", "where", "why"), WRONG)
def test_what_cannot_be_meant_is_one_sentence_in_each_language(
    any_texts: Texts, text: str, where: str, why: str
) -> None:
    with pytest.raises(FieldAppError) as error:
        read_programme(checks(text), "a.toml")
    sentence = any_texts.error(error.value)

    assert where in sentence
    assert any_texts(f"why.{why}") in sentence
    assert "{" not in sentence.replace(where, "")


def test_only_warnings_are_switched_off_and_every_limit_is_of_a_rule() -> None:
    warnings = [rule.code for rule in RULES if rule.severity is Severity.WARNING]

    assert sorted(SWITCHABLE) == sorted(warnings)
    assert sorted(LIMITS) == sorted(name for rule in RULES for name in rule.limits)
