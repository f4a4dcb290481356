"""The workbooks are, to the cell, what was committed (`python -m tests.exchange.golden` writes them anew)."""

import pytest

from tests.exchange.golden import FOLDER, as_text, workbooks


@pytest.mark.parametrize("name", ["whole_en", "partial_ru", "office_az", "demonstration_en", "correction_en"])
def test_a_workbook_is_what_was_committed(name):
    assert as_text(workbooks()[name]) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def test_every_golden_file_is_compared():
    assert {file.stem for file in FOLDER.iterdir()} == set(workbooks())
