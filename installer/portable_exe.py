"""Windows programs and libraries, read without running them: what they import, how they are built."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pefile

SUFFIXES = (".exe", ".dll", ".pyd")
DYNAMIC_BASE, NX_COMPAT, HIGH_ENTROPY = 0x40, 0x100, 0x20
IMPORTS = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
AMD64 = 0x8664


@dataclass(frozen=True, slots=True)
class Hardening:
    """What Windows may do with a program to make an attack harder."""

    aslr: bool
    nx: bool
    high_entropy: bool


def programs(folder: Path) -> list[Path]:
    """Every program and library below a folder."""
    return sorted(file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())


def imports(file: Path) -> set[str]:
    """The libraries that a file asks Windows for, in small letters; those it asks for late, too."""
    with _opened(file) as portable:
        portable.parse_data_directories([pefile.DIRECTORY_ENTRY[name] for name in IMPORTS])
        tables = ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT")
        entries = [entry for table in tables for entry in getattr(portable, table, [])]
        return {entry.dll.decode("ascii").lower() for entry in entries}


def missing_imports(folder: Path, windows: set[str]) -> dict[str, set[str]]:
    """What is neither in the folder nor on the Windows list, by the file that asks for it."""
    files = programs(folder)
    known = windows | {file.name.lower() for file in files}
    asked = {file.relative_to(folder).as_posix(): imports(file) - known for file in files}
    return {name: lacking for name, lacking in asked.items() if lacking}


def windows_libraries(text: str) -> set[str]:
    """The names in `windows-10.txt`."""
    lines = (line.partition("#")[0].strip().lower() for line in text.splitlines())
    return {line for line in lines if line}


def hardening(file: Path) -> Hardening:
    """What the file's header allows."""
    with _opened(file) as portable:
        flags = portable.OPTIONAL_HEADER.DllCharacteristics
    return Hardening(bool(flags & DYNAMIC_BASE), bool(flags & NX_COMPAT), bool(flags & HIGH_ENTROPY))


def is_64_bit(file: Path) -> bool:
    """Whether it is for x86-64."""
    with _opened(file) as portable:
        return bool(portable.FILE_HEADER.Machine == AMD64)


def file_version(file: Path) -> tuple[int, int, int, int]:
    """The four numbers of the version resource."""
    with _opened(file) as portable:
        portable.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_RESOURCE"]])
        fixed = portable.VS_FIXEDFILEINFO[0]
        high, low = fixed.FileVersionMS, fixed.FileVersionLS
    return (high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF)


def version_words(file: Path) -> dict[str, str]:
    """The words of the version resource, such as ProductName."""
    with _opened(file) as portable:
        portable.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_RESOURCE"]])
        return dict(_words(portable))


def _words(portable: pefile.PE) -> Iterator[tuple[str, str]]:
    for group in getattr(portable, "FileInfo", []):
        for info in group:
            for table in getattr(info, "StringTable", []):
                for key, value in table.entries.items():
                    yield key.decode(), value.decode().rstrip("\0")


def _opened(file: Path) -> pefile.PE:
    return pefile.PE(str(file), fast_load=True)
