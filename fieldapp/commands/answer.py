"""The commands between headquarters and an office: the answer, the board, and an office rebuilt."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click
from typing_extensions import override

from fieldapp.arguments import FILE, JSON, LANGUAGE, PATH
from fieldapp.commands.drawn import LOOK, put_drawn, require_kind, tell_drawn
from fieldapp.console import DONE, ERRORS_STAND, FAILED, Surface, opened_store, print_json, require_xlsx
from fieldapp.core.checks.finding import count_errors
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.arrival import Arrival, ArrivalKind
from fieldapp.core.hq.board import Board
from fieldapp.core.hq.ledger_code import ledger_code
from fieldapp.core.period import Period, year_of
from fieldapp.core.pictures.drawing import LOOKS, BoardDrawing
from fieldapp.core.pictures.picture import BoardPicture
from fieldapp.core.programme import HQ
from fieldapp.exchange.names import WORKBOOK, answer_name
from fieldapp.exchange.placing import unused_name
from fieldapp.passage import judge
from fieldapp.store.hq.overview import answer_to, board_of
from fieldapp.store.store import Store
from fieldapp.texts.board import rates_sentence
from fieldapp.texts.texts import Texts, read_texts


class _DayType(click.ParamType[date]):
    """A date of ISO 8601; a wrong one is bad input (3), not wrong usage (2)."""

    name = "DATE"

    @override
    def convert(self, value: object, param: object, ctx: object) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError as error:
            raise FieldAppError("day-unreadable", text=str(value)) from error


DAY_TYPE = _DayType()


@click.command("answer")
@FILE
@click.option("--office", "offices", multiple=True, metavar="CODE", help="Which office; may be repeated.")
@click.option("--out", type=PATH, metavar="OUT.xlsx", help="The answer to one office.")
@click.option("--to", "folder", type=PATH, metavar="FOLDER", help="A workbook each. Default: all offices.")
@LANGUAGE
@click.pass_obj
def answer_(
    surface: Surface, /, file: Path, offices: Sequence[str], out: Path | None, folder: Path | None, lang: str
) -> int:
    """Write headquarters' answer to an office, or to several: what was received, what was corrected, why."""
    if (out is None) == (folder is None):
        raise click.UsageError("Give --out for the answer to one office, or --to for a folder of answers.")
    if out is not None and len(offices) != 1:
        raise click.UsageError("--out is the answer to one office: give one --office.")
    if out is not None:
        require_xlsx(out)
    with opened_store(surface, file) as store:
        if store.office != HQ:
            raise FieldAppError("not-headquarters", path=file)
        if out is not None:
            _write_answer(surface, store, offices[0], out, read_texts(lang))
            return DONE
        assert folder is not None, "one of the two was given"
        return _write_answers(surface, store, offices, folder, read_texts(lang))


@click.command("board")
@FILE
@click.option("--from", "first", type=DAY_TYPE, metavar="DATE", help="Default: the first of January.")
@click.option("--to", "last", type=DAY_TYPE, metavar="DATE", help="Default: today.")
@click.option("--out", type=PATH, metavar="X.xlsx", help="Or X.pdf, X.svg, X.png: the board as a picture.")
@LOOK
@LANGUAGE
@JSON
@click.pass_obj
def board_(
    surface: Surface,
    /,
    file: Path,
    first: date | None,
    last: date | None,
    out: Path | None,
    look: str | None,
    lang: str,
    as_json: bool,
) -> int:
    """Show who has sent what, and when: 1 where anything is missing, late or in dispute."""
    from fieldapp.exchange.hq.board_json import board_answer

    kind = require_kind(out, None, look)
    today = surface.now().date()
    span = Period(first or year_of(last or today).start, last or today)
    with opened_store(surface, file) as store:
        if store.office != HQ:
            raise FieldAppError("not-headquarters", path=file)
        board = board_of(store, span, surface.now())
        held = store.holdings().records.values()
        codes = {office: ledger_code(held, office, span.end.year) for office in board.squares}
        if out is not None:
            picture = BoardPicture(store.programme, board, store.is_demonstration)
            written = _put_board(surface, picture, kind, look, out, read_texts(lang))
            tell_drawn(surface, written, out, as_json=as_json)
        if as_json:
            print_json(board_answer(board, codes, _errors(store, board, today)))
        elif out is None:
            click.echo("\n".join(_board_lines(store, board, codes, span, surface.texts)))
        rates = board.rates
        return DONE if rates.received == rates.expected else ERRORS_STAND


ANSWER_COMMANDS = (answer_, board_)


def _write_answers(
    surface: Surface, store: Store, offices: Sequence[str], folder: Path, spoken: Texts
) -> int:
    """Write the answer to each office into a folder, beside whatever is there; one that cannot be written is
    told and keeps no other from being written. Raises FieldAppError `not-found`."""
    if not folder.is_dir():
        raise FieldAppError("not-found", path=folder)
    status, today = DONE, surface.now().date()
    for office in dict.fromkeys(offices or [one.key for one in store.programme.offices if one.key != HQ]):
        try:
            key = store.programme.office(office).key
            _write_answer(surface, store, key, unused_name(folder / answer_name(key, today)), spoken)
        except FieldAppError as error:
            why = surface.texts.error(error)
            click.echo(surface.texts("answer.not-written", office=office, why=why), err=True)
            status = FAILED
    return status


def _write_answer(surface: Surface, store: Store, office: str, out: Path, spoken: Texts) -> None:
    """Write the answer to an office, and tell where it is with the code of its year."""
    from fieldapp.exchange.hq.answer_workbook import write_answer

    now, whose = surface.now(), store.programme.office(office)
    made = answer_to(store, whose.key, now, surface.who)
    practice = store.is_demonstration
    written = write_answer(made, store.programme, out, spoken, now, is_demonstration=practice)
    year = max(made.codes, default=now.year)
    code = made.codes.get(year) or ledger_code([], whose.key, year)
    name = surface.texts.names(whose.names)
    click.echo(surface.texts("answer.written", path=written, office=name, year=str(year), code=code))


def rebuild(surface: Surface, store: Store, folder: Path) -> None:
    """Give an empty file what its office has sent before, from the workbooks in a folder; tells what was left
    out. Raises FieldAppError `nothing-to-rebuild`."""
    from fieldapp.exchange.hq.arrivals import files_in, read_arrival

    arrivals = [
        read_arrival(path, store.programme, is_demonstration=store.is_demonstration)
        for path in files_in([folder])
    ]
    own = {
        file.record.id: file.record
        for file in arrivals
        if file.kind is ArrivalKind.SHEET and file.record and file.record.office == store.office
    }
    if not own:
        raise FieldAppError("nothing-to-rebuild", path=folder)
    sheets = store.rebuild(own.values())
    click.echo(surface.texts("answer.rebuilt", n=len(sheets), records=len(own)))
    for file in arrivals:
        if file.record is None or file.record.id not in own or file.kind is not ArrivalKind.SHEET:
            why = surface.texts(f"receive.verdict-{_why_left_out(file)}")
            click.echo(surface.texts("answer.left-out", path=file.path, why=why), err=True)


def _why_left_out(file: Arrival) -> str:
    """The verdict by whose word it is told: a sheet is left out only where it is of another office."""
    if file.form is not None and file.kind is ArrivalKind.UNSEALED:
        return "form"
    return "foreign" if file.kind is ArrivalKind.SHEET else file.kind.value


def _put_board(
    surface: Surface, picture: BoardPicture, kind: str, look: str | None, out: Path, texts: Texts
) -> Path:
    if kind == WORKBOOK:
        from fieldapp.exchange.hq.board_workbook import write_board

        return write_board(picture, out, texts, surface.now())
    drawing = BoardDrawing(picture, kind, look or LOOKS[0], surface.now().date())
    return put_drawn(surface, drawing, out, texts)


def _errors(store: Store, board: Board, today: date) -> dict[str, int]:
    return {
        f"{office} {week}": count_errors(judge(store, square.sheets, today))
        for office, row in board.squares.items()
        for week, square in row.items()
        if square.sheets
    }


def _board_lines(
    store: Store, board: Board, codes: dict[str, str], span: Period, texts: Texts
) -> Iterator[str]:
    for office, row in board.squares.items():
        name = texts.names(store.programme.office(office).names)
        for week, square in sorted(row.items()):
            counts = {"answered": square.answered, "expected": square.expected}
            state = texts(f"board.state-{square.state.value}")
            yield texts("board.line", period=texts.period(week), office=name, state=state, **counts)
        yield texts("board.code", office=name, year=str(span.end.year), code=codes[office])
    yield rates_sentence(board.rates, texts)
