"""Workbooks one cost at a time: their cells read, then compared with what was written, and one written.

Each has its own yardstick: python-calamine reading the same files, where it is installed; our own reading;
and the bytes of the same parts zipped.
"""

import io
import os
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from importlib import import_module
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from fieldapp.clock import local_now
from fieldapp.core.programme_toml import read_programme
from fieldapp.demo import make_demo
from fieldapp.exchange.xlsx.grids import opened_book
from fieldapp.exchange.xlsx.reading import read_book
from fieldapp.passage import pack, write_aside
from fieldapp.resources import programme_text
from fieldapp.store.store import Store
from fieldapp.texts.texts import read_texts
from tools.bench.pairs import Figure, take_turns
from tools.bench.receiving import FEW
from tools.bench.workbooks import PROGRAMME, make_workbooks

READ_LIMIT, READ_TARGET = 12.0, 6.0
COMPARE_LIMIT, COMPARE_TARGET = 1.0, 0.5
WRITE_LIMIT, WRITE_TARGET = 80.0, 40.0


def reading(folder: Path, pairs: int) -> Figure:
    """Every cell of some workbooks; against their bare parts unpacked where python-calamine is not there."""
    files = _files(folder)
    theirs, called = _reader()
    ours, yardstick = take_turns(
        lambda: _spent(lambda: _read(files)), lambda: _spent(lambda: theirs(files)), pairs
    )
    return Figure(f"read the cells of {FEW} workbooks", called, READ_LIMIT, READ_TARGET, ours, yardstick)


def comparing(folder: Path, pairs: int) -> Figure:
    """What was read, compared with what the workbook says it was written as."""
    files, programme = _files(folder), read_programme(programme_text(PROGRAMME), PROGRAMME)

    def compared() -> float:
        with ExitStack() as stack:
            books = [stack.enter_context(opened_book(file)) for file in files]
            for book in books:
                for title in book.titles:
                    book.grid(title)
            return _spent(lambda: [read_book(book, programme) for book in books])

    ours, theirs = take_turns(compared, lambda: _spent(lambda: _read(files)), pairs)
    return Figure(f"compare {FEW} workbooks", "read their cells", COMPARE_LIMIT, COMPARE_TARGET, ours, theirs)


def writing(folder: Path, pairs: int) -> Figure:
    """A week's workbook, made anew each time."""
    texts, place = read_texts("en"), folder / "writing"
    place.mkdir(parents=True, exist_ok=True)
    data = place / "demo"
    if not data.exists():
        data.mkdir()
        make_demo(data, "Leyla", local_now())
    with closing(Store(next(data.rglob("*.fieldapp")), "Leyla")) as store:
        key = store.last_written()
        assert key is not None, "the demonstration has weeks"

        def write(target: Path | None = None) -> None:
            parcel = pack(store, key, place / "week.xlsx", texts, None, local_now())
            file = write_aside(parcel)
            if target is None:
                file.drop()
            else:
                file.move()

        write(place / "week.xlsx")
        with ZipFile(next(place.glob("week*.xlsx"))) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        ours, theirs = take_turns(lambda: _spent(write), lambda: _spent(lambda: _zipped(parts)), pairs)
    return Figure("write a week's workbook", "its bytes zipped", WRITE_LIMIT, WRITE_TARGET, ours, theirs)


def _files(folder: Path) -> list[Path]:
    return make_workbooks(folder / f"{FEW} workbooks", FEW)


def _read(files: Sequence[Path]) -> None:
    for file in files:
        with opened_book(file) as book:
            for title in book.titles:
                book.grid(title)


def _reader() -> tuple[Callable[[Sequence[Path]], object], str]:
    try:
        calamine: Any = import_module("python_calamine")
    except ModuleNotFoundError:
        return _unpacked, "unpack them (python-calamine is not installed)"

    def read(files: Sequence[Path]) -> None:
        for file in files:
            book = calamine.CalamineWorkbook.from_path(os.fspath(file))
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()

    return read, "python-calamine reads them"


def _unpacked(files: Sequence[Path]) -> None:
    for file in files:
        with ZipFile(file) as archive:
            for name in archive.namelist():
                archive.read(name)


def _zipped(parts: dict[str, bytes]) -> None:
    with ZipFile(io.BytesIO(), "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _spent(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start
