"""What a mirror asks of a connection, so that nothing but its door knows whose it is."""

from collections.abc import Sequence
from types import TracebackType
from typing import Any, Protocol


class MirrorLink(Protocol):
    """A connection to PostgreSQL with one open transaction, given up when it is left without a commit.

    Whatever fails raises FieldAppError `mirror-refused`, with the server's own words.
    """

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement, each `%s` a value; the rows that it gives."""

    def commit(self) -> None:
        """Keep all that was done since the last one."""

    def __enter__(self) -> "MirrorLink": ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
