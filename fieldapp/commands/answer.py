"""The commands between headquarters and an office: the answer, the board, and an answer that came."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

import click
from typing_extensions import override

from fieldapp.arguments import FILE, JSON, LANGUAGE, OUT, PATH
from fieldapp.commands.drawn import LOOK, put_drawn, require_kind, tell_drawn
from fieldapp.console import DONE, ERRORS_STAND, Surface, opened_store, print_json, require_xlsx
from fieldapp.core.checks.finding import count_errors
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.answer import Answer
from fieldapp.core.hq.arrival import Arrival, ArrivalKind
from fieldapp.core.hq.board import Board
from fieldapp.core.hq.choice import SHORTEST_NAME, read_take, whole_name
from fieldapp.core.hq.ledger_code import ledger_code
from fieldapp.core.period import Period, year_of
from fieldapp.core.pictures.drawing import LOOKS, BoardDrawing
from fieldapp.core.pictures.picture import BoardPicture
from fieldapp.core.programme import HQ
from fieldapp.exchange.names import WORKBOOK
from fieldapp.passage import judge
from fieldapp.store.hq.overview import answer_to, board_of
from fieldapp.store.store import Store
from fieldapp.texts.board import rates_sentence
from fieldapp.texts.receiving import cell_name, content_word
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
@click.option("--office", required=True, metavar="CODE", help="Which office is answered.")
@OUT
@LANGUAGE
@click.pass_obj
def answer_(surface: Surface, /, file: Path, office: str, out: Path, lang: str) -> int:
    """Write headquarters' answer to an office: what was received, what was corrected, and why."""
    from fieldapp.exchange.hq.answer_workbook import write_answer

    require_xlsx(out)
    with opened_store(surface, file) as store:
        if store.office != HQ:
            raise FieldAppError("not-headquarters", path=file)
        whose = store.programme.office(office)
        made = answer_to(store, whose.key, surface.now(), surface.who)
        practice, spoken = store.is_demonstration, read_texts(lang)
        written = write_answer(made, store.programme, out, spoken, surface.now(), is_demonstration=practice)
        year = max(made.codes, default=surface.now().year)
        code = made.codes.get(year) or ledger_code([], whose.key, year)
        name = surface.texts.names(whose.names)
        click.echo(surface.texts("answer.written", path=written, office=name, year=str(year), code=code))
        return DONE


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


def take_answer(surface: Surface, file: Path, path: Path, takes: Sequence[str], *, as_json: bool) -> int:
    """Take an answer of headquarters into the file of an office, and adopt what is named."""
    from fieldapp.exchange.hq.answer_json import taken_answer
    from fieldapp.exchange.hq.answer_workbook import read_answer

    texts = surface.texts
    with opened_store(surface, file, writes=True) as store:
        answer = read_answer(path, store.programme, is_demonstration=store.is_demonstration)
        names = _adopted(
            takes, {one.id for one in answer.records} | {one.record.id for one in store.offers()}
        )
        store.take_answer(answer)
        heard = answer.of_office & store.heard_of().keys()
        offers, beyond = store.offers(), store.beyond()
        at = texts.date(answer.at.astimezone(surface.now().tzinfo).date())
        lines = [texts("answer.taken", at=at, n=len(heard)), *_answer_lines(store, answer, texts)]
        adopted = [offer for offer in offers if names is None or offer.record.id in names]
        for offer in adopted:
            edits = store.edits_for(offer)
            if edits:
                store.write(offer.key, edits, why=offer.record.reason)
            store.admit_offered(offer.key, offer.record.reason)
            said = {"period": offer.key.period, "id": offer.record.id[:SHORTEST_NAME]}
            lines.append(texts("answer.adopted", **said))
        if as_json:
            codes = {year: (store.own_ledger_code(year), code) for year, code in answer.codes.items()}
            told = [(one.key, one.record, one.cells, one in adopted) for one in offers]
            print_json(taken_answer(answer, len(heard), codes, told, beyond, store.programme))
        else:
            click.echo("\n".join(lines))
        return ERRORS_STAND if store.offers() or store.beyond() else DONE


def _adopted(takes: Sequence[str], known: Collection[str]) -> frozenset[str] | None:
    """The ids of what is to be adopted, None for everything. An offer is adopted whole.

    Raises FieldAppError `take-unreadable`, `take-unknown`, `cannot-take-cell`.
    """
    if "all" in takes:
        return None
    asked = [read_take(text) for text in takes]
    if any(one.cell is not None for one in asked):
        raise FieldAppError("cannot-take-cell")
    return frozenset(whole_name(one.name, known) for one in asked)


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


def _answer_lines(store: Store, answer: Answer, texts: Texts) -> Iterator[str]:
    for year, theirs in answer.codes.items():
        ours = store.own_ledger_code(year)
        key = "answer.code-equal" if ours == theirs else "answer.code-unequal"
        yield texts(key, year=str(year), code=ours, theirs=theirs)
    offers = store.offers()
    for offer in offers:
        said = {"period": offer.key.period, "who": offer.record.by, "why": offer.record.reason}
        yield f"{texts('answer.offer', **said)} ({offer.record.id[:8]})"
        for item in offer.cells:
            before = content_word(item.cell, item.before, store.programme, texts)
            after = content_word(item.cell, item.after, store.programme, texts)
            yield f"  {cell_name(item.cell, store.programme, texts)}: {before} → {after}"
    for sheet, names in store.beyond():
        yield texts("answer.beyond", period=sheet.period, keys=texts.listed(names))
    if not offers and not store.beyond():
        yield texts("answer.nothing-offered")


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
