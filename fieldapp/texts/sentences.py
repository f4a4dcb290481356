"""The sentence that newspapers print: a report's totals, ready to be published, in one of two forms."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from fieldapp.core.numbers import Unit, Value
from fieldapp.core.period import Period
from fieldapp.core.programme import Form, Indicator, Programme
from fieldapp.core.report import Report
from fieldapp.core.sheet import RowState
from fieldapp.texts.endings import Numeral
from fieldapp.texts.texts import Texts

LEAST_SHOWN = 500
"""Square metres that one decimal of a hectare still shows."""


class Totalled(Protocol):
    """Whatever has sums by column."""

    @property
    def programme(self) -> Programme:
        """The national definition."""

    def total(self, indicator: str) -> Value:
        """A column's sum; stored units, exact."""


def ready_sentence(report: Report, texts: Texts, form: str, order: str | None = None) -> str:
    """The published text of a report: what was found, where, and what the figures stand on.

    `wire`: AP, AT, UXO, with the places first; `post`: AT, AP, UXO, with organisations and places last. A
    column without finds is left out, and organisations where none were chosen. Places stand in the chosen
    list order, or in that of the form. Named are all whose numbers are in the totals. Raises FieldAppError
    `unknown-order`.
    """
    shape = report.programme.form(form)
    chosen = order or shape.order
    places = texts.listed(names_of(report, texts, report.with_figures(chosen)))
    if not places and not _finds(report, shape):
        return _without_work(report, texts, shape)
    sentences = [_found(report, texts, shape, places if form == "wire" else "")]
    sentences += _area(report, texts, shape)
    if form == "post":
        sentences += _taking_part(report, texts)
        sentences += [texts("sentences.places", places=places)] if places else []
    return _joined(texts, [*sentences, *_standing(report, texts)])


def dates(period: Period, texts: Texts, manner: str | None = None) -> str:
    """A period inside a sentence: `from 10 to 16 March 2025`, `с 10 по 16 марта 2025 года`.

    `manner`: in words or in numbers; by default as it is said where the programme asks for neither.
    """
    months = texts("formats.months").split()
    values: dict[str, str] = {}
    for name, day in (("start", period.start), ("end", period.end)):
        values[f"{name}_day"] = Numeral(str(day.day), day.day)
        values[f"{name}_month"] = months[day.month - 1]
        values[f"{name}_year"] = Numeral(str(day.year), day.year)
        values[f"{name}_date"] = day.strftime("%d.%m.%Y")
    values["from"] = texts("sentences.from-second" if period.start.day == 2 else "sentences.from")
    if (manner or texts("formats.dates")) == "numbers":
        return texts(f"sentences.{'days' if period.start != period.end else 'day'}-in-numbers", **values)
    return texts(f"sentences.{_span(period)}", **values)


def names_of(report: Report, texts: Texts, districts: Iterable[str]) -> list[str]:
    """The names of districts, with the parts they stand for."""
    names = []
    for key in districts:
        district = report.programme.district(key)
        name = texts.names(district.names)
        parts = (district.parts or {}).get(texts.language)
        names.append(texts("sentences.parts", place=name, parts=texts.listed(parts)) if parts else name)
    return names


def organisations_of(report: Report, texts: Texts) -> list[str]:
    """The names of the organisations that took part."""
    return [texts.names(report.programme.organisation(key).names) for key in report.organisations]


def _taking_part(report: Report, texts: Texts) -> list[str]:
    names = organisations_of(report, texts)
    return (
        [texts("sentences.organisations", organisations=texts.listed(names), n=len(names))] if names else []
    )


def _span(period: Period) -> str:
    start, end = period.start, period.end
    if start == end:
        return "one-day"
    if start.year != end.year:
        return "two-years"
    return "one-month" if start.month == end.month else "one-year"


def _without_work(report: Report, texts: Texts, form: Form) -> str:
    if not report.in_order(report.programme.first_order, RowState.NO_OPERATIONS):
        return texts("sentences.no-figures", period=report.period)
    said = _days_of(report, texts, form)
    return _joined(texts, [texts("sentences.no-operations", dates=said), *_standing(report, texts)])


def _days_of(report: Report, texts: Texts, form: Form) -> str:
    return texts.locked(dates(report.period, texts, form.dates.get(texts.language)), to_digits=True)


def _finds(report: Totalled, form: Form) -> list[tuple[Indicator, Value]]:
    leading = form.leading
    counted = [i for i in report.programme.active if i.unit is Unit.COUNT]
    counted.sort(key=lambda i: leading.index(i.key) if i.key in leading else len(leading))
    return [(indicator, total) for indicator in counted if (total := report.total(indicator.key)) != 0]


def _found(report: Report, texts: Texts, form: Form, places: str) -> str:
    key = "found-in-places" if places else "found"
    said, found = _days_of(report, texts, form), what_was_found(report, texts, form)
    return texts(f"sentences.{key}", dates=said, places=places, found=found)


def what_was_found(report: Totalled, texts: Texts, form: Form) -> str:
    """The clause of a sentence that tells the finds."""
    finds = _finds(report, form)
    if not finds:
        return texts(f"sentences.nothing-{form.wording}")
    kinds = "one-kind" if len(finds) == 1 else "kinds"
    items = texts.listed([_counted(indicator, total, texts, form) for indicator, total in finds])
    return texts(f"sentences.{kinds}-{form.wording}", n=finds[0][1], items=items)


def _area(report: Report, texts: Texts, form: Form) -> list[str]:
    area = how_much_was_cleared(report, texts, form)
    return [texts("sentences.area", area=area)] if area else []


def how_much_was_cleared(report: Totalled, texts: Texts, form: Form) -> str:
    """The areas of a sentence; empty where there are none."""
    areas = [
        _counted(indicator, total, texts, form)
        for indicator in report.programme.active
        if indicator.unit is Unit.HECTARE
        if (total := report.total(indicator.key)) != 0
    ]
    return texts.listed(areas)


def _standing(report: Report, texts: Texts) -> list[str]:
    """What the figures do not stand on: silent districts, those that tell only a part, missing days, sheets
    that reach over the edge."""
    sentences, expected = [], report.expected
    if report.told > report.whole:
        counts = {"told": report.told, "expected": expected, "whole": report.whole}
        sentences.append(texts("sentences.standing-in-part", **counts, n=expected))
    elif report.reported < expected:
        sentences.append(texts("sentences.standing", reported=report.reported, expected=expected, n=expected))
    for key, periods in (("uncovered", report.uncovered), ("straddling", report.straddling)):
        if periods:
            days = [texts.locked(texts.period(period)) for period in periods]
            sentences.append(texts(f"sentences.{key}", periods=texts.listed(days)))
    return sentences


def _counted(indicator: Indicator, total: Value, texts: Texts, form: Form) -> str:
    """The number with the programme's phrase, or with the column's name where it has none. Rounded as
    published, but never to a nought that is none."""
    number, size = texts.published(total, indicator.unit), max(total, -total)
    if indicator.unit is Unit.HECTARE and 0 < size < LEAST_SHOWN:
        number = texts.figure(total, indicator.unit)
    counted = indicator.counted or {}
    if form.wording == "discovered":
        counted = {**counted, **indicator.counted_discovered}
    forms = counted.get(texts.language) or next(iter(counted.values()), {"other": "{number} {name}"})
    phrase = texts.plural(forms, total).format(number=number, name=texts.names(indicator.names))
    return texts.locked(phrase)


def _joined(texts: Texts, sentences: Sequence[str]) -> str:
    return " ".join(capitalised(sentence, texts) for sentence in sentences)


def capitalised(sentence: str, texts: Texts) -> str:
    """A sentence with its first letter in upper case, as its language has it, whatever mark stands before."""
    at = next((at for at, mark in enumerate(sentence) if mark.isalnum()), 0)
    first = sentence[at : at + 1]
    large = "İ" if texts.language == "az" and first == "i" else first.upper()
    return sentence[:at] + large + sentence[at + 1 :]
