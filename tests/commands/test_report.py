"""Reports over any range, by command: what is printed, and what is kept as opening balance."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fieldapp import cli
from fieldapp.console import DONE, ERRORS_STAND, FAILED, Surface
from fieldapp.core.apportion import apportion
from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.board import weeks_in
from fieldapp.core.period import Period, year_of
from fieldapp.core.records.record import RecordKind
from fieldapp.core.sheet import Cell, Content, SheetKey
from fieldapp.core.spans.range_report import By
from fieldapp.core.spans.span import read_month, read_quarter
from fieldapp.exchange.hq.arrivals import read_arrival
from fieldapp.exchange.published_json import AREA, COUNTS, annual_hectares
from fieldapp.pictures.files import draw_file
from fieldapp.resources import programme_text
from fieldapp.store.ledger import Ledger
from fieldapp.store.store import Store, create_store
from fieldapp.texts.texts import read_texts
from tests.long import one_in
from tests.test_cli import NOW, Run, enter, file, no_window, run

__all__ = ["file", "run"]

TENTH = 1000
YEAR = year_of(date(2023, 1, 1))
BALANCES = """start,end,source,district,ap_mines,at_mines,area_cleared_ha
2020-11-10,2024-12-31,R251,,35338,21122,"179791.9"
"""


def answer(run: Run, *args: object) -> dict[str, Any]:
    status, out, said = run("report", *args, "--json")
    assert status in (DONE, ERRORS_STAND), said
    told: dict[str, Any] = json.loads(out)
    return told


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Headquarters' file with a year of weeks of two offices, built from R248's district table: each week,
    cut at month ends, has its share of each district's hectares in tenths, and nothing is left over."""
    path = tmp_path_factory.mktemp("year") / "hq.fieldapp"
    create_store(path, programme_text("azerbaijan"), "hq")
    store = Store(path, "Leyla", lambda: datetime(2024, 3, 5, tzinfo=UTC))
    table = annual_hectares()
    others = table.pop("other districts")
    wanted = {store.programme.find_district(name).key: area for name, area in table.items()}
    # what R248 calls *other districts*: the one that became a district in December 2023, and the city
    wanted |= {"agdere": 100 * TENTH, "xankendi": others - 100 * TENTH}
    weeks = weeks_in(YEAR, split=True)
    for office in ("karabakh", "east-zangezur"):
        rows = {week: [one.key for one in store.programme.expected(office, week)] for week in weeks}
        for week in weeks:
            values: dict[Cell, Content | None] = {}
            for place in rows[week]:
                own = {str(one): one.days for one in weeks if place in rows[one]}
                share = apportion(wanted[place] // TENTH, own)[str(week)]
                values |= {Cell(place, key): number for number, key in enumerate(COUNTS)}
                values[Cell(place, AREA)] = share * TENTH
            key = SheetKey(office, week)
            store.write(key, make_edits(store.sheet(key), values))
    store.close()
    return path


# a year


def test_the_annual_district_table_comes_out_of_a_year_of_weeks(run: Run, year: Path, tmp_path: Path):
    """R248: by district, with *other districts*, 53,081.8 ha; to 0.1 ha, region subtotals included."""
    out = tmp_path / "2023.xlsx"
    assert run("report", year, "--year", "2023", "--out", out)[0] == DONE
    book = openpyxl.load_workbook(out)

    rows = book["District table"].iter_rows(min_row=6, values_only=True)
    table: dict[str, Any] = {str(row[0]): row[1] for row in rows}
    published = {**annual_hectares()}
    total, *_ = (table.pop(name) for name in ("Total", "Sum of the rows", "Equal"))
    named = {"Other districts": "other districts", "Khojavend": "Khojavand"}
    assert {named.get(name, name): float(area) for name, area in table.items()} == {
        name: area / 10_000 for name, area in published.items()
    }
    assert float(total) == 53_081.8
    assert [*table][-1] == "Other districts"

    in_sheet = {row[0]: row[4] for row in book["Districts"].iter_rows(min_row=6, values_only=True)}
    regions = answer(run, year, "--year", "2023", "--by", "region")
    in_karabakh = ("Aghdam", "Fuzuli", "Khojavand", "Tartar", "Khojaly", "Shusha", "other districts")
    karabakh = sum(published[name] for name in in_karabakh)
    assert [(row["key"], float(row[AREA])) for row in regions["rows"]] == [
        ("karabakh", karabakh / 10_000),
        ("east-zangezur", (530_818_000 - karabakh) / 10_000),
    ]
    assert regions["totals"][AREA] == "53081.8"
    subtotals = [float(str(in_sheet[name])) for name in ("Karabakh", "East Zangezur")]
    assert subtotals == [float(row[AREA]) for row in regions["rows"]]


@pytest.mark.parametrize("by", one_in(2, By))
def test_a_year_adds_up_by_whatever_it_is_asked(run: Run, year: Path, by: By):
    told = answer(run, year, "--year", "2023", "--by", by.value)

    assert sum(int(10 * float(row[AREA]) + 0.5) for row in told["rows"]) == 530_818
    assert [sum(row[key] for row in told["rows"]) for key in COUNTS] == [
        told["totals"][key] for key in COUNTS
    ]
    assert (told["start"], told["end"], told["by"]) == ("2023-01-01", "2023-12-31", by.value)
    assert told["opening"] is None
    assert told["stands_on"] == {
        "offices": [2, 2],
        "districts": [13, 13],
        "disputed": 0,
        "uncovered_days": 0,
        "straddling": [],
        "twice": [],
    }


def test_months_and_quarters_add_up_to_the_year_and_since_is_a_range_like_them(run: Run, year: Path):
    store = Store(year, "Leyla")
    parts = [
        [store.range_report(read(text), By.REGION) for text in texts]
        for read, texts in (
            (read_month, [f"2023-{number:02}" for number in range(1, 13)]),
            (read_quarter, [f"2023-Q{number}" for number in range(1, 5)]),
        )
    ]
    by_month = store.range_report(YEAR, By.MONTH)
    store.close()

    for key in (*COUNTS, AREA):
        sums = [sum(part.total(key) for part in some) for some in parts]
        assert sums == [by_month.total(key)] * 2
        assert [row.values[key] for row in by_month.rows] == [part.total(key) for part in parts[0]]
    since = answer(run, year, "--since", "2023-01-01", "--until", "2023-12-31", "--by", "month")
    assert since == answer(run, year, "--year", "2023", "--by", "month")


def test_the_workbook_of_a_range_is_a_summary_and_whole(run: Run, year: Path, tmp_path: Path):
    for by in By:
        out = tmp_path / f"{by}.xlsx"
        assert run("report", year, "--month", "2023-03", "--by", by, "--lang", "az", "--out", out)[0] == DONE
        store = Store(year, "Leyla")
        arrival = read_arrival(out, store.programme)
        store.close()

        assert arrival.record is not None
        assert arrival.record.kind is RecordKind.SUMMARY
        assert arrival.reading is not None
        assert arrival.reading.is_intact()


def test_the_workbook_says_that_the_opening_balance_is_on_its_second_sheet(
    run: Run, file: Path, tmp_path: Path
):
    enter(run, file, "agdam,,155,49,606,1651.1")
    run("opening", file, balances(tmp_path))
    out = tmp_path / "since.xlsx"
    since = ("--since", "2020-11-10", "--until", "2025-03-16")
    run("report", file, *since, "--out", out)

    front, rows, *others = openpyxl.load_workbook(out).worksheets
    said = [str(row[0]) for row in front.iter_rows(values_only=True)]
    assert any("10 Nov 2020–31 Dec 2024 is not in the figures of this page" in line for line in said)
    totals = next(row for row in rows.iter_rows(values_only=True) if row[0] == "Total")
    assert totals[1:3] == (35_493, 21_171)
    assert "District table" not in [sheet.title for sheet in others]


def test_one_week_of_an_office_is_a_summary_too_when_it_is_reported(run: Run, file: Path, tmp_path: Path):
    enter(run, file, "agdam,,155,49,606,1651.1")
    out = tmp_path / "week.xlsx"
    run("report", file, "--period", "2025-W11", "--out", out)
    store = Store(file, "Leyla")
    arrival = read_arrival(out, store.programme)
    store.close()

    assert arrival.record is not None
    assert arrival.record.kind is RecordKind.SUMMARY


# one range, in words and as JSON


def test_the_json_of_a_report_has_its_keys_and_no_other(run: Run, file: Path):
    """R084, entered by headquarters: no office has reported."""
    enter(run, file, "agdam,,155,49,606,1651.1")

    told = answer(run, file, "--month", "2025-03", "--by", "week")
    assert told == {
        "start": "2025-03-01",
        "end": "2025-03-31",
        "by": "week",
        "totals": {
            "ap_mines": 155,
            "at_mines": 49,
            "uxo": 606,
            "mines": 204,
            "items": 810,
            "area_cleared_ha": "1651.1",
        },
        "rows": [
            {"key": week, "ap_mines": None, "at_mines": None, "uxo": None, "area_cleared_ha": None}
            for week in ("2025-W09", "2025-W10")
        ]
        + [{"key": "2025-W11", "ap_mines": 155, "at_mines": 49, "uxo": 606, "area_cleared_ha": "1651.1"}],
        "opening": None,
        "stands_on": {
            "offices": [0, 2],
            "districts": [1, 13],
            "disputed": 0,
            "uncovered_days": 24,
            "straddling": [],
            "twice": [],
        },
        "casualties": None,
    }


def test_a_report_is_read_as_a_table_with_what_it_covers(run: Run, file: Path):
    enter(run, file, "agdam,,155,49,606,1651.1")
    enter(run, file, "agdam,,1,2,3,0.5", period="2025-03-31..2025-04-06")

    lines = run("report", file, "--month", "2025-03", "--by", "region")[1].splitlines()
    assert lines == [
        "Headquarters, March 2025",
        "  Region         AP mines  AT mines  UXO  Area, ha  Mines (AP + AT)  All items (AP + AT + UXO)",
        "  Karabakh            155        49  606   1,651.1              204                        810",
        "  East Zangezur",
        "  Total               155        49  606   1,651.1              204                        810",
        "Covers 0 of 2 offices, 0 of 1 organisation, 1 of 13 districts.",
        "On 24 of 31 days something is not entered for at least one district.",
        "Nothing is entered for 1–9 Mar 2025 and 17–31 Mar 2025.",
        "Not in these figures, because it reaches over the edge: Headquarters, 31 Mar–6 Apr 2025 "
        "(days here: 1).",
    ]


def test_the_decimal_marks_of_a_column_stand_under_each_other(run: Run, file: Path):
    enter(run, file, "agdam,,155,49,606,1651.1", "lacin,,1,2,3,0.25")

    lines = run("report", file, "--month", "2025-03", "--by", "district")[1].splitlines()
    rows = [line for line in lines if line.strip().startswith(("Aghdam", "Lachin", "Total"))]
    assert ["1,651.10" in rows[0], "0.25" in rows[1], "1,651.35" in rows[2]] == [True] * 3
    assert len({row.index(".") for row in rows}) == 1


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        ([], 2, "Give one of"),
        (["--month", "2025-03", "--year", "2025"], 2, "Give one of"),
        (["--year", "2025", "--until", "2025-03-01"], 2, "--until goes with --since"),
        (["--month", "March"], FAILED, "is not a month"),
        (["--quarter", "2025-Q7"], FAILED, "is not a quarter"),
        (["--year", "25"], FAILED, "is not a year"),
        (["--since", "2027-01-01"], FAILED, "ends"),
        (["--year", "2025", "--by", "moon"], 2, "moon"),
        (["--year", "2025", "--out", "x.doc"], FAILED, ".xlsx"),
    ],
)
def test_a_wrong_range_is_one_sentence(run: Run, file: Path, args: list[str], status: int, said: str):
    found, _, err = run("report", file, *args)

    assert (found, said in err) == (status, True), err


# opening balances


def balances(tmp_path: Path, text: str = BALANCES) -> Path:
    path = tmp_path / "balances.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_opening_balance_is_kept_and_begins_what_is_reported_since(run: Run, file: Path, tmp_path: Path):
    enter(run, file, "agdam,,155,49,606,1651.1")
    assert run("opening", file, balances(tmp_path))[:2] == (
        DONE,
        "Kept: the opening balance of 10 Nov 2020–31 Dec 2024 (source: R251).\n",
    )

    told = answer(run, file, "--since", "2020-11-10", "--until", "2025-03-16")
    assert told["totals"] == {
        "ap_mines": 35_493,
        "at_mines": 21_171,
        "uxo": 606,
        "mines": 56_664,
        "items": 57_270,
        "area_cleared_ha": "181443",
    }
    opening = told["opening"]
    assert {key: opening[key] for key in opening if key != "balances"} == {
        "start": "2020-11-10",
        "end": "2024-12-31",
        "source": "R251",
        "ap_mines": 35_338,
        "at_mines": 21_122,
        "uxo": None,
        "area_cleared_ha": "179791.9",
    }
    assert told["rows"][-1] == {
        "key": "opening",
        "ap_mines": 35_338,
        "at_mines": 21_122,
        "uxo": None,
        "area_cleared_ha": "179791.9",
    }
    words = run("report", file, "--since", "2020-11-10", "--until", "2025-03-16")[1]
    assert "the opening balance of 10 Nov 2020–31 Dec 2024 (source: R251)" in words
    assert "does not tell: Unexploded ordnance" in words
    assert answer(run, file, "--year", "2025")["opening"] is None


def test_a_sheet_of_which_a_balance_tells_some_days_is_left_out_and_its_other_days_are_counted(
    run: Run, file: Path, tmp_path: Path
):
    enter(run, file, "agdam,,155,49,606,1651.1")
    text = "start;end;source;district;ap_mines\n2020-11-10;2025-03-14;R251;;9\n"
    assert run("opening", file, balances(tmp_path, text))[0] == DONE

    since = ("--since", "2020-11-10", "--until", "2025-03-16")
    told = answer(run, file, *since)
    assert told["totals"]["ap_mines"] == 9
    (left,) = told["stands_on"]["straddling"]
    assert (left["start"], left["days"], told["stands_on"]["uncovered_days"]) == ("2025-03-10", 2, 2)
    assert (
        "because an opening balance tells only some of its days: Karabakh office, 10–16 Mar 2025 "
        "(days that nothing tells here: 2)."
    ) in run("report", file, *since)[1].replace("Headquarters", "Karabakh office")


def test_the_file_is_whole_with_its_balances_and_they_can_be_taken_away(run: Run, file: Path, tmp_path: Path):
    run("opening", file, balances(tmp_path))
    assert run("integrity", file)[0] == DONE
    (kept,) = json.loads(run("opening", file, "--json")[1])["openings"]
    assert (kept["scope"], kept["ap_mines"], kept["uxo"]) == ("national", 35_338, None)

    assert run("opening", file, "--remove", "2020-11-10..2024-12-31")[0] == DONE
    assert run("opening", file)[1] == "There is no opening balance in this file.\n"
    assert run("opening", file, "--remove", "2020-11-10..2024-12-31")[0] == ERRORS_STAND
    assert run("integrity", file)[0] == DONE


def test_a_balance_by_district_goes_into_its_row_and_the_rest_has_its_own(
    run: Run, file: Path, tmp_path: Path
):
    text = (
        "start;end;source;district;ap_mines\n"
        "2020-11-10;2024-12-31;R251;;56460\n"
        "2020-11-10;2024-12-31;R251;Aghdam;17030\n"
        "2020-11-10;2024-12-31;R251;Füzuli rayonu;15528\n"
    )
    assert run("opening", file, balances(tmp_path, text))[0] == DONE

    rows = answer(run, file, "--since", "2020-11-10", "--until", "2025-01-31")["rows"]
    assert {row["key"]: row["ap_mines"] for row in rows if row["ap_mines"] is not None} == {
        "agdam": 17_030,
        "fuzuli": 15_528,
        "opening": 23_902,
    }


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2024-01-01,2024-12-31,R1,,1,2,3", "share a day"),
        ("2020-11-10,2024-12-31,R251,agdam,40000,,", "more than is given for all of them together"),
        ("2020-11-10,2024-12-31,R9,agdam,1,,", "two sources"),
        ("2020-11-10,2024-12-31,R251,,1,,", "stands twice"),
        ("2020-11-10,2024-12-31,R251,mars,1,,", "mars"),
        ("2020-11-10,2024-12-31,R251,agdam,,,", "no figure"),
        ("2020-11-10,2024-12-31,R251,agdam,one,,", "ap_mines"),
        ("yesterday,2024-12-31,R251,agdam,1,,", "yesterday"),
        ("2020-11-10,2024-12-31", "2"),
    ],
)
def test_a_wrong_balance_is_named_and_none_is_kept(
    run: Run, file: Path, tmp_path: Path, line: str, said: str
):
    status, _, err = run("opening", file, balances(tmp_path, BALANCES + line + "\n"))

    assert (status, said in err) == (FAILED, True), err
    assert run("opening", file)[1] == "There is no opening balance in this file.\n"


def test_a_balance_without_its_columns_or_rows_is_refused(run: Run, file: Path, tmp_path: Path):
    for text in ("start,end\n", "", BALANCES.splitlines()[0] + "\n", BALANCES.replace("source", "moon")):
        assert run("opening", file, balances(tmp_path, text))[0] == FAILED
    assert run("opening", file, balances(tmp_path), "--remove", "2025-W11")[0] == 2


def test_a_balance_that_is_put_in_the_place_of_another_tells_what_was_there(
    run: Run, file: Path, tmp_path: Path
):
    run("opening", file, balances(tmp_path))
    out = run("opening", file, balances(tmp_path, BALANCES.replace("35338", "35339")))[1]

    assert "Instead of: 10 Nov 2020–31 Dec 2024  whole country  AP mines: 35,338;" in out


def of_office(tmp_path: Path) -> Path:
    path = tmp_path / "karabakh.fieldapp"
    create_store(path, programme_text("azerbaijan"), "karabakh")
    return path


def test_a_balance_of_an_office_is_of_its_districts_together(run: Run, tmp_path: Path):
    office = of_office(tmp_path)
    run("opening", office, balances(tmp_path))
    out = run("opening", office)[1]
    instead = run("opening", office, balances(tmp_path, BALANCES.replace("35338", "35339")))[1]

    assert out.startswith("10 Nov 2020–31 Dec 2024  all districts together  AP mines: 35,338;")
    assert "Instead of: 10 Nov 2020–31 Dec 2024  all districts together  AP mines: 35,338;" in instead


def test_an_office_tells_no_balance_of_a_district_that_was_never_its_own(run: Run, tmp_path: Path):
    office = of_office(tmp_path)
    lines = [f"2020-11-10,2024-12-31,R251,{key},1,," for key in ("agdam", "lacin")]
    status, _, err = run("opening", office, balances(tmp_path, BALANCES + "\n".join(lines)))

    assert status == FAILED
    assert "line 4" in err
    assert "lacin” does not belong to this office" in err
    assert run("opening", office, balances(tmp_path, BALANCES + lines[0]))[0] == DONE


def test_balances_are_listed_without_writing(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(store: Ledger) -> None:
        raise FieldAppError("file-read-only", path=store.path)

    monkeypatch.setattr(Ledger, "_transaction", fail)
    assert run("opening", file)[0] == DONE


def test_headquarters_days_of_the_past_stay_out_of_a_week(run: Run, year: Path):
    week = Period(date(2023, 3, 6), date(2023, 3, 12))

    assert answer(run, year, "--period", str(week))["stands_on"]["uncovered_days"] == 0


@pytest.fixture
def drawing_run(capsys: pytest.CaptureFixture[str], qapp: object) -> Run:
    """The command line with somebody who draws: Qt is there in a test."""
    surface = Surface(
        lambda file, options: 0, lambda: NOW, "Test", read_texts("en"), no_window, draw=draw_file
    )

    def call(*args: object) -> tuple[int, str, str]:
        status = cli.run_command([str(arg) for arg in args], surface)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.mark.parametrize(
    ("args", "name", "begins", "holds"),
    [
        ((), "r.pdf", b"%PDF", b""),
        ((), "r.svg", b"<?xml", b"By district: March 2025"),
        (("--by", "week"), "R.SVG", b"<?xml", b"Week by week"),
        (("--picture", "items", "--lang", "ru"), "r.svg", b"<?xml", "Предметы по видам".encode()),
        (("--look", "print"), "r.png", b"\x89PNG", b""),
    ],
)
def test_a_report_is_drawn_into_a_file(
    drawing_run: Run,
    file: Path,
    tmp_path: Path,
    args: tuple[str, ...],
    name: str,
    begins: bytes,
    holds: bytes,
) -> None:
    enter(drawing_run, file, "agdam,1,2,3,4.5")
    out = tmp_path / name
    status, told, said = drawing_run("report", file, "--month", "2025-03", *args, "--out", out)

    assert (status, said) == (DONE, "")
    assert str(out) in told
    assert out.read_bytes().startswith(begins)
    assert holds in out.read_bytes()


def test_a_report_is_drawn_beside_its_figures_as_json(drawing_run: Run, file: Path, tmp_path: Path) -> None:
    enter(drawing_run, file, "agdam,1,2,3,4.5")
    out = tmp_path / "r.svg"
    status, told, said = drawing_run("report", file, "--month", "2025-03", "--out", out, "--json")

    assert status == DONE
    assert json.loads(told)["totals"]
    assert str(out) in said


def test_no_other_kind_of_file_is_promised(run: Run, file: Path, tmp_path: Path) -> None:
    status, _, said = run("report", file, "--month", "2025-03", "--out", tmp_path / "r.docx")

    assert (status, "r.docx" in said, ".svg" in said) == (FAILED, True, True)


@pytest.mark.parametrize(
    ("args", "option"),
    [
        (("--picture", "items"), "--picture"),
        (("--picture", "items", "--out", "r.pdf"), "--picture"),
        (("--look", "print"), "--look"),
        (("--look", "print", "--out", "r.xlsx"), "--look"),
    ],
)
def test_an_option_that_a_report_has_no_use_for_is_refused(
    run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], option: str
) -> None:
    monkeypatch.chdir(tmp_path)
    status, told, said = run("report", file, "--month", "2025-03", *args)

    assert (status, told, f"{option} goes with --out" in said) == (2, "", True)
    assert not list(tmp_path.glob("r.*"))


def test_who_cannot_draw_says_so_and_writes_nothing(run: Run, file: Path, tmp_path: Path) -> None:
    status, _, said = run("report", file, "--month", "2025-03", "--out", tmp_path / "r.pdf")

    assert (status, "draw" in said) == (FAILED, True)
    assert not (tmp_path / "r.pdf").exists()


def test_the_program_itself_draws_without_a_screen(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.svg"
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    asked = [sys.executable, "-m", "fieldapp", "report", str(file), "--month", "2025-03", "--out", str(out)]
    done = subprocess.run(asked, capture_output=True, env=bare, timeout=120, check=False)

    assert (done.returncode, done.stderr) == (DONE, b"")
    assert b"<desc>By district: March 2025. Nothing is entered" in out.read_bytes()


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ("R251,,-5,", "below zero"),
        ("R251,agdam,-5,", "below zero"),
        ("R251,,1.5,", "no whole number"),
        ("R251,,,0.00001", "no whole number"),
        (",,5,", "source"),
    ],
)
def test_a_balance_that_no_clearance_can_have_is_refused_with_its_line_and_nothing_is_kept(
    run: Run, file: Path, tmp_path: Path, row: str, named: str
) -> None:
    balances = tmp_path / "balances.csv"
    header = "start,end,source,district,ap_mines,area_cleared_ha"
    balances.write_text(f"{header}\n2022-01-01,2022-12-31,R1,,1,1\n2023-01-01,2023-12-31,{row}\n", "utf-8")

    status, out, said = run("opening", file, balances)

    assert (status, out, "line 3" in said, named in said) == (FAILED, "", True, True), said
    assert json.loads(run("opening", file, "--json")[1])["openings"] == []


@pytest.mark.parametrize("asked", [["report", "--since"], ["board", "--from"]])
def test_what_is_no_day_is_told_as_a_day_is_written(run: Run, file: Path, asked: list[str]) -> None:
    command, option = asked

    assert run(command, file, option, "2025-13-01") == (
        FAILED,
        "",
        "fieldapp: “2025-13-01” is no day. Write it as 2025-03-10.\n",
    )
