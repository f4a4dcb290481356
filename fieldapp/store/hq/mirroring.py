"""What is read of a data file of headquarters for a mirror of it."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime

from fieldapp.core.hq.counting import CountedSheet
from fieldapp.core.hq.mirrored import FileMark, MirrorPublication
from fieldapp.core.period import Period, read_period
from fieldapp.core.sheet import SheetKey
from fieldapp.store.digests import ABOUT, ACROSS, FIRST_LINK, HISTORY
from fieldapp.store.engine.database import Database

_SCOPES = "SELECT scope, length, digest FROM digest WHERE scope <> ? ORDER BY scope"
_WRITTEN_ACROSS = """SELECT (SELECT COALESCE(max(seq), 0) FROM record) + (SELECT count(*) FROM ruling)
    + (SELECT count(*) FROM publication)"""


def file_mark(db: Database) -> FileMark:
    """How far the file is, without reading its sheets."""
    scopes = db.execute(_SCOPES, [ABOUT]).fetchall()
    history, link = next(((n, told) for scope, n, told in scopes if scope == HISTORY), (0, FIRST_LINK))
    ((across,),) = db.execute(_WRITTEN_ACROSS).fetchall()
    told = "\n".join(f"{scope} {length} {digest}" for scope, length, digest in scopes)
    return FileMark(history + across, history, link, hashlib.sha256(told.encode()).hexdigest())


def comes_from(db: Database, history: int, link: str) -> bool:
    """Whether the file went through a moment at which its history had so many rows and ended with a link."""
    if not history:
        return True
    rows = db.execute("SELECT link FROM history WHERE id = ?", [history]).fetchall()
    return rows == [(link,)]


def sheet_prints(
    db: Database, counted: Mapping[SheetKey, CountedSheet], definition: str
) -> dict[SheetKey, str]:
    """Of each sheet what changes when anything of it does, the cells in dispute and the programme too."""
    prints = {}
    for scope, _, digest in db.execute(_SCOPES, [ACROSS]).fetchall():
        kind, _, words = scope.partition(" ")
        if kind == "sheet":
            office, _, period = words.rpartition(" ")
            key = SheetKey(office, read_period(period))
            known = counted.get(key)
            heads = " ".join(known.folded.heads) if known else ""
            cells = " ".join(f"{cell.district}/{cell.indicator}" for cell in known.disputed) if known else ""
            told = f"{digest}\n{heads}\n{cells}\n{definition}"
            prints[key] = hashlib.sha256(told.encode()).hexdigest()
    return prints


def publications_in(db: Database) -> tuple[MirrorPublication, ...]:
    """What was published, oldest first."""
    rows = db.execute(
        'SELECT id, start, "end", kind, language, text, set_digest, at FROM publication ORDER BY at, id'
    ).fetchall()
    return tuple(
        MirrorPublication(id_, _period(start, end), kind, language, text, digest, datetime.fromisoformat(at))
        for id_, start, end, kind, language, text, digest, at in rows
    )


def _period(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))
