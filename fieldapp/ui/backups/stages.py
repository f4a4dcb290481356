"""What is done when while a data file is put aside or comes back, in words, by what the store tells."""

from collections.abc import Sequence
from pathlib import Path

from fieldapp.ui.work.progress import Stage

_MEGABYTE = 1_000_000


def backup_stages(path: Path) -> Sequence[Stage]:
    """Of a file that is copied, looked at, written elsewhere and read there again."""
    size = _megabytes(path)
    return (
        Stage("backups.copying", 0.25, size),
        Stage("backups.looking", 0.5),
        Stage("backups.putting", 0.75, size),
        Stage("backups.comparing", 1.0, size),
    )


def restore_stages(backup: Path) -> Sequence[Stage]:
    """Of a backup that is put in the place of a file, after that was put aside."""
    size = _megabytes(backup)
    return (
        Stage("backups.keeping", 0.5),
        Stage("backups.putting", 0.75, size),
        Stage("backups.comparing", 1.0, size),
    )


def _megabytes(path: Path) -> int:
    """At least one; as far as can be told."""
    try:
        return max(1, round(path.stat().st_size / _MEGABYTE))
    except OSError:
        return 1
