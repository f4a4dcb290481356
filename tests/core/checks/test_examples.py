"""The examples of the catalogue are true: each breaks its rule or just does not, told in each language."""

import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from fieldapp.core.checks.examples import EXAMPLES, try_example
from fieldapp.core.checks.kept import findings_kept, kept_findings
from fieldapp.core.checks.rules import RULES
from fieldapp.core.definition.checking import LIMITS, SWITCHABLE, Checking
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell
from fieldapp.texts.texts import Texts

SUGGESTED = {
    "number-unlikely": ("tenfold", {Cell("agdam", "ap_mines"): "45"}),
    "ap-at-swapped": ("ap-at-swapped", {Cell("agdam", "ap_mines"): "45", Cell("agdam", "at_mines"): "11"}),
    "neighbours-swapped": ("neighbours-swapped", {Cell("terter", "area_cleared_ha"): "280"}),
    "columns-swapped": ("columns-swapped", {Cell("terter", "at_mines"): "5"}),
    "rows-shifted": ("rows-shifted", {Cell("agdere", "uxo"): "9"}),
    "area-unusual": ("square-metres", {Cell("terter", "area_cleared_ha"): "984"}),
}

SAID = {
    "number-unlikely": {"45", "450"},
    "ap-at-swapped": {"11", "45"},
    "neighbours-swapped": {"21", "280"},
    "columns-swapped": {"517", "45"},
    "rows-shifted": {"2", "18"},
    "area-unusual": {"98"},
    "district-silent": {"26"},
    "area-without-items": {"280"},
    "items-without-area": {"6"},
    "control-total-differs": {"3", "4", "1"},
}
"""The whole numbers that a sentence says: what is seen, and what would be likelier or is usual."""


def test_every_rule_has_two_examples() -> None:
    assert list(EXAMPLES) == [rule.code for rule in RULES]


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_breaks_this_rule_alone_and_its_sentence_is_whole(
    any_texts: Texts, programme: Programme, code: str
) -> None:
    findings = try_example(EXAMPLES[code][0], programme)
    sentence = any_texts.finding(findings[0], programme)

    assert [finding.code for finding in findings] == [code]
    assert not re.search(r"[{}<>\[\]_]|Amount|Period|Decimal|datetime|None", sentence)
    assert sentence[-1] in ".?"


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_just_beside_breaks_no_rule(programme: Programme, code: str) -> None:
    assert try_example(EXAMPLES[code][1], programme) == ()


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_finding_comes_back_as_it_was_kept_with_a_sent_sheet(programme: Programme, code: str) -> None:
    found = try_example(EXAMPLES[code][0], programme)

    assert findings_kept(json.loads(json.dumps(kept_findings(found)))) == found


@pytest.mark.parametrize("code", SUGGESTED)
def test_a_suspicion_says_what_would_be_likelier(programme: Programme, code: str) -> None:
    (finding,) = try_example(EXAMPLES[code][0], programme)
    kind, wanted = SUGGESTED[code]
    (suggestion,) = finding.suggestions
    after = {change.cell: change.after for change in suggestion.cells}

    assert suggestion.kind == kind
    assert after | wanted == after
    assert set(after) <= set(finding.cells)


@pytest.mark.parametrize("code", SAID)
def test_a_sentence_says_what_is_seen_and_what_would_be_likelier(
    any_texts: Texts, programme: Programme, code: str
) -> None:
    (finding,) = try_example(EXAMPLES[code][0], programme)

    assert {*re.findall(r"\d+", any_texts.finding(finding, programme))} >= SAID[code]


@pytest.mark.parametrize("code", SWITCHABLE)
def test_every_warning_can_be_switched_off_and_nothing_else_goes_with_it(
    programme: Programme, code: str
) -> None:
    """What it found may be explained otherwise then, by a rule that comes after it."""
    without = replace(programme, checking=Checking(off=frozenset({code})))
    told = {other: {one.code for one in try_example(EXAMPLES[other][0], without)} for other in EXAMPLES}

    assert [other for other, codes in told.items() if code in codes] == []
    assert [other for other, codes in told.items() if other not in codes] == [code]


@pytest.mark.parametrize("name", LIMITS)
def test_every_limit_is_what_its_rule_must_reach(programme: Programme, name: str) -> None:
    """Out of reach for its own limit, and as before for that of another rule."""
    (rule,) = (rule for rule in RULES if name in rule.limits)
    example = EXAMPLES[rule.code][0]
    strict = replace(programme, checking=Checking(limits=dict.fromkeys(rule.limits, 999.0)))
    elsewhere = replace(
        programme, checking=Checking(limits={other: 999.0 for other in LIMITS if other not in rule.limits})
    )
    # with nothing known of a district, items without an area are never chance, whatever the limit
    always = [rule.code] if rule.code == "items-without-area" else []

    told = [finding.code for finding in try_example(example, strict)]

    assert [code for code in told if code == rule.code] == always
    assert [finding.code for finding in try_example(example, elsewhere)] == [rule.code]


def test_a_number_below_zero_may_be_one_without_its_sign(programme: Programme) -> None:
    (finding,) = try_example(EXAMPLES["negative"][0], programme)
    (suggestion,) = finding.suggestions

    assert suggestion.kind == "sign"
    assert [(change.cell.indicator, change.before, change.after) for change in suggestion.cells] == [
        ("uxo", "-3", "3")
    ]


@pytest.mark.parametrize(("total", "columns"), [(None, [()]), (8, [("uxo",)]), (2, []), (7, [()])])
def test_what_a_control_total_speaks_against_is_not_suggested_for_a_number_below_zero(
    programme: Programme, total: int | None, columns: list[tuple[str, ...]]
) -> None:
    """−3 and 5: a total of 8 says 3 and 5, one of 2 that it is −3, and one of 7 neither."""
    rows = ((1, 2, -3, 45_000), (1, 2, 5, 45_000))
    example = replace(EXAMPLES["negative"][0], rows=rows, control=(None, None, total))
    (finding,) = (one for one in try_example(example, programme) if one.code == "negative")

    assert [one.explains for one in finding.suggestions] == columns


def test_a_fraction_below_zero_is_no_number_without_its_sign_either(programme: Programme) -> None:
    example = replace(EXAMPLES["negative"][0], rows=((1, 2, Decimal("-3.5"), 45_000),))
    (finding,) = (one for one in try_example(example, programme) if one.code == "negative")

    assert finding.suggestions == ()


@pytest.mark.parametrize(
    ("total", "columns"), [(None, [()]), (984_000, [("area_cleared_ha",)]), (9_840_000_000, []), (7, [()])]
)
def test_what_a_control_total_speaks_against_is_not_suggested_for_square_metres(
    programme: Programme, total: int | None, columns: list[tuple[str, ...]]
) -> None:
    rows = ((1, 2, 3, 9_840_000_000),)
    example = replace(EXAMPLES["area-unusual"][0], rows=rows, control=(None, None, None, total))
    (finding,) = (one for one in try_example(example, programme) if one.code == "area-unusual")

    assert [one.explains for one in finding.suggestions] == columns
