"""What must be true before anything is handed out. A check names all that is wrong, and the build stops."""

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from installer import pins
from installer.errors import BuildError
from installer.fetch import sha256
from installer.portable_exe import (
    SUFFIXES,
    file_version,
    hardening,
    is_64_bit,
    missing_imports,
    programs,
    version_words,
    windows_libraries,
)
from installer.signing import signer_of
from installer.stage import LIST, sorted_files

ROOTS = pins.HERE / "roots.pem"
ROOTS_SHA256 = (
    "5367f20c7ade0e2bca790915056d086b720c33c1fa2a2661acf787e3292e1270",  # Microsoft Identity Verification
    "552f7bdcf1a7af9e6ce672017f4f12abf77240c78e761ac203d1d9d20ac89988",  # DigiCert Trusted Root G4
)
PYTHON_SIGNER, QT_SIGNER = "Python Software Foundation", "The QT Company Oy"
NOT_PYTHONS_OWN = ("vcruntime140.dll", "vcruntime140_1.dll")
"""Microsoft's, signed under another root. Not shipped: the wheels bring a newer set."""

WINDOWS_LIBRARIES = pins.HERE / "windows-10.txt"
LAUNCHERS = ("fieldapp.exe", "fieldapp-cli.exe")
TESTS_ONLY = ("icuuc.dll", "mscms.dll")
"""Stand-ins of these two are put into the test's wine; Windows has its own."""
WINE_MARKS = (b"Wine builtin DLL", b"Wine placeholder DLL")


def check_runtime(whole: Path) -> None:
    """Every program of the runtime is signed by the Python Software Foundation, and so is the catalogue,
    which lists what of the standard library is not compiled."""
    files = [file for file in programs(whole) if file.name not in NOT_PYTHONS_OWN]
    strangers = [file.name for file in files if signer_of(file, ROOTS) != PYTHON_SIGNER]
    catalogue = whole / "python.cat"
    if signer_of(catalogue, ROOTS) != PYTHON_SIGNER:
        strangers.append(catalogue.name)
    _stop("not signed by the Python Software Foundation", strangers)
    _stop("not in Python's catalogue", unlisted(whole / f"python{pins.PYTHON_TAG}.zip", catalogue))


def unlisted(library: Path, catalogue: Path) -> list[str]:
    """The members of the standard library's zip that its catalogue does not vouch for.

    The catalogue holds the digests of the sources; what is compiled is held by the archive's SHA-256 only.
    """
    known = catalogue.read_bytes()
    with zipfile.ZipFile(library) as archive:
        plain = [name for name in archive.namelist() if not name.endswith((".pyc", "/"))]
        return [name for name in plain if hashlib.sha256(archive.read(name)).digest() not in known]


def check_stage(stage: Path, version: str) -> None:
    """The payload is whole, lean and hard: nothing foreign, nothing missing, nothing an attacker likes."""
    files = sorted_files(stage)
    _stop("must not be shipped", [_name(file, stage) for file in files if is_foreign(file)])
    lacking = missing_imports(stage, windows_libraries(WINDOWS_LIBRARIES.read_text(encoding="utf-8")))
    asking = [f"{name}: {', '.join(sorted(names))}" for name, names in lacking.items()]
    _stop("not in the payload nor in Windows", asking)
    _stop("not hardened for x86-64", [_name(file, stage) for file in programs(stage) if not is_hard(file)])
    strangers = [_name(file, stage) for file in programs(stage) if is_anybodys(file)]
    _stop("not signed by those who made it", strangers)
    _stop("has the wrong version", [name for name in LAUNCHERS if not has_version(stage / name, version)])
    _stop("doubled", list(_doubled(programs(stage))))
    _stop("not as it is listed", wrong_in_list(stage))
    size = sum(file.stat().st_size for file in files)
    _stop("too large when installed", [f"{size} bytes"] if size > pins.INSTALLED_LIMIT else [])


def is_foreign(file: Path) -> bool:
    """Whether a file is another's: a Python to start by hand, a test's stand-in, wine's, or a source."""
    name = file.name.lower()
    if name.startswith("python") and name.endswith(".exe"):
        return True
    if name in TESTS_ONLY or name.endswith(".py"):
        return True
    head = file.read_bytes()[:4096] if name.endswith(SUFFIXES) else b""
    return any(mark in head for mark in WINE_MARKS)


def is_anybodys(file: Path) -> bool:
    """Whether a library is not one that Python's or Qt's makers signed; our own launchers are not asked."""
    return file.name not in LAUNCHERS and signer_of(file, ROOTS) not in (PYTHON_SIGNER, QT_SIGNER)


def is_hard(file: Path) -> bool:
    """64-bit, placed at random by Windows, and its data never run."""
    found = hardening(file)
    return is_64_bit(file) and found.aslr and found.nx


def has_version(file: Path, version: str) -> bool:
    """Whether Explorer shows the project's version."""
    words = version_words(file)
    numbers = tuple(int(part) for part in version.split("."))
    told = {words.get("FileVersion"), words.get("ProductVersion")}
    return file_version(file)[:3] == numbers and told == {version}


def wrong_in_list(stage: Path) -> list[str]:
    """What differs between a version folder and its list: changed, missing, or too much."""
    listed = {}
    for line in (stage / LIST).read_text(encoding="ascii").splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    there = {_name(file, stage): sha256(file) for file in sorted_files(stage)}
    return sorted(name for name in listed.keys() | there.keys() if listed.get(name) != there.get(name))


def check_setup(setup: Path, version: str) -> None:
    """The setup itself: its size, its version, its hardening."""
    size = setup.stat().st_size
    _stop("too large to download", [f"{size} bytes"] if size > pins.SETUP_LIMIT else [])
    _stop("has the wrong version", [] if has_version(setup, version) else [setup.name])
    _stop("not hardened for x86-64", [] if is_hard(setup) else [setup.name])


def _doubled(files: list[Path]) -> Iterator[str]:
    """A library that is there twice would be loaded from whichever folder comes first."""
    names = [file.name.lower() for file in files]
    yield from sorted({name for name in names if names.count(name) > 1})


def _name(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()


def _stop(what: str, names: list[str]) -> None:
    if names:
        raise BuildError(f"{what}: {'; '.join(names)}")
