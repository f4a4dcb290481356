"""Workbooks as they come back from outside: one cell changed, one byte changed, or bad from the start."""

import importlib
import importlib.util
import io
import random
import re
import resource
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from fieldapp.core.errors import FieldAppError
from fieldapp.core.receive import Reading
from fieldapp.exchange.workbook import read_workbook
from tests.exchange.intact import findings, partial, sent, sent_again
from tests.exchange.making import PROGRAMME, write
from tools.faults.bench import Bench, Breach, Score

PROMISE = "No exception but our own; no changed cell is taken as intact; at most 2 s and 300 MB"
ROUNDS = 20_000
SECONDS, MEMORY = 2.0, 300 * 1024
BAD = "tests.exchange.bad_workbooks"
CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
VALUE = re.compile(rb"<v>(.*?)</v>")
SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
NEVER = (1980, 1, 1, 0, 0, 0)

Parts = Mapping[str, bytes]


class Book(NamedTuple):
    """A good workbook: its parts, its sheets' titles by part, and what it says."""

    parts: Parts
    titles: Mapping[str, str]
    reading: Reading


class Edited(NamedTuple):
    """What was done, the bytes, and the sheet and cell that say something else by it, where that is known."""

    what: str
    content: bytes
    place: tuple[str, str] | None = None


def edits(bench: Bench) -> Score:
    """Random edits of three workbooks, after every bad workbook that the tests know."""
    score = Score("workbooks", PROMISE)
    path = bench.folder() / "week.xlsx"
    _bad(bench, score, path)
    books = [
        _book(write(report, path, language, found))
        for report, language, found in (
            (sent(), "az", ()),
            (sent_again(), "en", findings()),
            (partial(), "ru", findings()),
        )
    ]
    for number in bench.rounds(score, ROUNDS):
        dice = bench.dice(f"workbooks {number}")
        book = dice.choice(books)
        _try(bench, score, path, book, _edited(book, dice))
    return score


def _bad(bench: Bench, score: Score, path: Path) -> None:
    """The kinds that are listed; what each is found to be is for their test."""
    if importlib.util.find_spec(BAD) is None:
        score.skipped.append("the bad workbooks are not there yet")
        return
    made: dict[str, bytes] = importlib.import_module(BAD).bad_workbooks()
    names = list(made)
    for number in bench.rounds(score, len(names), "bad from the start"):
        path.write_bytes(made[names[number]])
        _read(bench, score, path, names[number])


def _book(path: Path) -> Book:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    links = {
        part[1].decode(): part[0].decode().removeprefix("/xl/")
        for part in re.findall(rb'Target="([^"]+)" Id="([^"]+)"', parts["xl/_rels/workbook.xml.rels"])
    }
    sheets = re.findall(r'<sheet [^>]*?name="([^"]+)"[^>]*?r:id="([^"]+)"', parts["xl/workbook.xml"].decode())
    titles = {f"xl/{links[link]}": title for title, link in sheets}
    return Book(parts, titles, read_workbook(path, PROGRAMME))


def _edited(book: Book, dice: random.Random) -> Edited:
    how = dice.random()
    if how < 0.7:
        return _cell_changed(book, dice)
    if how < 0.85:
        name = dice.choice([*book.parts])
        return Edited("a byte of a part", _zipped({**book.parts, name: _noise(book.parts[name], dice)}))
    return Edited("a byte of the file", _noise(_zipped(book.parts), dice))


def _cell_changed(book: Book, dice: random.Random) -> Edited:
    """One cell of one sheet says something else."""
    filled = {part: cells for part in book.titles if (cells := _filled(book.parts[part]))}
    part = dice.choice([*filled])
    xml, cell = book.parts[part], dice.choice(filled[part])
    what, put = _other(cell, dice)
    changed = xml[: cell.start()] + put + xml[cell.end() :]
    content = _zipped({**book.parts, part: changed})
    return Edited(what, content, (book.titles[part], cell[1].decode()))


def _filled(xml: bytes) -> list[re.Match[bytes]]:
    """The cells of a sheet that hold a value; a sheet of formulas and texts within their cells has none."""
    return [found for found in CELL.finditer(xml) if found[3] and VALUE.search(found[3])]


def _other(cell: re.Match[bytes], dice: random.Random) -> tuple[str, bytes]:
    place, attributes, style = cell[1], cell[2], re.search(rb' s="\d+"', cell[2])
    kept = style[0] if style else b""
    value = VALUE.search(cell[3])
    assert value is not None
    how = dice.choice(("text", "number", "emptied", "truth", "formula"))
    match how:
        case "text":
            return "another text", b'<c r="%s"%s t="inlineStr"><is><t>xyz</t></is></c>' % (place, kept)
        case "number":
            number = b"%d" % dice.randrange(10**6, 10**7)
            return "another number", b'<c r="%s"%s><v>%s</v></c>' % (place, kept, number)
        case "emptied":
            return "emptied", b'<c r="%s"%s/>' % (place, kept)
        case "truth" if b't="b"' not in attributes:
            return "a truth", b'<c r="%s"%s t="b"><v>1</v></c>' % (place, kept)
        case _:
            return "a formula", b'<c r="%s"%s><f>1+12345</f><v>12346</v></c>' % (place, kept)


def _noise(content: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(content))
    return content[:at] + dice.randbytes(1) + content[at + 1 :]


def _zipped(parts: Parts) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, NEVER), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _read(bench: Bench, score: Score, path: Path, what: str) -> Reading | None:
    start, before = time.process_time(), _most_memory()
    try:
        return read_workbook(path, PROGRAMME)
    except FieldAppError:
        return None
    except Exception as error:
        bench.keep(score, Breach.TRACEBACK, f"{what}: {type(error).__name__}: {str(error)[:50]}", path)
        return None
    finally:
        if time.process_time() - start > SECONDS:  # of this program alone: others may be at work, too
            bench.keep(score, Breach.SLOW, what, path)
        if _most_memory() - before > MEMORY:
            bench.keep(score, Breach.SLOW, f"{what}, and much memory", path)


def _most_memory() -> int:
    """The most that this program ever had, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _try(bench: Bench, score: Score, path: Path, book: Book, edited: Edited) -> None:
    score.seen[edited.what] += 1
    path.write_bytes(edited.content)
    reading = _read(bench, score, path, edited.what)
    if reading is None:
        return
    if edited.place is not None:
        named = {(item.sheet, item.cell) for item in reading.alterations}
        if reading.is_intact():
            bench.keep(score, Breach.WRONG, f"{edited.what} on {edited.place[0]}: intact", path)
        elif edited.place not in named and reading.alterations:
            score.seen["found, the cell not named"] += 1
    elif reading.is_intact() and _said(reading) != _said(book.reading) and book.reading.is_intact():
        bench.keep(score, Breach.WRONG, f"{edited.what}: other figures, intact", path)


def _said(reading: Reading) -> object:
    return reading.office, reading.period, reading.revision, reading.lines, reading.totals, reading.notes
