"""A table of a definition (TOML) that knows where it stands, so that what is wrong is told with its place."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

_KEY = re.compile(r"[a-z][a-z0-9_-]*", re.ASCII)
_CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f]")
_T = TypeVar("_T")


class WrongKeyError(Exception):
    """`where`: the key that is wrong; `why`: a code."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why


class TomlTable:
    """`where`: the key of the table itself, empty for the whole file. What is wrong is a WrongKeyError."""

    def __init__(self, items: Mapping[str, Any], where: str) -> None:
        self.items = items
        self.where = where

    def at(self, key: str) -> str:
        """The place of one of its keys, such as `district[3].names.az`."""
        return f"{self.where}{'' if key.startswith('[') else '.'}{key}" if self.where else key

    def get(self, key: str, kind: type[_T]) -> _T:
        """What a key holds; it has to be there."""
        if key not in self.items:
            raise WrongKeyError(self.at(key), "missing")
        return self._typed(key, kind)

    def maybe(self, key: str, kind: type[_T]) -> _T | None:
        """What a key holds, or None where it is not there."""
        return self._typed(key, kind) if key in self.items else None

    def _typed(self, key: str, kind: type[_T]) -> _T:
        value = self.items[key]
        if not isinstance(value, kind) or (kind is date and isinstance(value, datetime)):
            raise WrongKeyError(self.at(key), f"not-{kind.__name__}")
        if isinstance(value, str) and _CONTROL_CHARACTER.search(value):
            raise WrongKeyError(self.at(key), "control-character")
        return value

    def key(self) -> str:
        """What it is called by others."""
        key = self.get("key", str)
        if not _KEY.fullmatch(key):
            raise WrongKeyError(self.at("key"), "not-a-key")
        return key

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where there is none."""
        values = self.maybe(key, list) or []
        table = TomlTable({f"[{place}]": word for place, word in enumerate(values, start=1)}, self.at(key))
        return tuple(table.get(place, str) for place in table.items)

    def names(self, key: str, languages: Sequence[str]) -> dict[str, str]:
        """A text in each language."""
        table = self.table(key)
        return {language: table.get(language, str) for language in languages}

    def table(self, key: str) -> "TomlTable":
        """A table within."""
        return TomlTable(self.get(key, dict), self.at(key))

    def some(self, key: str, languages: Sequence[str]) -> "TomlTable":
        """By language; it need neither be there nor have all of them."""
        table = self.table(key) if key in self.items else TomlTable({}, self.at(key))
        table.known_only(*languages)
        return table

    def tables(self, key: str) -> "list[TomlTable]":
        """A list of tables, of one at least."""
        if not self.get(key, list):
            raise WrongKeyError(self.at(key), "empty")
        rows = TomlTable(
            {f"[{place}]": row for place, row in enumerate(self.items[key], start=1)}, self.at(key)
        )
        return [rows.table(place) for place in rows.items]

    def known_only(self, *known: str) -> None:
        """Refuse what has another key."""
        for name in self.items:
            if name not in known:
                raise WrongKeyError(self.at(name), "unknown-key")


def read_tables(root: TomlTable, key: str, make: Callable[[TomlTable], _T]) -> tuple[_T, ...]:
    """What each table of a list says; no two have the same key."""
    tables = root.tables(key)
    ((name, count),) = Counter(table.key() for table in tables).most_common(1)
    if count > 1:
        raise WrongKeyError(f"{key}.{name}", "twice")
    return tuple(make(table) for table in tables)


def one_of(table: TomlTable, key: str, known: Sequence[str]) -> str:
    """A text that is one of some."""
    value = table.get(key, str)
    if value not in known:
        raise WrongKeyError(table.at(key), "unknown-name")
    return value
