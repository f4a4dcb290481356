"""The pictures of a report in the window: seen, said aloud, copied, saved, printed, in every language."""

from datetime import date
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtPrintSupport import QPrinter

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.core.pictures.album import make_album
from fieldapp.core.pictures.drawing import LOOKS, PICTURES
from fieldapp.core.pictures.picture import ItemsPicture, PlacesPicture
from fieldapp.core.spans.span import Preset
from fieldapp.store.hq import reporting as many
from fieldapp.texts.pictures import picture_sentence, picture_title
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.kit.theme import THEMES
from fieldapp.ui.reports import reporting
from fieldapp.ui.reports.range_table import RangeTable
from tests.ui.driving import WEEK, cut_off, data_file, opened, running
from tests.ui.pictures import keep, lay_out

MARCH = Period(date(2025, 3, 1), date(2025, 3, 31))


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path))
    window.resize(1366, 768)
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def dialog(window):
    window.commands.open_period(MARCH)
    dialog = window.commands.reports.dialog
    dialog.as_pictures.setChecked(True)
    window.jobs.wait()
    return dialog


def test_each_picture_is_shown_and_says_itself_in_every_language(dialog, session):
    view = dialog.pictures.view
    for language in LANGUAGES:
        texts = read_texts(language)
        session.kit.speak(texts)
        for place in range(len(PICTURES)):
            dialog.pictures.which.setCurrentIndex(place)
            assert view.accessibleName() == picture_title(view.picture, texts)
            assert view.accessibleDescription() == picture_sentence(view.picture, texts)
            keep(dialog, f"pictures/{PICTURES[place]}-{language}")
        assert cut_off(dialog) == []


def test_pictures_take_the_colours_of_the_window_or_those_that_are_chosen(dialog, session):
    view = dialog.pictures.view
    for theme in THEMES.values():
        session.kit.wear(theme)
        lay_out()
        assert view.grab().toImage().pixelColor(2, 2).name() == theme.ground
        keep(dialog, f"pictures/{theme.name}")
    for place, _ in enumerate(LOOKS, start=1):
        dialog.pictures.look.setCurrentIndex(place)
        lay_out()
    assert view.grab().toImage().pixelColor(2, 2).name() == "#ffffff"


def test_pictures_are_made_only_when_they_are_looked_at(window):
    window.commands.open_period(MARCH)
    dialog = window.commands.reports.dialog

    assert dialog.pictures.view.picture is None
    dialog.as_pictures.setChecked(True)
    window.jobs.wait()
    assert isinstance(dialog.pictures.view.picture, PlacesPicture)


def test_pictures_that_nobody_waits_for_any_more_are_left(window, monkeypatch):
    begun, left = Event(), []

    def endless(report, report_of):
        begun.set()
        try:
            for _ in range(100_000):
                report_of(report.span, report.by)
        except FieldAppError as error:
            left.append(error.code)
            raise

    monkeypatch.setattr(reporting, "make_album", endless)
    window.commands.open_period(MARCH)
    dialog = window.commands.reports.dialog
    dialog.as_pictures.setChecked(True)
    begun.wait()
    dialog.reject()
    window.jobs.wait()

    assert left == ["stopped"]


def test_pictures_of_another_range_hold_up_no_report(window, monkeypatch):
    begun, left = Event(), []

    def long(report, report_of):
        begun.set()
        try:
            for _ in range(300):
                report_of(report.span, report.by)
        except FieldAppError as error:
            left.append(error.code)
            raise
        return make_album(report, report_of)

    monkeypatch.setattr(many, "MANY_SHEETS", -1)
    window.commands.open_period(MARCH)
    dialog = window.commands.reports.dialog
    monkeypatch.setattr(reporting, "make_album", long)
    dialog.as_pictures.setChecked(True)
    begun.wait()
    dialog.show_span(MARCH, Preset.DAYS)

    assert left == ["stopped"]
    assert dialog.report.span == MARCH


@pytest.fixture
def held_up(monkeypatch):
    """Pictures that are made when somebody says so; on which threads they were."""
    go, threads = Event(), []

    def make(report, report_of):
        threads.append(current_thread())
        assert go.wait(30)
        return make_album(report, report_of)

    monkeypatch.setattr(reporting, "make_album", make)
    yield go, threads
    go.set()


def test_the_page_answers_while_its_pictures_are_made(window, held_up):
    go, threads = held_up
    window.commands.open_period(MARCH)
    dialog = window.commands.reports.dialog
    dialog.as_pictures.setChecked(True)

    view = dialog.pictures.view
    for language in LANGUAGES:
        dialog._kit.speak(read_texts(language))
        assert view.accessibleName() == read_texts(language)("pictures.making")
        keep(dialog, f"pictures/making-{language}")
    dialog.pictures.which.setCurrentIndex(1)
    assert (view.picture, dialog.pictures.save.isEnabled()) == (None, False)
    dialog.as_table.setChecked(True)
    assert dialog.table.model().rowCount() > 1
    dialog.as_pictures.setChecked(True)
    go.set()
    window.jobs.wait()

    assert isinstance(view.picture, ItemsPicture)
    assert main_thread() not in threads
    assert len(threads) == 1


def test_what_was_wanted_of_the_report_meanwhile_is_done_when_its_pictures_are_there(
    window, session, held_up, tmp_path
):
    go, _ = held_up
    session.kit.desktop.chosen = tmp_path / "march.pdf"
    window.commands.open_period(MARCH)
    dialog = window.commands.reports.dialog
    dialog.pdf.click()
    assert dialog._told.text() == session.kit.texts("pictures.making")
    assert not (tmp_path / "march.pdf").exists()
    go.set()
    window.jobs.wait()

    assert (tmp_path / "march.pdf").read_bytes().startswith(b"%PDF")
    assert "march.pdf" in dialog._told.text()


def test_pictures_of_another_range_than_is_shown_by_then_are_not_shown(window, held_up):
    go, threads = held_up
    window.commands.open_period(MARCH)
    dialog = window.commands.reports.dialog
    dialog.as_pictures.setChecked(True)
    dialog._back.click()
    go.set()
    window.jobs.wait()

    assert dialog.pictures.view.picture.report.span.end == date(2025, 2, 28)
    assert len(threads) == 2


def test_a_report_that_is_closed_before_its_pictures_are_made_is_closed(window, held_up):
    go, _ = held_up
    window.commands.open_period(MARCH)
    dialog = window.commands.reports.dialog
    dialog.as_pictures.setChecked(True)
    dialog.reject()
    go.set()
    window.jobs.wait()

    assert window.commands.reports.dialog is None


def test_why_there_are_no_pictures_is_said(window, session, monkeypatch):
    def refuse(report, report_of):
        raise FieldAppError("sheet-damaged", period=WEEK, office="hq")

    monkeypatch.setattr(reporting, "make_album", refuse)
    window.commands.open_period(MARCH)
    dialog = window.commands.reports.dialog
    dialog.as_pictures.setChecked(True)
    window.jobs.wait()

    error = FieldAppError("sheet-damaged", period=WEEK, office="hq")
    assert dialog._told.text() == session.kit.texts.error(error)
    assert dialog.pictures.view.accessibleName() == ""


def test_another_range_has_other_pictures_and_none_has_none(window, dialog):
    dialog._back.click()
    window.jobs.wait()

    assert dialog.pictures.view.picture.report.span.end == date(2025, 2, 28)
    dialog.end.show_day(date(2024, 1, 1))
    dialog._take_dates()
    assert dialog.pictures.view.picture is None
    assert not dialog.pictures.save.isEnabled()
    assert not dialog.pdf.isEnabled()


def test_what_is_in_sight_is_copied(dialog, session):
    dialog.copy.click()

    (image,) = session.kit.desktop.images
    assert image.text("Title") == "By district: March 2025"
    assert session.kit.desktop.copied == []
    dialog.as_table.setChecked(True)
    dialog.copy.click()
    assert session.kit.desktop.copied[0].startswith("Headquarters, March 2025")


@pytest.mark.parametrize(("name", "begins"), [("a.svg", b"<?xml"), ("a.PNG", b"\x89PNG")])
def test_a_picture_is_saved_as_what_its_name_says(dialog, session, tmp_path, name, begins):
    session.kit.desktop.chosen = tmp_path / name
    dialog.pictures.save.click()

    assert (tmp_path / name).read_bytes().startswith(begins)
    assert session.kit.desktop.suggested[0].name == "hq-2025-03-01_2025-03-31-places.svg"
    assert name in dialog._told.text()


def test_nothing_is_saved_where_no_place_is_chosen(dialog, session):
    dialog.pictures.save.click()
    dialog.pdf.click()
    dialog.print.click()

    assert [path.suffix for path in session.kit.desktop.suggested] == [".svg", ".pdf"]
    assert "printer" in dialog._told.text()


def test_the_report_is_saved_as_a_pdf_file(dialog, session, tmp_path):
    session.kit.desktop.chosen = tmp_path / "march.pdf"
    dialog.pdf.click()

    assert (tmp_path / "march.pdf").read_bytes().startswith(b"%PDF")
    assert "march.pdf" in dialog._told.text()


def test_a_place_that_cannot_be_written_is_said(dialog, session, tmp_path):
    session.kit.desktop.chosen = tmp_path / "nowhere" / "march.pdf"
    dialog.pdf.click()

    assert "nowhere" in dialog._told.text()


def test_the_report_is_printed(dialog, session, tmp_path):
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    session.kit.desktop.printer = printer
    dialog.print.click()

    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    assert "rinted" in dialog._told.text()


def test_the_table_gives_no_column_all_of_the_room(window):
    window.commands.open_period(MARCH)
    table = window.commands.reports.dialog.table
    assert isinstance(table, RangeTable)
    wanted = table._widths()
    table.resize(2000, 400)
    lay_out()

    spare = [table.columnWidth(place) - width for place, width in enumerate(wanted)]
    assert len({*spare}) == 1
    assert spare[0] > 0


def test_the_window_still_fits_with_its_texts_twice_as_large(qapp, tmp_path, qtbot):
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        window.resize(1366, 768)
        session._appearance.step_zoom(40)
        window.commands.open_period(MARCH)
        dialog = window.commands.reports.dialog
        assert dialog is not None
        for language in LANGUAGES:
            session.kit.speak(read_texts(language))
            for choice in (dialog.as_table, dialog.as_pictures):
                choice.setChecked(True)
                window.jobs.wait()
                keep(dialog, f"pictures/twice-{language}-{choice.text()}")
                assert cut_off(dialog) == []


def test_the_keys_can_be_seen_on_the_picture(dialog):
    view = dialog.pictures.view
    dialog.activateWindow()
    dialog.pictures.which.setFocus()
    lay_out()
    without = view.grab().toImage()
    view.setFocus()
    lay_out()

    assert view.grab().toImage() != without
