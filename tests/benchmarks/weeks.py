"""Office-weeks as they might have been: published totals shared among districts by chance.

The totals are real (resources/published/reports.json), and so are the shares of the area (R248). How items
are shared, which district rests and when, is made up: no figures by district are published.
"""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from random import Random

from fieldapp.core.checks.memory import LATEST, Memory, memory_of
from fieldapp.core.period import DAY, Period
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import STATE, Cell, Content, RowState, Sheet
from fieldapp.exchange.published_json import AREA, COUNTS, PublishedWeek, annual_hectares, published_weeks

FIRST = date(2024, 1, 1)
"""The first day of the first office-week; the published weeks from this year on lend their totals."""

RISING = 8
"""How many weeks pass before mistakes are put in: the past of a young file is short."""

NEAR = 6
TENTH = 1000


@dataclass(frozen=True)
class OfficeWeek:
    """A sheet as it was right, and the sheets before it."""

    sheet: Sheet
    before: tuple[Sheet, ...]
    memory: Memory


def published_half(half: int) -> list[PublishedWeek]:
    """Half 0 calibrates, half 1 measures. Which week is in which is drawn from the name of its record."""
    chosen: dict[Period, PublishedWeek] = {}
    for week in published_weeks():
        chosen.setdefault(week.period, week)
    known = [week for week in chosen.values() if week.period.start >= date(2023, 7, 1)]
    drawn = sorted(known, key=lambda week: sha256(week.record.encode()).digest())[half::2]
    return sorted(drawn, key=lambda week: week.period)


@dataclass
class District:
    """How one district is made up: its shares, how often it rests, how it ends a rest."""

    key: str
    shares: dict[str, float]
    rests: float
    is_resting: bool = False


def made_districts(programme: Programme, office: str, period: Period, random: Random) -> list[District]:
    table = {
        programme.find_district(name).key: area
        for name, area in annual_hectares().items()
        if "other" not in name
    }
    districts = []
    for district in programme.expected(office, period):
        area = table.get(district.key, 1_000_000) / 10_000
        shares = {key: area**0.7 * math.exp(random.gauss(0, 0.8)) for key in COUNTS}
        shares[AREA] = area * math.exp(random.gauss(0, 0.3))
        rests = 0.01 if area > 3000 else 0.03 if area > 500 else 0.08
        districts.append(District(district.key, shares, rests))
    return districts


def office_weeks(
    programme: Programme, half: int, seed: int, length: int = 78, office: str = "hq"
) -> list[OfficeWeek]:
    """A run of weeks of one office, each with its past."""
    random = Random(f"weeks by record, {half}, {seed}")
    public, sheets, weeks = published_half(half), [], []
    districts = made_districts(programme, office, Period(FIRST + 700 * DAY, FIRST + 706 * DAY), random)
    for number in range(length):
        start = FIRST + number * 7 * DAY
        period = Period(start, start + 6 * DAY)
        near = sorted(public, key=lambda week: abs((week.period.start - start).days))[:NEAR]
        sheet = made_sheet(programme, period, random.choice(near), districts, random)
        if number >= RISING:
            weeks.append(OfficeWeek(sheet, tuple(sheets[-LATEST:]), memory_of(sheets, programme.units)))
        sheets.append(sheet)
    return weeks


def is_holiday(period: Period) -> bool:
    """New Year and Novruz."""
    start = period.start
    return (start.month, start.day) >= (12, 28) or (start.month == 3 and 18 <= start.day <= 24)


def made_sheet(
    programme: Programme, period: Period, week: PublishedWeek, districts: list[District], random: Random
) -> Sheet:
    """The totals of one published week, shared among the districts that work."""
    holiday = is_holiday(period)
    rate = (7 / week.period.days) * (0.25 if holiday else 1)
    working = []
    values: dict[Cell, Content] = {}
    for district in districts:
        leaves = 0.3 if district.is_resting else 1 - max(district.rests, 0.25 if holiday else 0)
        district.is_resting = random.random() >= leaves
        if not district.is_resting:
            working.append(district)
        elif random.random() < 0.85:
            values[Cell(district.key, STATE)] = RowState.NO_OPERATIONS
        else:
            values |= {Cell(district.key, key): 0 for key in (*COUNTS, AREA)}
    pace = {district.key: math.exp(random.gauss(0, 0.35)) for district in working}
    for key in (*COUNTS, AREA):
        shape = {"ap_mines": 0.8, "at_mines": 0.6, "uxo": 1.2}.get(key, 3.0)
        weights = [d.shares[key] * pace[d.key] * random.gammavariate(shape, 1 / shape) for d in working]
        values |= _shared(key, week.totals[key] * rate, working, weights, random)
    keys = tuple(district.key for district in districts)
    return Sheet(period, keys, (*COUNTS, AREA), values, {}, {}, "hq")


def _shared(
    key: str, total: float, working: list[District], weights: list[float], random: Random
) -> dict[Cell, Content]:
    if not working:
        return {}
    if key != AREA:
        fallen = Counter(random.choices([d.key for d in working], weights, k=round(total)))
        return {Cell(d.key, key): fallen[d.key] for d in working}
    whole = sum(weights)
    return {
        Cell(d.key, key): round(total * weight / whole / TENTH) * TENTH
        for d, weight in zip(working, weights, strict=True)
    }
