"""A press text as it was read, and where it is not right, in sentences."""

from collections.abc import Iterable, Mapping, Sequence

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Amount, Unit
from fieldapp.core.period import read_period
from fieldapp.core.programme import Programme
from fieldapp.core.published.against_data import Values, with_sums
from fieldapp.core.published.dates import Year
from fieldapp.core.published.kept import AfterPrint, CasualtyCount, PrintedFigures
from fieldapp.core.published.reading import (
    AREA_FIGURE,
    PRESS_FIGURES,
    Contradiction,
    Figure,
    PressReading,
    Printed,
)
from fieldapp.texts.sentences import capitalised
from fieldapp.texts.texts import Texts

_OWN_NAMES = {"cumulative": "cumulative-name", "casualties": "casualties-name", "places": "places-name"}


def figure_name(name: str, programme: Programme, texts: Texts) -> str:
    """What a figure is called: a column, a sum, the period, or people."""
    sums = {one.key: one.names for one in programme.sums}
    if name in sums:
        return texts.names(sums[name])
    columns = {one.key: one.names for one in programme.indicators}
    if name in columns:
        return texts.names(columns[name])
    return texts(f"reconcile.{_OWN_NAMES.get(name, name)}")


def figure_value(name: str, value: Printed, texts: Texts) -> str:
    """A number of a figure, exact and with its unit; of a range both ends; days as days."""
    if isinstance(value, tuple):
        return "–".join(figure_value(name, end, texts) for end in value)
    if value is None:
        return texts("reconcile.none")
    if isinstance(value, str):
        try:
            return texts.period(read_period(value))
        except FieldAppError:
            return value
    return texts.amount(Amount(value, Unit.HECTARE if name == AREA_FIGURE else Unit.COUNT))


def contradiction_sentence(one: Contradiction, programme: Programme, texts: Texts) -> str:
    """What is not right, and what explains it."""
    return texts(
        f"reconcile.kind-{one.kind}",
        figure=figure_name(one.figure, programme, texts),
        printed=_shown(one, one.printed, programme, texts),
        computed=_shown(one, one.computed, programme, texts),
        of=figure_value("period", one.of or None, texts),
    )


def _shown(one: Contradiction, value: Printed, programme: Programme, texts: Texts) -> str:
    """A value of a contradiction; places by their names."""
    if one.figure == "places" and isinstance(value, str):
        return texts.listed([texts.district(key, programme) for key in value.split()])
    return figure_value(one.figure, value, texts)


def reading_lines(reading: PressReading, programme: Programme, texts: Texts) -> list[str]:
    """What was read, a line for each figure with the words it was read from."""
    if not reading.found:
        return [texts("reconcile.not-found")]
    lines = [
        texts(
            "reconcile.found",
            language=texts(f"reconcile.language-{reading.language}"),
            form=texts(f"reconcile.form-{reading.form or 'none'}"),
            period=period_words(reading, texts),
        )
    ]
    if reading.days is not None and reading.year is not Year.PRINTED:
        lines.append(texts(f"reconcile.year-{reading.year.value}"))
    lines += [
        texts(
            "reconcile.range" if one.between else "reconcile.figure",
            figure=figure_name(name, programme, texts),
            value=figure_value(name, one.printed, texts),
            text=_one_line(one.text),
        )
        for name, one in reading.read.items()
    ]
    lines += [
        texts(
            "reconcile.mention",
            figure=figure_name(one.name, programme, texts),
            value=figure_value(one.name, one.figure.printed, texts),
            text=_one_line(one.figure.text),
        )
        for one in reading.mentions
    ]
    if reading.cumulative:
        told = _listed(reading.cumulative.figures, programme, texts)
        lines.append(texts("reconcile.cumulative", since=reading.cumulative.since, figures=told))
    if reading.casualties:
        lines.append(texts("reconcile.casualties", figures=_listed(reading.casualties, programme, texts)))
    if reading.places:
        names = [texts.district(key, programme) for key in reading.places]
        lines.append(texts("reconcile.places", places=texts.listed(names)))
    return lines


def fault_lines(found: Iterable[Contradiction], programme: Programme, texts: Texts) -> list[str]:
    """A line for each contradiction or difference."""
    return [contradiction_sentence(one, programme, texts) for one in found]


def casualty_line(count: CasualtyCount, texts: Texts) -> str:
    """The counts of a day with where they come from."""
    named = [f"{texts(f'reconcile.{name}')} {texts.shown(value)}" for name, value in count.figures.items()]
    days = {"as_of": count.as_of, "since": count.since}
    return texts("reconcile.casualty-count", **days, figures=", ".join(named), source=count.source)


def kept_words(
    kept: PrintedFigures, before: PrintedFigures | None, programme: Programme, texts: Texts
) -> str:
    """That figures which a source printed are kept, and which they are in the place of."""
    said = texts("reconcile.kept", n=len(kept.figures), period=kept.period, source=kept.source)
    if before is None:
        return said
    return f"{said} {texts('reconcile.kept-instead', figures=printed_words(before, programme, texts))}"


def printed_words(printed: PrintedFigures, programme: Programme, texts: Texts) -> str:
    """The figures that a source printed, in one line."""
    return "; ".join(
        f"{figure_name(name, programme, texts)}: {figure_value(name, value, texts)}"
        for name, value in printed.figures.items()
    )


def print_lines(after: AfterPrint, programme: Programme, texts: Texts) -> list[str]:
    """What a source printed, and what is something else now."""
    printed = after.printed
    lines = [texts("reconcile.printed", period=printed.period, source=printed.source)]
    for name, (old, new) in after.changes.items():
        said = {"printed": figure_value(name, old, texts), "now": figure_value(name, new, texts)}
        lines.append(
            "  " + texts("reconcile.since-print", figure=figure_name(name, programme, texts), **said)
        )
    return lines if after.changes else [*lines, "  " + texts("reconcile.print-stands")]


def reconcile_table(
    reading: PressReading,
    data: Values,
    faults: Sequence[Contradiction],
    programme: Programme,
    texts: Texts,
) -> list[tuple[str, str, str, str, bool]]:
    """A row for each figure: its name, printed, the data, what differs, and whether that is a fault."""
    values, rows = with_sums(data), []
    for name in PRESS_FIGURES:
        own = [one for one in faults if one.figure == name]
        figure = reading.read.get(name)
        if figure is None and not own:
            continue
        printed = figure_value(name, figure.printed if figure else None, texts)
        said = " ".join(_without_name(one, programme, texts) for one in own)
        entered = figure_value(name, values.get(name), texts)
        is_wrong = any(one.counts for one in own)
        rows.append(
            (
                figure_name(name, programme, texts),
                printed,
                entered,
                said or texts("reconcile.equal"),
                is_wrong,
            )
        )
    for one in faults:
        if one.figure not in PRESS_FIGURES:
            name = figure_name(one.figure, programme, texts)
            said = _without_name(one, programme, texts)
            printed, entered = (_shown(one, value, programme, texts) for value in (one.printed, one.computed))
            rows.append((name, printed, entered, said, one.counts))
    return rows


def _without_name(one: Contradiction, programme: Programme, texts: Texts) -> str:
    """The sentence where its figure stands beside it; another one may stand before it."""
    name = f"{figure_name(one.figure, programme, texts)}: "
    return capitalised(contradiction_sentence(one, programme, texts).removeprefix(name), texts)


def period_words(reading: PressReading, texts: Texts) -> str:
    """The period as far as it is known."""
    if reading.period is not None:
        return texts.period(reading.period)
    return "..".join(reading.days.printed) if reading.days else texts("reconcile.no-period")


def _listed(figures: Mapping[str, Figure], programme: Programme, texts: Texts) -> str:
    named = [
        f"{figure_name(name, programme, texts)} {figure_value(name, one.value, texts)}"
        for name, one in figures.items()
    ]
    return texts.listed(named)


def _one_line(text: str) -> str:
    return " ".join(text.split())
