"""The one class of expected failures: a code and its details; the sentences live in `fieldapp.texts`."""

from typing import Any


class FieldAppError(Exception):
    """Something that can go wrong in ordinary use, named by a code.

    `code` is a key of the `errors` texts; `details` are the values its sentence shows. A bug is any
    other exception.
    """

    def __init__(self, code: str, /, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.details.items())
        return f"{self.code}({shown})"


NOT_SHOWN = frozenset({"sheet-damaged", "sheet-unverified"})
"""The codes of a sheet of which no figure is shown."""
