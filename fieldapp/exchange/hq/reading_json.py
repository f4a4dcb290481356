"""What `read-report --json` and `reconcile --json` print. Scripts read it: keys are only ever added."""

from collections.abc import Mapping, Sequence
from typing import Any

from fieldapp.core.numbers import Unit, Value, decimal_text
from fieldapp.core.programme import Programme
from fieldapp.core.published.kept import AfterPrint, CasualtyCount
from fieldapp.core.published.reading import (
    AREA_FIGURE,
    PRESS_FIGURES,
    VICTIMS,
    Contradiction,
    Figure,
    Mention,
    PressReading,
    Printed,
    ToldCumulative,
)
from fieldapp.texts.reconciling import contradiction_sentence
from fieldapp.texts.texts import Texts

_PLACES = "places"


def reading_answer(
    reading: PressReading,
    contradictions: Sequence[Contradiction],
    differences: Sequence[Contradiction],
    programme: Programme,
    texts: Texts,
) -> dict[str, Any]:
    """A text as it was read, and where it is not right."""
    read = {name: _figure(name, reading.read.get(name)) for name in PRESS_FIGURES}
    return {
        "found": reading.found,
        "language": reading.language,
        "form": reading.form or None,
        "period": _period(reading),
        "read": {
            **read,
            "cumulative": _cumulative(reading.cumulative),
            "casualties": _casualties(reading.casualties),
            "places": list(reading.places),
            "organisations": [programme.organisation(key).names["en"] for key in reading.organisations],
        },
        "mentions": [_mention(one) for one in reading.mentions],
        "self_contradictions": [_contradiction(one, programme, texts) for one in contradictions],
        "differences": [
            _contradiction(one, programme, texts) for one in differences if one.figure != _PLACES
        ],
        "places_left_out": [
            key for one in differences if one.figure == _PLACES for key in str(one.computed).split()
        ],
    }


def _period(reading: PressReading) -> dict[str, str] | None:
    if reading.days is None:
        return None
    if reading.period is None:
        start, end = reading.days.printed
    else:
        start, end = reading.period.start.isoformat(), reading.period.end.isoformat()
    return {"start": start, "end": end, "year": reading.year.value}


def _figure(name: str, figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    told: dict[str, Any] = {
        "value": _value(name, figure.value),
        "text": figure.text,
        "span": list(figure.span),
    }
    if figure.rounding:
        told["rounding"] = figure.rounding
    return {**told, **_ends(name, figure)}


def _ends(name: str, figure: Figure) -> dict[str, Any]:
    """Of a range, which has no value."""
    if figure.between is None:
        return {}
    low, high = figure.between
    return {"from": _value(name, low), "to": _value(name, high)}


def _value(name: str, value: Value | None) -> int | str | None:
    if value is None:
        return None
    if name == AREA_FIGURE:
        return decimal_text(value, Unit.HECTARE)
    return int(value)


def _cumulative(told: ToldCumulative | None) -> dict[str, Any] | None:
    if told is None:
        return None
    figures = {name: _figure(name, told.figures.get(name)) for name in PRESS_FIGURES}
    return {"since": told.since or None, "until": told.until or None, **figures}


def _casualties(told: Mapping[str, Figure]) -> dict[str, Any] | None:
    return {name: _figure(name, told.get(name)) for name in VICTIMS} if told else None


def _mention(one: Mention) -> dict[str, Any]:
    return {
        "figure": one.name,
        "value": _printed(one.name, one.figure.value),
        "rounding": one.figure.rounding or None,
        "text": one.figure.text,
        "span": list(one.figure.span),
        "period": str(one.period) if one.period else None,
        **_ends(one.name, one.figure),
    }


def _contradiction(one: Contradiction, programme: Programme, texts: Texts) -> dict[str, Any]:
    told = {
        "figure": one.figure,
        "kind": one.kind,
        "printed": _printed(one.figure, one.printed),
        "computed": _printed(one.figure, one.computed),
        "message": contradiction_sentence(one, programme, texts),
    }
    return {**told, "of": one.of} if one.of else told


def _printed(name: str, value: Printed) -> str | None:
    """As a decimal text, so that hectares stay exact; of a range both ends."""
    if isinstance(value, tuple):
        return "-".join(_printed(name, end) or "" for end in value)
    if value is None or isinstance(value, str):
        return value
    return decimal_text(value, Unit.HECTARE if name == AREA_FIGURE else Unit.COUNT)


def casualty_answer(count: CasualtyCount) -> dict[str, Any]:
    """A count of casualties; null where a figure is not told."""
    days = {"as_of": count.as_of.isoformat(), "since": count.since.isoformat(), "source": count.source}
    return {**days, **{name: count.figures.get(name) for name in VICTIMS}}


def print_answer(after: AfterPrint) -> dict[str, Any]:
    """What a source printed, and what is something else now."""
    printed = after.printed
    return {
        "period": str(printed.period),
        "source": printed.source,
        "figures": {name: _value(name, value) for name, value in printed.figures.items()},
        "changes": [
            {"figure": name, "printed": _value(name, old), "now": _value(name, new)}
            for name, (old, new) in after.changes.items()
        ],
    }
