"""What `report --json` prints. Headquarters' scripts read it: keys are only ever added."""

from collections.abc import Callable, Mapping
from typing import Any

from fieldapp.core.numbers import Value
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.spans.balance import Opening
from fieldapp.core.spans.range_report import RangeReport
from fieldapp.exchange.answers_json import figure_json, totals_json


def range_answer(report: RangeReport) -> dict[str, Any]:
    """Totals, rows that add up to them, the opening balance in them, and what they stand on."""
    programme, offices, districts = report.programme, report.offices, report.districts
    return {
        **_days(report.span),
        "by": report.by.value,
        "totals": totals_json(report, programme),
        "rows": [{"key": row.key, **_figures(row.values.get, programme)} for row in report.rows],
        "opening": _opening(report),
        "stands_on": {
            "offices": [offices.known, offices.expected],
            "districts": [districts.known, districts.expected],
            "disputed": report.report.disputed,
            "uncovered_days": report.uncovered_days,
            "straddling": [
                {"office": left.sheet.office, **_days(left.sheet.period), "days": left.untold}
                for left in report.straddling
            ],
            "twice": [
                {
                    **_days(row.sheet.period),
                    "district": row.district,
                    "office": row.to.office,
                    "indicators": [cell.indicator for cell in row.cells],
                }
                for row in report.given
            ],
        },
    }


def openings_answer(openings: tuple[Opening, ...], programme: Programme) -> dict[str, Any]:
    """What `opening --json` prints: every balance of the file."""
    return {"openings": [_balance(one, programme) for one in openings]}


def _opening(report: RangeReport) -> dict[str, Any] | None:
    held = report.openings
    if not held:
        return None
    return {
        **_days(Period(held[0].period.start, held[-1].period.end)),
        "source": "; ".join(dict.fromkeys(one.source for one in held)),
        **_figures(report.opening, report.programme),
        "balances": [_balance(one, report.programme) for one in held],
    }


def _balance(opening: Opening, programme: Programme) -> dict[str, Any]:
    return {
        **_days(opening.period),
        "source": opening.source,
        "scope": "national" if opening.national else "district",
        **_figures(opening.total, programme),
        "districts": [
            {"key": key, **_figures(row.get, programme)} for key, row in _in_order(opening, programme).items()
        ],
    }


def _in_order(opening: Opening, programme: Programme) -> Mapping[str, Mapping[str, Value]]:
    order = [district.key for district in programme.districts]
    return {key: opening.districts[key] for key in order if key in opening.districts}


def _figures(of: Callable[[str], Value | None], programme: Programme) -> dict[str, Any]:
    return {item.key: figure_json(of(item.key), item.unit) for item in programme.active}


def _days(period: Period) -> dict[str, str]:
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}
