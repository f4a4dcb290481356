"""The one class of expected failures: a code and its details; the sentences live in `fieldapp.texts`."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager


class FieldAppError(Exception):
    """Something that can go wrong in ordinary use, named by a code.

    `code` is a key of the `errors` texts; `details` are the values its sentence shows; whoever needs one asks
    for it as what it must be. A bug is any other exception.
    """

    def __init__(self, code: str, /, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details: dict[str, object] = details

    def text(self, name: str) -> str:
        """A detail that is a text; empty where there is none of this name."""
        value = self.details.get(name, "")
        return value if isinstance(value, str) else str(value)

    @property
    def readings(self) -> tuple[str, ...]:
        """The ways in which the text that was refused can be read."""
        found = self.details.get("readings", ())
        return tuple(map(str, found)) if isinstance(found, tuple) else ()

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.details.items())
        return f"{self.code}({shown})"


@contextmanager
def left_out(codes: Collection[str]) -> Iterator[None]:
    """Do without what fails so. Whatever else fails is told: a disk that cannot be read at this moment is no
    reason to say less than is there."""
    try:
        yield
    except FieldAppError as error:
        if error.code not in codes:
            raise


NOT_SHOWN = frozenset({"sheet-damaged", "sheet-unverified"})
"""The codes of a sheet of which no figure is shown."""

NOT_ADDED = NOT_SHOWN | {"parts-overlap", "list-damaged", "records-damaged", "file-damaged"}
"""The codes of what cannot be added up, whenever it is asked."""
