"""The one door to sqlite_utils, which is let in without what it would bring and nobody here asks for."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib.util import LazyLoader, find_spec, module_from_spec
from typing import Any

_PARENT, _NAME = "dateutil", "parser"
"""What sqlite_utils guesses dates with, in its recipes: a third of its time of import."""


def _put_off() -> None:
    """Have `dateutil.parser` run only when something in it is used; where it is missing, do nothing."""
    name = f"{_PARENT}.{_NAME}"
    if name in sys.modules or find_spec(_PARENT) is None:
        return
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    setattr(
        sys.modules[_PARENT], _NAME, module
    )  # else `from dateutil import parser` looks into it, and it runs


class _Later:
    """A pattern that is compiled when it is used: one of sqlite_utils', which finds virtual tables, takes as
    long as everything else in it."""

    def __init__(self, *words: Any) -> None:
        self._words = words

    @cached_property
    def _pattern(self) -> Any:
        return re.compile(*self._words)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)


@contextmanager
def _patterns_later(module: str) -> Iterator[None]:
    """Put off the patterns of one module, which is imported within."""
    compile_now = re.compile

    def compile_then(*words: Any) -> Any:
        theirs = sys._getframe(1).f_globals.get("__name__") == module
        return _Later(*words) if theirs else compile_now(*words)

    vars(re)["compile"] = compile_then
    try:
        yield
    finally:
        vars(re)["compile"] = compile_now


_put_off()

with _patterns_later("sqlite_utils.db"):
    from sqlite_utils import Database as Database
from sqlite_utils.migrations import Migrations as Migrations  # noqa: E402 # after what it is not to run
