"""The contract of the command line: what is printed, what is left on the disk, and the exit status."""

import contextlib
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fieldapp import cli
from fieldapp.console import Surface
from fieldapp.core.edits import make_edits, type_in
from fieldapp.core.history import STATUS
from fieldapp.core.numbers import Unit
from fieldapp.core.period import read_period
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.report import Standing, Status
from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.demo import demo_weeks, split
from fieldapp.exchange.published_json import AREA, COUNTS, PublishedWeek, published_weeks
from fieldapp.exchange.workbook import read_workbook
from fieldapp.resources import programme_text
from fieldapp.store.store import Store
from fieldapp.texts.texts import read_texts
from tests.data_files import empty_file
from tests.long import one_in

HEADER = "district,state,ap_mines,at_mines,uxo,area_cleared_ha"
NOW = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
PROGRAMME = read_programme(programme_text("azerbaijan"), "azerbaijan.toml")

Run = Callable[..., tuple[int, str, str]]


def no_window(file: Path, picture: Path) -> dict[str, str]:
    raise AssertionError(f"{file} was shown")


SURFACE = Surface(lambda file, options: 0, lambda: NOW, "Test", read_texts("en"), no_window)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str, str]:
    """Made once; no test here changes it. Where it is, and how its making ended."""
    folder, out, err = tmp_path_factory.mktemp("made") / "demo", io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = cli.run_command(["demo", str(folder)], SURFACE)
    return folder, status, out.getvalue(), err.getvalue()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*args: object) -> tuple[int, str, str]:
        status = cli.run_command([str(arg) for arg in args], SURFACE)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return empty_file(tmp_path / "week.fieldapp")


def rows(tmp_path: Path, *lines: str, header: str = HEADER) -> Path:
    path = tmp_path / "rows.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def enter(
    run: Run, file: Path, *lines: str, period: str = "2025-W11", **options: str
) -> tuple[int, str, str]:
    controls = [part for key, total in options.items() for part in ("--control", f"{key}={total}")]
    return run("enter", file, rows(file.parent, *lines), "--period", period, *controls)


def summary(run: Run, file: Path, period: str = "2025-W11") -> dict[str, Any]:
    status, out, _ = run("summary", file, "--period", period, "--json")
    assert status in (0, 1)
    answer: dict[str, Any] = json.loads(out)
    return answer


def test_a_new_file_belongs_to_its_office_and_is_never_overwritten(run: Run, tmp_path: Path):
    path = tmp_path / "k.fieldapp"
    assert run("new", path, "--office", "karabakh") == (
        0,
        f"{path}: a new data file for Karabakh office.\n",
        "",
    )
    before = path.read_bytes()

    status, _, err = run("new", path, "--office", "hq")

    assert (status, path.read_bytes()) == (3, before)
    assert "is there already" in err


def test_a_wrong_programme_is_named_with_its_place(run: Run, tmp_path: Path):
    broken = tmp_path / "p.toml"
    broken.write_text('[programme]\nkey = "x"\nversion = \n', encoding="utf-8")

    status, _, err = run("new", tmp_path / "x.fieldapp", "--office", "hq", "--programme", broken)

    assert status == 3
    assert "p.toml" in err
    assert "line 3" in err
    assert not (tmp_path / "x.fieldapp").exists()


def test_the_week_of_r084_goes_in_and_comes_out(run: Run, file: Path):
    status, _, _ = enter(run, file, "agdam,,155,49,606,1651.1", ap_mines="155", area_cleared_ha="1651.1")
    answer = summary(run, file)

    assert status == 0
    assert answer["period"] == {"start": "2025-03-10", "end": "2025-03-16"}
    assert answer["totals"] == {
        "ap_mines": 155,
        "at_mines": 49,
        "uxo": 606,
        "mines": 204,
        "items": 810,
        "area_cleared_ha": "1651.1",
    }
    assert (answer["districts_reported"], answer["districts_expected"]) == (1, 13)
    assert (answer["office"], answer["revision"]) == ("hq", 1)


def test_a_row_entered_again_replaces_the_old_one(run: Run, file: Path):
    enter(run, file, "agdam,,155,49,606,1651.1")
    enter(run, file, "Ağdam,no_operations,,,,")

    [row] = [row for row in summary(run, file)["districts"] if row["key"] == "agdam"]

    assert row == {
        "key": "agdam",
        "state": "no_operations",
        "ap_mines": None,
        "at_mines": None,
        "uxo": None,
        "area_cleared_ha": None,
    }


def test_findings_of_severity_error_give_status_1_and_the_numbers_are_kept(run: Run, file: Path):
    status, out, _ = enter(run, file, "agdam,,-1,2.5,3,0.00005", uxo="4")

    assert status == 1
    assert "below zero" in out
    status, out, _ = run("check", file, "--json")
    answer = json.loads(out)
    assert status == 1
    assert answer["period"] == {"start": "2025-03-10", "end": "2025-03-16"}
    codes = {finding["code"] for finding in answer["findings"] if finding["severity"] == "error"}
    assert codes == {"negative", "fraction-of-a-mine", "area-too-fine", "control-total-differs"}
    assert answer["errors"] == 4
    assert answer["warnings"] == len(answer["findings"]) - 4
    negative = next(finding for finding in answer["findings"] if finding["code"] == "negative")
    assert negative["cells"] == [{"district": "agdam", "indicator": "ap_mines"}]


def send(file: Path) -> Standing:
    """Mark the week sent, as the window does."""
    week, store = read_period("2025-W11"), Store(file, "Test")
    with contextlib.closing(store):
        store.set_status(week, Status.READY)
        store.send(store.report(week))
        return store.standing(week)


def test_a_correction_of_a_sent_sheet_keeps_its_reason_and_misses_one(run: Run, file: Path):
    enter(run, file, "agdam,,1,0,2,3.4")
    send(file)

    rows(file.parent, "agdam,,1,0,2,3.5")
    _, _, err = run("enter", file, file.parent / "rows.csv", "--period", "2025-W11", "--why", "misread paper")
    again = enter(run, file, "agdam,,1,0,2,3.6")

    assert "--why" not in err + again[2]
    sent = send(file)
    assert (sent.revision, sent.reason) == (2, "misread paper")
    assert "--why" in enter(run, file, "agdam,,1,0,2,3.7")[2]


def test_a_reason_that_is_no_text_everywhere_is_kept_as_far_as_it_is(run: Run, file: Path):
    enter(run, file, "agdam,,1,0,2,3.4")
    send(file)

    rows(file.parent, "agdam,,1,0,2,3.5")
    csv = file.parent / "rows.csv"
    assert run("enter", file, csv, "--period", "2025-W11", "--why", "misread\udcff")[0] == 0

    assert send(file).reason == "misread\ufffd"


@pytest.mark.parametrize(
    "name", ["Cəbrayıl rayonu", "Jabrayil district", "Джебраильский район", "\u200ecebrayil"]
)
def test_a_district_is_found_with_what_it_is_beside_its_name(run: Run, file: Path, name: str):
    assert enter(run, file, f"{name},,1,0,2,3.4", uxo="\u200e2\u200b")[0] == 0

    assert summary(run, file)["totals"]["uxo"] == 2


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["nowhere,,1,2,3,4"], "line 2"),
        (["agdam,,1,2,3,4", "Aghdam,,1,2,3,4"], "line 3"),
        (["qazax,,1,2,3,4"], "not in the list of districts"),
        (["agdam,,1,2,3"], "line 2"),
        (['"agdam,,1,2,3,4'], "is broken"),
        (["agdam,,one,2,3,4"], "ap_mines"),
        (['agdam,,1,2,3,"1,198"'], "1198 or 1.1980"),
        (["agdam,,1,2,3,12.298"], "12298 or 12.2980"),
        (["agdam,closed,1,2,3,4"], "no_operations"),
        (["agdam,no_operations,1,2,3,4"], "no operations"),
        (["agdam,,,,,"], "no numbers"),
        ([], "no rows"),
    ],
)
def test_a_bad_row_refuses_the_whole_file_in_one_sentence(run: Run, file: Path, lines: list[str], told: str):
    before = summary(run, file)
    good = ["terter,,1,1,1,1"] if lines else []

    status, out, err = run("enter", file, rows(file.parent, *lines, *good), "--period", "2025-W11")

    assert (status, out) == (3, "")
    assert told in err
    assert err.count("\n") == 1
    assert summary(run, file) == before


def test_decimals_of_one_file_tell_what_its_decimal_mark_is(run: Run, file: Path):
    assert enter(run, file, "agdam,,1,2,3,12.298", "terter,,1,2,3,127.0077")[0] == 0

    assert summary(run, file)["totals"]["area_cleared_ha"] == "139.3057"


def test_a_week_in_which_a_month_ends_is_entered_as_asked_with_one_note(run: Run, file: Path):
    status, out, err = enter(run, file, "agdam,,1,2,3,4", period="2025-W44")

    assert (status, err.count("\n")) == (0, 1)
    assert "27–31 Oct 2025 and 1–2 Nov 2025" in err
    assert "27 Oct–2 Nov 2025: 4 cells changed." in out
    for rows, period in (("agdam,,1,2,3,5", "2025-W44"), ("agdam,,1,2,3,4", "2025-W48")):
        assert enter(run, file, rows, period=period)[2] == ""


def test_of_a_week_that_is_there_in_parts_it_is_said_to_enter_and_send_these(run: Run, file: Path):
    for period in ("2025-10-27..2025-10-31", "2025-11-01..2025-11-02"):
        enter(run, file, "agdam,,1,2,3,4", period=period)

    status, _, err = run("send", file, "--period", "2025-W44", "--out", file.with_name("w.xlsx"))
    assert (status, err) == (
        3,
        "fieldapp: 27 Oct–2 Nov 2025 is in this file as 27–31 Oct 2025 and 1–2 Nov 2025, and each is sent by"
        " itself. Nothing was written.\n",
    )
    status, out, err = enter(run, file, "agdam,,1,2,3,4", period="2025-W44")
    assert (status, err) == (
        1,
        "27–31 Oct 2025 and 1–2 Nov 2025, in this file, and 27 Oct–2 Nov 2025 have days in common, which"
        " would be counted twice. Enter the parts, not the whole.\n",
    )
    assert out.count("overlaps") == 2


def test_of_a_part_of_a_week_that_is_there_it_is_said_to_cut_the_week(run: Run, file: Path):
    enter(run, file, "agdam,,1,2,3,4", period="2025-W44")

    status, _, err = enter(run, file, "agdam,,1,2,3,4", period="2025-11-01..2025-11-02")

    assert (status, err) == (
        1,
        "1–2 Nov 2025 is a part of 27 Oct–2 Nov 2025, which is in this file as one sheet: its days would be"
        " counted twice. Cut it, with fieldapp cut.\n",
    )


def test_excels_semicolons_and_decimal_commas_are_read(run: Run, file: Path):
    path = file.parent / "excel.csv"
    path.write_bytes("\ufeffdistrict;ap_mines;at_mines;uxo;area_cleared_ha\r\nŞuşa;1;2;3;1651,1\r\n".encode())

    assert run("enter", file, path, "--period", "2025-W11")[0] == 0
    assert summary(run, file)["totals"]["area_cleared_ha"] == "1651.1"


def test_an_office_cannot_enter_for_another_one(run: Run, tmp_path: Path):
    path = tmp_path / "k.fieldapp"
    run("new", path, "--office", "karabakh")

    status, _, err = enter(run, path, "lacin,,1,2,3,4")

    assert status == 3
    assert "does not belong to this office" in err


@pytest.mark.parametrize(
    "period", ["2025-03-16..2025-03-10", "2025-W54", "soon", "2025-01-01..2025-02-28", "0001-W01"]
)
def test_a_period_that_cannot_be_is_refused_in_one_sentence(run: Run, file: Path, period: str):
    status, out, err = enter(run, file, "agdam,,1,2,3,4", period=period)

    assert (status, out, err.count("\n")) == (3, "", 1)


def test_bad_files_are_refused_in_one_sentence(run: Run, file: Path, tmp_path: Path):
    empty = tmp_path / "empty.fieldapp"
    empty.touch()
    text = tmp_path / "text.fieldapp"
    text.write_text(
        "not a database, but long enough to have a header of seventy-two bytes or more, surely\n" * 2
    )
    latin = tmp_path / "latin.csv"
    latin.write_bytes((HEADER + "\nAğdam").encode("cp1254", "replace") + b"\xfd,,1,2,3,4\n")
    calls = [
        ("check", empty),
        ("check", text),
        ("check", tmp_path),
        ("check", tmp_path / "missing.fieldapp"),
        ("summary", text, "--period", "2025-W11"),
        ("enter", file, tmp_path, "--period", "2025-W11"),
        ("enter", file, tmp_path / "missing.csv", "--period", "2025-W11"),
        ("enter", file, latin, "--period", "2025-W11"),
        ("enter", text, rows(tmp_path, "agdam,,1,2,3,4"), "--period", "2025-W11"),
        ("new", tmp_path / "no" / "such" / "folder.fieldapp", "--office", "hq"),
        ("new", tmp_path / "x.fieldapp", "--office", "nowhere"),
        ("export", file, "--period", "2025-W11", "--out", tmp_path / "empty.xlsx"),
        ("export", file, "--period", "2025-W11", "--out", file),
        ("text", file, "--period", "2025-W11"),
        ("check", file),
        ("demo", text),
    ]
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    for call in calls:
        status, out, err = run(*call)
        assert (status, out, err.count("\n")) == (3, "", 1), (call, err)

    after = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert after == {**before, rows(tmp_path, "agdam,,1,2,3,4"): after[tmp_path / "rows.csv"]}


@pytest.mark.parametrize(
    "args",
    [
        ("frobnicate",),
        ("new", "x.fieldapp"),
        ("summary", "x.fieldapp"),
        ("text", "x.fieldapp", "--period", "2025-W11", "--form", "poem"),
        ("export", "x.fieldapp", "--period", "2025-W11", "--out", "x.xlsx", "--lang", "de"),
    ],
)
def test_wrong_usage_is_status_2(run: Run, args: tuple[str, ...]):
    status, out, err = run(*args)

    assert (status, out) == (2, "")
    assert "Usage" in err


def test_a_list_order_that_the_programme_lacks_is_wrong_usage(run: Run, file: Path):
    enter(run, file, "agdam,,1,2,3,4")

    assert run("text", file, "--period", "2025-W11", "--order", "south")[0] == 2


def test_the_sentence_for_publication_leaves_out_what_was_not_found(run: Run, file: Path):
    enter(run, file, "agdam,,155,0,606,1651.1")

    status, out, _ = run("text", file, "--period", "2025-W11")

    assert status == 0
    assert "155 anti-personnel mines" in out
    assert "1,651.1 hectares" in out
    assert "tank" not in out


def test_periods_that_overlap_are_found_and_never_added_up(run: Run, file: Path):
    enter(run, file, "agdam,,1,2,3,4", period="2023-01-01..2023-01-05")
    status, out, _ = enter(run, file, "agdam,,1,2,3,4", period="2023-01-01..2023-01-07")
    assert status == 1
    assert "overlaps" in out

    assert run("check", file, "--period", "2023-01-01..2023-01-31", "--json")[0] == 1
    status, _, err = run("summary", file, "--period", "2023-01-01..2023-01-31")
    assert status == 3
    assert "counted twice" in err


def test_a_month_sums_what_lies_inside_it_and_names_what_crosses_its_edge(run: Run, file: Path):
    for period in ("2025-W10", "2025-W11", "2025-W14"):
        enter(run, file, "agdam,,1,2,3,4.5", period=period)

    answer = summary(run, file, "2025-03-01..2025-03-31")

    assert answer["totals"]["area_cleared_ha"] == "9"
    assert answer["straddling"] == [{"start": "2025-03-31", "end": "2025-04-06"}]
    assert answer["uncovered"] == [
        {"start": "2025-03-01", "end": "2025-03-02"},
        {"start": "2025-03-17", "end": "2025-03-31"},
    ]


def test_a_report_never_takes_the_place_of_a_data_file(run: Run, tmp_path: Path):
    path = tmp_path / "data.xlsx"
    run("new", path, "--office", "hq")
    enter(run, path, "agdam,,1,2,3,4")
    before = path.read_bytes()

    status, _, err = run("export", path, "--period", "2025-W11", "--out", path)

    assert (status, path.read_bytes()) == (3, before)
    assert "data file" in err


def test_check_without_a_period_looks_at_every_sheet(run: Run, file: Path):
    enter(run, file, "agdam,,1,2,3,4", period="2025-03-01..2025-03-31")
    enter(run, file, "agdam,,-1,2,3,4")

    answer = json.loads(run("check", file, "--json")[1])

    codes = [finding["code"] for finding in answer["findings"] if finding["severity"] == "error"]
    assert sorted(codes) == ["negative", "period-overlap", "period-overlap"]


def test_the_sentence_and_the_workbook_have_the_same_order_of_places(run: Run, file: Path, tmp_path: Path):
    names = [f"{district.key},,1,2,3,4" for district in PROGRAMME.expected("hq", read_period("2025-W11"))]
    enter(run, file, *names)
    run("export", file, "--period", "2025-W11", "--out", tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    written = {str(cell.value) for sheet in book for row in sheet for cell in row if cell.value}

    for form in ("wire", "post"):
        assert run("text", file, "--period", "2025-W11", "--form", form)[1].strip() in written


def test_the_sentence_names_every_place_whose_figures_are_in_it(run: Run, file: Path):
    enter(run, file, "lacin,,50,0,0,1", "susa,,1,0,0,1", period="2025-W10")
    enter(run, file, "susa,,1,0,0,1", period="2025-W11")

    out = run("text", file, "--period", "2025-03-03..2025-03-16")[1]

    assert "52 anti-personnel mines" in out
    assert "Lachin" in out


def test_made_up_figures_are_marked_for_scripts_and_beside_the_sentence(
    run: Run, demonstration: tuple[Path, int, str, str]
):
    file = demonstration[0] / "demo.fieldapp"

    answer = summary(run, file)
    assert (answer["demonstration"], answer["source"]) == (True, "R084")
    assert "made up" in run("text", file, "--period", "2025-W11")[2]


def test_the_window_is_opened_on_a_file_without_a_command(run: Run, file: Path):
    assert run(file) == (0, "", "")
    assert run() == (0, "", "")


@pytest.mark.parametrize("week", one_in(10, published_weeks()), ids=lambda week: week.record)
def test_every_published_week_comes_back_exactly_as_printed(run: Run, tmp_path: Path, week: PublishedWeek):
    file, book = tmp_path / "week.fieldapp", tmp_path / "week.xlsx"
    empty_file(file)
    shares = split(week.totals, PROGRAMME, week.period)
    lines = []
    for district in PROGRAMME.expected("hq", week.period):
        texts = {cell.indicator: value for cell, value in shares.items() if cell.district == district.key}
        area = format(Decimal(str(texts[AREA])) / 10_000, "f")
        lines.append(f"{district.key},,{','.join(str(texts[key]) for key in COUNTS)},{area}")
    controls = {key: str(week.totals[key]) for key in COUNTS}

    status, out, err = enter(run, file, *lines, period=str(week.period), **controls)
    assert status == 0, out + err
    assert run("export", file, "--period", week.period, "--out", book)[0] == 0

    totals = summary(run, file, str(week.period))["totals"]
    assert {key: totals[key] for key in COUNTS} == {key: week.totals[key] for key in COUNTS}
    assert Decimal(totals[AREA]) * 10_000 == week.totals[AREA]
    reading = read_workbook(book, PROGRAMME)
    assert reading.is_intact()
    assert dict(reading.totals) == dict(week.totals)


def test_the_sentence_and_the_workbook_name_the_organisations_that_were_chosen(
    run: Run, file: Path, tmp_path: Path
) -> None:
    enter(run, file, "agdam,reported,155,49,606,1651.1")
    out, at = tmp_path / "week.xlsx", ("--period", "2025-W11")

    def published() -> tuple[bool, str]:
        run("export", file, *at, "--out", out)
        sheet = openpyxl.load_workbook(out)["Report"]
        (row,) = [row for row in sheet.iter_rows(values_only=True) if row[0] == "Organisations"]
        _, sentence, _ = run("text", file, *at, "--form", "post")
        return f"taking part: {row[1]}." in sentence, str(row[1])

    names = "ANAMA, Ministry of Defence, Ministry of Emergency Situations, State Border Service and four"
    assert published() == (True, f"{names} private companies")
    nobody = read_texts("en")("workbook.none")
    for keys, named in ((["anama", "state-border-service"], "ANAMA and State Border Service"), ([], nobody)):
        store = Store(file, "Test")
        store.choose_organisations(read_period("2025-W11"), keys)
        store.close()
        assert published() == (bool(keys), named)


def test_the_demonstration_names_all_organisations(
    run: Run, demonstration: tuple[Path, int, str, str]
) -> None:
    _, sentence, _ = run("text", demonstration[0] / "demo.fieldapp", "--period", "2025-W11", "--form", "post")

    assert "State Border Service and four private companies. The operations" in sentence


def test_the_demonstration_says_where_it_is_and_that_its_split_is_made_up(
    run: Run, demonstration: tuple[Path, int, str, str]
):
    folder, status, out, err = demonstration

    assert (status, err) == (0, "")
    assert str(folder / "demo.fieldapp") in out
    assert "made up" in out
    assert "R084" in out
    totals = summary(run, folder / "demo.fieldapp")["totals"]
    assert (totals["ap_mines"], totals["uxo"], totals[AREA]) == (155, 606, "1651.1")
    assert len(list(folder.glob("*.xlsx"))) == 1


def test_the_demonstration_has_each_published_day_once():
    weeks = demo_weeks()

    assert weeks[-1].record == "R084"
    assert not any(one.period.overlaps(other.period) for one in weeks for other in weeks if one is not other)


# sending


def standing(file: Path, period: str = "2025-W11") -> Standing:
    with contextlib.closing(Store(file, "reader")) as store:
        return store.standing(read_period(period))


def test_a_draft_is_sent_through_ready_and_its_workbook_says_so(run: Run, file: Path, tmp_path: Path):
    enter(run, file, "agdam,,155,49,606,1651.1")
    out = tmp_path / "report.xlsx"

    status, told, err = run("send", file, "--period", "2025-W11", "--out", out, "--lang", "az")

    assert (status, err) == (0, "")
    back = read_workbook(out, PROGRAMME)
    assert told == (f"Written: {out}\n10–16 Mar 2025: sent as revision 1. Check code {back.check_code}.\n")
    assert (standing(file).status, standing(file).sealed_at, back.revision) == (Status.SENT, NOW, 1)
    with contextlib.closing(Store(file, "reader")) as store:
        rows = store.history(read_period("2025-W11"), STATUS)
    assert [(row.after, row.who) for row in rows] == [("ready", "Test"), ("sent", "Test")]


def test_whoever_sends_is_named_in_the_history(run: Run, file: Path, tmp_path: Path):
    enter(run, file, "agdam,,1,0,2,3.4")

    run("send", file, "--period", "2025-W11", "--out", tmp_path / "r.xlsx", "--who", "Sevda Əliyeva")

    with contextlib.closing(Store(file, "reader")) as store:
        assert {row.who for row in store.history(read_period("2025-W11"), STATUS)} == {"Sevda Əliyeva"}


def test_bytes_that_are_no_text_in_the_name_never_reach_the_file(run: Run, file: Path, tmp_path: Path):
    enter(run, file, "agdam,,1,0,2,3.4")

    status, _, told = run(
        "send", file, "--period", "2025-W11", "--out", tmp_path / "r.xlsx", "--who", "Sevda\udcff"
    )

    assert (status, told) == (0, "")
    with contextlib.closing(Store(file, "reader")) as store:
        assert {row.who for row in store.history(read_period("2025-W11"), STATUS)} == {"Sevda\ufffd"}


def test_what_was_sent_is_written_again_as_the_same_revision(run: Run, file: Path, tmp_path: Path):
    enter(run, file, "agdam,,1,0,2,3.4")
    run("send", file, "--period", "2025-W11", "--out", tmp_path / "one.xlsx")
    before = standing(file)

    status, told, _ = run("send", file, "--period", "2025-W11", "--out", tmp_path / "two.xlsx")
    exported = run("export", file, "--period", "2025-W11", "--out", tmp_path / "three.xlsx")[0]

    assert (status, exported) == (0, 0)
    assert "revision 1 was sent before, and is written again" in told
    assert standing(file) == before
    books = [openpyxl.load_workbook(tmp_path / f"{name}.xlsx")["Data"] for name in ("one", "two", "three")]
    one, two, three = ([[cell.value for cell in row] for row in book] for book in books)
    assert one == two == three


def test_a_correction_is_the_next_revision_and_an_undone_one_is_none(run: Run, file: Path, tmp_path: Path):
    enter(run, file, "agdam,,1,0,2,3.4")
    run("send", file, "--period", "2025-W11", "--out", tmp_path / "one.xlsx")
    rows(file.parent, "agdam,,1,0,3,3.4")
    run("enter", file, file.parent / "rows.csv", "--period", "2025-W11", "--why", "misread")
    run("send", file, "--period", "2025-W11", "--out", tmp_path / "two.xlsx")
    assert (standing(file).revision, standing(file).reason) == (2, "misread")

    enter(run, file, "agdam,,1,0,4,3.4")
    enter(run, file, "agdam,,1,0,3,3.4")

    assert (standing(file).status, standing(file).revision) == (Status.SENT, 2)
    assert standing(file).reason == "misread"


@pytest.mark.parametrize(
    ("entered", "period", "told"),
    [
        ("agdam,,-1,0,2,3.4", "2025-W11", "cannot be marked ready or sent while it has errors: 1."),
        ("agdam,,1,0,2,3.4", "2025-03-01..2025-03-31", "no sheet of its own"),
        ("agdam,,1,0,2,3.4", "2025-03-09..2025-03-17", "no sheet of its own"),
        ("agdam,,1,0,2,3.4", "2025-W12", "Nothing is entered for 17–23 Mar 2025"),
        ("agdam,,1,0,2,3.4", "2025-03-10..2025-03-15", "Nothing is entered for 10–15 Mar 2025"),
    ],
    ids=["errors", "month", "range", "empty", "part of a sheet"],
)
def test_what_is_not_to_be_sent_is_refused_in_one_sentence_and_leaves_nothing(
    run: Run, file: Path, tmp_path: Path, entered: str, period: str, told: str
):
    enter(run, file, entered)
    before = file.read_bytes()

    status, out, err = run("send", file, "--period", period, "--out", tmp_path / "report.xlsx")

    assert (status, out, err.count("\n")) == (3, "", 1)
    assert told in err
    assert file.read_bytes() == before
    assert not list(tmp_path.glob("*report*"))


def test_a_place_that_cannot_be_written_leaves_a_draft_a_draft(run: Run, file: Path, tmp_path: Path):
    enter(run, file, "agdam,,1,0,2,3.4")

    status, _, err = run("send", file, "--period", "2025-W11", "--out", tmp_path / "no" / "report.xlsx")

    assert (status, err) == (3, f"fieldapp: {tmp_path / 'no'} is not there.\n")
    assert standing(file) == Standing()
    assert run("send", file, "--period", "2025-W11", "--out", tmp_path / "report.csv")[0] == 3


@pytest.fixture
def copy(run: Run, file: Path, tmp_path: Path) -> Path:
    """Of a file that knows where it was made."""
    file.unlink()
    run("new", file, "--office", "hq")
    enter(run, file, "agdam,,1,0,2,3.4")
    path = tmp_path / "copy.fieldapp"
    path.write_bytes(file.read_bytes())
    return path


def test_a_copied_file_is_sent_only_when_it_is_said_what_it_is(
    run: Run, file: Path, copy: Path, tmp_path: Path
):
    out = tmp_path / "report.xlsx"
    before = copy.read_bytes()

    status, told, err = run("send", copy, "--period", "2025-W11", "--out", out)

    assert (status, told) == (3, "")
    assert str(file).casefold() in err.casefold()
    assert "--copy own" in err
    assert "--copy same" in err
    assert not out.exists()
    assert copy.read_bytes() == before
    assert run("send", file, "--period", "2025-W11", "--out", out)[0] == 0


@pytest.mark.parametrize("answer", ["own", "same"])
def test_what_a_copied_file_is_is_said_once(run: Run, file: Path, copy: Path, tmp_path: Path, answer: str):
    out = tmp_path / "report.xlsx"

    assert run("send", copy, "--period", "2025-W11", "--out", out, "--copy", answer)[0] == 0
    enter(run, copy, "agdam,,2,0,2,3.4")
    assert run("send", copy, "--period", "2025-W11", "--out", tmp_path / "second.xlsx")[0] == 0

    with contextlib.closing(Store(file, "reader")) as one, contextlib.closing(Store(copy, "reader")) as other:
        assert (one.file != other.file) is (answer == "own")
        record = other.report(read_period("2025-W11")).record
        assert record is not None
        assert record.lineage.file == other.file


def test_a_file_that_is_no_copy_keeps_its_uuid_whatever_is_said(run: Run, file: Path, tmp_path: Path):
    enter(run, file, "agdam,,1,0,2,3.4")
    with contextlib.closing(Store(file, "reader")) as store:
        before = store.file

    run("send", file, "--period", "2025-W11", "--out", tmp_path / "report.xlsx", "--copy", "own")

    with contextlib.closing(Store(file, "reader")) as store:
        assert store.file == before


def test_a_copy_that_cannot_be_sent_anyway_is_not_asked_about(run: Run, copy: Path, tmp_path: Path):
    status, _, err = run("send", copy, "--period", "2025-W12", "--out", tmp_path / "report.xlsx")

    assert status == 3
    assert "--copy" not in err


@pytest.mark.parametrize("command", ["export", "send"])
def test_texts_that_are_no_numbers_and_control_totals_alone_make_no_workbook_of_blanks(
    run: Run, file: Path, tmp_path: Path, command: str
):
    week, uxo = read_period("2025-W11"), Cell("agdam", "uxo")
    with contextlib.closing(Store(file, "Test")) as store:
        store.write(week, type_in(store.sheet(week), uxo, "1O", Unit.COUNT))
        other = read_period("2025-W12")
        store.write(other, make_edits(store.sheet(other), {Cell(CONTROL, "uxo"): 0}))
    out = tmp_path / "report.xlsx"

    first = run(command, file, "--period", "2025-W11", "--out", out)
    second = run(command, file, "--period", "2025-W12", "--out", out)

    assert (first[0], second[0], out.exists()) == (3, 3, False)
    assert command == "send" or "can be read as a number" in first[2]
    assert "Nothing is entered for 17–23 Mar 2025" in second[2]
