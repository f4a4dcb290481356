"""The examples of the catalogue are true: each breaks its rule or just does not, told in each language."""

import json
import re

import pytest

from fieldapp.core.checks.examples import EXAMPLES, try_example
from fieldapp.core.checks.kept import findings_kept, kept_findings
from fieldapp.core.checks.rules import RULES
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
