"""PySide's own enumerations are the same, made plainly or by Python."""

import enum
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from fieldapp import plain_enums
from fieldapp.plain_enums import BASES, make_as_python_does, make_plainly
from tests.test_plain_enums import outcome
from tests.ui.app.test_plain_imports import PLAINLY


@pytest.fixture(autouse=True)
def as_it_was():
    yield
    make_as_python_does()


def enumerations(module: ModuleType) -> Iterator[Any]:
    """Those of a module of PySide and of its classes."""
    owners = [module, *(found for found in vars_of(module) if isinstance(found, type))]
    for owner in owners:
        yield from (found for found in vars_of(owner) if isinstance(found, enum.EnumType))


def vars_of(owner: object) -> list[object]:
    """PySide makes what is in a module when it is asked for."""
    return [getattr(owner, name, None) for name in dir(owner)]


@pytest.mark.parametrize("module", ["QtCore", "QtGui", "QtWidgets", "QtPrintSupport"])
def test_of_all_enumerations_of_pyside_none_comes_out_otherwise(module, monkeypatch):
    added, odd = [], []

    def seen(add):
        def adding(whole, names):
            added.append(whole)
            add(whole, names)

        return adding

    for add in (plain_enums._add_members, plain_enums._add_flags):
        monkeypatch.setattr(plain_enums, add.__name__, seen(add))
    asked = set(enumerations(import_module(f"PySide6.{module}"))) - set(BASES)
    for found in asked:
        names = [(name, member.value) for name, member in found.__members__.items()]
        base = next(base for base in found.__mro__ if base in BASES)
        make_as_python_does()
        as_python = outcome(base, names)
        make_plainly()
        odd += [found] if outcome(base, names) != as_python else []

    assert len(asked) > 5
    assert odd == []
    assert len(added) == len(asked), "each of them is made plainly"


SEEN = """
from PySide6.QtCore import QEvent, Qt
print(repr(Qt.Key(0x01000000)), len(Qt.Key), repr(QEvent.Type(12)))
print(repr(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), repr(Qt.Orientation.Horizontal))
print(Qt.AlignmentFlag.__module__, Qt.AlignmentFlag.__qualname__)
"""


def test_the_window_has_the_same_enumerations():
    before, plainly = (
        subprocess.run([sys.executable, "-c", text], check=True, capture_output=True, text=True).stdout
        for text in (SEEN, PLAINLY + SEEN)
    )

    assert "Key.Key_Escape" in before
    assert plainly == before
