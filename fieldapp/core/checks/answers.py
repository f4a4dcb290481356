"""What people say to warnings: why a figure is right after all, and which cells are to be looked at again."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from fieldapp.core.checks.finding import Finding, Severity
from fieldapp.core.checks.kept import kept_findings
from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import CONTROL, ROW_CONTROLS, STATE, Cell, Sheet


@dataclass(frozen=True, slots=True)
class WarningAnswer:
    """Why the finding of a rule in some cells is right as it is. It holds while the `fingerprint` of what it
    was given for stays the same."""

    rule: str
    cells: tuple[Cell, ...]
    fingerprint: str
    why: str
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A cell that is to be looked at again, until somebody says that it was."""

    cell: Cell
    why: str
    who: str
    at: datetime


def answer_warning_with(finding: Finding, sheet: Sheet, why: str) -> WarningAnswer:
    """Raises FieldAppError `error-not-answered` for an error: only the figures can put that right, and
    `nothing-to-answer` where nothing is entered: that a sheet is empty is no warning to be right about."""
    if why.strip() and not sheet.values and not sheet.unread:
        raise FieldAppError("nothing-to-answer", period=sheet.period)
    if finding.severity is Severity.ERROR:
        raise FieldAppError("error-not-answered")
    return WarningAnswer(finding.code, finding.cells, fingerprint_of(finding, sheet), " ".join(why.split()))


def fingerprint_of(finding: Finding, sheet: Sheet) -> str:
    """Changes with every cell of a finding, the marks of their rows, and the control totals of their rows and
    columns; where it is of no cell, with what it says, whatever day it is."""
    around: set[Cell] = set()
    for cell in finding.cells:
        around |= {cell, Cell(CONTROL, cell.indicator), Cell(cell.district, STATE)}
        around |= {Cell(cell.district, key) for key in ROW_CONTROLS}
    facts: list[Any] = [
        [cell.district, cell.indicator, str(sheet.values.get(cell)), cell in sheet.unread]
        for cell in sorted(around)
    ]
    if not finding.cells:
        said = kept_findings([finding])[0]["details"]
        facts = [[name, value] for name, value in said.items() if name != "today"]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def with_answers(
    findings: Sequence[Finding], sheet: Sheet, answers: Iterable[WarningAnswer]
) -> tuple[Finding, ...]:
    """The findings, those answered that somebody has answered as they are now."""
    known: dict[tuple[str, tuple[Cell, ...]], dict[str, WarningAnswer]] = {}
    for one in answers:
        known.setdefault((one.rule, one.cells), {})[one.fingerprint] = one
    return tuple(
        _answered(finding, sheet, known.get((finding.code, finding.cells), {})) for finding in findings
    )


def _answered(finding: Finding, sheet: Sheet, answers: Mapping[str, WarningAnswer]) -> Finding:
    """`answers`: by the fingerprint that each is of; of several that hold the last counts."""
    if not answers or finding.severity is Severity.ERROR:
        return finding
    answer = answers.get(fingerprint_of(finding, sheet))
    return finding if answer is None else replace(finding, is_answered=True, answer=answer.why)


def answers_that_hold(findings: Iterable[Finding], sheet: Sheet) -> tuple[WarningAnswer, ...]:
    """The answers among what was found in a sheet, for whoever has only that sheet."""
    return tuple(
        WarningAnswer(one.code, one.cells, fingerprint_of(one, sheet), one.answer)
        for one in findings
        if one.is_answered
    )


def cells_text(cells: Iterable[Cell]) -> str:
    """Cells as a data file names them: a list of rows, each a district and its columns."""
    rows = [
        [district, *(cell.indicator for cell in some)]
        for district, some in groupby(cells, lambda cell: cell.district)
    ]
    return json.dumps(rows, separators=(",", ":"))


def read_cells(text: str) -> tuple[Cell, ...]:
    """The cells of such a text. Raises ValueError."""
    rows = json.loads(text)
    if not isinstance(rows, list) or not all(isinstance(row, list) and row for row in rows):
        raise ValueError(text)
    return tuple(Cell(district, key) for district, *keys in rows for key in keys)
