"""The published weekly reports that travel with the app (`resources/published/reports.json`).

Each record is cited by its id, such as R084. Figures are as printed, with the mistakes of print.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from fieldapp.core.numbers import SQUARE_METRES_PER_HECTARE
from fieldapp.core.period import Period
from fieldapp.resources import resources_folder

COUNTS = ("ap_mines", "at_mines", "uxo")
AREA = "area_cleared_ha"
ANNUAL_BY_DISTRICT = "R248"


@dataclass(frozen=True)
class PublishedWeek:
    """A weekly record with all four figures: `totals` by indicator in stored units."""

    record: str
    period: Period
    totals: Mapping[str, int]


def published_weeks() -> tuple[PublishedWeek, ...]:
    """Every weekly record that prints all four figures, in the order of the file; a week may recur."""
    return tuple(
        PublishedWeek(
            record["id"],
            Period(date.fromisoformat(record["period_start"]), date.fromisoformat(record["period_end"])),
            {**{key: record[key] for key in COUNTS}, AREA: _square_metres(record["hectares_read_as"])},
        )
        for record in _records()
        if record["kind"] == "weekly"
        and all(
            record[key] is not None for key in (*COUNTS, "hectares_read_as", "period_start", "period_end")
        )
    )


def annual_hectares() -> dict[str, int]:
    """R248's table of 2023: square metres cleared by English district name, `other districts` included."""
    record = next(record for record in _records() if record["id"] == ANNUAL_BY_DISTRICT)
    return {name: _square_metres(area) for name, area in record["extra"]["by_district_ha"].items()}


@cache
def _records() -> list[dict[str, Any]]:
    text = (resources_folder() / "published" / "reports.json").read_text(encoding="utf-8")
    records: list[dict[str, Any]] = json.loads(text, parse_float=Decimal)
    return records


def _square_metres(hectares: Decimal | int) -> int:
    return int(hectares * SQUARE_METRES_PER_HECTARE)
