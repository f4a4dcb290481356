"""How the journeys of what was seen reach the open sheet, in this version and in the one it was seen in."""

from collections.abc import Callable
from typing import Any


def open_document(window: Any) -> Any:
    """The document of a main window."""
    return window._document


def traced(document: Any, act: Callable[[], object]) -> list[str]:
    """The SQL statements that something costs."""
    statements: list[str] = []
    connection = document.store._db.conn
    connection.set_trace_callback(statements.append)
    act()
    connection.set_trace_callback(None)
    return statements
