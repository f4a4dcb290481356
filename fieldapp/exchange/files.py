"""What may be read at all: a file, and nothing that goes on for ever or waits for somebody."""

import stat
from pathlib import Path

from fieldapp.core.errors import FieldAppError


def require_plain_file(path: Path) -> None:
    """Look before a file is opened: a pipe would wait for who writes into it, a device may have no end.

    Raises FieldAppError `is-a-folder` or `no-plain-file`, and OSError as `Path.stat` does.
    """
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise FieldAppError("is-a-folder", path=path)
    if not stat.S_ISREG(mode):
        raise FieldAppError("no-plain-file", path=path)
