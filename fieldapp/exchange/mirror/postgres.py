"""The one door to PostgreSQL: nothing else imports `psycopg`, which comes with the extra `mirror` only."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Final

from fieldapp.core.errors import FieldAppError

SCHEMES: Final = ("postgresql://", "postgres://")
_WAIT = 15
"""Seconds for which a server that does not answer is waited for."""


@contextmanager
def _told() -> Iterator[None]:
    import psycopg

    try:
        yield
    except (psycopg.Error, UnicodeError) as error:
        raise FieldAppError("mirror-refused", what=_words_of(error)) from None


def _words_of(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _without_password(words: str, address: str) -> str:
    """What the client says may quote pieces of an address that it took for something else."""
    login, at, _ = address.partition("://")[2].rpartition("@")
    pieces = re.split(r"[/@:?#]", login.partition(":")[2]) if at else []
    for piece in sorted(filter(None, pieces), key=len, reverse=True):
        words = words.replace(piece, "***")
    return words


class _Link:
    def __init__(self, address: str) -> None:
        import psycopg

        how: dict[str, Any] = {
            "prepare_threshold": None,  # a pool between us and the server may give each statement another one
            "application_name": "fieldapp mirror",
            "client_encoding": "utf8",
            "connect_timeout": _WAIT,
        }
        try:
            self._connection: Any = psycopg.connect(address, **how)
        except (psycopg.Error, ValueError) as error:
            words = _without_password(_words_of(error), address)
            raise FieldAppError("mirror-unreachable", what=words) from None

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with _told():
            cursor = self._connection.execute(sql, values or None)
            return list(cursor.fetchall()) if cursor.description else []

    def commit(self) -> None:
        with _told():
            self._connection.commit()

    def __enter__(self) -> "_Link":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._connection.close()


def connect_postgres(address: str) -> _Link:
    """A connection to the database that a URL names; what is not in it comes from the environment and the
    password file, as libpq reads them.

    Raises FieldAppError `mirror-address`, `mirror-not-installed`, `mirror-unreachable`.
    """
    if not address.startswith(SCHEMES):
        raise FieldAppError("mirror-address")
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise FieldAppError("mirror-not-installed") from error
    return _Link(address)
