"""`fieldapp template`, and the form that comes back filled: received, taken, and counted."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState
from fieldapp.store.store import Store
from tests.data_files import empty_file
from tests.exchange.form.filling import WEEK, as_typed_in, fill
from tests.exchange.form.test_reading import sheets
from tests.long import examples
from tests.test_cli import Run, file, run

__all__ = ["file", "run"]

AP, UXO, AREA = (Cell("agdam", key) for key in ("ap_mines", "uxo", "area_cleared_ha"))


@pytest.fixture
def form(run: Run, file: Path) -> Path:
    out = file.parent / "form.xlsx"
    assert run("template", file, "--period", "2025-W11", "--out", out, "--office", "karabakh")[0] == 0
    return out


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def held(file: Path) -> dict[Cell, Content]:
    store = Store(file, "Test")
    try:
        key = next(key for key in store.counted() if key.office == "karabakh")
        return dict(store.sheet(key).values)
    finally:
        store.close()


def test_a_form_is_written_for_an_office_in_a_language(run: Run, file: Path) -> None:
    out = file.parent / "form.xlsx"

    said = run("template", file, "--period", "2025-W11", "--out", out, "--office", "karabakh", "--lang", "az")

    assert said == (0, f"The form of Karabakh office for 10–16 Mar 2025 is written: {out}\n", "")


@pytest.mark.parametrize(
    ("office", "period", "out", "told"),
    [
        ("karabakh", "2025-W11", "form.pdf", ".xlsx"),
        ("karabakh", "2025-01-01..2025-03-31", "form.xlsx", "31"),
        ("gazakh-tovuz", "2020-W11", "form.xlsx", "there is nothing to fill in"),
        ("nowhere", "2025-W11", "form.xlsx", "nowhere"),
    ],
)
def test_what_can_be_no_form_is_refused(
    run: Run, file: Path, office: str, period: str, out: str, told: str
) -> None:
    path = file.parent / out

    status, _, err = run("template", file, "--period", period, "--out", path, "--office", office)

    assert (status, path.exists()) == (3, False)
    assert told in err


def test_an_empty_form_has_nothing_to_take(run: Run, file: Path, form: Path) -> None:
    assert "nothing is filled in that can be counted" in run("receive", file, form)[1]


def test_a_filled_form_is_not_counted_until_it_is_taken(run: Run, file: Path, form: Path) -> None:
    fill(form, {UXO: 3, AREA: "12,5"})

    status, out, err = run("receive", file, form)

    assert (status, err) == (1, "")
    assert out.splitlines() == [
        "form.xlsx: Karabakh office, 10–16 Mar 2025: filled form. A filled form ("
        f"{sha(form)[:8]}). It is not counted until somebody takes its figures.",
        "  Aghdam · Area, ha: empty → 12.5\u00a0ha",
        "  Aghdam · UXO: empty → 3",
        "  Form!C11, D11: Aghdam is half filled: AP mines and AT mines missing."
        " If nothing was found, type 0.",
        "  Form!C9…F16: 7 of 8 districts have not reported yet: Tartar, Aghdara, Khojaly, Khankendi,"
        " Khojavend, Shusha and Fuzuli.",
        "1 without a record",
        "0 files count.",
    ]

    status, out, _ = run("receive", file, form, "--take", sha(form)[:8])

    assert held(file) == {UXO: 3, AREA: 125_000}
    assert "1 file counts." in out
    (record,) = (r for r in _records(file) if r.office == "karabakh")
    assert (record.by, record.reason) == ("Test", "entered by headquarters for the office")


def _records(file: Path) -> list:
    store = Store(file, "Test")
    try:
        return [*store.holdings().records.values()]
    finally:
        store.close()


def test_everything_that_is_not_read_is_told_with_its_sheet_and_cell(
    run: Run, file: Path, form: Path
) -> None:
    fill(form, {AP: "=1+1", UXO: "some", AREA: date(2025, 12, 5), Cell(CONTROL, "at_mines"): 7}, {"D17": 5})

    _, out, _ = run("receive", file, form, "--json")

    found = {
        (one["code"], one["sheet"], one["cell"])
        for one in json.loads(out)["files"][0]["findings"]
        if one["severity"] == "error"
    }
    assert found == {
        ("form-formula", "Form", "C11"),
        ("not-a-number", "Form", "E11"),
        ("form-date", "Form", "F11"),
        ("form-total", "Form", "D17"),
        ("control-total-differs", "Form", "D18"),
    }
    lines = run("receive", file, form)[1]
    assert "Aghdam · AP mines (Form · C11) holds a formula, “=1+1”, and was not read" in lines
    assert "the date 5 Dec 2025; it was not read." in lines
    assert "Form!E11: " in lines


@pytest.mark.hypothesis
def test_whatever_is_filled_in_is_what_headquarters_hold_once_it_is_taken(
    run: Run, file: Path, form: Path
) -> None:
    blank = form.read_bytes()

    @settings(max_examples=examples(4))
    @given(sheets())
    def holds(contents: dict[Cell, Content]) -> None:
        for old in file.parent.iterdir():
            if old.is_file():
                old.unlink()
        empty_file(file)
        form.write_bytes(blank)
        fill(form, as_typed_in(contents))
        if contents:
            run("receive", file, form, "--take", sha(form))
            assert held(file) == contents

    holds()


def test_a_second_form_changes_what_it_says_and_nothing_else(run: Run, file: Path, form: Path) -> None:
    blank = form.read_bytes()
    run("receive", file, fill(form, {UXO: 3, AREA: 12.5}), "--take", sha(form))
    form.write_bytes(blank)
    fill(form, {UXO: 4, Cell("susa", STATE): "no operations"})

    run("receive", file, form, "--take", sha(form))

    assert held(file) == {UXO: 4, AREA: 125_000, Cell("susa", STATE): RowState.NO_OPERATIONS}
    assert WEEK.days == 7


def test_only_cells_that_taking_would_change_are_shown_of_a_second_form(
    run: Run, file: Path, form: Path
) -> None:
    blank, susa = form.read_bytes(), Cell("susa", STATE)
    run("receive", file, fill(form, {UXO: 3, AREA: 12.5, susa: "no operations"}), "--take", sha(form))
    form.write_bytes(blank)
    fill(form, {UXO: 4, Cell("susa", "uxo"): 1})
    before = held(file)

    cells = json.loads(run("receive", file, form, "--json")[1])["files"][0]["cells"]
    shown = {(one["district"], one["indicator"], one["ours"], one["theirs"]) for one in cells}
    assert shown == {
        ("agdam", "uxo", "3", "4"),
        ("susa", "state", "no_operations", None),
        ("susa", "uxo", None, "1"),
    }
    run("receive", file, form, "--take", sha(form))
    after = held(file)
    changed = {one for one in {*before, *after} if before.get(one) != after.get(one)}
    assert {(one.district, one.indicator) for one in changed} == {(place, key) for place, key, _, _ in shown}


def test_a_form_that_was_taken_counts_when_it_comes_again_and_is_not_taken_twice(
    run: Run, file: Path, form: Path
) -> None:
    fill(form, {Cell("susa", STATE): "no operations"})
    run("receive", file, form, "--take", sha(form))
    records = len(_records(file))

    status, out, _ = run("receive", file, form)

    assert (status, out.splitlines()[-1]) == (0, "1 file counts.")
    assert "filled form. Its figures count." in out
    assert len(_records(file)) == records


@pytest.mark.parametrize(("typed", "code"), [(2.5, "fraction-of-a-mine"), (-1, "negative")])
def test_what_a_rule_finds_wrong_is_an_error_of_its_cell_and_a_person_decides(
    run: Run, file: Path, form: Path, typed: float, code: str
) -> None:
    fill(form, {AP: 1, Cell("agdam", "at_mines"): 1, UXO: typed, AREA: 1})

    status, out, _ = run("receive", file, form, "--json")

    found = json.loads(out)["files"][0]["findings"]
    assert (status, [one["cell"] for one in found if one["code"] == code]) == (1, ["E11"])
    run("receive", file, form, "--take", sha(form))
    assert float(str(held(file)[UXO])) == typed
    assert run("integrity", file)[0] == 0
