"""Imports of the app read no sources, and no module of it asks for what PySide looks for."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import fieldapp
from fieldapp.ui.app.plain_imports import LaterModule

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


LATER = """
import sys
from fieldapp.ui.app.plain_imports import DESCRIBING, import_plainly
import_plainly()
import PySide6.QtWidgets
waiting = [name for name in DESCRIBING if sys.modules[name].is_waiting]
assert sorted(waiting) == sorted(DESCRIBING), waiting
assert type(sys.meta_path) is list
"""

DESCRIBED = """
import inspect
from PySide6.QtCore import QObject, QSize
from PySide6.support.signature import get_signature
for wrong in (lambda: QSize("x"), lambda: QObject().setObjectName(3), lambda: QObject(nothing=1)):
    try:
        wrong()
    except (TypeError, AttributeError, ValueError) as error:
        print(type(error), error)
print(QSize.__doc__, QSize.scaled.__doc__, get_signature(QSize.scaled))
"""
PLAINLY = "from fieldapp.ui.app.plain_imports import import_plainly\nimport_plainly()\n"


def test_what_describes_the_functions_of_qt_is_left_for_later():
    subprocess.run([sys.executable, "-c", LATER], check=True)


def test_what_describes_them_is_the_same_when_it_is_asked_for():
    before, plainly = (
        subprocess.run([sys.executable, "-c", text], check=True, capture_output=True, text=True).stdout
        for text in (DESCRIBED, PLAINLY + DESCRIBED)
    )

    assert "called with wrong argument types" in before
    assert plainly == before


def test_a_module_runs_once_and_only_for_what_it_does_not_have():
    runs: list[str] = []

    def run(module: ModuleType) -> None:
        runs.append(module.__name__)
        vars(module)["answer"] = 42

    module = LaterModule("deep_thought", run)
    vars(module)["question"] = "?"

    assert (module.question, runs, module.is_waiting) == ("?", [], True)
    assert (module.answer, module.answer, runs, module.is_waiting) == (42, 42, ["deep_thought"], False)
    with pytest.raises(AttributeError):
        module.nothing  # noqa: B018 # it is looked for


KEEPING = """
import sys
from pathlib import Path
from fieldapp import compiled
compiled.kept = compiled.Kept(Path(sys.argv[1]), writes=True)
from fieldapp.ui.app.plain_imports import import_plainly
names = []
sys.addaudithook(lambda event, words: names.append(str(words[1])) if event == "compile" else None)
import_plainly()
from PySide6.QtCore import QSize
print(QSize.scaled.__doc__, [name for name in names if name.startswith("shibokensupport/")])
compiled.kept.save()
"""


def test_the_sources_in_pyside_are_compiled_once(tmp_path):
    first, second = (
        subprocess.run(
            [sys.executable, "-c", KEEPING, tmp_path / "kept"], check=True, capture_output=True, text=True
        ).stdout.rpartition(" [")
        for _ in range(2)
    )

    assert "shibokensupport/signature/mapping.py" in first[2]
    assert second[2].strip() == "]"
    assert second[0] == first[0]
