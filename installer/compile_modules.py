"""Compile a tree in place. Run by the Windows Python of the payload, not by the one that builds."""

import json
import platform
import py_compile
import sqlite3
import sys
import zlib
from pathlib import Path
from xml.parsers import expat


def compile_tree(top: Path) -> None:
    """Put `x.pyc` beside each `x.py`: no date, no path of this machine, a hash that is never checked."""
    for source in sorted(top.rglob("*.py")):
        py_compile.compile(
            str(source),
            cfile=str(source.with_suffix(".pyc")),
            dfile=source.relative_to(top).as_posix(),
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )


def built_in() -> dict[str, str]:
    """The versions of what the Python brings, by the names that the bill of materials uses."""
    return {
        "CPython": platform.python_version(),
        "Expat": expat.EXPAT_VERSION.removeprefix("expat_"),
        "SQLite": sqlite3.sqlite_version,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }


if __name__ == "__main__":
    compile_tree(Path(sys.argv[1]))
    Path(sys.argv[2]).write_text(json.dumps(built_in()), encoding="utf-8")
