"""A March of the Karabakh office, told to other systems: everything that their rules speak of is in it.

From Monday 3 to Sunday 30 in weeks, one of them Monday to Saturday; a week cut at each end of the month; a
zero, a district without operations, a figure that was sent and taken back; and a sheet of eight days of
another office.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from fieldapp.core.interchange.extract import Extract, Holding
from fieldapp.core.period import Period, read_period
from fieldapp.core.records.record import Lineage, WorkbookForm
from fieldapp.core.report import Standing, Status, make_report
from fieldapp.core.sending import as_sent, record_of
from fieldapp.core.sheet import STATE, Cell, Content, RowState, Sheet
from tests.exchange.making import INDICATORS, PROGRAMME

OFFICE = "karabakh"
FIRST, LAST = "2025-03-01..2025-03-02", "2025-04-01..2025-04-06"
TAKEN_BACK, HAD_NOTE = "2025-03-10..2025-03-15", "2025-03-17..2025-03-23"
PERIODS = (
    FIRST,
    "2025-03-03..2025-03-09",
    TAKEN_BACK,
    HAD_NOTE,
    "2025-03-24..2025-03-30",
    "2025-03-31..2025-03-31",
    LAST,
)
EIGHT_DAYS = "2025-03-10..2025-03-17"
MARCH = read_period("2025-03-01..2025-03-31")
TAKEN_AT = datetime(2025, 4, 7, 10, 30, tzinfo=timezone(timedelta(hours=4)))
SEALED_AT = datetime(2025, 4, 1, 21, 5, 7, tzinfo=UTC)  # in Baku it is the next day
IDLE = Cell("terter", STATE)
GONE = Cell("fuzuli", "uxo")
NOTE = 'Two "cluster" munitions, <see> & compare;\nthe rest is to follow'


def office_sheet(period: str, office: str = OFFICE, *, seed: int = 0, without: Cell | None = None) -> Sheet:
    """Numbers that are all different; Tartar without operations, Aghdam with a zero."""
    days = read_period(period)
    districts = tuple(district.key for district in PROGRAMME.expected(office, days))
    values: dict[Cell, Content] = {}
    for row, district in enumerate(districts):
        for column, indicator in enumerate(INDICATORS):
            value = 1000 * seed + 10 * row + column
            values[Cell(district, indicator)] = value * 1001 if indicator == INDICATORS[-1] else value
    if office == OFFICE:
        values = {cell: value for cell, value in values.items() if cell.district != IDLE.district}
        values |= {IDLE: RowState.NO_OPERATIONS, Cell("agdam", "uxo"): 0}
    if without is not None:
        del values[without]
    notes = {Cell("agdam", "uxo"): NOTE} if period == HAD_NOTE else {}
    return Sheet(days, districts, INDICATORS, values, notes, office=office)


def sent(sheet: Sheet, *before: Sheet, status: Status = Status.SENT) -> Holding:
    """A sheet as a data file holds it after its revisions were sent, one after the other."""
    records: list = []
    for revision, one in enumerate([*before, sheet], start=1):
        report = make_report(PROGRAMME, one.office, one.period, [(one, Standing(revision=revision))])
        line = Lineage("file", tuple(record.id for record in records[-1:]))
        report = as_sent(replace(report, lineage=line), SEALED_AT)
        records.append(record_of(report, one, WorkbookForm("en", None), by="Rauf"))
    if status is not Status.SENT:
        records.pop()
    standing = Standing(status, len(before) + 1, SEALED_AT if status is Status.SENT else None)
    once = frozenset(cell for one in (sheet, *before) for cell in one.values)
    return Holding(sheet, standing, tuple(records), once)


def holdings() -> tuple[Holding, ...]:
    """The seven sheets of the office and the one of eight days."""
    made = []
    for seed, period in enumerate(PERIODS, start=1):
        if period == TAKEN_BACK:
            blank = office_sheet(period, seed=seed, without=GONE)
            made.append(sent(blank, office_sheet(period, seed=seed)))
        elif period == LAST:
            made.append(Holding(office_sheet(period, seed=seed), Standing()))
        else:
            made.append(sent(office_sheet(period, seed=seed)))
    return (*made, sent(office_sheet(EIGHT_DAYS, "east-zangezur", seed=90)))


def extract_of(*held: Holding, period: Period = MARCH, is_demonstration: bool = False) -> Extract:
    """What headquarters' file holds."""
    return Extract(PROGRAMME, "hq", period, held, TAKEN_AT, is_demonstration)


def march(*, is_demonstration: bool = False) -> Extract:
    """The whole scenario."""
    return extract_of(*holdings(), is_demonstration=is_demonstration)


def expected_weeks(held: tuple[Holding, ...]) -> dict[tuple[str, str, str], int]:
    """Plain sums by ISO week, district and column, worked out without the package's own code."""
    sums: dict[tuple[str, str, str], int] = {}
    for one in held:
        weeks = {day.isocalendar()[:2] for day in (one.sheet.period.start, one.sheet.period.end)}
        if len(weeks) == 1:
            ((year, week),) = weeks
            _add(sums, f"{year}W{week}", one.sheet)
    return sums


def expected_march(held: tuple[Holding, ...]) -> dict[tuple[str, str, str], int]:
    """The same for the month."""
    sums: dict[tuple[str, str, str], int] = {}
    for one in held:
        if one.sheet.office == OFFICE and one.sheet.period.end.month == 3:
            _add(sums, "202503", one.sheet)
    return sums


def _add(sums: dict[tuple[str, str, str], int], period: str, sheet: Sheet) -> None:
    for cell, value in sheet.values.items():
        if cell.indicator != STATE:
            key = (period, cell.district, cell.indicator)
            sums[key] = sums.get(key, 0) + int(value)
