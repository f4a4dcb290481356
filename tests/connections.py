"""Something else in the place of a store's connection, for the tests."""

from typing import Any

from fieldapp.store.store import Store


def give_connection(store: Store, connection: Any) -> None:
    """Have a store read and write through this; all that is asked of it, a stand-in hands on."""
    store._db.conn = connection
