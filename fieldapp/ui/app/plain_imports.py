"""Importing without what PySide puts before every import: it reads the source of each module for a name."""

import builtins

import PySide6.QtCore  # noqa: F401 # which puts it there

_FIRST, _NEXT = "__feature_import__", "__orig_import__"


def import_plainly() -> None:
    """Take that out of imports, and leave the rest. PySide looks for modules that ask for other names of Qt's
    functions (`from __feature__ import`); none of the app does."""
    beyond = vars(builtins).get(_NEXT)
    if beyond is not None and builtins.__import__ is vars(builtins).get(_FIRST):
        builtins.__import__ = beyond
