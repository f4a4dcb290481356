"""What was read from a press text, each figure with the words it was read from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from fieldapp.core.numbers import Value
from fieldapp.core.period import Period
from fieldapp.core.published.dates import Days, Year

AREA_FIGURE = "area_cleared_ha"
SUMS = {"mines": ("ap_mines", "at_mines"), "items": ("ap_mines", "at_mines", "uxo")}
PRESS_COLUMNS = ("ap_mines", "at_mines", "uxo", AREA_FIGURE)
PRESS_FIGURES = (*PRESS_COLUMNS, *SUMS)
Printed = Value | str | tuple[Value, Value] | None
"""A value in stored units, words, or the ends of a range."""

VICTIMS = ("total", "killed", "injured", "children", "women")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in stored units, None where the number can be read in two ways. `span`: where its words stand
    in the text; `half`: half of the last printed digit, in stored units, within which a printed number is
    the same as an exact one; `is_ambiguous`: it is not written as one number is; `between`: the least and the
    most of a range, which has no value and the rounding `range`."""

    value: Value | None
    text: str
    span: tuple[int, int]
    rounding: str = ""
    step: int = 1
    is_ambiguous: bool = False
    between: tuple[Value, Value] | None = None

    @property
    def printed(self) -> Printed:
        """What is printed: a value, or the ends of a range."""
        return self.between or self.value


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure that is not what the text prints of its period. `period`: of which days, where that is said;
    `scope`: `current`, `cumulative` or `other`."""

    name: str
    figure: Figure
    scope: str
    period: Period | None = None


@dataclass(frozen=True)
class ToldCumulative:
    """What a text tells of the time since a day: as far as it is printed, `2020-11` or `2020-11-10`."""

    since: str
    until: str
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Where a text is not right. `printed` and `computed`: in stored units, or the words of a period, or the
    ends of a range; `of`: the period that explains it."""

    figure: str
    kind: str
    printed: Printed = None
    computed: Printed = None
    of: str = ""
    span: tuple[int, int] | None = None

    @property
    def counts(self) -> bool:
        """Whether it is a fault; a right rounding is none, nor is a list of places that is shorter."""
        return self.kind not in ("rounded", "places-left-out")


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A name of a place as it is printed, the one that it is almost, and where it stands."""

    printed: str
    likelier: str
    span: tuple[int, int]


@dataclass(frozen=True)
class PressReading:
    """All that a press text says. `read`: what it prints of its period, by figure; `second`: other values of
    the same figures; `twins`: an area as printed in two units that do not agree."""

    text: str
    language: str
    found: bool = False
    form: str = ""
    days: Days | None = None
    period: Period | None = None
    year: Year = Year.UNKNOWN
    has_week_words: bool = False
    read: Mapping[str, Figure] = field(default_factory=dict)
    second: tuple[Mention, ...] = ()
    mentions: tuple[Mention, ...] = ()
    twins: tuple[tuple[Figure, Figure], ...] = ()
    cumulative: ToldCumulative | None = None
    casualties: Mapping[str, Figure] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    misspelt: tuple[Misspelling, ...] = ()
    organisations: tuple[str, ...] = ()
    dated: date | None = None


def agrees(printed: Figure, value: Value | None) -> bool:
    """Whether a printed number is this one, cut off or rounded where it ends."""
    if printed.value is None or value is None:
        return False
    return abs(Decimal(printed.value) - Decimal(value)) < printed.step
