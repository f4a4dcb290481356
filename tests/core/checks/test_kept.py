"""Findings that are kept come back as they were, whatever rule has made them."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

import pytest

from fieldapp.core.checks.finding import Details, Finding, Severity
from fieldapp.core.checks.kept import findings_kept, kept_findings
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Amount, Unit
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell
from tests.core.checks.test_rules import EXAMPLES
from tests.core.making import WEEK


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_findings_of_every_rule_come_back(programme: Programme, code: str) -> None:
    findings = EXAMPLES[code][0].findings(programme)
    findings = tuple(replace(one, is_answered=True, answer="so it is") for one in findings)

    assert findings_kept(json.loads(json.dumps(kept_findings(findings)))) == findings


def test_cells_keep_their_order_and_numbers_their_digits() -> None:
    cells = tuple(Cell(*place.split()) for place in ("b x", "b y", "a x", "b x"))
    details: Details = {"value": Amount(Decimal("954.70"), Unit.HECTARE), "n": 2, "share": Decimal("0.5")}
    finding = Finding("negative", Severity.WARNING, cells, details, WEEK, "karabakh")

    (back,) = findings_kept(json.loads(json.dumps(kept_findings([finding]))))

    assert back == finding
    assert str(back.details["value"].value) == "954.70"


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "of a later version"},
        {"severity": "fatal"},
        {"cells": 3},
        {"cells": [[]]},
        {"details": {"value": {"amount": "12", "unit": "ha"}}},
        {"details": {"value": {"colour": "red"}}},
        {"details": {"value": {"decimal": "many"}}},
        {"period": "last week"},
    ],
)
def test_what_cannot_have_been_kept_is_refused(wrong: dict[str, Any]) -> None:
    (kept,) = kept_findings([Finding("negative", Severity.WARNING, (), {}, WEEK)])
    errors = (ValueError, TypeError, LookupError, ArithmeticError, FieldAppError)

    with pytest.raises(errors):
        findings_kept([{**kept, **wrong}])


def test_what_no_rule_says_is_not_kept() -> None:
    with pytest.raises(TypeError):
        kept_findings([Finding("negative", Severity.WARNING, (), {"value": cast("int", 1.5)}, WEEK)])
