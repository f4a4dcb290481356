"""Against a real PostgreSQL: the mirror is the file, whatever happened on the way."""

import json
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fieldapp.core.backups import BackupReason
from fieldapp.core.edits import make_edits
from fieldapp.core.hq.choice import Decisions, Take, decide
from fieldapp.core.period import Period, month_of, read_period, week_of
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import STATE, Cell, RowState, SheetKey
from fieldapp.core.spans.balance import Opening
from fieldapp.exchange.mirror.tables import MIRROR_FACTS, MIRROR_FORM
from fieldapp.resources import programme_text
from fieldapp.store.backup import back_up, backup_folder
from fieldapp.store.store import Store, create_store
from tests.core.hq.histories import OFFICE, WEEK, Life, arrival_of
from tests.exchange.mirror.conftest import Ask, Run
from tests.exchange.mirror.years import NOW, OFFICES, SPAN, Truth, fill, truth_of, weeks

pytestmark = pytest.mark.mirror

ROOT = Path(__file__).resolve().parents[3]
KEY = SheetKey(OFFICE, WEEK)
UXO, AP = Cell("agdam", "uxo"), Cell("agdam", "ap_mines")
FED = """SELECT office, period_start, period_end, district, indicator, value, exact, state
    FROM fieldapp.tally WHERE programme = 'azerbaijan'"""


def held(ask: Ask) -> Truth:
    """What the mirror holds."""
    return {
        (office, str(Period(start, end)), district, indicator): (value, exact, state)
        for office, start, end, district, indicator, value, exact, state in ask(FED)
    }


def feed(run: Run, store: Store, database: str, *words: str) -> dict[str, Any]:
    status, told, said = run("mirror", store.path, database, "--json", *words)
    assert (status, said) == (0, "")
    return json.loads(told)


def refused(run: Run, path: Path, database: str) -> str:
    status, told, said = run("mirror", path, database)
    assert (status, told) == (3, "")
    return said


def send(desk: Store, life: Life, programme: Programme, **values: int) -> None:
    """The office sends its week, and headquarters receive it."""
    life.values.setdefault(KEY, {}).update({Cell("agdam", key): value for key, value in values.items()})
    desk.receive(desk.plan([arrival_of(life.send(), programme)]))


@pytest.fixture
def life(programme: Programme) -> Life:
    return Life(random.Random(1), programme, "file-1")


def test_the_mirror_holds_every_cell_of_every_sheet_and_nothing_else(
    run: Run, desk: Store, database: str, ask: Ask
) -> None:
    done = feed(run, desk, database)

    assert held(ask) == truth_of(desk)
    assert done["tallies"] == len(truth_of(desk)) > 500
    assert done["sheets"] == ask("SELECT count(*) FROM fieldapp.sheet")[0][0]
    assert (done["from_seq"], done["unchanged"]) == (0, False)


def test_feeding_it_again_changes_nothing(run: Run, desk: Store, database: str, ask: Ask) -> None:
    first = feed(run, desk, database)
    versions = "SELECT xmin::text, * FROM fieldapp.{} ORDER BY 2, 3, 4"
    before = [ask(versions.format(table)) for table in ("programme", "tally", "sheet", "week")]

    again = feed(run, desk, database)

    assert (again["unchanged"], again["from_seq"]) == (True, first["to_seq"])
    assert before == [ask(versions.format(table)) for table in ("programme", "tally", "sheet", "week")]


def test_one_week_more_puts_one_sheet(run: Run, desk: Store, database: str, ask: Ask) -> None:
    feed(run, desk, database)
    fill(desk, SheetKey("gazakh-tovuz", read_period("2025-W22")), random.Random(9))

    assert feed(run, desk, database)["sheets"] == 1
    assert held(ask) == truth_of(desk)


def test_what_has_no_row_in_the_history_is_no_other_way(
    run: Run, desk: Store, database: str, ask: Ask
) -> None:
    """A second person's totals change the file, and no figure."""
    first = feed(run, desk, database)
    desk.verify(desk.sheet(SheetKey(OFFICES[0], weeks()[2])), "Rauf")

    done = feed(run, desk, database)

    assert (done["unchanged"], done["to_seq"]) == (False, first["to_seq"])
    assert held(ask) == truth_of(desk)


def figures(desk: Store, period: Period) -> dict[tuple[str, str], Decimal]:
    """What the report of a period says, in the units that are read: by district and column."""
    report = desk.report(period)
    scales = {item.key: item.unit.scale for item in desk.programme.active}
    return {
        (line.district, key): Decimal(value) / scales[key]
        for line in report.lines
        for key, value in line.values.items()
        if value is not None
    }


def test_every_figure_of_the_reports_equals_the_views(run: Run, desk: Store, database: str, ask: Ask) -> None:
    feed(run, desk, database)
    summed = """SELECT district, indicator, SUM(figure) FROM fieldapp.tally_named
        WHERE counts AND period_start >= %s AND period_end <= %s AND figure IS NOT NULL GROUP BY 1, 2"""
    months = (
        "SELECT district, indicator, figure FROM fieldapp.month_total WHERE month = %s AND figure IS NOT NULL"
    )
    spans = [week for week in weeks() if week.start.month == week.end.month]
    spans += [SPAN, read_period("2025-03-01..2025-05-25"), read_period("2025-01-01..2025-12-31")]
    for span in spans:
        told = {(district, key): figure for district, key, figure in ask(summed, span.start, span.end)}
        assert told == figures(desk, span), span
    for month in (date(2025, number, 1) for number in (2, 3, 4, 5)):
        told = {(district, key): figure for district, key, figure in ask(months, month)}
        assert told == figures(desk, month_of(month)), month
    hectares = ask("SELECT SUM(hectares) FROM fieldapp.month_total WHERE month = '2025-03-01'")
    assert hectares == [(Decimal(desk.report(month_of(date(2025, 3, 1))).total("area_cleared_ha")) / 10_000,)]


DAYS = "period_start || '..' || period_end"
ROWS = {
    **{by: by for by in ("district", "region", "office", "organisation")},
    "week": f"COALESCE(iso_week, {DAYS})",
    "month": f"COALESCE(to_char(month, 'YYYY-MM'), {DAYS})",
}
"""What a row of `report` is called, from the columns of the view."""


@pytest.mark.parametrize("by", ROWS)
def test_every_figure_that_report_prints_equals_the_view(
    run: Run, desk: Store, database: str, ask: Ask, by: str
) -> None:
    feed(run, desk, database)
    summed = f"""SELECT {ROWS[by]}, indicator, SUM(figure) FROM fieldapp.tally_named
        WHERE counts AND period_start >= %s AND period_end <= %s AND figure IS NOT NULL GROUP BY 1, 2"""
    keys = [item.key for item in desk.programme.active]
    for words, span in (
        (("--month", "2025-04"), month_of(date(2025, 4, 1))),
        (("--quarter", "2025-Q2"), read_period("2025-04-01..2025-06-30")),
        (("--year", "2025"), read_period("2025-01-01..2025-12-31")),
        (("--since", SPAN.start, "--until", SPAN.end), SPAN),
    ):
        said = json.loads(run("report", desk.path, *words, "--by", by, "--json")[1])
        told = {(row, key): figure for row, key, figure in ask(summed, span.start, span.end)}
        printed = {
            (row["key"], key): Decimal(str(row[key]))
            for row in said["rows"]
            for key in keys
            if row[key] is not None
        }
        assert told == printed, span
        totals = {key: sum(value for (_, one), value in told.items() if one == key) for key in keys}
        assert totals == {key: Decimal(str(said["totals"][key])) for key in keys}


BALANCE = Opening(
    read_period("2024-01-01..2025-03-02"),
    "R251",
    {"uxo": 100, "area_cleared_ha": 1_234_500},
    {"agdam": {"uxo": 30, "ap_mines": 7}},
)


@pytest.mark.parametrize("by", ["district", "region"])
def test_opening_balances_are_there_so_that_totals_since_a_day_are_those_of_the_report(
    run: Run, desk: Store, database: str, ask: Ask, by: str
) -> None:
    feed(run, desk, database)
    desk.put_openings([BALANCE])
    assert feed(run, desk, database)["unchanged"] is False
    summed = f"""SELECT row, indicator, SUM(figure) FROM (
          SELECT {by} AS row, indicator, figure FROM fieldapp.tally_named t
          WHERE counts AND period_start >= %s AND period_end <= %s AND figure IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM fieldapp.opening_named o WHERE o.programme = t.programme
              AND o.period_start <= t.period_end AND o.period_end >= t.period_start)
          UNION ALL
          SELECT COALESCE({by}, 'opening'), indicator, figure FROM fieldapp.opening_named
        ) AS whole GROUP BY 1, 2"""
    said = json.loads(
        run("report", desk.path, "--since", "2024-01-01", "--until", SPAN.end, "--by", by, "--json")[1]
    )
    told = {
        (row, key): figure
        for row, key, figure in ask(summed, BALANCE.period.start, SPAN.end)
        if (row, figure) != ("opening", 0)
    }
    keys = [item.key for item in desk.programme.active]
    printed = {
        (row["key"], key): Decimal(str(row[key]))
        for row in said["rows"]
        for key in keys
        if row[key] is not None
    }

    assert told == printed
    assert told["opening", "uxo"] == 70
    totals = {key: sum(value for (_, one), value in told.items() if one == key) for key in keys}
    assert totals == {key: Decimal(str(said["totals"][key])) for key in keys}
    assert ask("SELECT DISTINCT source FROM fieldapp.opening_named") == [("R251",)]

    desk.remove_opening(BALANCE.period)
    feed(run, desk, database)
    assert ask("SELECT count(*) FROM fieldapp.opening_named") == [(0,)]


def test_a_mirror_of_the_form_before_is_made_one_of_this_form(
    run: Run, desk: Store, database: str, ask: Ask
) -> None:
    """Its tables are as they were, and nothing in the file has changed since."""
    desk.put_openings([BALANCE])
    feed(run, desk, database)
    ask("DROP VIEW fieldapp.opening_named")
    ask("DROP TABLE fieldapp.opening")
    ask("UPDATE fieldapp.form SET number = 1")

    feed(run, desk, database)

    assert ask("SELECT max(number) FROM fieldapp.form") == [(MIRROR_FORM,)]
    assert ask("SELECT count(*) > 0 FROM fieldapp.opening_named") == [(True,)]
    assert held(ask) == truth_of(desk)
    assert feed(run, desk, database)["unchanged"] is True


def test_totals_of_a_month_by_region_and_by_command_equal_the_view(
    run: Run, desk: Store, database: str, ask: Ask
) -> None:
    feed(run, desk, database)
    month = month_of(date(2025, 4, 1))
    whole = "SELECT indicator, SUM(figure) FROM fieldapp.month_total WHERE month = %s GROUP BY 1"
    told = dict(ask(whole, month.start))
    said = json.loads(run("summary", desk.path, "--period", month, "--json")[1])
    assert told == {key: Decimal(str(said["totals"][key])) for key in told}
    assert told.keys() == {item.key for item in desk.programme.active}

    regions = "SELECT region, indicator, SUM(figure) FROM fieldapp.month_total WHERE month = %s GROUP BY 1, 2"
    report = desk.report(month)
    for region, key, figure in ask(regions, month.start):
        scale = desk.programme.indicator(key).unit.scale
        assert figure == Decimal(report.total(key, region)) / scale


def test_headquarters_own_row_gives_way_to_a_half_filled_one_too(
    run: Run, desk: Store, database: str, ask: Ask
) -> None:
    week, uxo = read_period("2025-W35"), Cell("agdam", "uxo")
    for office, keys in (("hq", [item.key for item in desk.programme.active]), (OFFICE, ["uxo"])):
        key = SheetKey(office, week)
        edits = make_edits(desk.sheet(key), {Cell("agdam", one): 5 for one in keys})
        desk.write(key, edits)
    feed(run, desk, database)

    summed = """SELECT district, indicator, SUM(figure) FROM fieldapp.tally_named
        WHERE counts AND period_start = %s AND figure IS NOT NULL GROUP BY 1, 2"""
    told = {(district, key): figure for district, key, figure in ask(summed, week.start)}
    assert told == figures(desk, week) == {("agdam", uxo.indicator): 5}
    month = "SELECT indicator, figure FROM fieldapp.month_total WHERE month = '2025-08-01'"
    assert ask(month) == [("uxo", Decimal(5))]


def test_headquarters_own_row_gives_way_in_a_month_only_to_sheets_of_that_month(
    run: Run, desk: Store, database: str, ask: Ask
) -> None:
    """An office's week over the end of a month is in no month: there the row of headquarters counts."""
    inside, over = read_period("2025-08-25..2025-08-31"), read_period("2025-08-28..2025-09-03")
    for key, value in ((SheetKey("hq", inside), 5), (SheetKey(OFFICE, over), 7)):
        sheet = desk.sheet(key)
        desk.write(key, make_edits(sheet, {Cell("agdam", one): value for one in sheet.indicators}))
    feed(run, desk, database)
    uxo = "AND district = 'agdam' AND indicator = 'uxo'"

    told = ask(f"SELECT figure FROM fieldapp.month_total WHERE month = '2025-08-01' {uxo}")
    assert told == [(Decimal(5),)] == [(figures(desk, month_of(inside.start))["agdam", "uxo"],)]
    counts = (
        f"SELECT office, counts FROM fieldapp.tally_named WHERE period_end >= '2025-08-31' {uxo} ORDER BY 1"
    )
    assert ask(counts) == [("hq", False), (OFFICE, True)]


def test_names_weeks_months_and_years_are_in_the_view(run: Run, desk: Store, database: str, ask: Ask) -> None:
    feed(run, desk, database)
    row = """SELECT DISTINCT district_name, district_name_local, region_name, iso_week, month, year,
          office_name
        FROM fieldapp.tally_named WHERE district = 'agdam' AND office = 'karabakh' AND period_start = %s"""

    assert ask(row, date(2025, 3, 10)) == [
        ("Aghdam", "Ağdam", "Karabakh", "2025-W11", date(2025, 3, 1), 2025, "Karabakh office")
    ]


def test_a_cell_that_is_corrected_to_blank_leaves(run: Run, desk: Store, database: str, ask: Ask) -> None:
    key = SheetKey(OFFICES[0], weeks()[2])
    sheet = desk.sheet(key)
    cell = next(cell for cell, value in sheet.values.items() if cell.indicator == "uxo")
    feed(run, desk, database)
    place = (key.office, str(key.period), cell.district, cell.indicator)
    assert place in held(ask)

    desk.write(key, make_edits(sheet, {cell: None}))

    assert feed(run, desk, database)["sheets"] == 1
    assert place not in held(ask)
    assert held(ask) == truth_of(desk)


def test_a_sheet_is_replaced_whole(run: Run, desk: Store, database: str, ask: Ask) -> None:
    key = SheetKey(OFFICES[0], weeks()[2])
    feed(run, desk, database)
    sheet = desk.sheet(key)
    wanted: dict[Cell, Any] = dict.fromkeys(sheet.values)
    wanted[Cell(sheet.districts[0], STATE)] = RowState.NO_OPERATIONS
    desk.write(key, make_edits(sheet, wanted))

    feed(run, desk, database)

    told = [one for one in held(ask) if one[:2] == (key.office, str(key.period))]
    assert {one[2] for one in told} == {sheet.districts[0]}
    assert held(ask) == truth_of(desk)
    seqs = ask("SELECT count(DISTINCT seq) FROM fieldapp.tally WHERE period_start = %s", key.period.start)
    assert seqs == [(2,)]


def test_an_older_copy_of_the_file_is_refused_and_a_backup_of_now_is_not(
    run: Run, desk: Store, database: str, ask: Ask, tmp_path: Path
) -> None:
    older = back_up(desk.path, tmp_path / "then", NOW, BackupReason.ASKED)
    fill(desk, SheetKey(OFFICES[1], read_period("2025-W23")), random.Random(3))
    first = feed(run, desk, database)
    newest = back_up(desk.path, tmp_path / "now", NOW, BackupReason.ASKED)

    assert "does not have" in refused(run, older, database)
    assert held(ask) == truth_of(desk)
    status, told, _ = run("mirror", newest, database, "--json")
    assert (status, json.loads(told)["unchanged"]) == (0, True)
    assert json.loads(told)["to_seq"] == first["to_seq"]


def test_a_copy_that_went_another_way_is_refused_though_it_has_gone_further(
    run: Run, desk: Store, database: str, ask: Ask
) -> None:
    copy = back_up(desk.path, backup_folder(desk.path), NOW, BackupReason.ASKED)
    fill(desk, SheetKey(OFFICES[1], read_period("2025-W23")), random.Random(3))
    feed(run, desk, database)
    other = Store(copy, "Rauf", lambda: NOW)
    for number in range(23, 28):
        key = SheetKey(OFFICES[1], read_period(f"2025-W{number}"))
        sheet = other.sheet(key)
        other.write(key, make_edits(sheet, {Cell(one, "uxo"): number for one in sheet.districts}))
    assert other.mark().seq > desk.mark().seq

    assert "went another way" in refused(run, copy, database)
    assert held(ask) == truth_of(desk)
    assert feed(run, other, database, "--take-over")["unchanged"] is False
    assert held(ask) == truth_of(other)
    other.close()


def test_another_file_of_headquarters_is_refused_unless_it_takes_over(
    run: Run, desk: Store, database: str, ask: Ask, tmp_path: Path
) -> None:
    feed(run, desk, database)
    create_store(tmp_path / "other.fieldapp", programme_text("azerbaijan"), "hq")
    other = Store(tmp_path / "other.fieldapp", "Leyla", lambda: NOW)
    fill(other, SheetKey("hq", read_period("2025-W02")), random.Random(2))

    said = refused(run, other.path, database)
    assert desk.file in said
    assert other.file in said
    assert held(ask) == truth_of(desk)

    feed(run, other, database, "--take-over")
    assert held(ask) == truth_of(other)
    assert desk.file in refused(run, desk.path, database)
    other.close()


def test_a_programme_leaves_the_rows_of_another_alone(
    run: Run, desk: Store, database: str, ask: Ask, tmp_path: Path
) -> None:
    text = programme_text("azerbaijan").replace('key = "azerbaijan"', 'key = "elsewhere"', 1)
    create_store(tmp_path / "other.fieldapp", text, "hq")
    other = Store(tmp_path / "other.fieldapp", "Leyla", lambda: NOW)
    fill(other, SheetKey("hq", weeks()[0]), random.Random(2))
    feed(run, desk, database)
    feed(run, other, database)
    feed(run, other, database, "--take-over")

    assert held(ask) == truth_of(desk)
    assert feed(run, desk, database)["unchanged"] is True
    counts = dict(ask("SELECT programme, count(*) FROM fieldapp.tally GROUP BY 1"))
    assert counts == {"azerbaijan": len(truth_of(desk)), "elsewhere": len(truth_of(other))}
    months = "SELECT SUM(figure) FROM fieldapp.month_total WHERE month = '2025-03-01' AND indicator = 'uxo'"
    report = desk.report(month_of(date(2025, 3, 1)))
    assert ask(f"{months} AND programme = 'azerbaijan'") == [(Decimal(report.total("uxo")),)]
    other.close()


def test_cells_in_dispute_are_named_and_count_nowhere_until_one_is_chosen(
    run: Run, desk: Store, database: str, ask: Ask, life: Life, programme: Programme
) -> None:
    send(desk, life, programme, uxo=12, ap_mines=1)
    send(desk, Life(random.Random(2), programme, "file-2"), programme, uxo=14, ap_mines=1)
    feed(run, desk, database)
    cell = """SELECT state, figure FROM fieldapp.tally_named
        WHERE period_start = %s AND district = 'agdam' AND indicator = 'uxo'"""
    assert ask(cell, WEEK.start) == [("disputed", None)]
    verdicts = "SELECT verdict, counted FROM fieldapp.revision ORDER BY number"
    assert ask(verdicts) == [("counts", True), ("counts", True)]

    chosen = next(claim.id for claim in desk.counted()[KEY].disputed[UXO] if claim.content == 14)
    plan = desk.plan([])
    decided = decide(desk.holdings(), [], [Take(chosen, UXO)], [], programme, desk.maker("by telephone"))
    assert isinstance(decided, Decisions)
    desk.receive(plan, decided)
    feed(run, desk, database)

    assert ask(cell, WEEK.start) == [("not_reported", 14)]
    told = ask("SELECT verdict, array_length(parents, 1), check_code FROM fieldapp.revision WHERE counted")
    assert [(verdict, parents) for verdict, parents, _ in told] == [("counts", 2)]


def test_headquarters_own_row_gives_way_to_one_of_which_every_cell_is_in_dispute(
    run: Run, desk: Store, database: str, ask: Ask, life: Life, programme: Programme
) -> None:
    send(desk, life, programme, uxo=12)
    send(desk, Life(random.Random(2), programme, "file-2"), programme, uxo=14)
    own = SheetKey("hq", Period(WEEK.end, WEEK.end))
    desk.write(own, make_edits(desk.blank(own), {Cell("agdam", item.key): 5 for item in programme.active}))
    feed(run, desk, database)

    counts = """SELECT office, state, counts FROM fieldapp.tally_named
        WHERE district = 'agdam' AND indicator = 'uxo' AND period_end = %s ORDER BY 1"""
    assert ask(counts, WEEK.end) == [("hq", "reported", False), (OFFICE, "disputed", True)]
    assert desk.report(Period(WEEK.start, WEEK.end)).total("uxo") == 0


def test_a_record_that_is_set_aside_leaves_its_figures_with_it(
    run: Run, desk: Store, database: str, ask: Ask, life: Life, programme: Programme
) -> None:
    send(desk, life, programme, uxo=12)
    feed(run, desk, database)
    (one,) = desk.holdings().records
    decided = decide(desk.holdings(), [], [], [one[:8]], programme, desk.maker("not theirs"))
    desk.receive(desk.plan([]), decided)

    feed(run, desk, database)

    assert ask("SELECT verdict, counted, record FROM fieldapp.revision") == [
        ("set-aside", False, desk.holdings().records[one].text)
    ]
    assert held(ask) == truth_of(desk)


def test_the_board_is_that_of_the_window_and_names_what_is_missing_by_its_own_clock(
    run: Run, desk: Store, database: str, ask: Ask, life: Life, programme: Programme
) -> None:
    send(desk, life, programme, uxo=12)
    feed(run, desk, database)
    told = "SELECT state FROM fieldapp.board WHERE period_start = %s AND office = %s"
    ahead = week_of(NOW.date()).start + timedelta(weeks=3)
    stored = ask("SELECT DISTINCT state FROM fieldapp.week WHERE period_start = %s", ahead)

    assert stored == [("not-due",)]
    clock = "UPDATE fieldapp.week SET missing_after = CURRENT_TIMESTAMP + interval '1 day'"
    assert ask(told, ahead, OFFICE) == [("missing",)]  # that week is long over by now
    ask(clock)
    assert ask(told, ahead, OFFICE) == [("not-due",)]


def publish(desk: Store, period: Period, at: datetime, name: str = "p1") -> None:
    """As if a text had been published."""
    from fieldapp.store.hq.holdings import settle_across

    with desk._transaction():
        row = [
            name,
            str(period.start),
            str(period.end),
            "week",
            "en",
            "wire",
            "Text.",
            "00",
            at.isoformat(),
            "L",
        ]
        desk._db.execute(f"INSERT INTO publication VALUES ({', '.join('?' * 10)})", row)
        settle_across(desk._db)


def test_what_came_after_a_publication_is_listed(
    run: Run, desk: Store, database: str, ask: Ask, life: Life, programme: Programme
) -> None:
    send(desk, life, programme, uxo=12)
    publish(desk, WEEK, NOW)
    feed(run, desk, database)
    changed = "SELECT office, sheet_start, revision, changed_at FROM fieldapp.changed_after_publication"
    assert ask(changed) == []

    later = NOW + timedelta(days=2)
    desk._now = lambda: later
    send(desk, life, programme, uxo=14)
    feed(run, desk, database)

    assert ask(changed) == [(OFFICE, WEEK.start, 2, later)]
    assert ask("SELECT check_code FROM fieldapp.changed_after_publication") == ask(
        "SELECT check_code FROM fieldapp.revision WHERE counted"
    )
    assert ask("SELECT language, body FROM fieldapp.publication") == [("en", "Text.")]


def test_a_record_that_is_set_aside_after_a_publication_is_a_change_too(
    run: Run, desk: Store, database: str, ask: Ask, life: Life, programme: Programme
) -> None:
    send(desk, life, programme, uxo=12)
    publish(desk, WEEK, NOW)
    desk._now = lambda: NOW + timedelta(days=1)
    decided = decide(desk.holdings(), [], [], [*desk.holdings().records], programme, desk.maker("not theirs"))
    desk.receive(desk.plan([]), decided)
    feed(run, desk, database)

    assert ask("SELECT changed_at FROM fieldapp.changed_after_publication") == [(NOW + timedelta(days=1),)]


def test_two_that_feed_at_once_wait_for_each_other(desk: Store, database: str, ask: Ask) -> None:
    words = [sys.executable, "-m", "fieldapp", "mirror", str(desk.path), database, "--json"]
    assert subprocess.run(words, cwd=ROOT, capture_output=True).returncode == 0
    fill(desk, SheetKey(OFFICES[1], read_period("2025-W23")), random.Random(3))

    both = [subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(2)]
    told = [json.loads(one.communicate()[0]) for one in both]

    assert sorted(one["unchanged"] for one in told) == [False, True]
    assert held(ask) == truth_of(desk)


@pytest.mark.slow
def test_killed_thirty_times_it_holds_all_or_what_it_held_and_the_next_run_makes_it_whole(
    run_today: Run, year_file: Path, tmp_path: Path, database: str, ask: Ask
) -> None:
    path, chance = Path(shutil.copy(year_file, tmp_path)), random.Random(30)
    longest, _ = killed(path, database, ask, 60.0)
    outcomes, ended = list[bool](), list[int]()
    for number in range(30):
        if number % 3:
            before = held(ask)
            after = changed_truth(path, chance)
        else:
            before, after = {}, changed_truth(path, chance)
            for table in MIRROR_FACTS:
                ask(f"DELETE FROM fieldapp.{table}")
        ended.append(killed(path, database, ask, chance.random() * longest)[1])
        there = held(ask)
        assert there in (before, after)
        outcomes.append(there == after)
        status, told, _ = run_today("mirror", path, database, "--json")
        assert (status, json.loads(told)["unchanged"]) == (0, outcomes[-1])
        assert held(ask) == after
    assert {*outcomes} == {True, False}
    assert ended.count(-signal.SIGKILL) > 5


def killed(path: Path, database: str, ask: Ask, after: float) -> tuple[float, int]:
    """Run the command, and kill it so many seconds after it is seen in the database; how long it lived from
    then on, and how it ended."""
    words = [sys.executable, "-m", "fieldapp", "mirror", str(path), database]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL)
    seen = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'fieldapp mirror'"
    while process.poll() is None and not ask(seen):
        pass
    began, timer = time.monotonic(), threading.Timer(after, process.kill)
    timer.start()
    process.wait()
    timer.cancel()
    lived = time.monotonic() - began
    ask("SELECT 1 FROM fieldapp.programme FOR UPDATE")  # whoever was killed does nothing any more
    return lived, process.returncode


def changed_truth(path: Path, chance: random.Random) -> Truth:
    """Two sheets more or changed, and what is true then."""
    store = Store(path, "Leyla", lambda: NOW)
    week = chance.choice(weeks())
    for office in (OFFICES[1], "gazakh-tovuz"):
        fill(store, SheetKey(office, week), chance)
    truth = truth_of(store)
    store.close()
    return truth


def test_what_fails_on_the_way_is_told_in_the_servers_words_and_nothing_is_changed(
    run: Run, desk: Store, database: str, ask: Ask
) -> None:
    feed(run, desk, database)
    before = held(ask)
    fill(desk, SheetKey(OFFICES[1], read_period("2025-W23")), random.Random(3))
    ask("ALTER TABLE fieldapp.week RENAME TO away")

    said = refused(run, desk.path, database)

    assert "fieldapp.week" in said
    assert held(ask) == before


def test_a_mirror_of_a_newer_form_is_left_alone(run: Run, desk: Store, database: str, ask: Ask) -> None:
    feed(run, desk, database)
    ask(f"INSERT INTO fieldapp.form VALUES ({MIRROR_FORM + 1})")

    assert "newer version" in refused(run, desk.path, database)


def test_a_server_that_is_not_there_or_does_not_let_in_is_named_without_the_password(
    run: Run, desk: Store, server: str
) -> None:
    assert "nothing-here" in refused(run, desk.path, server.format("nothing-here"))
    assert "cret" not in refused(run, desk.path, "postgresql://leyla:se/cret@/x?host=/nowhere")


def test_an_offices_file_is_no_source(run: Run, tmp_path: Path, database: str) -> None:
    create_store(tmp_path / "k.fieldapp", programme_text("azerbaijan"), "karabakh")

    assert "data file of an office" in refused(run, tmp_path / "k.fieldapp", database)


def test_whoever_may_only_read_sees_the_views_and_can_write_nothing(
    run: Run, desk: Store, database: str, ask: Ask
) -> None:
    """The lines that the page on the mirror gives to analysts."""
    feed(run, desk, database)
    page = (ROOT / "docs" / "mirror.md").read_text(encoding="utf-8")
    blocks = [block.split("```")[0] for block in page.split("```sql\n")[1:]]
    year, rights = blocks[0], blocks[1]
    for line in rights.replace("analyst", "a_reader").splitlines():
        ask(line)
    ask("SET ROLE a_reader")

    uxo = {district: figure for (district, key), figure in figures(desk, SPAN).items() if key == "uxo"}
    assert sorted(figure for _, figure in ask(year)) == sorted(uxo.values())
    with pytest.raises(Exception, match="permission denied"):
        ask("DELETE FROM fieldapp.tally")
