"""Data files for tests whose promise is not how one is made."""

import tempfile
from functools import cache
from pathlib import Path

from fieldapp.resources import programme_text
from fieldapp.store.store import create_store


def empty_file(path: Path, office: str = "hq") -> Path:
    """A new data file, as `create_store` makes it; all of an office are one file, copied."""
    path.write_bytes(_empty(office))
    return path


@cache
def _empty(office: str) -> bytes:
    """Made once; the tests get copies."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.fieldapp"
        create_store(path, programme_text("azerbaijan"), office)
        return path.read_bytes()
