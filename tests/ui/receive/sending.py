"""Workbooks as offices send them, made by the passage that every sending takes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from fieldapp.core.edits import make_edits
from fieldapp.core.period import Period
from fieldapp.core.sheet import Cell
from fieldapp.passage import pack_to_send, send, write_aside
from fieldapp.store.store import Store
from fieldapp.texts.texts import read_texts
from tests.data_files import empty_file
from tests.ui.driving import WEEK

SENT_AT = datetime(2025, 3, 17, 6, 0, tzinfo=UTC)
ROW = {"ap_mines": 1, "at_mines": 0, "uxo": 10, "area_cleared_ha": 50_000}


def send_week(
    data: Path,
    out: Path,
    rows: Mapping[str, Mapping[str, int]],
    office: str = "karabakh",
    week: Period = WEEK,
) -> Path:
    """Type rows of numbers into an office's data file, which is made where it is not there, and send them."""
    if not data.exists():
        empty_file(data, office)
    store = Store(data, "Günel", lambda: SENT_AT)
    try:
        wanted = {Cell(place, key): value for place, row in rows.items() for key, value in row.items()}
        store.write(week, make_edits(store.sheet(week), wanted), why="corrected")
        parcel = pack_to_send(store, week, out, read_texts("en"), None, SENT_AT)
        send(store, parcel, write_aside(parcel), from_draft=True)
    finally:
        store.close()
    return out
