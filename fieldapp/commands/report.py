"""The commands that report over any range, and keep the opening balances that such reports begin with."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from fieldapp.arguments import FILE, JSON, LANGUAGE, PATH, PERIOD
from fieldapp.commands.answer import DAY_TYPE
from fieldapp.commands.drawn import LOOK, put_drawn, require_kind, tell_drawn
from fieldapp.console import DONE, ERRORS_STAND, Surface, opened_store, print_json, status_of
from fieldapp.core.backups import BackupReason
from fieldapp.core.checks.finding import Finding, count_errors
from fieldapp.core.period import Period
from fieldapp.core.pictures.album import make_album
from fieldapp.core.pictures.drawing import LOOKS, PICTURES, Drawing
from fieldapp.core.published.kept import CasualtyCount
from fieldapp.core.spans.range_report import By, RangeReport
from fieldapp.core.spans.span import read_month, read_quarter, read_year
from fieldapp.exchange.names import WORKBOOK
from fieldapp.passage import judge
from fieldapp.store.backup import back_up, backup_folder
from fieldapp.texts.headings import all_headings
from fieldapp.texts.ranges import opening_lines, range_lines
from fieldapp.texts.reconciling import casualty_line
from fieldapp.texts.texts import read_texts

_READERS: dict[str, Callable[[str], Period]] = {
    "month": read_month,
    "quarter": read_quarter,
    "year": read_year,
}
_USUAL_PICTURES = {By.WEEK: "weeks", By.MONTH: "cumulative"}
"""Of a report by these rows; of others the districts."""


@click.command("report")
@FILE
@click.option("--period", type=PERIOD, help="2025-03-10..2025-03-16 or 2025-W11; any days.")
@click.option("--month", metavar="2025-03")
@click.option("--quarter", metavar="2025-Q1")
@click.option("--year", metavar="2025")
@click.option("--since", type=DAY_TYPE, metavar="DATE", help="From this day on.")
@click.option("--until", type=DAY_TYPE, metavar="DATE", help="With --since. Default: today.")
@click.option(
    "--by", type=click.Choice([by.value for by in By]), default=By.DISTRICT.value, show_default=True
)
@click.option(
    "--out", type=PATH, metavar="X.xlsx", help="Or X.pdf: the report to print; X.svg, X.png: one picture."
)
@click.option(
    "--picture", "which", type=click.Choice(PICTURES), help="Of X.svg and X.png. Default: of the rows."
)
@LOOK
@LANGUAGE
@JSON
@click.pass_obj
def report_(
    surface: Surface, /, file: Path, by: str, out: Path | None, lang: str, as_json: bool, **given: Any
) -> int:
    """Report over any range, opening balances included; 1 where errors stand or cells are in dispute."""
    which, look = given.pop("which"), given.pop("look")
    span = _span(given, surface.now().date())
    kind = require_kind(out, which, look)
    with opened_store(surface, file) as store:
        report, casualties = store.range_report(span, By(by)), store.casualties_until(span.end)
        findings = judge(store, report.report.sheets, surface.now().date())
        if out is not None and kind == WORKBOOK:
            written = _write(surface, report, findings, casualties, out, lang)
            tell_drawn(surface, written, out, as_json=as_json)
        elif out is not None:
            album = make_album(report, store.range_report)
            drawing = Drawing(
                album=album,
                kind=kind,
                which=which or _USUAL_PICTURES.get(report.by, "places"),
                look=look or LOOKS[0],
                errors=count_errors(findings),
                issued=surface.now().date(),
                casualties=casualties,
            )
            written = put_drawn(surface, drawing, out, read_texts(lang))
            tell_drawn(surface, written, out, as_json=as_json)
        if as_json:
            from fieldapp.exchange.hq.range_json import range_answer
            from fieldapp.exchange.hq.reading_json import casualty_answer

            told = casualty_answer(casualties) if casualties else None
            print_json({**range_answer(report), "casualties": told})
        elif out is None:
            lines = range_lines(report, surface.texts)
            lines += [casualty_line(casualties, surface.texts)] if casualties else []
            click.echo("\n".join(lines))
        return ERRORS_STAND if report.report.disputed else status_of(findings)


@click.command("opening")
@FILE
@click.argument("balances", type=PATH, required=False, metavar="BALANCES.csv")
@click.option("--remove", type=PERIOD, metavar="START..END", help="Take the balance of these days away.")
@JSON
@click.pass_obj
def opening_(
    surface: Surface, /, file: Path, balances: Path | None, remove: Period | None, as_json: bool
) -> int:
    """Keep opening balances, national or by district, each in the place of that of the same days."""
    from fieldapp.core.spans.balance_rows import places_of
    from fieldapp.exchange.hq.openings_csv import read_openings
    from fieldapp.exchange.hq.range_json import openings_answer

    if balances is not None and remove is not None:
        raise click.UsageError("Give a file or --remove, not both.")
    texts, is_change = surface.texts, balances is not None or remove is not None
    with opened_store(surface, file, writes=is_change) as store:
        before, programme = {one.period: one for one in store.openings()}, store.programme
        places = places_of(programme, store.office, surface.now().date(), before.values())
        wanted = read_openings(balances, programme, all_headings().kinds, places) if balances else []
        if is_change:
            made = surface.now().replace(tzinfo=None)
            back_up(file.absolute(), backup_folder(file.absolute()), made, BackupReason.ASKED, is_open=True)
        status = DONE
        if remove is not None and not store.remove_opening(remove):
            click.echo(texts("range.no-such-opening", period=remove), err=True)
            status = ERRORS_STAND
        elif remove is not None:
            click.echo(texts("range.opening-removed", period=remove), err=as_json)
        store.put_openings(wanted, seen=before.values())
        for one in wanted:
            click.echo(texts("range.opening-kept", period=one.period, source=one.source), err=as_json)
            if one.period in before and before[one.period] != one:
                for line in opening_lines([before[one.period]], store.programme, texts, store.office):
                    click.echo(texts("range.opening-replaced", figures=line), err=as_json)
        if as_json:
            print_json(openings_answer(store.openings(), store.programme))
        elif not is_change:
            click.echo("\n".join(opening_lines(store.openings(), store.programme, texts, store.office)))
        return status


REPORT_COMMANDS = (report_, opening_)


def _span(given: dict[str, Any], today: date) -> Period:
    """The one range that was asked for."""
    until = given.pop("until")
    asked = {name: value for name, value in given.items() if value is not None}
    if len(asked) != 1:
        raise click.UsageError("Give one of --period, --month, --quarter, --year and --since.")
    ((name, value),) = asked.items()
    if until is not None and name != "since":
        raise click.UsageError("--until goes with --since.")
    if name == "since":
        return Period(value, until or today)
    return value if isinstance(value, Period) else _READERS[name](value)


def _write(
    surface: Surface,
    report: RangeReport,
    findings: Sequence[Finding],
    casualties: CasualtyCount | None,
    out: Path,
    lang: str,
) -> Path:
    from fieldapp.exchange.hq.range_workbook import write_range

    day = surface.now().date()
    return write_range(report, findings, out, read_texts(lang), issued=day, casualties=casualties)
