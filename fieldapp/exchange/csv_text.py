"""A CSV file as fields, whatever wrote it: Excel's encodings, its `sep=` line, separators, ends of lines."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldapp.core.characters import visible
from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.files import require_plain_file

LARGEST_FILE = 1_000_000
DELIMITERS = (",", ";", "\t")

OLD_ENCODINGS = ("cp1251", "cp1254", "cp1252")
"""What Excel's plain *CSV* is in on a Russian, an Azerbaijani or Turkish, and an English Windows."""

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEP_LINE = re.compile(r'"?sep=(?P<mark>[^"\r\n])"?[,;\t]*', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A row and the number of the line on which it ends."""

    line: int
    fields: Sequence[str]


def read_content(path: Path) -> bytes:
    """The bytes of a file. Raises FieldAppError `not-found`, `is-a-folder`, `no-plain-file`, `no-permission`,
    `disk-failed` or `csv-too-large`."""
    try:
        require_plain_file(path)
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise FieldAppError("not-found", path=path) from error
    except PermissionError as error:
        raise FieldAppError("no-permission", path=path) from error
    except (OSError, ValueError) as error:
        raise FieldAppError("disk-failed", path=path) from error
    if len(content) > LARGEST_FILE:
        raise FieldAppError("csv-too-large", path=path)
    return content


def decodings(content: bytes) -> list[str]:
    """The texts that the bytes may be: one for Unicode, else one for each of the old encodings."""
    encodings = [name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)] or _guessed(content)
    texts = (_decoded(content, encoding) for encoding in encodings)
    return list(dict.fromkeys(visible(text) for text in texts if text is not None))


def _guessed(content: bytes) -> list[str]:
    """UTF-16 without a mark has a zero in almost every other byte, because the header is plain ASCII."""
    start = content[:40]
    for place, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high, low = start[place::2], start[1 - place :: 2]
        if len(start) > 3 and 4 * high.count(0) >= 3 * len(high) and all(low):
            return [encoding]
    return ["utf-8"] if _decoded(content, "utf-8") is not None else list(OLD_ENCODINGS)


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def rows_of(text: str, path: Path) -> list[FieldRow]:
    """The rows that hold anything. Raises FieldAppError `csv-broken`."""
    if "\0" in text:
        raise FieldAppError("csv-broken", path=path, line=1 + len(text[: text.index("\0")].splitlines()[1:]))
    text = text.rstrip("\x1a")  # the mark of the end of a file from the days of DOS
    lines = text.splitlines(keepends=True)
    sep = _SEP_LINE.fullmatch(lines[0].strip("\r\n")) if lines else None
    skipped = 1 if sep else 0
    first = next((line for line in lines[skipped:] if line.strip(" \t\r\n,;")), "")
    delimiter = sep["mark"] if sep else max(DELIMITERS, key=first.count)
    body = "".join(lines[skipped:])
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    rows = []
    try:
        for fields in reader:
            plain = [field.strip() for field in fields]
            if any(plain):
                rows.append(FieldRow(reader.line_num + skipped, plain))
    except csv.Error as error:
        raise FieldAppError("csv-broken", path=path, line=reader.line_num + skipped) from error
    return rows
