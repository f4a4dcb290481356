"""Where a data package goes: one zip file, or a folder of its own."""

import contextlib
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.interchange.data_package import DESCRIPTION
from fieldapp.exchange.placing import is_open_elsewhere, lay_aside, place

ZIP = ".zip"
_PART = re.compile(r"\..+\.part", re.DOTALL)
"""What a program that was ended has left, never finished."""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def place_package(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write a package, into a folder where the name does not end in `.zip`; the path that it has.

    In a folder all files are whole beside their places before the first is moved there, and the description
    is the last: with the sizes and digests in it, an older file beside a newer one is found out.

    Raises FieldAppError as `place` does, and `folder-not-package` or `file-busy`.
    """
    if path.suffix.casefold() == ZIP:
        return place(path, _Writing(_zipped(files)))
    is_new = _make_folder(path)
    try:
        _fill_folder(path, files)
    except BaseException:
        if is_new:
            with contextlib.suppress(OSError):
                path.rmdir()
        raise
    return path


def _fill_folder(path: Path, files: Mapping[str, bytes]) -> None:
    for name in files:
        if is_open_elsewhere(path / name):
            raise FieldAppError("file-busy", path=path / name)
    laid = []
    try:
        for name, content in files.items():
            laid.append(lay_aside(path / name, _Writing(content)))
        for file in laid:
            file.move()
    finally:
        for file in laid:
            file.drop()


@dataclass(frozen=True)
class _Writing:
    content: bytes

    def __call__(self, file: IO[bytes]) -> None:
        file.write(self.content)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """The same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _make_folder(path: Path) -> bool:
    """Nobody's folder becomes a package: it is new, empty, or a package already. Whether it is new."""
    try:
        if not path.exists():
            if not path.parent.is_dir():
                raise FieldAppError("not-found", path=path.parent)
            path.mkdir()
            return True
        is_package = path.is_dir() and (
            (path / DESCRIPTION).is_file() or all(_PART.fullmatch(one.name) for one in path.iterdir())
        )
    except PermissionError as error:
        raise FieldAppError("no-permission", path=path) from error
    except OSError as error:
        raise FieldAppError("disk-failed", path=path) from error
    if not is_package:
        raise FieldAppError("folder-not-package", path=path)
    return False
