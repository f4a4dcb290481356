"""The demonstration: the real published weeks as a data file. The district split is made up and says so."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fieldapp.core.apportion import apportion
from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.arrival import ArrivalKind
from fieldapp.core.period import Period, read_period
from fieldapp.core.programme import HQ, Programme
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.sheet import CONTROL, Cell, Content
from fieldapp.exchange.hq.arrivals import read_arrival
from fieldapp.exchange.placing import UnplacedFile
from fieldapp.exchange.published_json import AREA, PublishedWeek, annual_hectares, published_weeks
from fieldapp.litter import clear_litter, remove_data_file
from fieldapp.resources import BUILT_IN, programme_text
from fieldapp.store.opening import leaving_nothing, require_folded
from fieldapp.store.store import Store, create_store

FILE_NAME = "demo.fieldapp"
WEEK = read_period("2025-W11")
RECORD = "R084"
TENTH_OF_A_HECTARE = 1000


def make_folder(folder: Path) -> None:
    """Make the folder of the demonstration. Raises FieldAppError `not-a-folder` or `no-permission`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise FieldAppError("not-a-folder", path=folder) from error
    except PermissionError as error:
        raise FieldAppError("no-permission", path=folder) from error
    except OSError as error:
        raise FieldAppError("disk-failed", path=folder) from error


def require_free(folder: Path, workbook: Path) -> None:
    """Let the workbook's name be free, or that of one which an interrupted making left: the unfinished data
    file is beside it then, and nobody has changed it. Raises FieldAppError `file-exists`."""
    if not workbook.exists() or (folder / FILE_NAME).exists():
        return  # of a data file that is there, the making tells
    is_left = _part_of(folder).exists() and workbook.is_file()
    programme = read_programme(programme_text(BUILT_IN), BUILT_IN)
    if is_left and read_arrival(workbook, programme, is_demonstration=True).kind is ArrivalKind.DRAFT:
        return
    raise FieldAppError("file-exists", path=workbook)


def _part_of(folder: Path) -> Path:
    return folder / f".{FILE_NAME}.part"


@dataclass
class Demo:
    """The demonstration while it is being made: its data file, open, and the path that this will have.
    `workbook`: what is to be named with it; `written`: the path that the workbook has then."""

    store: Store
    path: Path
    workbook: UnplacedFile | None = None
    written: Path | None = None


def make_demo(folder: Path, who: str, now: datetime) -> Path:
    """Make the demonstration data file alone. Returns the file. Raises as `demo_in_making`."""
    with demo_in_making(folder, who, now) as demo:
        return demo.path


@contextlib.contextmanager
def demo_in_making(folder: Path, who: str, now: datetime) -> Iterator[Demo]:
    """The demonstration with every published week entered, that of R084 last. It gets its name after the
    block, behind its workbook; where anything fails before that, nothing is left. Its office is headquarters
    and nothing is chosen, so each report names all organisations, as those of the agency did.

    Raises FieldAppError `file-exists`, `no-permission`, …
    """
    path, part = folder / FILE_NAME, _part_of(folder)
    clear_litter(part)
    if path.exists():
        raise FieldAppError("file-exists", path=path)
    with contextlib.ExitStack() as passing:
        passing.callback(remove_data_file, part)
        remove_data_file(part)
        create_store(part, programme_text(BUILT_IN), HQ, is_demonstration=True)
        with contextlib.closing(Store(part, who, lambda: now)) as store:
            for week in demo_weeks():
                _enter(store, week)
            demo = Demo(store, path)
            yield demo
            store.checkpoint()  # what closing cannot fold in is not said, and is not renamed with the file
        require_folded(part)
        if demo.workbook is not None:
            passing.callback(demo.workbook.drop)
            demo.written = demo.workbook.move()
            passing.enter_context(leaving_nothing(demo.written))
        _give_name(part, path)


def _give_name(part: Path, path: Path) -> None:
    try:
        part.rename(path)
    except OSError as error:
        raise FieldAppError("disk-failed", path=path) from error


def demo_weeks() -> list[PublishedWeek]:
    """One record per period, the most exact one of several; where two periods overlap, the earlier in the
    file. The week of R084 comes last."""
    chosen: dict[Period, PublishedWeek] = {}
    for week in published_weeks():
        other = chosen.get(week.period)
        if other is None and any(week.period.overlaps(period) for period in chosen):
            continue
        if other is None or _is_finer(week, other):
            chosen[week.period] = week
    return sorted(chosen.values(), key=lambda week: (week.period == WEEK, week.period))


def split(
    totals: Mapping[str, int], programme: Programme, period: Period, swing: int | None = None
) -> dict[Cell, Content | None]:
    """Made-up district figures that add up to published totals, in proportion to R248's district table, or
    (`swing`, the number of a week) not quite: shares differ from week to week and from column to column.

    Area is shared in tenths of a hectare; square metres beyond that go to the largest district. Places that
    R248 does not name share its `other districts`.
    """
    weights = _weights(programme, period)
    largest = max(weights, key=lambda key: weights[key])
    wanted: dict[Cell, Content | None] = {}
    for number, (indicator, total) in enumerate(totals.items()):
        grain = TENTH_OF_A_HECTARE if indicator == AREA else 1
        shares = weights if swing is None else _swung(weights, swing + 5 * number)
        for district, share in apportion(total // grain, shares).items():
            rest = total % grain if district == largest else 0
            wanted[Cell(district, indicator)] = share * grain + rest
    return wanted


def _swung(weights: Mapping[str, int], swing: int) -> dict[str, int]:
    """The same by two fifths more or less, by chance as far as anybody sees."""
    return {
        key: weight * (60 + (swing * 37 + place * 29 + swing * place * 11) % 83)
        for place, (key, weight) in enumerate(weights.items())
    }


def _enter(store: Store, week: PublishedWeek) -> None:
    wanted = split(week.totals, store.programme, week.period)
    if week.period == WEEK:
        wanted.update({Cell(CONTROL, indicator): total for indicator, total in week.totals.items()})
    edits = make_edits(store.sheet(week.period), wanted)
    store.write(week.period, edits, source=week.record)


def _weights(programme: Programme, period: Period) -> dict[str, int]:
    expected = [district.key for district in programme.expected(HQ, period)]
    table = annual_hectares()
    other = table.pop("other districts")
    weights = {programme.find_district(name).key: area for name, area in table.items()}
    unnamed = [key for key in expected if key not in weights]
    weights.update(apportion(other, dict.fromkeys(unnamed, 1)) if unnamed else {})
    return {key: weights[key] for key in expected}


def _is_finer(week: PublishedWeek, other: PublishedWeek) -> bool:
    """Whether an area was printed with more digits: 838.2 ha rather than 838."""
    return other.totals[AREA] % 10_000 == 0 and week.totals[AREA] % 10_000 != 0
