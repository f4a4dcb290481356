"""A workbook of which one sheet was written anew is the workbook that openpyxl would have saved."""

from zipfile import ZipFile

import pytest

from tests.exchange.intact import written
from tests.exchange.resaving import resaved

DATED = "docProps/core.xml"
"""Says when it was saved."""
SECOND = b' outlineLevelCol="0"'
"""openpyxl adds it when it saves a workbook a second time."""
SHEETS = range(6)


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return written(tmp_path_factory.mktemp("resaving"))


def parts(path):
    with ZipFile(path) as archive:
        read = {name: archive.read(name) for name in archive.namelist() if name != DATED}
    return {name: content.replace(SECOND, b"") for name, content in read.items()}


@pytest.mark.parametrize("number", SHEETS)
def test_each_sheet_alone_is_written_as_with_all_others(source, tmp_path, number):
    again = resaved(source)
    sheet = again.book.worksheets[number]
    with again.altered(sheet["A3"], "altered", tmp_path / "one.xlsx") as one:
        again.book.save(tmp_path / "all.xlsx")

        assert parts(one) == parts(tmp_path / "all.xlsx")


def test_afterwards_nothing_is_altered(source, tmp_path):
    again = resaved(source)
    before = parts(again.save("Data", tmp_path / "before.xlsx"))
    for sheet in again.book.worksheets:
        with again.altered(sheet["A1"], None, tmp_path / "altered.xlsx") as altered:
            assert parts(altered) != before

    assert parts(again.save("Data", tmp_path / "after.xlsx")) == before
