"""The sentence that newspapers print: a report's totals, ready to be published, in one of two forms."""

from collections.abc import Iterable, Sequence

from fieldapp.core.numbers import Unit, Value
from fieldapp.core.period import Period
from fieldapp.core.programme import Indicator
from fieldapp.core.report import Report
from fieldapp.core.sheet import RowState
from fieldapp.texts.texts import Texts

LEAST_SHOWN = 500
"""Square metres that one decimal of a hectare still shows."""


def ready_sentence(report: Report, texts: Texts, form: str, order: str | None = None) -> str:
    """The published text of a report: what was found, where, and what the figures stand on.

    `wire`: AP, AT, UXO, with the places first; `post`: AT, AP, UXO, with organisations and places last. A
    column without finds is left out, and organisations where none were chosen. Places stand in the chosen
    list order, or in that of the form. Named are all whose numbers are in the totals. Raises FieldAppError
    `unknown-order`.
    """
    chosen = order or report.programme.form(form).order
    places = texts.listed(names_of(report, texts, report.with_figures(chosen)))
    if not places and not _finds(report, form):
        return _without_work(report, texts)
    sentences = [_found(report, texts, form, places if form == "wire" else "")]
    sentences += _area(report, texts)
    if form == "post":
        sentences += _taking_part(report, texts)
        sentences += [texts("sentences.places", places=places)] if places else []
    return _joined([*sentences, *_standing(report, texts)])


def dates(period: Period, texts: Texts) -> str:
    """A period inside a sentence: `from 10 to 16 March 2025`, `с 10 по 16 марта 2025 года`."""
    months = texts("formats.months").split()
    values = {}
    for name, day in (("start", period.start), ("end", period.end)):
        values[f"{name}_day"] = str(day.day)
        values[f"{name}_month"] = months[day.month - 1]
        values[f"{name}_year"] = str(day.year)
        values[f"{name}_date"] = day.strftime("%d.%m.%Y")
    values["from"] = texts("sentences.from-second" if period.start.day == 2 else "sentences.from")
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


def _without_work(report: Report, texts: Texts) -> str:
    if not report.in_order(report.programme.first_order, RowState.NO_OPERATIONS):
        return texts("sentences.no-figures", period=report.period)
    return _joined(
        [texts("sentences.no-operations", dates=dates(report.period, texts)), *_standing(report, texts)]
    )


def _finds(report: Report, form: str) -> list[tuple[Indicator, Value]]:
    leading = report.programme.form(form).leading
    counted = [i for i in report.programme.active if i.unit is Unit.COUNT]
    counted.sort(key=lambda i: leading.index(i.key) if i.key in leading else len(leading))
    return [(indicator, total) for indicator in counted if (total := report.total(indicator.key)) != 0]


def _found(report: Report, texts: Texts, form: str, places: str) -> str:
    finds = _finds(report, form)
    if not finds:
        found = texts("sentences.nothing")
    else:
        kinds = "one-kind" if len(finds) == 1 else "kinds"
        items = texts.listed([_counted(indicator, total, texts) for indicator, total in finds])
        found = texts(f"sentences.{kinds}", n=finds[0][1], items=items)
    key = "found-in-places" if places else "found"
    return texts(f"sentences.{key}", dates=dates(report.period, texts), places=places, found=found)


def _area(report: Report, texts: Texts) -> list[str]:
    areas = [
        _counted(indicator, total, texts)
        for indicator in report.programme.active
        if indicator.unit is Unit.HECTARE
        if (total := report.total(indicator.key)) != 0
    ]
    return [texts("sentences.area", area=texts.listed(areas))] if areas else []


def _standing(report: Report, texts: Texts) -> list[str]:
    """What the figures do not stand on: silent districts, missing days, sheets that reach over the edge."""
    sentences = []
    if report.reported < report.expected:
        sentences.append(
            texts("sentences.standing", reported=report.reported, expected=report.expected, n=report.expected)
        )
    for key, periods in (("uncovered", report.uncovered), ("straddling", report.straddling)):
        if periods:
            sentences.append(texts(f"sentences.{key}", periods=texts.listed([*map(texts.period, periods)])))
    return sentences


def _counted(indicator: Indicator, total: Value, texts: Texts) -> str:
    """The number with the programme's phrase, or with the column's name where it has none. Rounded as
    published, but never to a nought that is none."""
    number, size = texts.published(total, indicator.unit), max(total, -total)
    if indicator.unit is Unit.HECTARE and 0 < size < LEAST_SHOWN:
        number = texts.figure(total, indicator.unit)
    counted = indicator.counted or {}
    forms = counted.get(texts.language) or next(iter(counted.values()), {"other": "{number} {name}"})
    return texts.plural(forms, total).format(number=number, name=texts.names(indicator.names))


def _joined(sentences: Sequence[str]) -> str:
    return " ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences)
