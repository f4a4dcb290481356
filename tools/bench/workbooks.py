"""Workbooks as offices send them, many of them, made by the passage that every sending takes."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from fieldapp.core.edits import make_edits
from fieldapp.core.numbers import Unit
from fieldapp.core.period import Period, week_of
from fieldapp.core.programme import HQ, Programme
from fieldapp.core.sheet import Cell
from fieldapp.passage import pack_to_send, send, write_aside
from fieldapp.resources import programme_text
from fieldapp.store.store import Store, create_store
from fieldapp.texts.texts import read_texts

FIRST_WEEK = date(2025, 5, 5)
"""Since then each office has districts."""
HECTARE = 10_000
PROGRAMME = "azerbaijan"


def make_workbooks(folder: Path, count: int, keep: Path | None = None) -> list[Path]:
    """So many, of all offices of the country by turns, week after week, with a number in every cell and a
    remark in some; made once and used again where they are there. `keep`: where the data files are made."""
    files = sorted(folder.glob("*.xlsx"))
    if len(files) == count:
        return files
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    datas = keep or folder / "offices"
    datas.mkdir(exist_ok=True)
    offices = _offices(datas)
    each = [count // len(offices) + (place < count % len(offices)) for place in range(len(offices))]
    for path, wanted in zip(offices, each, strict=True):
        _send_weeks(path, folder, wanted)
    if keep is None:
        shutil.rmtree(datas)
    return sorted(folder.glob("*.xlsx"))


def make_headquarters(path: Path) -> Path:
    """The data file of headquarters, with nothing in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    create_store(path, programme_text(PROGRAMME), HQ)
    return path


def _offices(folder: Path) -> list[Path]:
    with closing(Store(make_headquarters(folder / "hq.fieldapp"), "Leyla")) as store:
        keys = [office.key for office in store.programme.offices if office.key != HQ]
    paths = [folder / f"{key}.fieldapp" for key in keys]
    for path in paths:
        create_store(path, programme_text(PROGRAMME), path.stem)
    return paths


def _send_weeks(path: Path, folder: Path, count: int) -> None:
    texts = read_texts("en")
    moment = [datetime.combine(FIRST_WEEK, time(6), UTC)]
    with closing(Store(path, "Günel", lambda: moment[0])) as store:
        for number, week in enumerate(islice(_weeks(), count)):
            moment[0] = datetime.combine(week.end + timedelta(days=1), time(6), UTC)
            wanted = _entries(store.programme, path.stem, week, number)
            store.write(week, make_edits(store.sheet(week), wanted))
            target = folder / f"{path.stem} {week.start:%Y-%m-%d}.xlsx"
            parcel = pack_to_send(store, week, target, texts, None, moment[0])
            send(store, parcel, write_aside(parcel), from_draft=True)


def _weeks() -> Iterator[Period]:
    """Weeks without end, but for those that a month's end cuts."""
    day = FIRST_WEEK
    while True:
        week = week_of(day)
        if week.start.month == week.end.month:
            yield week
        day += timedelta(weeks=1)


def _entries(programme: Programme, office: str, week: Period, number: int) -> dict[Cell, int]:
    """A number for every cell of a sheet, another one in every week."""
    districts = [district.key for district in programme.expected(office, week)]
    return {
        Cell(district, indicator.key): (
            (place + number % 9) * HECTARE
            if indicator.unit is Unit.HECTARE
            else (place + column + number) % 12
        )
        for place, district in enumerate(districts)
        for column, indicator in enumerate(programme.active)
    }
