"""Builds fieldapp.exe and fieldapp-cli.exe from one C source."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from installer import pins
from installer.fetch import run

MINGW = "x86_64-w64-mingw32"
SOURCES = pins.HERE / "launcher"


@dataclass(frozen=True, slots=True)
class Program:
    """One of the two launchers."""

    file_name: str
    description: str
    options: tuple[str, ...]


PROGRAMS = (
    Program("fieldapp.exe", "Fieldapp", ("-mwindows",)),
    Program("fieldapp-cli.exe", "Fieldapp for scripts", ("-mconsole", "-DCONSOLE")),
)
# Two builds are the same bytes only without the linker's clock.
COMPILE = ("-O2", "-Wall", "-Wextra", "-Werror", "-municode", "-fstack-protector-strong")
LINK = (
    "-s",
    "-static-libgcc",
    "-Wl,-Bstatic,-lssp",
    "-Wl,--no-insert-timestamp,--dynamicbase,--nxcompat,--high-entropy-va",
)


def build_launchers(version: str, icons: Path, folder: Path) -> None:
    """Put both launchers into a folder. `icons` holds app.ico and document.ico."""
    work = pins.WORK / "launcher"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(SOURCES, work)
    for name in ("app.ico", "document.ico"):
        shutil.copyfile(icons / name, work / name)
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(pins.EPOCH), "LC_ALL": "C.UTF-8"}
    numbers = ",".join([*version.split("."), "0"])
    for program in PROGRAMS:
        words = {"NUMBERS": numbers, "VERSION": _quoted(version)}
        words |= {"DESCRIPTION": _quoted(program.description), "PROGRAM": _quoted(program.file_name)}
        defines = [f"-D{key}={value}" for key, value in words.items()]
        resources = ("launcher.rc", "-O", "coff", "-o", "launcher.res")
        run(f"{MINGW}-windres", *defines, *resources, cwd=work, env=env)
        target = (*program.options, "launcher.c", "launcher.res", "-o", program.file_name)
        run(f"{MINGW}-gcc", *COMPILE, *target, *LINK, cwd=work, env=env)
        shutil.copyfile(work / program.file_name, folder / program.file_name)


def _quoted(text: str) -> str:
    """A C string, through a shell that windres starts by itself."""
    return f'\\"{text}\\"'
