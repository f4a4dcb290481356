"""The command line: the same jobs as the window, by the same core, store and workbook. HQ's scripts call it.

Exit status: 0 done; 1 done, and findings of severity error stand; 2 wrong usage; 3 could not be done.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from typing_extensions import override

from fieldapp.arguments import AT, CONTROL_TOTAL, FILE, JSON, LANGUAGE, OFFICE, OUT, PATH, PERIOD, TEXT
from fieldapp.commands.rooms import RoomGroup
from fieldapp.console import (
    COPY_ANSWERS,
    DONE,
    ERRORS_STAND,
    FAILED,
    Surface,
    although_entered,
    chosen,
    find,
    month_note,
    opened_store,
    print_json,
    programme_definition,
    read_controls,
    report_with_content,
    require_order,
    require_xlsx,
    send_report,
    sheets_for,
    status_of,
    tell,
    whole_file,
)
from fieldapp.core.checks.rules import errors_in
from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period, require_sheet_length
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.report import Status
from fieldapp.core.sheet import SheetKey
from fieldapp.litter import clear_litter
from fieldapp.resources import BUILT_IN
from fieldapp.store.opening import leaving_nothing
from fieldapp.store.store import Store, create_store
from fieldapp.texts.sentences import ready_sentence
from fieldapp.texts.summary import dispute_line, origin_lines
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.version import VERSION

_FORMS = ("wire", "post")
SELF_TEST = "self-test"


class _Commands(RoomGroup):
    """A group in which anything that is no command is the data file to open."""

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = args[0] if args else ""
        if first == f"--{SELF_TEST}":
            args = [SELF_TEST, *args[1:]]
        elif not self.knows(first) and first not in ("--help", "--version"):
            args = ["open", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Commands)
@click.version_option(VERSION, prog_name="fieldapp", message="%(prog)s %(version)s")
def commands() -> None:
    """Weekly mine clearance reporting: enter, check, export. Without a command: open FILE in the window."""


@commands.command("open", hidden=True)
@click.argument("file", type=PATH, required=False)
@click.option("--lang", "language", type=click.Choice(LANGUAGES))
@click.option("--theme", type=click.Choice(("light", "dark", "high-contrast")))
@click.option("--period", type=PERIOD)
@click.option("--picture", type=PATH, help="Take a picture of the window and end.")
@click.option("--board", is_flag=True, help="Open the board of headquarters with it.")
@click.pass_obj
def open_(surface: Surface, /, file: Path | None, **options: Any) -> int:
    """Open the window, on FILE if one is named."""
    if file is not None and not file.suffix and not _is_there(file):
        raise click.UsageError(f"“{file}” is neither a command nor a file.")
    return surface.open_window(file, options)


@commands.command()
@FILE
@click.option("--office", required=True, metavar="CODE", help="Whose file it is, such as karabakh or hq.")
@click.option("--programme", type=PATH, help="A programme definition (TOML).")
@click.option("--from", "folder", type=PATH, metavar="FOLDER", help="The workbooks that it has sent before.")
@click.pass_obj
def new(surface: Surface, /, file: Path, office: str, programme: Path | None, folder: Path | None) -> int:
    """Make a data file for an office: empty, or rebuilt from its own workbooks."""
    clear_litter(file)
    source, definition = str(programme or BUILT_IN), programme_definition(programme)
    create_store(file, definition, office, source=source)
    if folder is not None:
        from fieldapp.commands.answer import rebuild

        with leaving_nothing(file), opened_store(surface, file, writes=True) as store:
            rebuild(surface, store, folder)
    names = read_programme(definition, source).office(office).names
    click.echo(surface.texts("cli.made", path=file, office=surface.texts.names(names)))
    return DONE


@commands.command()
@FILE
@click.argument("rows", type=PATH, metavar="ROWS.csv")
@AT
@OFFICE
@CONTROL_TOTAL
@click.option("--why", default="", type=TEXT, metavar="TEXT", help="Why a sheet that was sent is corrected.")
@click.pass_obj
def enter(surface: Surface, /, file: Path, rows: Path, period: Period, **options: Any) -> int:
    """Enter the rows of a week from a CSV file; a row entered again replaces the old one."""
    from fieldapp.exchange.rows_csv import read_rows
    from fieldapp.texts.headings import all_headings

    require_sheet_length(period)
    with opened_store(surface, file, writes=True) as store:
        key = chosen(store, options["office"], period)
        sheet = store.sheet(key)
        wanted = read_rows(rows, store.programme, sheet, all_headings().kinds)
        edits = make_edits(sheet, {**wanted, **read_controls(options["control"], store.programme)})
        note = month_note(store, key)
        lacks_reason = store.standing(key).status is Status.SENT and edits and not options["why"]
        store.write(key, edits, why=options["why"])
        told = "cli.entered" if edits else "cli.entered-nothing"
        click.echo(surface.texts(told, period=period, n=len(edits.items)))
        if note:
            parts = surface.texts.listed([*map(surface.texts.period, note[1])])
            click.echo(surface.texts(note[0], period=period, parts=parts), err=True)
        if lacks_reason:
            click.echo(surface.texts("cli.no-reason"), err=True)
        with although_entered(file):
            return tell(surface, store, find(surface, store, [key]))


@commands.command("check")
@FILE
@click.option("--period", type=PERIOD, help="Default: everything in the file.")
@OFFICE
@JSON
@click.pass_obj
def check_(surface: Surface, /, file: Path, period: Period | None, office: str | None, as_json: bool) -> int:
    """Tell what is wrong or odd."""
    with opened_store(surface, file) as store:
        whose = store.programme.office(office).key if office else store.office
        asked = period or whole_file(store, whose)
        parts = [SheetKey(whose, part) for part in store.periods(whose)]
        found = find(surface, store, sheets_for(store, SheetKey(whose, period)) if period else parts)
        if not as_json:
            return tell(surface, store, found, asked)
        from fieldapp.exchange.answers_json import check_answer

        print_json(check_answer(asked, found, store.programme, surface.texts, store.office))
        return status_of(found)


@commands.command()
@FILE
@JSON
@click.pass_obj
def integrity(surface: Surface, /, file: Path, as_json: bool) -> int:
    """Compare everything in the file with what was written; 1 where something does not fit."""
    with opened_store(surface, file) as store:
        from fieldapp.exchange.answers_json import integrity_answer
        from fieldapp.texts.integrity import integrity_lines

        store.require_own_format()
        found = [problem for problem in store.problems() if problem is not None]
        if as_json:
            print_json(integrity_answer(*store.size(), found))
        else:
            click.echo("\n".join(integrity_lines(*store.size(), found, store.programme, surface.texts)))
        return ERRORS_STAND if found else DONE


@commands.command()
@FILE
@AT
@OFFICE
@JSON
@click.pass_obj
def summary(surface: Surface, /, file: Path, period: Period, office: str | None, as_json: bool) -> int:
    """Print the totals of a period and what they stand on."""
    with opened_store(surface, file) as store:
        report = store.report(chosen(store, office, period) if office else period)
        if as_json:
            from fieldapp.exchange.answers_json import summary_answer

            print_json(summary_answer(report))
        else:
            from fieldapp.texts.summary import summary_lines

            click.echo("\n".join(summary_lines(report, surface.texts)))
        return _status_of(surface, store, report.sheets or [report.period])


@commands.command("send")
@FILE
@AT
@OUT
@OFFICE
@LANGUAGE
@click.option("--who", default="", type=TEXT, metavar="NAME", help="Who sends it. Default: who is logged in.")
@click.option("--copy", type=click.Choice(COPY_ANSWERS), help="What a copied data file is; only when asked.")
@click.pass_obj
def send_(surface: Surface, /, file: Path, period: Period, out: Path, lang: str, **options: Any) -> int:
    """Write the Excel report of a sheet and mark the sheet sent; one that was sent is written again."""
    require_xlsx(out)
    with opened_store(surface, file, options["who"], writes=True) as store:
        send_report(surface, store, chosen(store, options["office"], period), out, lang, options["copy"])
        return DONE


@commands.command()
@FILE
@AT
@LANGUAGE
@click.option("--form", type=click.Choice(_FORMS), default="wire", show_default=True)
@click.option("--order", metavar="north-south|post|apa", help="Default: the usual one of the form.")
@click.pass_obj
def text(surface: Surface, /, file: Path, period: Period, lang: str, form: str, order: str | None) -> int:
    """Print the sentences for publication."""
    with opened_store(surface, file) as store:
        require_order(store, order)
        report = report_with_content(store, period)
        click.echo(ready_sentence(report, read_texts(lang), form, order))
        for line in (*origin_lines(report, surface.texts), *dispute_line(report, surface.texts)):
            click.echo(line, err=True)
        status = _status_of(surface, store, report.sheets)
        if status != DONE:
            click.echo(surface.texts("cli.errors-stand"), err=True)
        return status


@commands.command(SELF_TEST)
@click.argument("out", type=PATH, metavar="OUT.json")
@click.pass_obj
def self_test(surface: Surface, /, out: Path) -> int:
    """Try everything on this machine, in a folder of its own; also written --self-test OUT.json."""
    from fieldapp.self_test import run_self_test

    report, path = run_self_test(out, surface)
    for step in report["steps"]:
        mark = surface.texts("trial.right" if step["ok"] else "trial.wrong")
        click.echo(f"{mark}: {step['sentence']}")
    click.echo(surface.texts("cli.written", path=path))
    return DONE if report["ok"] else FAILED


def _status_of(surface: Surface, store: Store, parts: Sequence[SheetKey | Period]) -> int:
    """The exit status of some sheets, for who is told no finding: nothing is looked for that gives none."""
    today = surface.now().date()
    for part in parts:
        sheet, periods = store.sheet(part), store.periods(store.key(part).office)
        if errors_in(sheet, store.programme, periods, today):
            return ERRORS_STAND
    return DONE


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:
        return False


def run_command(args: Sequence[str], surface: Surface) -> int:
    """Run one command and return its exit status; expected failures become one sentence on stderr."""
    try:
        status = commands(args, prog_name="fieldapp", obj=surface, standalone_mode=False)
        return status if isinstance(status, int) else DONE
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return FAILED
    except FieldAppError as error:
        click.echo(f"fieldapp: {surface.texts.error(error)}", err=True)
        return FAILED
