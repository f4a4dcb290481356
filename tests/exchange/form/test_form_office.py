"""LibreOffice works out a form's checks, prints it on one page, and gives back what was filled in."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from fieldapp.core.sheet import CONTROL, CONTROL_ITEMS, ROW_CONTROLS, STATE, Cell, RowState
from fieldapp.texts.texts import LANGUAGES, read_texts
from tests.exchange.form.filling import MARK, WITH_ROW_TOTALS, empty, fill, flaws, read

pytestmark = [pytest.mark.office, pytest.mark.slow]
SECONDS = 240
COLUMNS = ("ap_mines", "at_mines", "uxo", "area_cleared_ha")
TYPED: dict[str, tuple[Any, ...]] = {
    "terter": (0, 0, 0, 0),
    "agdam": (12, 0, 3, 12.0955),
    "xocali": (1, None, 2, 3),
    "xankendi": ("x", 1, 1, 1),
    "xocavend": (-1, 1, 1, 1.5),
    "susa": (None, None, None, None),
    "fuzuli": (1, 1, 1, 0.00001),
}
WORDS = {
    "terter": "right",
    "agdam": "right",
    "xocali": "missing",
    "xankendi": "text",
    "xocavend": "range",
    "susa": "mark",
    "fuzuli": "range",
    "agdere": "empty",
}


def filled(folder: Path, language: str) -> Path:
    contents = {
        Cell(d, key): value for d, row in TYPED.items() for key, value in zip(COLUMNS, row, strict=True)
    }
    controls = {Cell(CONTROL, "ap_mines"): 13, Cell(CONTROL, "uxo"): 8}
    return fill(empty(folder, language), {**contents, **controls, Cell("susa", STATE): MARK[language]})


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a filled form in each language, and as LibreOffice has saved and printed it."""
    if shutil.which("soffice") is None:
        pytest.fail("LibreOffice is missing: python3 dev.py test-office installs it")
    folder = tmp_path_factory.mktemp("form")
    paths = [filled(folder, language) for language in LANGUAGES]
    profile = (folder / "profile").as_uri()
    for kind in ("xlsx", "pdf"):
        command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind]
        out = ["--outdir", str(folder / kind), *map(str, paths)]
        subprocess.run([*command, *out], check=True, capture_output=True, timeout=SECONDS)
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_checks_say_in_words_what_is_not_right_yet(converted: Path, language: str) -> None:
    ws = load_workbook(converted / "xlsx" / f"karabakh-{language}.xlsx", data_only=True).worksheets[0]
    texts = read_texts(language)
    rows = {str(row[0].value): row for row in ws.iter_rows()}

    said = {district: rows[district][7].value for district in WORDS}
    assert said == {district: texts(f"template.row-{word}") for district, word in WORDS.items()}
    assert [cell.value for cell in rows["#total"][2:6]] == [13, 3, 8, pytest.approx(17.59551)]
    assert [cell.value or "" for cell in rows["#checks"][2:6]] == [
        texts("template.agrees"),
        "",
        texts("template.agrees"),
        "",
    ]
    assert rows["#total"][6].value == texts("template.of", found=3, expected=8)
    assert ws["B6"].value == texts("template.all-wrong", found=4)


def test_a_row_that_its_control_total_contradicts_is_named(tmp_path: Path) -> None:
    rows: dict[str, tuple[Any, ...]] = {
        "agdam": (25, 12.0955),
        "terter": (16, None),
        "xocali": (None, 2),
        "fuzuli": (16, 12.1),
    }
    contents: dict[Cell, Any] = {
        Cell(d, key): v for d in rows for key, v in zip(COLUMNS, (12, 1, 3, 12.0955), strict=True)
    }
    for district, totals in rows.items():
        contents |= {Cell(district, key): v for key, v in zip(ROW_CONTROLS, totals, strict=True)}
    marked = {Cell("susa", STATE): MARK["en"], Cell("susa", CONTROL_ITEMS): 2}
    path = fill(empty(tmp_path, programme=WITH_ROW_TOTALS), {**contents, **marked})
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "xlsx"]
    out = ["--outdir", str(tmp_path / "out"), str(path)]
    subprocess.run([*command, *out], check=True, capture_output=True, timeout=SECONDS)
    ws = load_workbook(tmp_path / "out" / path.name, data_only=True).worksheets[0]
    said = {str(row[0].value): row[9].value for row in ws.iter_rows()}

    differs, right = (read_texts("en")(f"template.row-{word}") for word in ("total", "right"))
    assert [said[key] for key in ("agdam", "terter", "xocali", "susa")] == [differs, right, differs, differs]
    assert said["fuzuli"] == right  # it was rounded


@pytest.mark.parametrize(("control", "word"), [(18.0, "agrees"), (18.1, "differs"), (18.01, "agrees")])
def test_a_control_total_that_was_rounded_agrees(tmp_path: Path, control: float, word: str) -> None:
    key = "area_cleared_ha"
    rows = {Cell("terter", key): 12.34, Cell("agdam", key): 5.67, Cell("susa", key): 0}
    path = fill(empty(tmp_path, programme=WITH_ROW_TOTALS), {**rows, Cell(CONTROL, key): control})
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "xlsx"]
    out = ["--outdir", str(tmp_path / "out"), str(path)]
    subprocess.run([*command, *out], check=True, capture_output=True, timeout=SECONDS)
    ws = load_workbook(tmp_path / "out" / path.name, data_only=True).worksheets[0]
    said = {str(row[0].value): row[5].value for row in ws.iter_rows()}

    assert said["#checks"] == read_texts("en")(f"template.{word}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_saved_by_libreoffice_it_says_what_was_filled_in(converted: Path, language: str) -> None:
    before, after = (
        read(converted / f"karabakh-{language}.xlsx"),
        read(converted / "xlsx" / f"karabakh-{language}.xlsx"),
    )

    assert after.contents == before.contents
    assert after.contents[Cell("agdam", "area_cleared_ha")] == 120_955
    assert after.contents[Cell("susa", STATE)] is RowState.NO_OPERATIONS
    assert after.form == before.form
    assert flaws(after) == []
    assert after.record == before.record


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints_on_one_page(converted: Path, language: str) -> None:
    pdf = (converted / "pdf" / f"karabakh-{language}.pdf").read_bytes()

    assert pdf.count(b"/Type/Page/") + pdf.count(b"/Type/Page\n") + pdf.count(b"/Type/Page ") == 1
