"""Files that came to headquarters, each read as far as it can be: nothing is turned away without a reason."""

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.arrival import Arrival, ArrivalKind, kind_of_record
from fieldapp.core.hq.state import unknown_keys
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record, RecordKind
from fieldapp.exchange.files import require_plain_file
from fieldapp.exchange.form.finding import is_form
from fieldapp.exchange.form.reading import read_form
from fieldapp.exchange.xlsx.contract import PROGRAMME_PROPERTY
from fieldapp.exchange.xlsx.grids import Book, opened_book
from fieldapp.exchange.xlsx.made_up import is_made_up
from fieldapp.exchange.xlsx.reading import place_of_key, read_book, record_in

_LOCKS = ("~$", ".~lock.")
"""Begin the files that Excel and LibreOffice lay beside one that is open."""
_SPREADSHEETS = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".xltx", ".ods", ".fods", ".ots"})
"""What a sheet may have been saved as; what is none of ours is to be named, not passed over."""
_BESIDE_ON_A_MAC, _APPLE_DOUBLE = "._", b"\x00\x05\x16\x07"
"""Begin the name and the bytes of what a Mac lays beside each file on a stick or in a zip."""


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that were given, and in the folders that were given and below, by name, the workbooks, sheets
    in other formats, and the folders that cannot be looked into."""
    for path in paths:
        if path.is_dir():
            yield from sorted(_spreadsheets_below(path))
        else:
            yield path


def _spreadsheets_below(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    for place, _, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        for path in (Path(place, name) for name in names):
            if path.suffix.casefold() in _SPREADSHEETS and not _is_litter(path):
                yield path
    yield from closed


def _is_litter(path: Path) -> bool:
    if path.name.startswith(_LOCKS):
        return True
    if not path.name.startswith(_BESIDE_ON_A_MAC):
        return False
    with contextlib.suppress(FieldAppError, OSError):
        require_plain_file(path)
        with path.open("rb") as file:
            return file.read(len(_APPLE_DOUBLE)) == _APPLE_DOUBLE
    return False


def is_answer(path: Path) -> bool:
    """Whether a file is an answer of headquarters, for whomever."""
    try:
        with opened_book(path) as book:
            record = record_in(book)
    except FieldAppError:
        return False
    return record is not None and record.kind is RecordKind.ANSWER


def read_arrival(path: Path, programme: Programme, *, is_demonstration: bool = False) -> Arrival:
    """What a file is. One that cannot be read has the error that tells why. `is_demonstration`: whether it
    comes to a data file in which made-up figures do no harm."""
    sha256 = digest_of_file(path)
    try:
        _require_open(path)
        with opened_book(path) as book:
            if not is_demonstration and is_made_up(book):
                error = FieldAppError("workbook-made-up", path=path)
                return Arrival(path, sha256, ArrivalKind.FOREIGN, record_in(book), error=error)
            return replace(_arrival(path, book, programme), sha256=sha256)
    except FieldAppError as error:
        return Arrival(path, sha256, ArrivalKind.UNREADABLE, error=error)


def read_arrivals(
    paths: Iterable[Path],
    programme: Programme,
    tell: Callable[[float], None] = lambda share: None,
    *,
    is_demonstration: bool = False,
) -> list[Arrival]:
    """What all the files are that were given or lie in folders that were given, each once. `tell` hears how
    much is done, 0 to 1, and may raise to have the rest left."""
    files = list(dict.fromkeys(files_in(paths)))
    arrivals = []
    for number, path in enumerate(files):
        tell(number / len(files))
        arrivals.append(read_arrival(path, programme, is_demonstration=is_demonstration))
    return arrivals


def _arrival(path: Path, book: Book, programme: Programme) -> Arrival:
    record = record_in(book)
    owner = record.programme if record else book.properties.get(PROGRAMME_PROPERTY, programme.key)
    if owner != programme.key:
        error = FieldAppError("workbook-wrong", path=path, where=PROGRAMME_PROPERTY, text=owner)
        return Arrival(path, "", ArrivalKind.FOREIGN, record, error=error)
    kind = kind_of_record(record) if record else ArrivalKind.UNSEALED
    if record and kind is ArrivalKind.FOREIGN:
        error = FieldAppError("workbook-kind", path=path, kind=record.kind.value)
        return Arrival(path, "", kind, record, error=error)
    if record and kind is not ArrivalKind.SUMMARY and (keys := unknown_keys(record, programme)):
        return Arrival(path, "", ArrivalKind.VERSION, record, error=_version_error(book, record, keys))
    if is_form(book, record):
        read, form = read_form(book, record, programme)
        return Arrival(path, "", ArrivalKind.UNSEALED, record, read, form=form)
    read = read_book(book, programme)
    is_own = kind in (ArrivalKind.SHEET, ArrivalKind.DRAFT)
    if record and is_own and not read.is_intact():
        kind = ArrivalKind.EDITED
    return Arrival(path, "", kind, record, read)


def _version_error(book: Book, record: Record, keys: tuple[str, ...]) -> FieldAppError:
    where, text = place_of_key(book, keys[0]), ", ".join(keys)
    return FieldAppError("workbook-version", path=book.path, version=record.version, text=text, where=where)


def _require_open(path: Path) -> None:
    """Why a folder is among the files. Raises FieldAppError `no-permission`, `disk-failed`."""
    if path.is_dir():
        try:
            os.scandir(path).close()
        except OSError as error:
            code = "no-permission" if isinstance(error, PermissionError) else "disk-failed"
            raise FieldAppError(code, path=path) from error


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex; empty where it cannot be read, and why is told by whoever reads it
    next."""
    try:
        require_plain_file(path)
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FieldAppError, OSError):
        return ""
