"""The Report sheet: what is published, what it stands on, the ready sentences, what identifies the file."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.numbers import Unit, Value, entered
from fieldapp.core.records.record import Record
from fieldapp.core.report import Report
from fieldapp.core.sheet import RowState
from fieldapp.exchange.xlsx.contract import (
    CHECK_CODE,
    DISTRICTS_EXPECTED,
    DISTRICTS_REPORTED,
    OFFICE_NAME,
    PERIOD_END,
    PERIOD_START,
    RECORD_ID,
    REVISION,
    VERDICT,
    WORKBOOK_KIND,
    sum_name,
    total_name,
)
from fieldapp.exchange.xlsx.page import (
    corrected_line,
    demonstration_line,
    keep_whole,
    put_notice,
    put_title,
    set_page,
)
from fieldapp.exchange.xlsx.style import (
    DATES,
    ONE_DECIMAL,
    WHOLE,
    CellContent,
    fit,
    lines,
    merge,
    number_format,
    put,
    put_alarm,
    put_formula,
    set_height,
)
from fieldapp.texts.sentences import names_of, organisations_of, ready_sentence
from fieldapp.texts.summary import districts_told
from fieldapp.texts.texts import LANGUAGES, Texts, read_texts

LABEL, FIGURE, NOTE = 1, 2, 3
NOTE_WIDTH = 58.0
PROSE = 1.1
"""Letters in the width of a digit, in running text: what a line holds more than its column is wide."""


_APART = 8.0
"""Points between sections."""

SENTENCE_FORMS = ("wire", "post")


@dataclass
class _Paper:
    """The sheet while it is being filled from the top down; `names`: defined name → cell address;
    `sections`: the rows that they begin with."""

    ws: Worksheet
    report: Report
    texts: Texts
    prose_width: float
    errors: int
    row: int = 1
    names: dict[str, str] = field(default_factory=dict)
    sections: list[int] = field(default_factory=list)

    def section(self, key: str) -> None:
        """A heading over the next rows."""
        self.sections.append(self.row)
        self.ws.row_dimensions[self.row].height = _APART
        self.row += 1
        for column in (LABEL, FIGURE, NOTE):
            put(self.ws, self.row, column, self.texts(key) if column == LABEL else None, "section")
        set_height(self.ws, self.row, 1, least=22)
        self.row += 1

    def fact(self, label: str, content: CellContent, name: str = "", fmt: str = "", note: str = "") -> None:
        """A labelled value of one cell."""
        self._line(label, content, "identity", fmt, note)
        self._named(name)

    def count(self, label: str, number: int, name: str, note: str = "") -> None:
        """A labelled number of things that are no finds."""
        self._line(label, number, "value", WHOLE, note)
        self._named(name)

    def figure(self, label: str, value: Value, unit: Unit, name: str, note: str = "") -> None:
        """A labelled total: the exact number, shown as it is published."""
        number = entered(value, unit)
        fmt = ONE_DECIMAL if unit is Unit.HECTARE else number_format(number, unit)
        self._line(label, number, "figure", fmt, note)
        self._named(name)

    def prose(self, label: str, text: str, name: str = "") -> None:
        """A labelled text over the rest of the line, as high as it needs."""
        put(self.ws, self.row, LABEL, label, "label")
        put(self.ws, self.row, FIGURE, text, "prose")
        put(self.ws, self.row, NOTE, None, "prose")
        merge(self.ws, self.row, FIGURE, NOTE)
        set_height(self.ws, self.row, lines(text, self.prose_width * PROSE))
        self.row += 1
        self._named(name)

    def _line(self, label: str, content: CellContent, style: str, fmt: str, note: str) -> None:
        put(self.ws, self.row, LABEL, label, "label")
        put(self.ws, self.row, FIGURE, content, style, fmt)
        put(self.ws, self.row, NOTE, note or None, "note")
        set_height(self.ws, self.row, lines(note, NOTE_WIDTH * 1.2), line=12.5, least=22 if note else 18)
        self.row += 1

    def _named(self, name: str) -> None:
        if name:
            self.names[name] = f"$B${self.row - 1}"


def fill_report(
    ws: Worksheet,
    report: Report,
    record: Record,
    texts: Texts,
    order: str | None,
    issued: date,
    errors: int,
) -> dict[str, str]:
    """Write the sheet. `errors`: how many findings keep it from being ready. Returns the address of each
    defined name's cell."""
    width = fit(ws, LABEL, _labels(report, texts), 26, 46)
    fit(ws, FIGURE, (), 18)
    fit(ws, NOTE, (), NOTE_WIDTH)
    paper = _Paper(ws, report, texts, 18 + NOTE_WIDTH, errors)
    _head(paper, issued, errors, width)
    _headline(paper)
    _sums(paper)
    _standing(paper, order)
    _sentences(paper, order)
    _identity(paper, record)
    _other_sentences(paper, order)
    keep_whole(paper.ws, [*paper.sections, paper.row], [LABEL, FIGURE, NOTE])
    set_page(ws, report, texts, (paper.row - 1, NOTE), landscape=False)
    return paper.names


def _head(paper: _Paper, issued: date, errors: int, label_width: float) -> None:
    ws, report, texts = paper.ws, paper.report, paper.texts
    office = texts.names(report.programme.office(report.office).names)
    put_title(ws, report, texts, texts("workbook.title"))
    put(ws, 2, LABEL, f"{office} · {texts.names(report.programme.names)}", "quiet")
    answered = districts_told(report, texts) if report.is_summary else _answered(report, texts)
    put(ws, 3, LABEL, f"{texts.period_label(report.period)} · {answered}", "subtitle")
    set_height(ws, 3, 1, least=22)
    put(ws, 4, LABEL, texts("workbook.issued"), "quiet")
    put(ws, 4, FIGURE, issued, "quiet", DATES[texts.language])
    paper.row = 5
    standing = texts("workbook.errors-stand", n=errors) if errors else ""
    missing = sum(gap.days for gap in report.uncovered)
    uncovered = texts("workbook.days-missing", n=missing, of=report.period.days) if missing else ""
    disputed = texts("report.disputed", n=report.disputed) if report.disputed else ""
    opening = texts("report.without-opening", period=report.opening) if report.opening else ""
    told = (
        *(demonstration_line(report, texts), corrected_line(report, texts)),
        *(standing, uncovered, disputed, opening),
    )
    for notice in filter(None, told):
        put_notice(ws, paper.row, notice, NOTE, label_width + paper.prose_width)
        paper.row += 1
    _verdict(paper)


def _verdict(paper: _Paper) -> None:
    """Whether all checks hold, worked out by whatever shows the workbook."""
    texts, row = paper.texts, paper.row
    put(paper.ws, row, LABEL, texts("workbook.checks-label"), "label")
    holds = f"{quote_sheetname(texts('workbook.sheet-checks'))}!{VERDICT}"
    words = [texts(f"workbook.checks-{key}").replace('"', '""') for key in ("hold", "fail")]
    put_formula(paper.ws, row, FIGURE, f'IF({holds},"{words[0]}","{words[1]}")', "prose")
    put(paper.ws, row, NOTE, None, "prose")
    merge(paper.ws, row, FIGURE, NOTE)
    set_height(paper.ws, row, max(lines(text, paper.prose_width * PROSE) for text in words))
    put_alarm(paper.ws, f"B{row}:C{row}", f"NOT({holds})")
    paper.row += 1


def _headline(paper: _Paper) -> None:
    paper.section("workbook.headline")
    for indicator in paper.report.programme.active:
        label = _with_unit(paper.texts, paper.texts.names(indicator.names), indicator.unit)
        note = paper.texts.names(indicator.definitions)
        total = paper.report.total(indicator.key)
        paper.figure(label, total, indicator.unit, total_name(indicator.key), note)


def _sums(paper: _Paper) -> None:
    report, texts = paper.report, paper.texts
    if not report.programme.sums:
        return
    paper.section("workbook.sums")
    for named in report.programme.sums:
        parts = [report.programme.indicator(key) for key in named.of if key in report.indicators]
        note = " + ".join(texts.names(part.names) for part in parts)
        unit = parts[0].unit if parts else Unit.COUNT
        paper.figure(texts.names(named.names), report.sum(named.key), unit, sum_name(named.key), note)


def _standing(paper: _Paper, order: str | None) -> None:
    report, texts = paper.report, paper.texts
    paper.section("workbook.standing")
    reported, expected = report.reported, report.expected
    paper.count(texts("workbook.reported"), reported, DISTRICTS_REPORTED, _answered(report, texts))
    paper.count(texts("workbook.expected"), expected, DISTRICTS_EXPECTED)
    if report.standing.verified_by:
        paper.prose(texts("workbook.verified-by"), report.standing.verified_by)
    for key, districts in _answers(report, order or report.programme.first_order).items():
        names = names_of(report, texts, districts)
        if names or key != "partly":
            paper.prose(texts(f"workbook.places-{key}"), texts.listed(names) or texts("workbook.none"))
    for key, periods in (("uncovered", report.uncovered), ("straddling", report.straddling)):
        if periods:
            paper.prose(texts(f"workbook.{key}"), texts.listed([*map(texts.period, periods)]))
    organisations = texts.listed(organisations_of(report, texts))
    paper.prose(texts("workbook.organisations"), organisations or texts("workbook.none"))


def _answers(report: Report, order: str) -> dict[str, tuple[str, ...]]:
    """The districts by what they have answered; *partly* are those with numbers and yet not reported."""
    figures = report.with_figures(order)
    silent = report.in_order(order, RowState.NOT_REPORTED)
    return {
        "reported": report.in_order(order, RowState.REPORTED),
        "partly": tuple(key for key in silent if key in figures),
        "no-operations": report.in_order(order, RowState.NO_OPERATIONS),
        "not-reported": tuple(key for key in silent if key not in figures),
    }


def _sentences(paper: _Paper, order: str | None) -> None:
    paper.section("workbook.sentences-wrong" if paper.errors else "workbook.sentences")
    _say(paper, paper.texts, order)


def _other_sentences(paper: _Paper, order: str | None) -> None:
    """The same in the other languages."""
    paper.section("workbook.sentences-wrong" if paper.errors else "workbook.sentences")
    for language in LANGUAGES:
        if language != paper.texts.language:
            _say(paper, _spoken(language), order)


@cache
def _spoken(language: str) -> Texts:
    return read_texts(language)


def _say(paper: _Paper, texts: Texts, order: str | None) -> None:
    own = paper.texts
    for form in SENTENCE_FORMS:
        name = own(f"window.language-{texts.language}")
        label = own("workbook.sentence-in", form=own(f"workbook.sentence-{form}"), language=name)
        paper.prose(label, ready_sentence(paper.report, texts, form, order))


def _identity(paper: _Paper, record: Record) -> None:
    report, texts = paper.report, paper.texts
    day = DATES[texts.language]
    paper.section("workbook.identity")
    paper.fact(texts("workbook.period-start"), report.period.start, PERIOD_START, day)
    paper.fact(texts("workbook.period-end"), report.period.end, PERIOD_END, day)
    paper.fact(texts("workbook.office-code"), report.office, OFFICE_NAME)
    status = "summary" if report.is_summary else report.standing.status.value
    paper.fact(texts("workbook.status"), texts(f"workbook.status-{status}"))
    paper.fact(texts("workbook.revision"), report.standing.revision, REVISION, WHOLE)
    paper.fact(
        texts("workbook.check-code"),
        report.seal.check_code,
        CHECK_CODE,
        note=texts("workbook.check-code-note"),
    )
    paper.fact(texts("workbook.record-kind"), record.kind.value, WORKBOOK_KIND)
    paper.prose(texts("workbook.record-id"), record.id, RECORD_ID)
    if report.correction:
        paper.prose(texts("workbook.reason"), report.correction.reason or texts("workbook.no-reason"))


def _answered(report: Report, texts: Texts) -> str:
    return texts("workbook.answered", reported=report.reported, expected=report.expected, n=report.expected)


def _labels(report: Report, texts: Texts) -> list[str]:
    """Everything that stands in the first column below its heading."""
    labels = [_with_unit(texts, texts.names(i.names), i.unit) for i in report.programme.active]
    labels += [texts.names(named.names) for named in report.programme.sums]
    keys = (
        "reported",
        "expected",
        "places-reported",
        "places-partly",
        "places-no-operations",
        "places-not-reported",
    )
    more = ("uncovered", "straddling", "organisations", "sentence-wire", "sentence-post", "check-code")
    told = ("verified-by", "reason", "record-kind", "record-id")
    return labels + [texts(f"workbook.{key}") for key in (*keys, *more, *told)]


def _with_unit(texts: Texts, label: str, unit: Unit) -> str:
    return f"{label}, {texts('formats.ha')}" if unit is Unit.HECTARE else label
