"""Imports of the app read no sources, and no module of it asks for what PySide looks for."""

import subprocess
import sys
from pathlib import Path

import fieldapp

READ = """
import inspect
read = []
inspect.getsource = lambda module: read.append(module) or ""
import PySide6.QtCore
from fieldapp.ui.app.plain_imports import import_plainly
import_plainly()
read.clear()
import fieldapp.ui.app.application
assert read == []
"""


def test_no_source_is_read_by_an_import():
    subprocess.run([sys.executable, "-c", READ], check=True)


def test_no_module_asks_for_features():
    sources = Path(fieldapp.__file__).parent.rglob("*.py")

    assert [path.name for path in sources if "from __feature__" in path.read_text("utf-8")] == [
        "plain_imports.py"
    ]
