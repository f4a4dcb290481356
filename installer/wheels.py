"""The packages that travel with the app: fetched by the lock, kept by the whitelist."""

import contextlib
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from installer import pins
from installer.errors import BuildError
from installer.fetch import sha256, windows_wheels

LOCK = pins.HERE / "windows.txt"
KEEP = pins.HERE / "keep.txt"
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[\w.]+)", flags=re.MULTILINE)
LICENCE = re.compile(r"\.dist-info/(licenses/.+|(LICEN[CS]E|AUTHORS|COPYING|NOTICE)[^/]*)$")


@dataclass(frozen=True, slots=True)
class Wheel:
    """A package of the payload; `sha256` is its wheel's."""

    name: str
    version: str
    file: Path
    sha256: str


def fetch_wheels() -> list[Wheel]:
    """The wheels of the lock, by name. A wheel whose hash the lock does not hold stops the build.

    When all are there from an earlier build, no network is needed.
    """
    folder = pins.WORK / "downloads" / "wheels"
    text = LOCK.read_text(encoding="utf-8")
    with contextlib.suppress(BuildError):
        return wheels_in(folder, text)
    windows_wheels(LOCK, pins.PYTHON_VERSION, folder)
    return wheels_in(folder, text)


def wheels_in(folder: Path, lock: str) -> list[Wheel]:
    """The wheels that a lock names; BuildError when one is not there, or its hash is not in the lock."""
    wheels = [_wheel(name, version, folder, lock) for name, version in sorted(PIN.findall(lock))]
    if not wheels:
        raise BuildError(f"{LOCK.name} names no package.")
    return wheels


def keep_pattern(text: str) -> re.Pattern[str]:
    """One expression for the paths that a whitelist keeps; `*` stays inside a folder, `**` does not."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    parts = (re.escape(line).replace(r"\*\*", ".*").replace(r"\*", "[^/]*") for line in lines if line)
    return re.compile("|".join(f"(?:{part})" for part in parts))


def unpack_wheel(wheel: Wheel, keep: re.Pattern[str], lib: Path, licences: Path) -> None:
    """Unpack what the whitelist keeps, and every licence text under the package's name."""
    kept = 0
    with zipfile.ZipFile(wheel.file) as archive:
        for name in archive.namelist():
            licence = LICENCE.search(name)
            if licence:
                _write(licences / wheel.name / licence[1].removeprefix("licenses/"), archive.read(name))
            elif keep.fullmatch(name):
                _write(lib / name, archive.read(name))
                kept += 1
    if not kept:
        raise BuildError(f"the whitelist keeps nothing of {wheel.name}.")


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _wheel(name: str, version: str, folder: Path, lock: str) -> Wheel:
    found = sorted(folder.glob(f"{name.replace('-', '_')}-{version}-*.whl"))
    if len(found) != 1:
        raise BuildError(f"{name} {version}: {len(found)} wheels instead of one.")
    (file,) = found
    digest = sha256(file)
    if f"--hash=sha256:{digest}" not in lock:
        raise BuildError(f"{file.name} is not in the lock.")
    return Wheel(name, version, file, digest)
