"""The public cases of workbooks that other programs write: read rightly, and the whole kind of each.

The files in `bugs/` are the demonstration's report of 2025-W11, changed in one thing each, as the app wrote
it before workbooks carried a record.
"""

import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from openpyxl.formula.translate import Translator

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.exchange.workbook import read_workbook
from fieldapp.texts.texts import LANGUAGES, read_texts
from tests.exchange.intact import written
from tests.exchange.making import INDICATORS, PROGRAMME, R084

BUGS = Path(__file__).resolve().parent / "bugs"
DATA = "xl/worksheets/sheet5.xml"
"""The part of the sheet Data in the workbook of today that is changed here."""

STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
}


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    """The parts of a workbook of today, by name."""
    with zipfile.ZipFile(written(tmp_path_factory.mktemp("parts"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def reread(tmp_path):
    """Write parts as a workbook, and read it."""

    def reread(parts):
        path = tmp_path / "week.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return read_workbook(path, PROGRAMME)

    return reread


def edited(parts, edit, *, within=r"xl/worksheets/[^/]*\.xml"):
    """The parts with the text of some of them changed."""
    return {
        name: edit(content.decode()).encode() if re.fullmatch(within, name) else content
        for name, content in parts.items()
    }


@pytest.mark.parametrize("file", sorted(BUGS.glob("*.xlsx")), ids=lambda file: file.stem)
def test_a_public_case_is_read_and_intact_in_its_older_form(file):
    reading = read_workbook(file, PROGRAMME)

    assert reading.totals == dict(zip(INDICATORS, R084, strict=True))
    assert reading.period == read_period("2025-W11")
    assert reading.alterations == ()
    assert reading.is_intact()
    assert reading.is_older_form


def as_floats(text):
    return re.sub(r'(<c r="[A-Z]+\d+"[^>]*t="n"[^>]*><v>-?\d+)(</v>)', r"\1.0\2", text)


def as_powers(text):
    return re.sub(r'(<c r="[A-Z]+\d+"[^>]*t="n"[^>]*><v>-?\d+)(</v>)', r"\1E0\2", text)


def with_noise(text):
    return re.sub(r"<v>(\d+\.\d+)</v>", lambda match: f"<v>{float(match[1]):.17g}</v>", text)


def with_iso_dates(text):
    return re.sub(
        r'<c r="([A-Z]+\d+)"([^>]*) t="n"><v>45726</v>', r'<c r="\1"\2 t="d"><v>2025-03-10</v>', text
    )


def with_iso_times(text):
    return re.sub(
        r'<c r="([A-Z]+\d+)"([^>]*) t="n"><v>45732</v>', r'<c r="\1"\2 t="d"><v>2025-03-16T00:00:00</v>', text
    )


def without_styles(text):
    return re.sub(r' s="\d+"', "", text)


def with_lower_case_addresses(text):
    return re.sub(r'<c r="([A-Z]+\d+)"', lambda match: f'<c r="{match[1].lower()}"', text)


def with_a_prefix(text):
    prefixed = re.sub(r"<(/?)(\w+)([ />])", r"<\1x:\2\3", text)
    return prefixed.replace(" xmlns=", " xmlns:x=", 1)


def with_shared_formulas(text):
    """As a program writes a formula that was filled down: once, and then by its number."""
    begun = {}

    def share(match):
        cell, head, formula = match[1], match[2], unescape(match[3])
        column = cell.rstrip("0123456789")
        first, place, number = begun.get(column, ("", cell, 0))
        if first and Translator(f"={first}", place).translate_formula(cell) == f"={formula}":
            return f'<c r="{cell}"{head}><f t="shared" si="{number}"/>'
        number = len(re.findall("<f>", text[: match.start()]))
        begun[column] = formula, cell, number
        return f'<c r="{cell}"{head}><f t="shared" ref="{cell}:{cell}" si="{number}">{match[3]}</f>'

    return re.sub(r'<c r="([A-Z]+\d+)"([^>]*)><f>([^<]*)</f>', share, text)


def shared_with_the_one_above(text):
    """As a spreadsheet writes a cell into which the formula above it was filled, whatever was there."""
    first, *rest = re.split(r"(?=<f>)", text)
    shared = [re.sub(r"<f>[^<]*</f>", '<f t="shared" si="0"/>', piece) for piece in rest[1:2]]
    begun = [piece.replace("<f>", '<f t="shared" ref="A1:Z99" si="0">', 1) for piece in rest[:1]]
    return "".join([first, *begun, *shared, *rest[2:]])


def without_its_formula(text):
    return re.sub(r"<f>[^<]*</f>", "<f></f>", text, count=1)


@pytest.mark.parametrize(
    "way", [shared_with_the_one_above, without_its_formula], ids=lambda way: way.__name__
)
def test_a_formula_that_was_filled_over_another_is_found(parts, reread, way):
    """What is shared was never compared: any formula could stand there."""
    changed = edited(parts, way)
    assert changed != parts

    assert not reread(changed).is_intact()


WAYS = [
    with_shared_formulas,
    as_floats,
    as_powers,
    with_noise,
    with_iso_dates,
    with_iso_times,
    without_styles,
    with_lower_case_addresses,
    with_a_prefix,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_whatever_way_a_cell_is_written_it_says_the_same(parts, reread, way):
    changed = edited(parts, way)
    assert changed != parts

    assert reread(changed).is_intact()


def test_cells_without_an_address_stand_in_their_turn(parts, reread):
    changed = edited(parts, lambda text: re.sub(r'(<row|<c) r="\w+"', r"\1", text), within=DATA)
    assert b' r="' not in changed[DATA].partition(b"<sheetData")[2].partition(b"</sheetData")[0]

    assert reread(changed).is_intact()


def test_every_part_may_have_its_name_in_capitals_or_small_letters(parts, reread):
    for name in parts:
        for other in (name.upper(), name.lower(), name.replace("/", "\\")):
            assert reread({(other if own == name else own): parts[own] for own in parts}).is_intact(), other
    assert reread({name.replace("/", "\\"): content for name, content in parts.items()}).is_intact()


def test_the_main_part_may_lie_anywhere_that_the_relations_lead_to(parts, reread):
    moved = {re.sub(r"^xl/", "book/", name): content for name, content in parts.items()}
    moved = edited(
        moved, lambda text: text.replace("xl/", "book/"), within=r".*\.rels|\[Content_Types\]\.xml"
    )
    assert reread(moved).is_intact()


def test_a_relation_may_be_absolute_or_have_backslashes(parts, reread):
    rels = r"xl/_rels/workbook\.xml\.rels"
    for first, then in (('Target="/xl/', 'Target="'), ('Target="/xl/', 'Target="\\xl\\')):
        changed = edited(parts, lambda text, a=first, b=then: text.replace(a, b), within=rels)
        assert changed != parts
        assert reread(changed).is_intact()


def test_strict_open_xml_is_read_like_any_other(parts, reread):
    def strict(text):
        for transitional, other in STRICT.items():
            text = text.replace(transitional, other)
        return text

    assert reread(edited(parts, strict, within=r".*\.(xml|rels)")).is_intact()


def test_no_part_that_holds_no_figure_has_a_say_in_whether_the_figures_are_read(parts, reread):
    """Styles, theme, core properties, charts, drawings, tables: gone, empty, broken, or no XML."""
    idle = [
        name
        for name in parts
        if re.match(r"xl/(styles|theme|charts|drawings|tables)|docProps/(core|app)", name)
    ]
    assert len(idle) >= 7
    for name in idle:
        assert reread({own: content for own, content in parts.items() if own != name}).is_intact(), name
        for content in (b"", b"<broken", b"\0\1\2", b"<styleSheet/>"):
            assert reread({**parts, name: content}).is_intact(), name


def test_no_attribute_of_a_style_has_a_say(parts, reread):
    styles = parts["xl/styles.xml"].decode()
    names = sorted(set(re.findall(r" (\w+)=", styles)) - {"xmlns"})
    assert len(names) > 10
    for name in names:
        broken = re.sub(rf' {name}="[^"]*"', f' {name}="odd"', styles)
        assert reread({**parts, "xl/styles.xml": broken.encode()}).is_intact(), name


@pytest.mark.parametrize("day", ["25.11.2026 23:57", "", "yesterday", "2026-13-45T99:99:99Z"])
def test_no_date_of_the_properties_has_a_say(parts, reread, day):
    core = re.sub(r"(<dcterms:\w+[^>]*>)[^<]*", rf"\g<1>{day}", parts["docProps/core.xml"].decode())
    assert reread({**parts, "docProps/core.xml": core.encode()}).is_intact()


def test_a_copy_of_any_sheet_may_stand_before_it_and_say_something_else(parts, reread):
    book, rels = parts["xl/workbook.xml"].decode(), parts["xl/_rels/workbook.xml.rels"].decode()
    sheets = re.findall(r'<sheet [^>]*name="([^"]+)"[^>]*r?:?id="(\w+)"[^>]*/>', book)
    assert len(sheets) == 6
    for number, (title, _) in enumerate(sheets, start=1):
        copy = re.sub(r"<v>(\d+)</v>", r"<v>1\1</v>", parts[f"xl/worksheets/sheet{number}.xml"].decode())
        sheet = f'<sheet name="{title} (2)" sheetId="99" state="visible" r:id="rId99"/>'
        relation = (
            '<Relationship Id="rId99" Target="/xl/worksheets/copy.xml" Type="http://schemas.openxmlformats.org/'
            'officeDocument/2006/relationships/worksheet"/>'
        )
        named = book.replace("<sheets>", f"<sheets>{sheet}")
        if "xmlns:r=" not in named.partition("<sheets>")[0]:
            named = named.replace(
                "<workbook ",
                '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ',
                1,
            )
        changed = {
            **parts,
            "xl/workbook.xml": named.encode(),
            "xl/_rels/workbook.xml.rels": rels.replace(
                "</Relationships>", f"{relation}</Relationships>"
            ).encode(),
            "xl/worksheets/copy.xml": copy.encode(),
        }
        assert reread(changed).is_intact(), title


def test_a_workbook_that_counts_its_days_from_1904_says_the_same_days(parts, reread):
    changed = edited(
        parts,
        lambda text: re.sub(r"<workbookPr\b", '<workbookPr date1904="1"', text),
        within="xl/workbook.xml",
    )
    since_1904 = edited(
        changed,
        lambda text: re.sub(r"<v>(457\d\d)</v>", lambda found: f"<v>{int(found[1]) - 1462}</v>", text),
    )
    reading = reread(since_1904)

    assert reading.period == read_period("2025-W11")
    assert reading.is_intact()


def test_a_formula_is_no_figure_whatever_it_came_to(parts, reread):
    formula = edited(
        parts,
        lambda text: re.sub(r'(<c r="I3"[^>]*>)<v>(\d+)</v>', r"\1<f>10+2</f><v>\2</v>", text),
        within=DATA,
    )
    with pytest.raises(FieldAppError) as error:
        reread(formula)
    assert (error.value.code, error.value.details["where"]) == ("workbook-wrong", "Data!I3")


def test_a_part_that_is_there_twice_is_no_part(parts, reread):
    with pytest.raises(FieldAppError) as error:
        reread({**parts, DATA.upper(): parts[DATA]})
    assert error.value.code == "not-a-workbook"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
FORMATS = {
    ".xls": OLE + "Workbook".encode("utf-16-le") + bytes(900),
    "password": OLE + "EncryptedPackage".encode("utf-16-le") + bytes(900),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FORMATS)
def test_another_format_is_named_and_it_is_said_what_to_do(tmp_path, kind, language):
    (tmp_path / "week.xlsx").write_bytes(FORMATS[kind])
    assert_named(tmp_path / "week.xlsx", kind, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "inside"),
    [(".ods", ("mimetype", "content.xml", "META-INF/manifest.xml")), (".xlsb", ("xl/workbook.bin",))],
)
def test_another_zip_is_named_and_it_is_said_what_to_do(tmp_path, kind, inside, language):
    with zipfile.ZipFile(tmp_path / "week.xlsx", "w") as archive:
        for name in inside:
            archive.writestr(name, b"<x/>")
    assert_named(tmp_path / "week.xlsx", kind, language)


def assert_named(path, kind, language):
    with pytest.raises(FieldAppError) as error:
        read_workbook(path, PROGRAMME)
    sentence = read_texts(language).error(error.value)
    assert {"password": error.value.code == "workbook-encrypted"}.get(kind, kind in sentence)
    assert "(.xlsx)" in sentence
