"""Three offices and headquarters play a whole year, by real data files and workbooks. What headquarters have
at the end is worked out a second time from what was typed, and the codes are equal."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.hq.arrival import ArrivalKind
from fieldapp.core.hq.board import Arrived
from fieldapp.core.hq.ledger_code import ledger_code
from fieldapp.core.hq.plan import Verdict
from fieldapp.core.period import Period, cut_at_month_end, read_period, week_of
from fieldapp.core.programme import Programme
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.records.recut import make_parts
from fieldapp.core.report import Status
from fieldapp.core.sheet import STATE, Cell, SheetKey
from fieldapp.exchange.hq.answer_workbook import read_answer, write_answer
from fieldapp.exchange.hq.arrivals import read_arrival
from fieldapp.passage import pack_to_send, send, write_aside
from fieldapp.resources import programme_text
from fieldapp.store.hq.overview import answer_to, board_of
from fieldapp.store.store import Store, create_store
from fieldapp.texts.texts import Texts

pytestmark = pytest.mark.headquarters

OFFICES = ("karabakh", "east-zangezur", "gazakh-tovuz")
YEAR = read_period("2025-01-06..2026-01-04")
UXO = "uxo"

OWN = '[[office]]\nkey = "gazakh-tovuz"\n'
MOVES = """
[[office.district]]
key = "xocavend"
[[office.district]]
key = "terter"
from = 2025-07-01
"""


def year_programme() -> str:
    """The national programme, in which a third office has a district from the first day and another one from
    July on."""
    before, own, after = programme_text("azerbaijan").partition(OWN)
    head, gap, rest = after.partition("\n\n")
    return f"{before}{own}{head}\n{MOVES}{gap}{rest}"


Truth = dict[tuple[str, str, str], int]
"""What was typed last and reached headquarters: by office, period and district, the number of UXO."""


@dataclass
class Play:
    """Everybody's files, and what should be true. `lost`: workbooks that did not arrive."""

    folder: Path
    programme: Programme
    texts: Texts
    chance: random.Random
    now: datetime = datetime(2025, 1, 6, 9, tzinfo=UTC)
    stores: dict[str, Store] = field(default_factory=dict)
    truth: Truth = field(default_factory=dict)
    lost: list[Path] = field(default_factory=list)
    sent: dict[str, list[Path]] = field(default_factory=dict)
    number: int = 0

    def open(self, office: str, name: str = "") -> Store:
        path = self.folder / f"{name or office}.fieldapp"
        create_store(path, year_programme(), office)
        self.stores[office] = Store(path, f"who-{office}", lambda: self.now)
        return self.stores[office]

    @property
    def desk(self) -> Store:
        """The file of headquarters."""
        return self.stores["hq"]

    def type(self, office: str, week: Period, share: float = 1.0) -> None:
        """Numbers for the districts of a week; those that are left out have no operations."""
        store, key = self.stores[office], SheetKey(office, week)
        sheet = store.sheet(key)
        wanted = {}
        for district in sheet.districts:
            if self.chance.random() < share:
                wanted |= {Cell(district, one): self.chance.randrange(9) for one in sheet.indicators}
        first = Cell(sheet.districts[0], UXO)
        if share < 1:
            wanted[first] = int(sheet.value(first.district, UXO) or 0) + 1
        store.write(key, make_edits(sheet, wanted), why="counted again")

    def send(self, office: str, period: Period) -> Path:
        """The workbook of a sheet, as it leaves the house; the truth is what it says, once it arrives."""
        store, key = self.stores[office], SheetKey(office, period)
        self.number += 1
        target = self.folder / "out" / f"{self.number:03d}-{office}.xlsx"
        target.parent.mkdir(exist_ok=True)
        parcel = pack_to_send(store, key, target, self.texts, None, self.now)
        path = send(store, parcel, write_aside(parcel), from_draft=True)
        self.sent.setdefault(office, []).append(path)
        return path

    def arrive(self, *paths: Path) -> list[Verdict]:
        """Headquarters receive some files in one go."""
        plan = self.desk.plan([read_arrival(path, self.programme) for path in paths])
        self.desk.receive(plan)
        return [file.verdict for file in plan.files]

    def know(self, office: str, period: Period) -> None:
        """What the office says of a period is what headquarters are to have."""
        sheet = self.stores[office].sheet(SheetKey(office, period))
        for district in sheet.districts:
            value = sheet.value(district, UXO)
            place = (office, str(period), district)
            self.truth.pop(place, None)
            if value is not None:
                self.truth[place] = int(value)

    def forget(self, office: str, period: Period) -> None:
        """The period counts no more: its parts do."""
        for place in [one for one in self.truth if one[:2] == (office, str(period))]:
            del self.truth[place]

    def answer(self, office: str) -> None:
        """Headquarters answer, and the office adopts what they say."""
        made = answer_to(self.desk, office, self.now, "Leyla")
        path = write_answer(made, self.programme, self.folder / "answer.xlsx", self.texts, self.now)
        store = self.stores[office]
        store.take_answer(read_answer(path, self.programme))
        for offer in store.offers():
            edits = store.edits_for(offer)
            if edits:
                store.write(offer.key, edits, why=offer.record.reason)
            store.admit_offered(offer.key, offer.record.reason)


@pytest.fixture
def play(tmp_path: Path, texts: Texts) -> Iterator[Play]:
    """Everybody at the beginning of a year."""
    programme = read_programme(year_programme(), "year.toml")
    game = Play(tmp_path, programme, texts, random.Random(2025))
    for office in ("hq", *OFFICES):
        game.open(office)
    yield game
    for store in game.stores.values():
        store.close()


def edited(path: Path, target: Path) -> Path:
    """The same workbook with its first number changed in a spreadsheet."""
    book = openpyxl.load_workbook(path)
    sheet = book["Data"]
    rows = [[*row] for row in sheet.iter_rows()]
    header = next(number for number, row in enumerate(rows) if row[0].value == "week_start")
    column = [cell.value for cell in rows[header]].index("value")
    cell = next(row[column] for row in rows[header + 1 :] if isinstance(row[column].value, int))
    sheet[cell.coordinate] = 500
    book.save(target)
    return target


def cut(game: Play, office: str, week: Period) -> tuple[Period, ...]:
    """A week that was sent is cut where the month ends in it."""
    store, parts = game.stores[office], cut_at_month_end(week)
    whole = store.sheet(SheetKey(office, week))
    first = {cell: content for cell, content in whole.values.items() if cell.indicator != STATE}
    store.cut(whole, make_parts(whole, [first, {}], game.programme, office), "the month ends")
    return parts


def test_a_year_of_three_offices_is_the_same_at_headquarters(play: Play) -> None:
    weeks = [week_of(YEAR.start + timedelta(weeks=number)) for number in range(52)]
    crossing = [week for week in weeks if cut_at_month_end(week)][:3]
    for number, week in enumerate(weeks):
        play.now = datetime.combine(week.end, datetime.min.time(), UTC) + timedelta(days=1, hours=9)
        for office in OFFICES:
            _play_week(play, office, week, number, is_cut=week in crossing and office == "karabakh")
        if number % 13 == 12:
            for office in OFFICES:
                play.answer(office)
    _settle(play)

    _compare(play, weeks)


def _play_week(play: Play, office: str, week: Period, number: int, *, is_cut: bool) -> None:
    """One office's week: it may be lost, edited on the way, sent twice, corrected at either end, cut, or the
    laptop is new."""
    play.type(office, week)
    path = play.send(office, week)
    event = (number + OFFICES.index(office) * 3) % 9
    if is_cut:
        assert play.arrive(path) == [Verdict.NEW]
        parts = cut(play, office, week)
        files = [play.send(office, part) for part in parts]
        assert play.arrive(files[1]) == [Verdict.WAITING]
        assert play.arrive(files[0]) == [Verdict.RECUT]
        for part in parts:
            play.know(office, part)
        return
    match event:
        case 0:  # lost on the way
            play.lost.append(path)
            return
        case 1:  # edited by somebody: it does not count, the original does
            assert play.arrive(edited(path, play.folder / "edited.xlsx")) == [Verdict.EDITED]
            assert play.arrive(path) == [Verdict.NEW]
        case 2:  # sent again by mistake
            assert play.arrive(path, path) == [Verdict.NEW, Verdict.SAME]
        case 3:  # corrected by the office; the newer one comes first
            play.type(office, week, share=0.3)
            newer = play.send(office, week)
            assert play.arrive(newer) == [Verdict.NEW]
            assert play.arrive(path) == [Verdict.OLDER]
        case 4:  # corrected at headquarters, adopted with the next answer
            assert play.arrive(path) == [Verdict.NEW]
            _correct_at_headquarters(play, office, week)
            return
        case 5 if number > 20:  # a new laptop, rebuilt from what was sent
            play.arrive(path)
            _reinstall(play, office, number)
        case _:
            assert play.arrive(path) == [Verdict.NEW]
    play.know(office, week)


def _correct_at_headquarters(play: Play, office: str, week: Period) -> None:
    key, desk = SheetKey(office, week), play.desk
    play.know(office, week)
    district = desk.sheet(key).districts[0]
    desk.write(key, make_edits(desk.sheet(key), {Cell(district, UXO): 77}), why="told by telephone")
    desk.send(desk.report(key), from_draft=True)
    play.truth[(office, str(week), district)] = 77


def _reinstall(play: Play, office: str, number: int) -> None:
    records = [read_arrival(path, play.programme).record for path in play.sent[office]]
    play.stores[office].close()
    rebuilt = play.open(office, f"{office}-{number}")
    rebuilt.rebuild([record for record in records if record is not None])


def _settle(play: Play) -> None:
    """At the end of the year what is lacking is sent once more, and the last answers go out."""
    for office in OFFICES:
        play.answer(office)
        store = play.stores[office]
        for period in store.periods():
            key = SheetKey(office, period)
            if store.standing(key).status is not Status.SENT:
                play.send(office, period)
    lost = [path for path in play.lost if read_arrival(path, play.programme).kind is ArrivalKind.SHEET]
    assert {*play.arrive(*play.lost)} == {Verdict.NEW}
    for path in lost:
        record = read_arrival(path, play.programme).record
        assert record is not None
        play.know(record.office, record.period)
    play.arrive(*(path for paths in play.sent.values() for path in paths))
    shutil.rmtree(play.folder / "out")
    for office in OFFICES:
        play.answer(office)


def _compare(play: Play, weeks: list[Period]) -> None:
    desk = play.desk
    found: Truth = {}
    for key, counted in desk.counted().items():
        assert not counted.disputed, key
        for cell, content in desk.sheet(key).values.items():
            if cell.indicator == UXO:
                found[(key.office, str(key.period), cell.district)] = int(str(content))
    assert found == play.truth
    records = desk.holdings().records.values()
    for office in OFFICES:
        for year in (2025, 2026):
            assert play.stores[office].own_ledger_code(year) == ledger_code(records, office, year)
        assert [problem for problem in play.stores[office].problems() if problem] == []
    assert [problem for problem in desk.problems() if problem] == []
    board = board_of(desk, Period(weeks[0].start, weeks[-1].end), play.now)
    assert {square.state for row in board.squares.values() for square in row.values()} <= {
        *(Arrived.RECEIVED, Arrived.LATE, Arrived.SENT_IN_TIME)
    }
    assert board.rates.received == board.rates.expected
