"""Packs a stage into Setup.exe with NSIS."""

import os
import shlex
from collections.abc import Sequence
from pathlib import Path

from installer import pins
from installer.fetch import run
from installer.stage import LIST, sorted_files


def build_setup(
    stage: Path,
    version: str,
    icons: Path,
    out: Path,
    finish_uninstaller: Sequence[str | Path],
    fast: bool = False,
) -> None:
    """Write Setup.exe. `finish_uninstaller` is a command called with the uninstaller before packing."""
    payload = stage.parent / "payload.nsh"
    size = write_payload(stage, payload)
    values = {
        "VERSION": version,
        "NUMBERS": f"{version}.0",
        "OUT": out,
        "HERE": pins.HERE,
        "ICON": icons / "app.ico",
        "SIDE": icons / "wizard.bmp",
        "PAYLOAD": payload,
        "PAYLOAD_SIZE": size,
        "PAYLOAD_KB": -(-size // 1024),
        "COMPRESSOR": "zlib" if fast else "lzma",
        "FINISH_UNINSTALLER": shlex.join(str(word) for word in finish_uninstaller),
    }
    defines = [f"-D{name}={value}" for name, value in values.items()]
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(pins.EPOCH), "LC_ALL": "C.UTF-8"}
    quiet = ("-V2", "-WX", "-NOCD", "-INPUTCHARSET", "UTF8")
    run("makensis", *quiet, *defines, pins.HERE / "setup.nsi", cwd=stage, env=env)


def write_payload(stage: Path, script: Path) -> int:
    """Write the NSIS lines that unpack a stage, its list first; how many bytes they unpack."""
    files = [stage / LIST, *sorted_files(stage)]
    lines, made = [], {"."}
    for file in files:
        path = file.relative_to(stage)
        folder = path.parent.as_posix()
        if folder not in made:
            made.add(folder)
            lines.append(f'CreateDirectory "${{NEW}}\\{_backslashed(folder)}"')
        lines.append(f'!insertmacro Unpack "{_backslashed(path.as_posix())}" {file.stat().st_size}')
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sum(file.stat().st_size for file in files)


def _backslashed(path: str) -> str:
    return path.replace("/", "\\").replace("$", "$$")
