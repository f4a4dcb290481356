"""What the commands share: what they are given, how they open a file, and how they tell what was found."""

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fieldapp.core.checks.finding import Finding, count_errors
from fieldapp.core.checks.totals import require_column
from fieldapp.core.errors import FieldAppError
from fieldapp.core.home import Place
from fieldapp.core.numbers import Unit, parse
from fieldapp.core.period import Period, cut_at_month_end
from fieldapp.core.programme import ITEMS, Programme
from fieldapp.core.report import Report, Status
from fieldapp.core.sheet import CONTROL, CONTROL_AREA, CONTROL_ITEMS, Cell, Content, SheetKey
from fieldapp.exchange.files import require_plain_file
from fieldapp.passage import Parcel, deliver, judge, pack, pack_to_send, require_content, send, write_aside
from fieldapp.resources import BUILT_IN, programme_text
from fieldapp.status import DONE as DONE
from fieldapp.status import ERRORS_STAND as ERRORS_STAND
from fieldapp.status import FAILED as FAILED
from fieldapp.store.store import Store
from fieldapp.store.writer_lock import WriterLock
from fieldapp.texts.suggestions import suggestion_sentence
from fieldapp.texts.summary import dispute_line
from fieldapp.texts.texts import Texts, read_texts

if TYPE_CHECKING:  # what only some commands are given
    from fieldapp.core.pictures.drawing import AnyDrawing
    from fieldapp.exchange.mirror.link import MirrorLink

COPY_ANSWERS = ("own", "same")
"""A copied data file goes on as one of its own, or takes the place of the other."""

LARGEST_PROGRAMME = 1_000_000
"""Characters; the built-in one has 20,000."""


def no_connection(address: str) -> "MirrorLink":
    """For a surface that was given no way out of the machine. Raises FieldAppError `mirror-not-installed`."""
    raise FieldAppError("mirror-not-installed")


def no_drawing(drawing: "AnyDrawing", texts: Texts) -> bytes:
    """For a surface that was given nobody who draws. Raises FieldAppError `no-drawing`."""
    raise FieldAppError("no-drawing")


@dataclass(frozen=True)
class Surface:
    """What the command line is given: how to open the window, the clock (local time), who is at the keys.

    `try_window` opens a data file's window for a moment, pictures it into a PNG file, and tells what it
    stands on. `connect` opens the database of a mirror. `draw`: a report or the board, as PDF or a picture.
    """

    open_window: Callable[[Path | None, dict[str, Any]], int]
    now: Callable[[], datetime]
    who: str
    texts: Texts
    try_window: Callable[[Path, Path], Mapping[str, str]]
    connect: Callable[[str], "MirrorLink"] = no_connection
    draw: Callable[["AnyDrawing", Texts], bytes] = no_drawing


@contextlib.contextmanager
def opened_store(surface: Surface, file: Path, who: str = "", *, writes: bool = False) -> Iterator[Store]:
    """A data file, open for as long as the command runs; `who`: somebody else than sits at the keys. One
    that `writes` has it to itself, from before it reads; one that reads can do so beside any other.

    Raises FieldAppError `file-in-use` for a command that writes, and as `Store` does.
    """
    person = who or surface.who
    with WriterLock(file, person, surface.now) as lock:
        if writes:
            lock.require()
        store = Store(file, person, lock=lock)
        if store.lacks_entries:
            click.echo(f"fieldapp: {surface.texts('errors.log-broken', path=file)}", err=True)
        try:
            yield store
        finally:
            store.close()


@contextlib.contextmanager
def although_entered(file: Path) -> Iterator[None]:
    """What goes wrong in here undoes nothing that was entered before, and its sentence must not say so.

    Raises FieldAppError `entered-unchecked`.
    """
    try:
        yield
    except FieldAppError as error:
        raise FieldAppError("entered-unchecked", path=file) from error


def programme_definition(path: Path | None) -> str:
    """The TOML text of a programme file, or of the built-in one.

    Raises FieldAppError `not-found`, `is-a-folder`, `no-plain-file` or `no-programme-text`.
    """
    if path is None:
        return programme_text(BUILT_IN)
    try:
        require_plain_file(path)
        with path.open(encoding="utf-8") as file:
            text = file.read(LARGEST_PROGRAMME + 1)
    except FileNotFoundError as error:
        raise FieldAppError("not-found", path=path) from error
    except (OSError, ValueError) as error:
        raise FieldAppError("no-programme-text", path=path) from error
    if len(text) > LARGEST_PROGRAMME:
        raise FieldAppError("no-programme-text", path=path)
    return text


def read_controls(texts: Sequence[str], programme: Programme) -> dict[Cell, Content | None]:
    """Control totals from `COLUMN=TOTAL`, and of rows from `DISTRICT:items=TOTAL` and `DISTRICT:AREA=TOTAL`;
    an empty total takes one away.

    Raises FieldAppError `unknown-indicator` or `control-unreadable`, click.BadParameter for another form.
    """
    controls: dict[Cell, Content | None] = {}
    for text_ in texts:
        key, mark, total = text_.partition("=")
        cell = _control_named(key, programme) if mark else None
        if cell is None or cell in controls:
            raise click.BadParameter(f"“{text_}” should be COLUMN=TOTAL or DISTRICT:COLUMN=TOTAL, each once.")
        unit = programme.indicator(cell.indicator).unit
        try:
            controls[cell] = parse(total, unit) if total.strip() else None
        except FieldAppError as error:
            raise FieldAppError("control-unreadable", column=key, cause=error) from error
    return controls


def _control_named(key: str, programme: Programme) -> Cell:
    """Raises FieldAppError `unknown-district` or `unknown-indicator`."""
    district, mark, column = key.rpartition(":")
    if not mark:
        require_column(programme, cell := Cell(CONTROL, key))
        return cell
    place = programme.district(district).key
    if column in (ITEMS, CONTROL_ITEMS):
        return Cell(place, CONTROL_ITEMS)
    if column != CONTROL_AREA and programme.indicator(column).unit is Unit.COUNT:
        areas = [item.key for item in programme.active if item.unit is Unit.HECTARE]
        raise FieldAppError("unknown-indicator", text=column, known=", ".join([ITEMS, *areas]))
    return Cell(place, CONTROL_AREA)


def require_order(store: Store, order: str | None) -> None:
    """Raises click.BadParameter for a list order that the programme does not have."""
    if order is not None and order not in store.programme.orders:
        raise click.BadParameter(f"--order is one of {', '.join(store.programme.orders)}.")


def chosen(store: Store, office: str | None, period: Period) -> SheetKey:
    """The sheet of an office, by default of the one whose file it is.

    Raises FieldAppError `unknown-office`.
    """
    return SheetKey(store.programme.office(office).key if office else store.office, period)


def whole_file(store: Store, office: str) -> Period:
    """From the first day to the last that anything is entered for. Raises FieldAppError `file-empty`."""
    periods = store.periods(office)
    if not periods:
        raise FieldAppError("file-empty", path=store.path)
    return Period(periods[0].start, max(period.end for period in periods))


def report_with_content(store: Store, period: Period) -> Report:
    """The report of a period, if it stands on anything. Raises FieldAppError `nothing-entered` or
    `nothing-readable`."""
    report = store.report(period)
    require_content(report, store.sheet(period))
    return report


def sheets_for(store: Store, key: SheetKey) -> list[SheetKey]:
    """The sheets that stand for a period: its own, else all inside it, else its own empty one."""
    stored = store.periods(key.office)
    if key.period in stored:
        return [key]
    return [SheetKey(key.office, part) for part in stored if key.period.contains(part)] or [key]


def month_note(store: Store, key: SheetKey) -> tuple[str, tuple[Period, ...]] | None:
    """What is to be said to whoever enters a period in which a month ends, and of which parts: that they are
    in the file, or that the programme would have them as sheets of their own. To whoever enters a part: that
    the whole is in the file."""
    parts, stored = cut_at_month_end(key.period), store.periods(key.office)
    wholes = tuple(other for other in stored if key.period in cut_at_month_end(other))
    if wholes:
        return "cli.whole-is-there", wholes
    there = tuple(part for part in parts if part in stored)
    if there:
        return "cli.parts-are-there", there
    is_asked = parts and store.programme.split_at_month_end and key.period not in stored
    return ("cli.crosses-month", parts) if is_asked else None


def find(surface: Surface, store: Store, parts: Sequence[SheetKey | Period]) -> list[Finding]:
    """What is wrong or odd in some sheets."""
    return list(judge(store, parts, surface.now().date()))


def write_report(
    surface: Surface, store: Store, of: SheetKey | Period, out: Path, lang: str, order: str | None
) -> Parcel:
    """Write the workbook of a period and tell where it is; what is in it."""
    parcel = pack(store, of, out, read_texts(lang), order, surface.now())
    tell_written(surface, deliver(store, parcel, write_aside(parcel)), out)
    for line in dispute_line(parcel.report, surface.texts):
        click.echo(line, err=True)
    return parcel


def send_report(
    surface: Surface, store: Store, key: SheetKey, out: Path, lang: str, copy: str | None = None
) -> None:
    """Write the workbook of a sheet, mark the sheet sent, and tell it; one that was sent is written again.
    `copy`: what the data file is, if it is a copy.

    Raises FieldAppError `file-copied` or `file-maybe-copied` where that is to be said.
    """
    if store.standing(key).status is Status.SENT:
        report, told = write_report(surface, store, key, out, lang, None).report, "cli.sent-again"
    else:
        make = partial(pack_to_send, store, key, out, read_texts(lang), None, surface.now())
        make()  # nobody is asked about what cannot be sent anyway
        _settle_place(store, copy)
        parcel = make()
        tell_written(surface, send(store, parcel, write_aside(parcel), from_draft=True), out)
        report, told = parcel.report, "cli.sent"
    revision, code = report.standing.revision, report.seal.check_code
    click.echo(surface.texts(told, period=key.period, revision=revision, code=code))


def _settle_place(store: Store, copy: str | None) -> None:
    place = store.place()
    if place.asks and copy is None:
        if place is Place.COPY:
            raise FieldAppError("file-copied", path=store.path, other=store.home_before)
        raise FieldAppError("file-maybe-copied", path=store.path, other=store.home_before)
    if place is not Place.HOME:
        store.settle_place(as_own=place.asks and copy == "own")


def require_xlsx(out: Path) -> None:
    """Raises FieldAppError `out-not-xlsx`."""
    if out.suffix.casefold() != ".xlsx":
        raise FieldAppError("out-not-xlsx", path=out)


def tell_written(surface: Surface, written: Path, out: Path) -> None:
    """Print where a file is, and that it is not where it was to go if that is so."""
    told = "cli.written" if written == out else "cli.written-elsewhere"
    click.echo(surface.texts(told, path=written, wanted=out))


def tell(surface: Surface, store: Store, found: Sequence[Finding], period: Period | None = None) -> int:
    """Print the findings, naming their period where it is not the asked one; the exit status."""
    for finding in found:
        severity = surface.texts(f"cli.{finding.severity.value}")
        where = "" if period in (None, finding.period) else f"{surface.texts.period(finding.period)}: "
        click.echo(f"{severity}: {where}{surface.texts.finding(finding, store.programme)}")
        if finding.is_answered:
            click.echo(f"  {surface.texts('suggestions.answered', why=finding.answer)}")
        for suggestion in finding.suggestions:
            click.echo(f"  {suggestion_sentence(suggestion, store.programme, surface.texts)}")
    if not found:
        click.echo(surface.texts("cli.no-findings"))
    return status_of(found)


def status_of(found: Sequence[Finding]) -> int:
    """The exit status that findings give."""
    return ERRORS_STAND if count_errors(found) else DONE


def print_json(answer: dict[str, Any]) -> None:
    """Print an answer for scripts."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
