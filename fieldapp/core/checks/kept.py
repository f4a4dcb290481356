"""Findings as they are kept beside what was sent: in plain lists and words, and back."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from fieldapp.core.checks.finding import Detail, Finding, Replacement, Severity, Suggestion
from fieldapp.core.checks.rules import RETIRED, RULES
from fieldapp.core.numbers import Amount, Unit
from fieldapp.core.period import Period, read_period
from fieldapp.core.sheet import Cell

Plain = Any
"""What JSON can hold."""


def kept_findings(findings: Sequence[Finding]) -> list[Plain]:
    """Findings as JSON can hold them. Cells stand by rows: a district and its columns."""
    return [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "cells": [
                [district, *(cell.indicator for cell in cells)]
                for district, cells in groupby(finding.cells, lambda cell: cell.district)
            ],
            "details": {name: _kept(value) for name, value in finding.details.items()},
            "period": str(finding.period),
            "office": finding.office,
            **({"answered": finding.answer} if finding.is_answered else {}),
            **({"suggestions": [*map(_kept_suggestion, finding.suggestions)]} if finding.suggestions else {}),
        }
        for finding in findings
    ]


def findings_kept(kept: Sequence[Plain]) -> tuple[Finding, ...]:
    """The findings. Raises ValueError, TypeError, LookupError, ArithmeticError or FieldAppError where
    something else is kept, or what this app has no rule for."""
    unknown = {one["code"] for one in kept} - {rule.code for rule in RULES} - {*RETIRED}
    if unknown:
        raise ValueError(unknown)
    return tuple(
        Finding(
            one["code"],
            Severity(one["severity"]),
            tuple(Cell(district, key) for district, *keys in one["cells"] for key in keys),
            {name: _read(value) for name, value in one["details"].items()},
            read_period(one["period"]),
            one["office"],
            suggestions=tuple(map(_suggestion_kept, one.get("suggestions", ()))),
            is_answered="answered" in one,
            answer=str(one.get("answered", "")),
        )
        for one in kept
    )


def _kept_suggestion(one: Suggestion) -> Plain:
    cells = [[*_place(change.cell), change.before, change.after] for change in one.cells]
    return {"kind": one.kind, "cells": cells, "explains": [*one.explains], "rows": [*one.rows]}


def _suggestion_kept(kept: Plain) -> Suggestion:
    changes = tuple(
        Replacement(Cell(place, key), before, after) for place, key, before, after in kept["cells"]
    )
    return Suggestion(kept["kind"], changes, tuple(kept["explains"]), tuple(kept["rows"]))


def _place(cell: Cell) -> tuple[str, str]:
    return cell.district, cell.indicator


def _kept(value: Detail) -> Plain:
    """Texts and whole numbers are themselves; anything else is said with what it is."""
    match value:
        case Amount():
            return {"amount": _kept(value.value), "unit": value.unit.value}
        case Decimal():
            return {"decimal": format(value, "f")}
        case Period():
            return {"period": str(value)}
        case date():
            return {"day": value.isoformat()}
        case tuple():
            return [_kept(one) for one in value]
        case str() | int():
            return value
        case _:
            raise TypeError(value)


def _read(kept: Plain) -> Detail:
    if isinstance(kept, list):
        return tuple(map(_read, kept))
    if isinstance(kept, str | int):
        return kept
    if not isinstance(kept, Mapping):
        raise ValueError(kept)
    match dict(kept):
        case {"amount": value, "unit": unit}:
            number = _read(value)
            if not isinstance(number, int | Decimal):
                raise ValueError(value)
            return Amount(number, Unit(unit))
        case {"decimal": text}:
            return Decimal(text)
        case {"period": text}:
            return read_period(text)
        case {"day": text}:
            return date.fromisoformat(text)
        case _:
            raise ValueError(kept)
