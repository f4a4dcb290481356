"""Where a data file lives: what the file remembers of it, and what the disk says.

It stands in `about` with the file's UUID, as do those that the file had before it went on as one of its own.
"""

import contextlib
import json
import os
import sqlite3
from pathlib import Path

from fieldapp.core.errors import FieldAppError
from fieldapp.core.home import Home, Left, Place, place_by_itself
from fieldapp.litter import sync_folder
from fieldapp.store.backup import in_memory, is_whole, named_failures, take_snapshot
from fieldapp.store.digests import ABOUT, ABOUT_TABLES, digest_of_tables, is_under_digests, put_digests
from fieldapp.store.drives import volume_of
from fieldapp.store.engine.database import Database
from fieldapp.store.integrity import Tell, say_nothing
from fieldapp.store.part_file import give_name, write_part

_HOME = "home"
FILE_ROW, EARLIER_FILES_ROW = "file", "files_before"


def home_at(path: Path, file: Path | None = None) -> Home:
    """Where a data file lives by the disk; `file`: what it is called while it is being made."""
    place = path.resolve()
    return Home(os.path.normcase(place), volume_of(file or place), (file or place).stat().st_ino)


def kept_home(home: Home) -> dict[str, str]:
    """The row of `about` that a home is kept in."""
    return {_HOME: json.dumps([home.path, home.volume, home.number])}


def home_in(about: dict[str, str]) -> Home | None:
    """The home that a file remembers; None for one that was made or brought over without."""
    kept = about.get(_HOME)
    if kept is None:
        return None
    path, volume, number = json.loads(kept)
    return Home(str(path), int(volume), int(number))


def put_about(db: Database, about: dict[str, str]) -> None:
    """Write some of what a file says about itself, inside a transaction."""
    for key, value in about.items():
        db.execute("INSERT OR REPLACE INTO about (key, value) VALUES (?, ?)", [key, value])
    put_digests(db, {ABOUT: digest_of_tables(db, ABOUT_TABLES)})


def left_at(home: Home, file: str) -> Left:
    """What is where a file with this UUID lived before. Nothing there is opened to write, or locked."""
    path = Path(home.path)
    try:
        if path.is_file():
            return Left.TWIN if _about_in(path.read_bytes()).get(FILE_ROW) == file else Left.NOTHING
        around = next(folder for folder in path.parents if folder.is_dir())
        return Left.NOTHING if volume_of(around) == home.volume else Left.OUT_OF_REACH
    except (OSError, ValueError, StopIteration, sqlite3.Error):
        return Left.OUT_OF_REACH


def at_home(data: bytes, path: Path) -> bytes:
    """A whole data file that says that it lives at a path, whose volume is there: what is put in the place of
    another is no copy. As it is where it says so, or is of a format that says nothing."""
    volume = volume_of(path.parent)
    here = Home(os.path.normcase(path.resolve()), volume, 0)
    with contextlib.closing(in_memory(data)) as connection:
        if not is_under_digests(connection):
            return data
        db = Database(connection, execute_plugins=False)
        home = home_in(dict(db.execute("SELECT key, value FROM about").fetchall()))
        if home is None or place_by_itself(home, here) is Place.HOME:
            return data
        with db.atomic():
            put_about(db, kept_home(here))
        changed = connection.serialize()
    return changed[:18] + data[18:20] + changed[20:]


def copy_home(path: Path, target: Path, tell: Tell = say_nothing, *, keeps_home: bool = False) -> None:
    """Copy a data file to where it is to live from now on: a snapshot, which is written, read there again and
    compared. `keeps_home`: it is not known yet which file it is, and the copy is to be asked about too.

    Raises FieldAppError `file-exists`, and as `take_snapshot` and `back_up` do.
    """
    data = take_snapshot(path, lambda share: tell(share / 2), is_open=True)
    with named_failures(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        kept = data if keeps_home else at_home(data, target)
        with write_part(target, kept, lambda share: tell(0.5 + share / 2)) as part:
            if not is_whole(part):
                raise FieldAppError("backup-differs", path=target)
            give_name(part, target)
        sync_folder(target.parent)


def _about_in(data: bytes) -> dict[str, str]:
    with contextlib.closing(in_memory(data)) as db:
        return dict(db.execute("SELECT key, value FROM about").fetchall())
