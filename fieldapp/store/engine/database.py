"""The one door to sqlite_utils: what only reads is opened without it, and it is let in without what it would
bring and nobody here asks for."""

import re
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec
from threading import RLock
from typing import TYPE_CHECKING, Any

_PARENT, _NAME = "dateutil", "parser"
"""What sqlite_utils guesses dates with, in its recipes: a third of its time of import."""

_READING = ("SELECT", "PRAGMA")
"""How statements begin with which sqlite_utils does nothing but hand them on. Not WITH, which can write."""


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

    def __init__(self, *words: Any, **named: Any) -> None:
        self._words, self._named = words, named

    @cached_property
    def _pattern(self) -> Any:
        return re.compile(*self._words, **self._named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)


@contextmanager
def _patterns_later(module: str) -> Iterator[None]:
    """Put off the patterns of one module, which is imported within."""
    compile_now = re.compile

    def compile_then(*words: Any, **named: Any) -> Any:
        theirs = sys._getframe(1).f_globals.get("__name__") == module
        return _Later(*words, **named) if theirs else compile_now(*words, **named)

    vars(re)["compile"] = compile_then
    try:
        yield
    finally:
        vars(re)["compile"] = compile_now


_door = RLock()
"""A backup begins on its own thread while somebody types: both may be the first to ask."""


def let_in() -> Any:
    """The module `sqlite_utils`, imported at the first call; whole, whoever else asks at that moment."""
    with _door:
        if "sqlite_utils" in sys.modules:
            return import_module("sqlite_utils")  # which waits where another thread has only begun with it
        _put_off()
        with _patterns_later("sqlite_utils.db"):
            return import_module("sqlite_utils")


if TYPE_CHECKING:
    from sqlite_utils import Database as Database
    from sqlite_utils.migrations import Migrations as Migrations
else:

    class Database:
        """A connection that hands reading statements on; at the first other use it is what sqlite_utils makes
        of it, and hands on everything to that."""

        _made: Any = None

        def __init__(self, connection: sqlite3.Connection, *, execute_plugins: bool) -> None:
            self.conn = connection
            self._plugins = execute_plugins
            self.execute("PRAGMA recursive_triggers=on;")

        @property
        def conn(self) -> sqlite3.Connection:
            return self._connection

        @conn.setter
        def conn(self, connection: sqlite3.Connection) -> None:
            self._connection = connection
            if self._made is not None:
                self._made.conn = connection

        def execute(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> sqlite3.Cursor:
            if sql.lstrip().startswith(_READING):
                return self.conn.execute(sql, parameters)
            return self._whole().execute(sql, parameters)

        def close(self) -> None:
            self.conn.close()

        def __getitem__(self, name: str) -> Any:
            return self._whole()[name]

        def __getattr__(self, name: str) -> Any:
            return getattr(self._whole(), name)

        def _whole(self) -> Any:
            if self._made is None:
                made = let_in().Database(self.conn, execute_plugins=self._plugins, recursive_triggers=False)
                self._made, self.execute = made, made.execute
            return self._made

    class Migrations:
        """Those of sqlite_utils, made of the same functions when one is asked for something."""

        def __init__(self, name: str) -> None:
            self._name = name
            self._functions: list[Callable[[Database], None]] = []
            self._made: Any = None

        def __call__(self) -> Callable[[Callable[[Database], None]], Callable[[Database], None]]:
            return self._known

        def _known(self, function: Callable[[Database], None]) -> Callable[[Database], None]:
            self._functions.append(function)
            return function

        def __getattr__(self, name: str) -> Any:
            return getattr(self._whole(), name)

        def _whole(self) -> Any:
            if self._made is None:
                made = let_in().Migrations(self._name)
                for function in self._functions:
                    made()(function)
                self._made = made
            return self._made
