"""The command that writes what others read: the Excel report, or files for other systems."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from fieldapp.arguments import FILE, LANGUAGE, OFFICE, PATH, PERIOD
from fieldapp.console import (
    DONE,
    ERRORS_STAND,
    Surface,
    chosen,
    find,
    opened_store,
    require_order,
    require_xlsx,
    status_of,
    tell_written,
    write_report,
)
from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import HistoryKind
from fieldapp.core.interchange.extract import Extract, Holding
from fieldapp.core.interchange.fixed import WhyUntold, fixed_figures
from fieldapp.core.period import DAY, Period
from fieldapp.core.programme import HQ
from fieldapp.core.report import Standing
from fieldapp.core.sheet import Sheet, SheetKey
from fieldapp.exchange.placing import place_text
from fieldapp.store.store import Store
from fieldapp.texts.interchange import incomplete_lines, untold_line
from fieldapp.texts.texts import Texts, read_texts

_XLSX, _METADATA, _COMPLETE, _LONG_CSV = "xlsx", "dhis2-metadata", "dhis2-complete", "csv"
_FIXED = ("dhis2", _COMPLETE, "adx")
"""The formats that know only weeks and months."""

FORMATS = (_XLSX, "dhis2", _METADATA, _COMPLETE, "adx", "datapackage", _LONG_CSV)


@click.command()
@FILE
@click.option("--period", type=PERIOD, help="2025-03-10..2025-03-16 or 2025-W11; dhis2-metadata needs none.")
@click.option("--format", "kind", type=click.Choice(FORMATS), default=_XLSX, show_default=True)
@click.option("--out", required=True, type=PATH, metavar="OUT", help="A file; for datapackage also a folder.")
@OFFICE
@LANGUAGE
@click.option("--order", metavar="north-south|post|apa", help="Default: the usual one of each form.")
@click.pass_obj
def export(surface: Surface, /, file: Path, period: Period | None, kind: str, **options: Any) -> int:
    """Write the Excel report of a period, or its figures for other systems."""
    out, texts = options["out"], read_texts(options["lang"])
    if period is None and kind != _METADATA:
        raise click.UsageError("Missing option '--period'.")
    if kind == _XLSX:
        require_xlsx(out)
    with opened_store(surface, file) as store:
        require_order(store, options["order"])
        if period is None or kind == _METADATA:
            return _write_metadata(surface, store, out, texts)
        of = chosen(store, options["office"], period) if options["office"] else period
        if kind == _XLSX:
            parcel = write_report(surface, store, of, out, options["lang"], options["order"])
            return status_of(parcel.findings)
        return _write_figures(
            surface, store, take_extract(store, of, surface.now()), kind, out=out, texts=texts
        )


def take_extract(store: Store, of: SheetKey | Period, now: datetime) -> Extract:
    """What a data file holds of a period: in the file of headquarters of all offices that have sheets there.

    Raises FieldAppError `sheet-damaged`, `list-damaged`, `records-damaged`.
    """
    key = store.key(of)
    is_of_all = isinstance(of, Period) and store.office == HQ
    start, end = key.period.start, key.period.end
    first, last = start - start.weekday() * DAY, end + (6 - end.weekday()) * DAY
    keys = [
        SheetKey(office, period)
        for office in (store.offices() if is_of_all else (key.office,))
        for period in store.known_periods(office)
        if first <= period.end and period.start <= last
    ]
    near = [store.stood(one) for one in keys]
    if keys:
        touched = Period(min(one.period.start for one in keys), max(one.period.end for one in keys))
        near = store.knowing_disputes(near, {one.office for one in keys}, touched)
    holdings = tuple(_holding(store, *pair) for pair in near)
    return Extract(store.programme, key.office, key.period, holdings, now, store.is_demonstration)


def _holding(store: Store, sheet: Sheet, standing: Standing) -> Holding:
    once_held = frozenset(
        row.cell
        for row in store.history(sheet.key)
        if row.kind is HistoryKind.VALUE and (row.before is not None or row.after is not None)
    )
    return Holding(sheet, standing, store.records(sheet.key), once_held)


def _write_metadata(surface: Surface, store: Store, out: Path, texts: Texts) -> int:
    from fieldapp.exchange.interchange.dhis2_metadata import dhis2_metadata

    _place(surface, dhis2_metadata(store.programme, texts), out)
    return DONE


def _write_figures(surface: Surface, store: Store, extract: Extract, kind: str, **where: Any) -> int:
    """Write a file for machines, tell what is not in it and what is wrong with what is; the exit status."""
    out, texts = where["out"], where["texts"]
    if kind in _FIXED:
        is_all = _write_fixed(surface, extract, kind, out, texts)
    else:
        if not any(one.has_figures for one in extract.asked):
            raise FieldAppError("nothing-entered", period=extract.period)
        is_all = True
        _write_tables(surface, extract, kind, out, texts)
    for period in extract.straddling:
        click.echo(surface.texts("report.straddling", period=period), err=True)
    if extract.is_demonstration:
        click.echo(surface.texts("report.made-up"), err=True)
    status = status_of(find(surface, store, [one.sheet.key for one in extract.asked if one.has_figures]))
    if status != DONE:
        click.echo(surface.texts("cli.errors-stand"), err=True)
    return status if is_all else ERRORS_STAND


def _write_fixed(surface: Surface, extract: Extract, kind: str, out: Path, texts: Texts) -> bool:
    """Whether every sheet that was asked for is in the file."""
    from fieldapp.exchange.interchange.adx import adx
    from fieldapp.exchange.interchange.dhis2 import dhis2_completeness, dhis2_values

    writers = {"dhis2": dhis2_values, _COMPLETE: dhis2_completeness, "adx": adx}
    figures = fixed_figures(extract)
    for one in figures.left_out:
        click.echo(untold_line(one, extract.programme, surface.texts), err=True)
    if not figures.rows and not figures.left_out:
        raise FieldAppError("nothing-entered", period=extract.period)
    _place(surface, writers[kind](figures, extract, texts), out)
    gone = sum(len(row.gone) for row in figures.rows)
    if kind == "adx" and gone:
        click.echo(surface.texts("interchange.gone-in-adx", n=gone), err=True)
    for line in incomplete_lines(figures.rows, extract.programme, surface.texts) if kind == _COMPLETE else ():
        click.echo(line, err=True)
    return all(one.why is WhyUntold.MONTH_NOT_WHOLE for one in figures.left_out)


def _write_tables(surface: Surface, extract: Extract, kind: str, out: Path, texts: Texts) -> None:
    if kind == _LONG_CSV:
        from fieldapp.exchange.interchange.long_csv import long_csv

        _place(surface, long_csv(extract, texts), out)
        return
    from fieldapp.exchange.interchange.data_package import data_package
    from fieldapp.exchange.interchange.package_place import place_package

    tell_written(surface, place_package(out, data_package(extract, texts)), out)


def _place(surface: Surface, text: str, out: Path) -> None:
    tell_written(surface, place_text(out, text), out)
