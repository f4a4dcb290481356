"""What is looked at before a workbook from elsewhere is opened: that it is one, and no zip bomb."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, LargeZipFile, ZipFile

from openpyxl import DEFUSEDXML

from fieldapp.core.errors import FieldAppError

MOST_BYTES = 16 * 1024 * 1024
"""Unpacked; a report of 100 districts and six columns has one tenth of it."""
MOST_RATIO = 100
SMALL = 1024 * 1024
"""Below this, a high ratio is only a tidy file."""
MOST_PARTS = 500
WORKBOOK_PART = "xl/workbook.xml"


def look_at(path: Path) -> None:
    """Judge a file by the directory of its zip, without unpacking anything.

    Python never unpacks more of a part than its directory says, so the sizes can be trusted. Raises
    FieldAppError `not-found`, `is-a-folder`, `no-permission`, `disk-failed`, `not-a-workbook` or
    `workbook-too-large`.
    """
    if not DEFUSEDXML:  # without it, entity bombs are unpacked
        raise RuntimeError("defusedxml is missing")
    with reading(path), ZipFile(path) as archive:
        parts = archive.infolist()
        if not any(part.filename == WORKBOOK_PART for part in parts):
            raise FieldAppError("not-a-workbook", path=path)
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    is_bomb = unpacked > SMALL and unpacked / packed > MOST_RATIO
    if len(parts) > MOST_PARTS or unpacked > MOST_BYTES or is_bomb:
        raise FieldAppError("workbook-too-large", path=path)


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
