"""Compile a tree in place. Run by the Windows Python of the payload, not by the one that builds."""

import importlib
import json
import platform
import py_compile
import sqlite3
import sys
import zlib
from pathlib import Path
from xml.parsers import expat

WITH_QT = ("ui", "pictures")
"""Qt's libraries need parts of Windows that wine does not have."""


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


def keep_made(top: Path) -> None:
    """Put beside the app's bytecode what Python makes of the same texts at each start: nobody may write there
    later. Each module that needs no Qt is imported, and each text read, as they would be by and by."""
    if not (top / "fieldapp" / "compiled.py").exists():
        return  # a version from before keeps nothing
    sys.path.insert(0, str(top))
    from fieldapp import compiled

    place = top / "fieldapp" / "__pycache__"
    place.mkdir()
    keeping = compiled.Kept(place / f"kept.{sys.implementation.cache_tag}.pyc", writes=True)
    vars(compiled)["kept"] = keeping
    compiled.keep_methods(keeping)
    for source in sorted((top / "fieldapp").rglob("*.py")):
        wing, *_ = source.relative_to(top / "fieldapp").parts
        if wing not in WITH_QT and source.stem != "__main__":
            name = ".".join(source.relative_to(top).with_suffix("").parts)
            importlib.import_module(name.removesuffix(".__init__"))
    texts = importlib.import_module("fieldapp.texts.texts")
    for language in texts.LANGUAGES:
        list(texts.read_texts(language).table)
    keeping.save()


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
    keep_made(Path(sys.argv[1]))
    Path(sys.argv[2]).write_text(json.dumps(built_in()), encoding="utf-8")
