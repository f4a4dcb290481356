"""Rows from a CSV file, as Excel writes it in every locale and people name their districts."""

from pathlib import Path

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell
from fieldapp.exchange.rows_csv import read_rows
from fieldapp.texts.headings import all_headings
from tests.core.making import COLUMNS, refusal, sheet_of

BUGS = Path(__file__).parent / "bugs"
HEADER = "district,state,ap_mines,at_mines,uxo,area_cleared_ha"
LINES = f"{HEADER}\r\nağdam,,1,2,3,4.5\r\nfuzuli,,4,5,6,7.5\r\n"
READ = {"agdam": [1, 2, 3, 45_000], "fuzuli": [4, 5, 6, 75_000]}


@pytest.fixture
def read(programme: Programme, tmp_path: Path):
    """The numbers of each district in a file with these bytes, or in that file."""

    def read(content: bytes | str | Path) -> dict[str, list]:
        path = content if isinstance(content, Path) else tmp_path / "rows.csv"
        if not isinstance(content, Path):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        wanted = read_rows(path, programme, sheet_of(programme), all_headings().kinds)
        districts = dict.fromkeys(cell.district for cell in wanted)
        return {key: [wanted.get(Cell(key, column)) for column in COLUMNS] for key in districts}

    return read


def test_the_sep_line_of_excel_is_taken(read) -> None:
    assert read(BUGS / "sep-line.csv") == READ


def test_a_column_that_shows_its_decimal_mark_is_read_by_it(read) -> None:
    assert read(BUGS / "grouped-and-decimal-in-one-column.csv") == {
        "agdam": [1, 2, 3, 16_511_000],
        "fuzuli": [1, 2, 3, 11_980_000],
    }


@pytest.mark.parametrize(
    "text",
    [
        LINES,
        LINES.replace("\r\n", "\n"),
        LINES.replace("\r\n", "\r"),
        LINES.rstrip(),
        f"\ufeff{LINES}",
        f"sep=,\r\n{LINES}",
        f'"sep=,"\r\n{LINES}',
        f"\ufeffSEP=,\n{LINES}",
        f"sep=,,,,,\r\n{LINES}",
        f"sep=;\r\n{LINES.replace(',', ';')}",
        f"sep=\t\r\n{LINES.replace(',', chr(9))}",
        f"sep=|\r\n{LINES.replace(',', '|')}",
        LINES.replace(",", ";"),
        LINES.replace(",", ";").replace(".", ","),
        LINES.replace(",", "\t").replace(".", ","),
        LINES.replace("\r\n", ",,,\r\n"),
        LINES.replace(",", ";").replace("\r\n", ";\r\n"),
        LINES.replace("\r\n", ",,,\r\n", 1),
        f"\r\n\r\n{LINES}\r\n,,,,,\r\n",
        f";;;;;\r\n{LINES.replace(',', ';')}",
        LINES.replace("4.5", '"4,5"'),
        LINES.replace("ağdam", '"ağdam"'),
        LINES.replace("4.5", " 4.5 "),
        LINES.replace("4.5", "\u200e4.5\u200b"),
        LINES.replace("4.5", "4.5 ha"),
        LINES.replace("ağdam", "Ağ\u00addam"),
        LINES.replace("ağdam", "\u2066Ağdam rayonu\u2069"),
        f"{LINES}\x1a",
        LINES.replace("district,state", "DISTRICT , State"),
        LINES.replace("district", "DİSTRİCT"),
        LINES.replace("ağdam,,", "ağdam,REPORTED,"),
    ],
    ids=range(31),
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_of_any_locale_is_read_alike(read, text: str, encoding: str) -> None:
    assert read(text.encode(encoding)) == READ


def test_columns_come_in_any_order(read) -> None:
    assert read("Area_Cleared_HA;UXO;AT_mines;AP_MINES;District\n4,5;3;2;1;agdam") == {"agdam": READ["agdam"]}


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1251", "Агдам"),
        ("cp1251", "Агдамский район"),
        ("cp1254", "Ağdam"),
        ("cp1252", "Aghdam"),
        ("utf-16", "Агдам"),
        ("utf-16-le", "Агдам"),
    ],
)
@pytest.mark.parametrize("area", ["1\u00a0651,1", "1651,1"])
def test_an_old_encoding_is_read_where_every_name_is_known(read, encoding: str, name: str, area: str) -> None:
    content = f"district;ap_mines;at_mines;uxo;area_cleared_ha\r\n{name};1;2;3;{area}\r\n".encode(encoding)

    assert read(content) == {"agdam": [1, 2, 3, 16_511_000]}


@pytest.mark.parametrize(
    "content",
    [
        LINES.replace("ağdam", "Ağdamı").encode("cp1254"),
        LINES.replace("ağdam", "Бакинский").encode("cp1251"),
        "район;ap_mines\r\nАгдам;1".encode("cp1251"),
        b"\xff\xfe\x00",
        b"\xff\xfea",
        LINES.encode("cp1254") + "Шуша,,1,2,3,4".encode("cp1251"),
    ],
    ids=range(6),
)
def test_what_is_in_no_known_encoding_is_refused_whole(read, content: bytes) -> None:
    with pytest.raises(FieldAppError) as error:
        read(content)

    assert refusal(error)[0] == "csv-not-utf-8"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "csv-columns"),
        ("\n\n", "csv-columns"),
        ("sep=;", "csv-columns"),
        (HEADER, "csv-empty"),
        (f"{HEADER},\nagdam,,1,2,3,4,5", "csv-cells"),
        (f"{HEADER}\nagdam,,1,2,3", "csv-cells"),
        (f"{HEADER}\nagdam,,1,651,2,3,4", "csv-cells"),
        (f'{HEADER}\nagdam,,1,2,3,"4', "csv-broken"),
        (f"{HEADER}\nagdam,,1,2\0,3,4", "csv-broken"),
        (f"{HEADER}\nKerimli,,1,2,3,4", "in-line"),
        (f"{HEADER}\nagdam,,1,2,3,4\nAğdam rayonu,,1,2,3,4", "in-line"),
        (f"{HEADER}\nagdam,,1,2,3,\u200b1,198", "csv-cells"),
    ],
)
def test_what_cannot_be_taken_whole_is_refused_whole(read, text: str, code: str) -> None:
    with pytest.raises(FieldAppError) as error:
        read(text)

    assert refusal(error)[0] == code


def test_the_line_that_is_named_is_the_line_of_the_file(read) -> None:
    with pytest.raises(FieldAppError) as error:
        read(f"sep=,\r\n\r\n{LINES}Kerimli,,1,2,3,4")

    assert error.value.details["line"] == 6
