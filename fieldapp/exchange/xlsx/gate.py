"""What is looked at before a workbook from elsewhere is opened: that it is one, and no zip bomb."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from fieldapp.core.errors import FieldAppError

MOST_BYTES = 16 * 1024 * 1024
"""Unpacked; a report of 100 districts and six columns has one tenth of it."""
MOST_RATIO = 100
SMALL = 1024 * 1024
"""Below this, a high ratio is only a tidy file."""
MOST_PARTS = 500

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = {"EncryptedPackage": "encrypted", "Workbook": ".xls", "Book": ".xls"}
"""What lies in Microsoft's older container: a workbook under a password, or one of Excel 97-2003."""
_OTHER_ZIPS = {"content.xml": ".ods", "xl/workbook.bin": ".xlsb"}


def look_at(path: Path) -> None:
    """Judge a file by its first bytes and the directory of its zip, without unpacking anything.

    Python never unpacks more of a part than its directory says, so the sizes can be trusted. Raises
    FieldAppError `not-found`, `is-a-folder`, `no-permission`, `disk-failed`, `not-a-workbook`,
    `workbook-format` (`format`: the one that it has instead), `workbook-encrypted` or `workbook-too-large`.
    """
    with reading(path):
        _refuse_older_container(path)
        with ZipFile(path) as archive:
            parts = archive.infolist()
    _refuse_other_format(path, parts)
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    is_bomb = unpacked > SMALL and unpacked / packed > MOST_RATIO
    if len(parts) > MOST_PARTS or unpacked > MOST_BYTES or is_bomb:
        raise FieldAppError("workbook-too-large", path=path)


def part_name(name: str) -> str:
    """A part's name as it is compared: either kind of slash, any case."""
    return name.replace("\\", "/").strip("/").casefold()


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what can go wrong with opening a file into FieldAppErrors that name it."""
    try:
        yield
    except (BadZipFile, LargeZipFile, NotImplementedError) as error:
        raise FieldAppError("not-a-workbook", path=path) from error
    except FileNotFoundError as error:
        raise FieldAppError("not-found", path=path) from error
    except IsADirectoryError as error:
        raise FieldAppError("is-a-folder", path=path) from error
    except PermissionError as error:
        raise FieldAppError("is-a-folder" if path.is_dir() else "no-permission", path=path) from error
    except OSError as error:
        raise FieldAppError("disk-failed", path=path) from error


def _refuse_older_container(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(_OLE)) != _OLE:
            return
        content = file.read(MOST_BYTES)
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
