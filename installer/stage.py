"""The version folder as it will stand on an office's disk: built here, and listed file by file."""

import json
import os
import shutil
from pathlib import Path

from installer import pins
from installer.errors import BuildError
from installer.fetch import run, sha256
from installer.portable_exe import file_version
from installer.runtime import keep_parts
from installer.wheels import KEEP, Wheel, keep_pattern, unpack_wheel

VC_RUNTIME = ("msvcp140.dll", "msvcp140_1.dll", "msvcp140_2.dll", "vcruntime140.dll", "vcruntime140_1.dll")
LIST = "files.txt"
NOT_SHIPPED = ("pictures",)
"""Folders of `resources/` that only the README needs."""


def build_stage(
    whole_runtime: Path, wheels: list[Wheel], tree: Path, version: str, stage: Path
) -> dict[str, str]:
    """Fill an empty folder with runtime, libraries, app and licences; launchers and list come later. `tree`
    is where the app and its resources are.

    Returns the versions of what is built into Python.
    """
    shutil.rmtree(stage, ignore_errors=True)
    runtime, lib, licences = (stage / name for name in ("runtime", "lib", "licences"))
    keep_parts(whole_runtime, runtime)
    keep = keep_pattern(KEEP.read_text(encoding="utf-8"))
    for wheel in wheels:
        unpack_wheel(wheel, keep, lib, licences)
    _take_vc_runtime(lib / "shiboken6", runtime, whole_runtime)
    _take_app(tree, version, lib)
    _take_licences(runtime, licences)
    return compile_modules(whole_runtime / "python.exe", lib)


def compile_modules(python: Path, lib: Path) -> dict[str, str]:
    """Replace every `.py` by a `.pyc`, made by the very Python that will run it (under wine).

    The bytes depend on the source only: hashes that nobody checks, and paths inside the payload. What it says
    of the libraries that are built into it is returned.
    """
    answer = pins.WORK / "built-in.json"
    lean = "mscoree=;mshtml=;winemenubuilder.exe="
    quiet = {"WINEPREFIX": str(pins.WORK / "wine"), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": lean}
    env = {**os.environ, **quiet, "LC_ALL": "C.UTF-8"}
    env.pop("DISPLAY", None)
    run("wine", python, "-I", "-B", pins.HERE / "compile_modules.py", lib, answer, env=env)
    run("wineserver", "-w", env=env)
    sources = list(lib.rglob("*.py"))
    left = [file for file in sources if not file.with_suffix(".pyc").exists()]
    if left:
        raise BuildError(f"not compiled: {', '.join(file.name for file in left)}")
    for file in sources:
        file.unlink()
    built_in: dict[str, str] = json.loads(answer.read_text(encoding="utf-8"))
    return built_in


def write_list(stage: Path) -> None:
    """Date every file alike, and list each with its SHA-256, as `sha256sum --check` reads it.

    The list does not name itself. Setup and the uninstaller remove a version by it, and nothing else.
    """
    lines = []
    for file in sorted_files(stage):
        os.utime(file, (pins.EPOCH, pins.EPOCH))
        lines.append(f"{sha256(file)}  {file.relative_to(stage).as_posix()}")
    (stage / LIST).write_text("\n".join(lines) + "\n", encoding="ascii", newline="\n")
    os.utime(stage / LIST, (pins.EPOCH, pins.EPOCH))


def sorted_files(folder: Path) -> list[Path]:
    """Every file below a folder, in an order that no machine changes; not the list itself."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.relative_to(folder) != Path(LIST))
    return sorted(files, key=lambda file: file.relative_to(folder).as_posix())


def _take_vc_runtime(bundled: Path, runtime: Path, whole_runtime: Path) -> None:
    """Move the wheels' copy beside python3XY.dll: one set, and the newest there is."""
    newest = file_version(bundled / "vcruntime140.dll")
    if newest < file_version(whole_runtime / "vcruntime140.dll"):
        raise BuildError("Python brings a newer VC runtime than the wheels; let stage.py take that one.")
    for name in VC_RUNTIME:
        shutil.move(bundled / name, runtime / name)


def _take_app(tree: Path, version: str, lib: Path) -> None:
    bytecode = "__pycache__"
    shutil.copytree(tree / "fieldapp", lib / "fieldapp", ignore=shutil.ignore_patterns(bytecode))
    unneeded = shutil.ignore_patterns(bytecode, *NOT_SHIPPED)
    shutil.copytree(tree / "resources", lib / "fieldapp" / "resources", ignore=unneeded)
    own = lib / "fieldapp" / "version.py"
    text = own.read_text(encoding="utf-8")
    own.write_text(text.replace(f'"{pins.app_version(tree)}"', f'"{version}"'), encoding="utf-8")


def _take_licences(runtime: Path, licences: Path) -> None:
    for file in sorted((pins.HERE / "licences").iterdir()):
        shutil.copyfile(file, licences / file.name)
    for name in ("LICENSE", "LICENSE-NOTES.md"):
        shutil.copyfile(pins.ROOT / name, licences / name)
    shutil.move(runtime / "LICENSE.txt", licences / "Python.txt")
