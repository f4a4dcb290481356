"""Whether the figures of a file of an older format are those that its history tells, before it is brought
over: a flipped bit would be made right by that."""

from collections.abc import Sequence
from pathlib import Path

from fieldapp.core.errors import FieldAppError
from fieldapp.store.engine.database import Database

_HELD = """
SELECT period, district, indicator, value FROM tally
UNION ALL SELECT period, district, 'state', 'no_operations' FROM no_operations
UNION ALL SELECT period, 'control ' || office, indicator, value FROM control_total
"""

_TOLD = """
SELECT period, iif(district = 'control', 'control ' || office, district) AS place, indicator, after, max(id)
FROM history WHERE kind = 'value' GROUP BY period, place, indicator
"""

_TOLD_BY_THE_FIRST = _TOLD.replace("kind = 'value'", "district <> ''")
"""Before there were kinds, a row without a district told of the sheet itself."""

_DIFFERS = f"""
WITH held AS ({_HELD}), told AS ({{told}})
SELECT 1 FROM held LEFT JOIN told
    ON held.period = told.period AND held.district = told.place AND held.indicator = told.indicator
WHERE held.value IS NOT told.after
UNION ALL
SELECT 1 FROM told LEFT JOIN held
    ON held.period = told.period AND held.district = told.place AND held.indicator = told.indicator
WHERE told.after IS NOT NULL AND held.value IS NULL
LIMIT 1
"""


def look_at_older(db: Database, path: Path, applied: Sequence[str]) -> None:
    """See that SQLite finds the file whole, and compare every figure with the last change that the history
    tells of it. A column in a bare `SELECT` beside `max(id)` is that of the row with the highest id (SQLite,
    "bare columns in an aggregate query").

    Raises FieldAppError `file-damaged`.
    """
    is_whole = db.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
    told = _TOLD_BY_THE_FIRST if len(applied) == 1 else _TOLD
    if not is_whole or db.execute(_DIFFERS.format(told=told)).fetchone():
        raise FieldAppError("file-damaged", path=path)
