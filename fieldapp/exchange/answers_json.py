"""What `check --json` and `summary --json` print. HQ's scripts read it: keys are only ever added."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from fieldapp.core.checks.finding import Finding, Suggestion, count_errors, count_warnings
from fieldapp.core.integrity import Problem
from fieldapp.core.numbers import Unit, Value, decimal_text
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.report import Report
from fieldapp.core.spans.range_report import RangeReport
from fieldapp.texts.suggestions import suggestion_sentence
from fieldapp.texts.texts import Texts


def check_answer(
    period: Period, findings: Sequence[Finding], programme: Programme, texts: Texts, office: str = ""
) -> dict[str, Any]:
    """Findings with their cells and sentences. A finding of another period, or another office, than the asked
    one names it; a control total's cell has the district `control`. `office`: whose file it is."""
    return {
        "period": _period(period),
        "errors": count_errors(findings),
        "warnings": count_warnings(findings),
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity.value,
                "cells": [{"district": cell.district, "indicator": cell.indicator} for cell in finding.cells],
                "message": texts.finding(finding, programme),
                "suggestions": [_suggestion(one, programme, texts) for one in finding.suggestions],
                **_earlier(finding),
                **({"answered": True, "answer": finding.answer} if finding.is_answered else {}),
                **({} if finding.period == period else {"period": _period(finding.period)}),
                **({} if finding.office in ("", office) else {"office": finding.office}),
            }
            for finding in findings
        ],
    }


def _earlier(finding: Finding) -> dict[str, Any]:
    """The week whose figures stand here again."""
    earlier = finding.details.get("earlier")
    return {"earlier": _period(earlier)} if isinstance(earlier, Period) else {}


def _suggestion(suggestion: Suggestion, programme: Programme, texts: Texts) -> dict[str, Any]:
    """`explains_rows` names the districts whose control totals agree then, if there are such."""
    return {
        "kind": suggestion.kind,
        "explains": list(suggestion.explains),
        **({"explains_rows": list(suggestion.rows)} if suggestion.rows else {}),
        "cells": [
            {
                "district": change.cell.district,
                "indicator": change.cell.indicator,
                "before": change.before,
                "after": change.after,
            }
            for change in suggestion.cells
        ],
        "message": suggestion_sentence(suggestion, programme, texts),
    }


def summary_answer(report: Report) -> dict[str, Any]:
    """Totals and rows: counts as numbers, hectares as exact decimal strings, null where there is none."""
    units = {indicator.key: indicator.unit for indicator in report.programme.active}
    return {
        "period": _period(report.period),
        "office": report.office,
        "revision": report.standing.revision,
        "check_code": report.seal.check_code,
        "demonstration": report.is_demonstration,
        "source": report.standing.source,
        "districts_reported": report.reported,
        "districts_expected": report.expected,
        "totals": totals_json(report, report.programme),
        "districts": [
            {
                "key": line.district,
                "state": line.state.value,
                **{key: figure_json(line.values[key], unit) for key, unit in units.items()},
            }
            for line in report.lines
        ],
        "straddling": [_period(period) for period in report.straddling],
        "uncovered": [_period(period) for period in report.uncovered],
        "disputed": report.disputed,
    }


def totals_json(report: Report | RangeReport, programme: Programme) -> dict[str, Any]:
    """The totals of a report: counts, sums, areas."""
    counts = [item for item in programme.active if item.unit is Unit.COUNT]
    areas = [item for item in programme.active if item.unit is not Unit.COUNT]
    return {
        **{item.key: figure_json(report.total(item.key), item.unit) for item in counts},
        **{named.key: figure_json(report.sum(named.key), Unit.COUNT) for named in programme.sums},
        **{item.key: figure_json(report.total(item.key), item.unit) for item in areas},
    }


def integrity_answer(sheets: int, rows: int, problems: Sequence[Problem]) -> dict[str, Any]:
    """What does not fit, if anything; `office` and `period` are null where it is not one sheet."""
    return {
        "ok": not problems,
        "sheets": sheets,
        "history": rows,
        "problems": [
            {
                "office": problem.sheet.office if problem.sheet else None,
                "period": _period(problem.sheet.period) if problem.sheet else None,
                "what": problem.what.value,
                "told": problem.told,
            }
            for problem in problems
        ],
    }


def _period(period: Period) -> dict[str, str]:
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}


def figure_json(value: Value | None, unit: Unit) -> int | float | str | None:
    """A stored value as JSON has it: counts as numbers, hectares as exact decimal strings, null for none."""
    if value is None:
        return None
    if unit is Unit.HECTARE:
        return decimal_text(value, unit)
    return float(value) if isinstance(value, Decimal) else value
