"""The report of a range in words: its rows, and what its totals cover."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from fieldapp.core.numbers import Unit, Value, finest_decimals
from fieldapp.core.period import Period, month_of, week_of, year_of
from fieldapp.core.programme import HQ, Programme
from fieldapp.core.sheet import SheetKey
from fieldapp.core.spans.balance import Opening
from fieldapp.core.spans.gaps import Gap
from fieldapp.core.spans.range_report import NO_ORGANISATION, OPENING_ROW, By, RangeReport
from fieldapp.texts.summary import dispute_line, districts_told, origin_lines
from fieldapp.texts.texts import Texts

_APART = "  "


def range_lines(report: RangeReport, texts: Texts) -> list[str]:
    """Title, a table of the rows with their totals, and what they cover."""
    return [range_title(report, texts), *_aligned(table_of(report, texts)), *covered_lines(report, texts)]


def range_text(report: RangeReport, texts: Texts) -> str:
    """The same to paste elsewhere: cells apart by tabs."""
    rows = ["\t".join(row) for row in table_of(report, texts)]
    return "\n".join([range_title(report, texts), *rows, *covered_lines(report, texts)])


def table_of(report: RangeReport, texts: Texts) -> list[list[str]]:
    """The heads, the rows and the totals, as they are shown: decimal marks stand under each other."""
    programme = report.programme
    fine = {
        item.key: finest_decimals(
            [report.total(item.key), *(row.values[item.key] for row in report.rows)], item.unit
        )
        for item in programme.active
    }
    table = [[texts(f"range.head-{report.by.value}"), *figure_heads(programme, texts)]]
    for row in report.rows:
        cells = [_cell(row.values[item.key], item.unit, texts, fine[item.key]) for item in programme.active]
        sums = [_cell(row_sum(row.values, named.of), Unit.COUNT, texts) for named in programme.sums]
        table.append([row_name(report, row.key, texts), *cells, *sums])
    totals = [texts.figure(report.total(item.key), item.unit, fine[item.key]) for item in programme.active]
    totals += [texts.figure(report.sum(named.key), Unit.COUNT) for named in programme.sums]
    return [*table, [texts("workbook.total"), *totals]]


def covered_lines(report: RangeReport, texts: Texts) -> list[str]:
    """What the totals cover and what they do not, each in a sentence."""
    return [
        _covers(report, texts),
        *dispute_line(report.report, texts),
        *_twice_lines(report, texts),
        *_gap_lines(report, texts),
        *(
            texts(
                "range.left-out" if left.untold == left.days.days else "range.left-out-opening",
                office=texts.names(report.programme.office(left.sheet.office).names),
                period=left.sheet.period,
                days=left.untold,
            )
            for left in report.straddling
        ),
        *_opening_lines(report, texts),
        *origin_lines(report.report, texts),
    ]


def footing_lines(report: RangeReport, texts: Texts) -> list[str]:
    """The same as short as a picture can bear it that leaves the report: without the days by name."""
    uncovered = (
        [texts("range.uncovered", n=report.uncovered_days, days=report.span.days)] if report.gaps else []
    )
    return [_covers(report, texts), *uncovered, *picture_lines(report, texts)]


def picture_lines(report: RangeReport, texts: Texts) -> list[str]:
    """What has to be said beside every figure of a report: cells in dispute, and figures that are made up."""
    return [*dispute_line(report.report, texts), *origin_lines(report.report, texts)]


def span_label(span: Period, texts: Texts) -> str:
    """`2025`, `March 2025`, or the days; a week with its name."""
    if span == year_of(span.start):
        return str(span.start.year)
    if span == month_of(span.start):
        return _month(span.start, texts)
    return texts.period_label(span) if span == week_of(span.start) else texts.period(span)


def row_name(report: RangeReport, key: str, texts: Texts) -> str:
    """What a row of a report is called."""
    programme, by = report.programme, report.by
    if key == OPENING_ROW:
        return texts("range.row-rest" if by in (By.DISTRICT, By.REGION) else "range.row-opening")
    match by:
        case By.DISTRICT:
            return texts.district(key, programme)
        case By.REGION:
            return texts.names(programme.region(key).names)
        case By.OFFICE:
            return texts.names(programme.office(key).names)
        case By.ORGANISATION:
            is_named = key != NO_ORGANISATION
            return texts.names(programme.organisation(key).names) if is_named else texts("range.row-none")
        case By.WEEK | By.MONTH:
            return _calendar_name(key, report.span, texts)


def figure_heads(programme: Programme, texts: Texts) -> list[str]:
    """The heads of the columns, and of the sums beside them."""
    return [
        *(texts.names(item.short_names) for item in programme.active),
        *(texts.names(named.names) for named in programme.sums),
    ]


def row_sum(values: Mapping[str, Value | None], of: Sequence[str]) -> Value | None:
    """A named sum of one row; None where none of its columns has a number."""
    known = [value for key in of if (value := values.get(key)) is not None]
    return sum(known, start=0) if known else None


def opening_lines(openings: Sequence[Opening], programme: Programme, texts: Texts, office: str) -> list[str]:
    """The balances of the file of an office, each of their rows in a line."""
    lines = []
    for opening in openings:
        source = texts("range.opening-source", source=opening.source)
        for place, figures in opening_rows(opening, programme, texts, office):
            said = {"period": opening.period, "place": place, "figures": f"{figures}; {source}"}
            lines.append(texts("range.opening-line", **said))
    return lines or [texts("range.no-openings")]


def opening_rows(
    opening: Opening, programme: Programme, texts: Texts, office: str
) -> Iterator[tuple[str, str]]:
    """The places of a balance in the file of an office, each with its figures."""
    together = texts(f"range.opening-{'national' if office == HQ else 'together'}")
    for district, row in {"": opening.national, **opening.districts}.items():
        figures = "; ".join(
            texts(
                "range.opening-figure",
                column=texts.names(item.short_names),
                figure=texts.figure(row[item.key], item.unit),
            )
            for item in programme.active
            if item.key in row
        )
        if row:
            yield texts.district(district, programme) if district else together, figures


def range_title(report: RangeReport, texts: Texts) -> str:
    """Whose report it is, and of which days."""
    office = texts.names(report.programme.office(report.report.office).names)
    return texts("range.title", office=office, span=span_label(report.span, texts))


def _covers(report: RangeReport, texts: Texts) -> str:
    told = {
        name: texts(f"range.{name}", known=covered.known, expected=covered.expected, n=covered.expected)
        for name, covered in (("offices", report.offices), ("organisations", report.organisations))
    }
    return texts("range.covers", districts=districts_told(report.report, texts), **told)


def _twice_lines(report: RangeReport, texts: Texts) -> Iterator[str]:
    """Where headquarters' own sheets give way and say something else."""
    told: dict[SheetKey, dict[str, str]] = {}
    for row in report.given:
        if row.cells:
            told.setdefault(row.sheet, {})[row.district] = texts.district(row.district, report.programme)
    for sheet, places in told.items():
        yield texts("range.twice", period=sheet.period, places=texts.listed([*places.values()]))


def _gap_lines(report: RangeReport, texts: Texts) -> Iterator[str]:
    if report.gaps:
        yield texts("range.uncovered", n=report.uncovered_days, days=report.span.days)
    whole = [texts.period(gap.period) for gap in report.gaps if gap.is_whole]
    if whole:
        yield texts("report.uncovered", period=texts.listed(whole))
    partly: dict[tuple[str, ...], list[str]] = {}
    for gap in report.gaps:
        if not gap.is_whole:
            partly.setdefault(gap.districts, []).append(texts.period(gap.period))
    for districts, periods in partly.items():
        first = next(gap for gap in report.gaps if gap.districts == districts)
        places = texts.listed(_places(first, report.programme, texts))
        yield texts("range.uncovered-places", periods=texts.listed(periods), places=places)


def _places(gap: Gap, programme: Programme, texts: Texts) -> list[str]:
    """The offices of which nothing is there, and the districts of others."""
    names, left = [], [*gap.districts]
    day = Period(gap.period.start, gap.period.start)
    for office in programme.offices:
        own = [district.key for district in programme.expected(office.key, day)]
        if office.key != HQ and own and {*own} <= {*left}:
            names.append(texts.names(office.names))
            left = [key for key in left if key not in own]
    return [*names, *(texts.district(key, programme) for key in left)]


def _opening_lines(report: RangeReport, texts: Texts) -> Iterator[str]:
    for opening in report.openings:
        yield texts("range.opening", period=opening.period, source=opening.source)
    active = report.programme.active
    unknown = [
        texts.names(item.names)
        for item in active
        if any(opening.total(item.key) is None for opening in report.openings)
    ]
    if unknown:
        yield texts("range.opening-unknown", columns=texts.listed(unknown))
    for opening in report.cut_openings:
        yield texts("range.opening-cut", period=opening.period)
    if report.within_opening:
        yield texts("range.within-opening", n=len(report.within_opening))


def _calendar_name(key: str, span: Period, texts: Texts) -> str:
    """The days of a row that lie in the range, and the name of the week or month that holds them."""
    first, _, last = key.partition("..")
    if last:
        return texts.period(Period(date.fromisoformat(first), date.fromisoformat(last)))
    year, _, rest = key.partition("-")
    if rest.startswith("W"):
        week = week_of(date.fromisocalendar(int(year), int(rest[1:]), 1))
        return f"{texts.period(_within(week, span))} ({key})"
    month = month_of(date(int(year), int(rest), 1))
    is_whole = span.contains(month)
    return _month(month.start, texts) if is_whole else texts.period(_within(month, span))


def _within(period: Period, span: Period) -> Period:
    return Period(max(period.start, span.start), min(period.end, span.end))


def _month(day: date, texts: Texts) -> str:
    return texts("range.month", month=texts("range.months").split()[day.month - 1], year=str(day.year))


def _cell(value: Value | None, unit: Unit, texts: Texts, decimals: int = 0) -> str:
    return "" if value is None else texts.figure(value, unit, decimals)


def _aligned(table: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    lines = [
        _APART
        + _APART.join(
            f"{cell:<{width}}" if place == 0 else f"{cell:>{width}}"
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in table
    ]
    return [line.rstrip() for line in lines]
