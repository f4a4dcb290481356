"""Importing without what PySide puts before every import: it reads the source of each module for a name."""

import builtins

import PySide6.QtCore  # noqa: F401 # which puts it there

_ITS_OWN, _PYTHONS = "__feature_import__", "__orig_import__"


def import_plainly() -> None:
    """Give imports back to Python. What PySide looks for are modules that ask for other names of Qt's functions
    (`from __feature__ import`); none of the app does."""
    python_imports = vars(builtins).get(_PYTHONS)
    if python_imports is not None and builtins.__import__ is vars(builtins).get(_ITS_OWN):
        builtins.__import__ = python_imports
