"""What is looked at before a workbook from elsewhere is opened: that it is one, no zip bomb, and not of
endless sheets, names, cells, texts or attributes."""

import contextlib
import io
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.files import require_plain_file

MOST_BYTES = 16 * 1024 * 1024
"""Unpacked; a report of 100 districts and six columns has one tenth of it."""
MOST_RATIO = 100
SMALL = 1024 * 1024
"""Below this, a high ratio is only a tidy file."""
MOST_PARTS = 500
MOST_SHEETS = 50
MOST_OF: Mapping[str, int] = {"sheet": MOST_SHEETS, "definedName": 2_000, "c": 250_000, "si": 100_000}
"""How many elements of a name all parts together may have: sheets, names, cells and shared texts. A report of
100 districts and six columns has 6, 20, 12,000 and 3,000 of them."""
MOST_ATTRIBUTES = 250_000
"""Of all elements of all parts; such a report has a fifth of it."""

_NO_ZIP = (BadZipFile, LargeZipFile, NotImplementedError, ValueError, zlib.error, struct.error, EOFError)
"""What Python says of a zip that is none, or that is torn."""

_ENTRY = b"PK\x01\x02"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = {"EncryptedPackage": "encrypted", "Workbook": ".xls", "Book": ".xls"}
"""What lies in Microsoft's older container: a workbook under a password, or one of Excel 97-2003."""
_MARKS = tuple((before, after) for before in "<:" for after in " />")
_ATTRIBUTE = re.compile(rb"= *[\"']")
_SPACES = bytes.maketrans(b"\t\r\n", b"   ")
_OTHER_ZIPS = {"content.xml": ".ods", "xl/workbook.bin": ".xlsb"}


def look_at(path: Path) -> bytes:
    """Read a file, and judge it by its first bytes, the directory of its zip, and then by what its parts are
    full of, before anything of them is understood; all its bytes.

    Python never unpacks more of a part than its directory says, so the sizes can be trusted. Raises
    FieldAppError `not-found`, `is-a-folder`, `no-plain-file`, `no-permission`, `disk-failed`,
    `workbook-empty`, `not-a-workbook`, `workbook-format` (`format`: the one that it has instead),
    `workbook-encrypted` or `workbook-too-large`.
    """
    with reading(path):
        require_plain_file(path)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if not content:
            raise FieldAppError("workbook-empty", path=path)
        _refuse_older_container(path, content)
        if len(content) > MOST_BYTES or content.count(_ENTRY) > MOST_PARTS:  # Python reads all of a directory
            raise FieldAppError("workbook-too-large", path=path)
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _refuse_other_format(path, parts)
            if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
                raise FieldAppError("not-a-workbook", path=path)
            if _is_too_large(parts) or _is_too_full(archive, parts):
                raise FieldAppError("workbook-too-large", path=path)
    return content


def part_name(name: str) -> str:
    """A part's name as it is compared: either kind of slash, any case."""
    return name.replace("\\", "/").strip("/").casefold()


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what can go wrong with opening a file into FieldAppErrors that name it."""
    try:
        yield
    except _NO_ZIP as error:
        raise FieldAppError("not-a-workbook", path=path) from error
    except FileNotFoundError as error:
        raise FieldAppError("not-found", path=path) from error
    except IsADirectoryError as error:
        raise FieldAppError("is-a-folder", path=path) from error
    except PermissionError as error:
        raise FieldAppError("is-a-folder" if path.is_dir() else "no-permission", path=path) from error
    except OSError as error:
        raise FieldAppError("disk-failed", path=path) from error


def _is_too_large(parts: Sequence[ZipInfo]) -> bool:
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    is_bomb = unpacked > SMALL and unpacked / packed > MOST_RATIO
    return len(parts) > MOST_PARTS or unpacked > MOST_BYTES or is_bomb


def _is_too_full(archive: ZipFile, parts: Iterable[ZipInfo]) -> bool:
    """Few `<` are few elements and few `=` few attributes: only where that does not settle it, and for what
    is limited to less, are names looked for."""
    begun = attributes = 0
    looked_at: list[bytes] = []
    for part in parts:
        content = b""
        with contextlib.suppress(
            BadZipFile, zlib.error, EOFError
        ):  # who needs a broken part will trip over it
            content = _plain(archive.read(part))
        looked_at.append(content)
        begun += content.count(b"<")
        attributes += content.count(b"=")
    if any(begun > most and _has_more(looked_at, name, most) for name, most in MOST_OF.items()):
        return True
    if attributes <= MOST_ATTRIBUTES:
        return False
    left = MOST_ATTRIBUTES
    for content in looked_at:
        left -= sum(1 for _ in islice(_ATTRIBUTE.finditer(content), left + 1))
        if left < 0:
            return True
    return False


def _has_more(contents: Sequence[bytes], name: str, most: int) -> bool:
    """Whether more elements of a name begin than are allowed."""
    if sum(content.count(name.encode()) for content in contents) <= most:
        return False
    marks = [f"{before}{name}{after}".encode() for before, after in _MARKS]
    return sum(content.count(mark) for content in contents for mark in marks) > most


def _plain(content: bytes) -> bytes:
    """A part as far as its marks go: of two bytes each, or with any white space after a name, they count."""
    return content.translate(_SPACES, delete=b"\0")


def _refuse_older_container(path: Path, content: bytes) -> None:
    if not content.startswith(_OLE):
        return
    for stream, kind in _OLE_STREAMS.items():
        if stream.encode("utf-16-le") in content:
            raise _other(path, kind)


def _refuse_other_format(path: Path, parts: Sequence[ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise _other(path, "encrypted")
    names = {part_name(part.filename) for part in parts}
    for name, kind in _OTHER_ZIPS.items():
        if name in names and "xl/workbook.xml" not in names:
            raise _other(path, kind)


def _other(path: Path, kind: str) -> FieldAppError:
    if kind == "encrypted":
        return FieldAppError("workbook-encrypted", path=path)
    return FieldAppError("workbook-format", path=path, format=kind)
