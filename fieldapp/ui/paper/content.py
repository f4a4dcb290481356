"""What stands on a form, on paper: the one that teams fill in, and the open sheet filled in; no ink yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from fieldapp.core.checks.finding import count_errors, count_warnings
from fieldapp.core.checks.totals import row_controls_on_paper
from fieldapp.core.programme import ITEMS, Programme
from fieldapp.core.sheet import CONTROL, CONTROL_ITEMS, ROW_CONTROLS, STATE, Cell, RowState, Sheet
from fieldapp.texts.texts import Texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.standing import demonstration_message
from fieldapp.ui.sheet.lines import (
    Column,
    GridRow,
    RowKind,
    body_rows,
    cell_of,
    columns_of,
    footer_rows,
    row_controls_in,
)
from fieldapp.ui.sheet.words import SheetWords

TICK = "\u2610"
"""The empty box of a row in which nobody worked."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with its text; without one, a line to write on."""

    label: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A line of the table: its kind says how heavy it looks; `aside` is said quietly beside its name."""

    kind: RowKind
    name: str
    aside: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class PaperForm:
    """A sheet of paper. `heads`: of the columns after the names of the rows; `is_blank`: rows are as high as
    a hand needs. `remarks` stand below the table, `signatures` are lines to write on at the end."""

    title: str
    office: str
    notice: str
    facts: tuple[Labelled, ...]
    place: str
    heads: tuple[str, ...]
    rows: tuple[FormRow, ...]
    remarks: tuple[str, ...]
    signatures: tuple[tuple[Labelled, ...], ...]
    foot: tuple[str, str]
    is_blank: bool


def blank_form(document: Document, texts: Texts) -> PaperForm:
    """The form that teams fill in: the districts and columns of the open sheet in the order of the screen.

    The period is left to be written, so that copies can be kept in stock.
    """
    words, sheet = SheetWords(document, lambda: texts), Sheet(document.period, document.sheet.districts, ())
    columns = _columns_to_fill(document.programme)
    rows = []
    for row in body_rows(document.programme, sheet):
        is_district = row.kind is RowKind.DISTRICT
        cells = ("",) * len(columns) + (TICK if is_district else "",)
        rows.append(
            FormRow(row.kind, words.row_name(row), words.row_aside(row) if is_district else "", cells)
        )
    control = texts.district(CONTROL, document.programme)
    rows.append(FormRow(RowKind.CONTROL, control, "", ("",) * (len(columns) + 1)))
    return PaperForm(
        title=texts("form.title"),
        office=_office(document, texts),
        notice=texts("form.practice") if document.store.is_demonstration else "",
        facts=(Labelled(texts("form.from")), Labelled(texts("form.to")), Labelled(texts("form.team"))),
        place=texts("grid.district"),
        heads=(*_heads(words, columns), texts("form.tick")),
        rows=tuple(rows),
        remarks=(texts("form.how"), *_sums(words, columns), texts("form.how-area")),
        signatures=_signatures(texts),
        foot=(texts("form.districts-of", period=document.period), texts.names(document.programme.names)),
        is_blank=True,
    )


def _columns_to_fill(programme: Programme) -> tuple[Column, ...]:
    """The control total of a row's items is what a hand writes under *items*, where that is there."""
    controls = set(row_controls_on_paper(programme))
    if any(column.key == ITEMS for column in columns_of(programme)):
        controls.discard(CONTROL_ITEMS)
    return columns_of(programme, controls)


def filled_form(document: Document, texts: Texts) -> PaperForm:
    """The open sheet as it stands, with what it stands on; its order and figures are those of the screen."""
    words = SheetWords(document, lambda: texts)
    columns = columns_of(document.programme, row_controls_in(document.sheet))
    body = body_rows(document.programme, document.sheet)
    foot = footer_rows(document.programme, document.sheet)
    return PaperForm(
        title=texts("form.title"),
        office=_office(document, texts),
        notice=demonstration_message(document).say(texts) if document.store.is_demonstration else "",
        facts=_facts(document, texts),
        place=texts("grid.district"),
        heads=(*_heads(words, columns), texts("form.state")),
        rows=tuple(_filled_row(row, columns, document, words) for row in (*body, *foot)),
        remarks=(*_sums(words, columns), *_notes(document, words), *_findings(document, texts)),
        signatures=_signatures(texts),
        foot=(
            texts("form.printed", date=document.today, time=f"{document.now():%H:%M}"),
            document.report().seal.check_code,
        ),
        is_blank=False,
    )


def _office(document: Document, texts: Texts) -> str:
    return texts.names(document.programme.office(document.office).names)


def _heads(words: SheetWords, columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(words.column_name(column) for column in columns)


def _facts(document: Document, texts: Texts) -> tuple[Labelled, ...]:
    standing, errors = document.standing, count_errors(document.findings)
    counts = (errors, count_warnings(document.findings))
    found = [
        texts(f"window.count-{kind}", n=count)
        for kind, count in zip(("error", "warning"), counts, strict=True)
        if count
    ]
    facts = [
        Labelled(texts("form.period"), texts.period_label(document.period)),
        Labelled(
            texts("form.status"), texts(f"window.status-{standing.status.value}", revision=standing.revision)
        ),
        Labelled(texts("workbook.check-code"), document.report().seal.check_code),
        Labelled(texts("window.findings"), ", ".join(found) or texts("window.nothing-to-mend")),
    ]
    if standing.verified_by:
        facts.append(Labelled(texts("workbook.verified-by"), standing.verified_by))
    if standing.reason:
        facts.append(Labelled(texts("workbook.reason"), standing.reason))
    return tuple(facts)


def _filled_row(row: GridRow, columns: Sequence[Column], document: Document, words: SheetWords) -> FormRow:
    cells = []
    for column in columns:
        cell, shown = cell_of(row, column), words.shown(row, column)
        cells.append(f"{shown} ?" if cell and document.unread(cell) else shown)
    state = ""
    if row.kind is RowKind.DISTRICT:
        state = _state(document.sheet.state(row.key), words.texts)
    return FormRow(row.kind, words.row_name(row), words.row_aside(row), (*cells, state))


def _state(state: RowState, texts: Texts) -> str:
    return texts(f"workbook.state-{state.value.replace('_', '-')}")


def _sums(words: SheetWords, columns: Sequence[Column]) -> tuple[str, ...]:
    """What the columns that are not typed add up: `Items = AP mines + AT mines + UXO`."""
    return tuple(words.column_spoken(column) for column in columns if not column.is_typed)


def _notes(document: Document, words: SheetWords) -> list[str]:
    """The notes in the order of the table."""
    sheet, texts = document.sheet, words.texts
    lines = []
    for district in (*sheet.districts, CONTROL):
        for indicator in (*sheet.indicators, *ROW_CONTROLS, STATE):
            note = sheet.notes.get(Cell(district, indicator))
            if note:
                name = texts.district(district, document.programme)
                if indicator != STATE:
                    name = f"{name}, {texts.column(indicator, document.programme)}"
                lines.append(texts("form.note", place=name, note=note))
    return lines


def _findings(document: Document, texts: Texts) -> list[str]:
    """The findings in words, errors first."""
    return [
        f"{texts(f'window.severity-{finding.severity.value}')}: {texts.finding(finding, document.programme)}"
        for finding in document.findings
    ]


def _signatures(texts: Texts) -> tuple[tuple[Labelled, ...], ...]:
    """Who filled it in, and who keyed it a second time."""
    date, name = Labelled(texts("form.date")), Labelled(texts("form.signature"))
    return (
        (Labelled(texts("form.filled-in-by")), date, name),
        (Labelled(texts("form.checked-by")), date, name),
    )
