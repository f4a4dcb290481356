"""Pictures on every device: what can be read in them, and that nothing is told by colour alone."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QImage

from fieldapp.core.hq.board import Arrived, Board
from fieldapp.core.numbers import Unit
from fieldapp.core.period import read_period, week_of
from fieldapp.core.pictures.album import make_album
from fieldapp.core.pictures.drawing import DRAWN, LOOKS, PICTURES, BoardDrawing, Drawing
from fieldapp.core.pictures.picture import (
    Band,
    BoardPicture,
    CumulativePicture,
    PlacesPicture,
    TilesPicture,
)
from fieldapp.core.published.kept import CasualtyCount
from fieldapp.core.spans.range_report import By
from fieldapp.core.spans.span import read_year
from fieldapp.pictures.files import draw_file
from fieldapp.pictures.output import Dots, svg_of
from fieldapp.pictures.palette import PALETTES, Hatch
from fieldapp.pictures.report import ReportPaper, pdf_of_report
from fieldapp.texts.board import state_word
from fieldapp.texts.pictures import band_words, empty_words, picture_key, picture_sentence, picture_title
from fieldapp.texts.ranges import covered_lines, range_title
from fieldapp.texts.reconciling import casualty_line
from fieldapp.texts.summary import dispute_line, origin_lines
from fieldapp.texts.texts import read_texts
from tests.pictures.making import album, board, reports, sheet, weeks_of_years

pytestmark = pytest.mark.usefixtures("qapp")

YEAR = read_year("2024")
SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2025, 3, 18)


@pytest.fixture(scope="module")
def made(programme):
    return album(programme, YEAR)


def words_of(svg: bytes) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def pictures_of(made, programme):
    return [*made.pictures, board(programme)]


def test_a_drawing_names_itself_and_says_itself_in_each_language(made, programme, any_texts):
    for picture in pictures_of(made, programme):
        root = ElementTree.fromstring(svg_of(picture, any_texts, PALETTES["light"]))

        assert (root.get("role"), root.get("lang")) == ("img", any_texts.language)
        assert root.findtext(f"{SVG}title") == picture_title(picture, any_texts)
        assert root.findtext(f"{SVG}desc") == picture_sentence(picture, any_texts)


def test_text_stays_text_with_the_figures_of_the_report(made, any_texts):
    """The districts, whole: Azerbaijani letters, and figures as the report writes them."""
    report = made.report
    words = words_of(svg_of(made.pictures[0], any_texts, PALETTES["light"]))

    for row in report.rows:
        if any(value is not None for value in row.values.values()):
            assert any_texts.district(row.key, report.programme) in words
            for indicator in report.programme.active:
                assert any_texts.figure(row.values[indicator.key], indicator.unit) in words


@pytest.mark.parametrize("which", ["weeks", "cumulative"])
def test_a_month_of_one_column_stands_below_that_of_the_others(made, any_texts, which):
    svg = svg_of(made.pictures[PICTURES.index(which)], any_texts, PALETTES["light"])
    months = any_texts("formats.months-alone").split()
    words = [node for node in ElementTree.fromstring(svg).iter(f"{SVG}text") if node.text in months]

    assert len(words) > 20
    for month in months:
        assert len({node.get("x") for node in words if node.text == month}) <= 1


def test_every_state_of_the_board_is_named_beside_its_mark(programme, any_texts):
    words = words_of(svg_of(board(programme), any_texts, PALETTES["print"]))

    assert {state_word(state, any_texts) for state in Arrived} <= {*words}
    assert {"2", "27", "52"} <= {*words}


def test_black_and_white_is_black_and_white(made, programme, texts):
    for picture in pictures_of(made, programme):
        root = ElementTree.fromstring(svg_of(picture, texts, PALETTES["print"]))
        colours = {node.get(name) for node in root.iter() for name in ("fill", "stroke")}
        for colour in colours - {None, "none", "black"}:
            assert QColor(colour).saturation() == 0, (picture_key(picture), colour)


def luminance(colour: str) -> float:
    parts = [part / 255 for part in QColor(colour).getRgb()[:3]]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_words_can_be_read_and_neighbours_differ_without_their_colour(palette):
    inks = (palette.main, palette.soft, *palette.parts, *palette.shades)
    assert contrast(palette.text, palette.ground) >= 4.5
    assert contrast(palette.quiet, palette.ground) >= 4.5
    assert contrast(palette.mark, palette.ground) >= 3
    for ink in inks:
        assert contrast(ink.on, ink.fill) >= 4.5, ink
    for one, other in zip(palette.parts, palette.parts[1:], strict=False):
        assert one.hatch is not other.hatch
    for less, more in zip(palette.shades, palette.shades[1:], strict=False):
        assert contrast(less.fill, more.fill) >= 1.15
    assert palette.main.hatch is Hatch.PLAIN
    assert contrast(palette.main.fill, palette.soft.fill) >= 1.8


def test_the_palettes_are_those_that_can_be_asked_for():
    assert {*PALETTES} == {*LOOKS}


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_is_drawn_beyond_the_edge(made, programme, any_texts, look):
    """The margin of every picture is of the ground alone."""
    ground = QColor(PALETTES[look].ground)
    for picture in pictures_of(made, programme):
        image = Dots(picture, any_texts, PALETTES[look], dots=0.5).image()
        wide, high = image.width(), image.height()
        edge = [(x, y) for x in range(wide) for y in (0, 1, high - 2, high - 1)]
        edge += [(x, y) for y in range(high) for x in (0, 1, 2, wide - 3, wide - 2, wide - 1)]
        assert {image.pixelColor(*at).rgb() for at in edge} == {ground.rgb()}, picture_key(picture)


def test_where_nothing_is_entered_that_is_said_and_no_chart_drawn(programme, any_texts):
    empty = album(programme, read_period("2025-W11"), weeks=0)

    for picture in (*empty.pictures, BoardPicture(programme, Board((), {}))):
        words = " ".join(words_of(svg_of(picture, any_texts, PALETTES["light"])))
        assert empty_words(picture, any_texts) in words
        assert empty_words(picture, any_texts) in picture_sentence(picture, any_texts)


def test_one_week_alone_is_drawn(programme, any_texts):
    for picture in album(programme, read_period("2023-W01"), weeks=1).pictures:
        assert words_of(svg_of(picture, any_texts, PALETTES["dark"]))


@pytest.mark.parametrize(
    ("language", "count", "sentence"),
    [
        ("en", 1, "1 item"),
        ("en", 21, "21 items"),
        ("ru", 1, "1 предмет:"),
        ("ru", 2, "2 предмета:"),
        ("ru", 11, "11 предметов:"),
        ("ru", 21, "21 предмет:"),
        ("ru", 1000, "1 000 предметов:"),
        ("az", 1, "1 tapıntı"),
        ("az", 101, "101 tapıntı"),
    ],
)
def test_sentences_have_the_right_plural(made, language, count, sentence):
    items = made.pictures[1]
    (first, _), *others = items.parts
    counted = replace(items, parts=((first, count), *((one, 0) for one, _ in others)))

    assert sentence in picture_sentence(counted, read_texts(language)).replace("\u00a0", " ")


def test_a_report_on_paper_says_what_the_report_says(made, any_texts, tmp_path):
    figures = {"total": 382, "killed": 70, "injured": 312}
    casualties = CasualtyCount(DAY, DAY.replace(year=2020), "ANAMA", figures)
    content = pdf_of_report(ReportPaper(made, 2, DAY, casualties), any_texts, PALETTES["light"])

    assert content.startswith(b"%PDF")
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not there")
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, timeout=60)
    words = " ".join(done.stdout.decode().split())
    report = made.report
    assert range_title(report, any_texts) in words
    assert " ".join(covered_lines(report, any_texts)[0].split()) in words
    assert any_texts("pictures.errors", n=2) in words
    assert " ".join(casualty_line(casualties, any_texts).split()) in words
    for indicator in report.programme.active:
        assert " ".join(any_texts.figure(report.total(indicator.key), indicator.unit).split()) in words
    for picture in made.pictures:
        assert picture_title(picture, any_texts) in words


def test_a_long_table_goes_on_with_its_head_on_the_next_page(programme, texts, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not there")
    report_of = reports(programme, weeks_of_years(programme, 130))
    long = make_album(report_of(YEAR, By.WEEK), report_of)
    path = tmp_path / "weeks.pdf"
    path.write_bytes(pdf_of_report(ReportPaper(long, 0, DAY), texts, PALETTES["print"]))
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, timeout=60)
    first, second, *_ = done.stdout.decode().split("\f")

    assert "Week " in "".join(second.splitlines()[:4])
    for week in range(1, 53):
        assert f"(2024-W{week:02d})" in first + second
    assert "Total" in second


@pytest.mark.parametrize("kind", DRAWN)
def test_every_kind_of_file_can_be_drawn(made, texts, kind):
    for which in PICTURES if kind != ".pdf" else PICTURES[:1]:
        content = draw_file(Drawing(made, kind, which, "light", 0, DAY), texts)

        assert content.startswith({".pdf": b"%PDF", ".svg": b"<?xml", ".png": b"\x89PNG"}[kind])


@pytest.mark.parametrize("kind", DRAWN)
def test_the_board_can_be_drawn_into_every_kind_of_file(programme, texts, kind):
    content = draw_file(BoardDrawing(board(programme), kind, "light", DAY), texts)

    assert content.startswith({".pdf": b"%PDF", ".svg": b"<?xml", ".png": b"\x89PNG"}[kind])


def test_the_board_of_a_demonstration_says_that_it_is_made_up_and_of_which_day_it_is(programme, any_texts):
    practice = replace(board(programme), is_demonstration=True)
    words = words_of(draw_file(BoardDrawing(practice, ".svg", "light", DAY), any_texts))

    assert any_texts("board.made-up") in words
    assert any_texts("pictures.issued", day=DAY) in words


def test_the_weeks_of_the_board_are_numbered_at_even_distances(programme, texts):
    words = words_of(svg_of(board(programme), texts, PALETTES["light"]))
    numbers = [int(word) for word in words if word.isdigit() and int(word) <= 53]
    steps = {after - before for before, after in pairwise(numbers) if after > before}

    assert len(numbers) > 5
    assert len(steps) == 1


def test_an_image_tells_its_sentence_too(made, texts):
    content = draw_file(Drawing(made, ".png", "items", "light", 0, DAY), texts)

    told = QImage.fromData(content).text("Description")
    assert told.startswith(picture_sentence(made.pictures[1], texts))
    assert covered_lines(made.report, texts)[0] in told


def test_a_picture_that_leaves_its_report_says_what_it_stands_on(made, any_texts):
    """Made-up figures and cells in dispute too: nobody sees the report beside it."""
    inner = replace(made.report.report, is_demonstration=True, disputed=3)
    doubtful = replace(made, report=replace(made.report, report=inner))
    for which in PICTURES:
        drawn = draw_file(Drawing(doubtful, ".svg", which, "light", 0, DAY), any_texts)
        words = " ".join(words_of(drawn))
        wanted = [*dispute_line(inner, any_texts), *origin_lines(inner, any_texts)]
        if which not in ("weeks", "cumulative"):
            wanted.append(covered_lines(made.report, any_texts)[0])
        assert len(wanted) >= 2
        for line in wanted:
            assert " ".join(line.split()) in " ".join(words.split())


AREA_OF_A_WEEK = {
    "en": ["0.0955", "5.0000", "12.1000"],
    "az": ["0,0955", "5,0000", "12,1000"],
    "ru": ["0,0955", "5,0000", "12,1000"],
}


@pytest.mark.parametrize("wanted", [PlacesPicture, TilesPicture])
def test_the_areas_of_a_picture_have_the_decimals_of_the_finest(programme, any_texts, wanted):
    week = read_period("2024-W11")
    areas = {"agdam": 955, "susa": 50_000, "lacin": 121_000}
    report_of = reports(
        programme, [sheet(programme, week, {key: (0, 0, 0, one) for key, one in areas.items()})]
    )
    made = make_album(report_of(week, By.DISTRICT), report_of)
    picture = next(one for one in made.pictures if isinstance(one, wanted))
    drawn = words_of(svg_of(picture, any_texts, PALETTES["light"]))
    read = picture_sentence(picture, any_texts)

    for figure in AREA_OF_A_WEEK[any_texts.language]:
        assert figure in drawn
        assert figure in read


def test_the_years_and_the_middle_of_the_weeks_have_the_decimals_of_the_finest(programme, texts):
    finer = week_of(date(2024, 6, 3))
    weeks = [one for one in weeks_of_years(programme, 130) if one[0].period != finer]
    weeks.append(sheet(programme, finer, {"agdam": (0, 0, 0, 120_959)}))
    report_of = reports(programme, weeks)
    made = make_album(report_of(YEAR, By.DISTRICT), report_of)
    sums = next(one for one in made.pictures if isinstance(one, CumulativePicture))
    band = Band(50_000, 120_959, 1_000_000, 30)

    assert set(re.findall(r"\d{4}: [\d,]+(\.\d+) ", picture_sentence(sums, texts))) > {".0959"}
    assert "12.0959; half of them between 5.0000 and 100.0000" in band_words(band, Unit.HECTARE, texts)
