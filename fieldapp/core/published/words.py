"""The words by which the press text of one language is read, as handed in: patterns, no sentences."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CASUALTIES = ("killed", "injured", "victims", "children", "women")
LONGEST_SUFFIX = 4
_DAY, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)", r"(?:19|20)\d\d(?!\d)"


@dataclass(frozen=True)
class PressWords:
    """Compiled patterns for text as `even_letters` leaves it. `classes` has a named group for each thing that
    is counted; `before` and `after` are roundings beside a number; `numbers`: number words; `number_gap`
    stands between two of them that are one number; `compared`: time that a report sets its own beside."""

    language: str
    agency: re.Pattern[str]
    ground: re.Pattern[str]
    abroad: re.Pattern[str]
    clearing: re.Pattern[str]
    area: re.Pattern[str]
    casualty: re.Pattern[str]
    earlier: re.Pattern[str]
    compared: re.Pattern[str]
    week: re.Pattern[str]
    total_before: re.Pattern[str]
    total_behind: re.Pattern[str]
    classes: re.Pattern[str]
    filler: re.Pattern[str]
    units: Mapping[str, re.Pattern[str]]
    scales: Mapping[str, re.Pattern[str]]
    numbers: Mapping[str, int]
    number_word: re.Pattern[str]
    number_gap: re.Pattern[str]
    before: Mapping[str, re.Pattern[str]]
    after: Mapping[str, re.Pattern[str]]
    months: tuple[re.Pattern[str], ...]
    ranges: tuple[re.Pattern[str], ...]
    whole_months: tuple[re.Pattern[str], ...]
    since: tuple[re.Pattern[str], ...]
    single: tuple[re.Pattern[str], ...]
    organisations: Mapping[str, re.Pattern[str]]


def press_words(language: str, table: Mapping[str, Any]) -> PressWords:
    """The words of a language from its table."""
    month = "(?:" + "|".join(table["months"]) + ")"
    dates = {
        name: tuple(_dated(pattern, month) for pattern in patterns)
        for name, patterns in table["dates"].items()
    }
    classes = "|".join(f"(?P<{name}>{pattern})" for name, pattern in table["classes"].items())
    words = sorted(table["words"], key=len, reverse=True)
    return PressWords(
        language,
        agency=_any(table["agency"]),
        ground=_any(table["ground"]),
        abroad=_any(table["abroad"]),
        clearing=_any(table["clearing"]),
        area=re.compile(rf"(?<!\w)(?:{'|'.join(table['area'])})[ :=-]*$"),
        casualty=_any(table["casualty"]),
        earlier=_any(table["earlier"]),
        compared=_any(table["compared"]),
        week=_any(table["week"]),
        total_behind=re.compile(rf",? (?:{'|'.join(table['total'])})(?!\w)(?! ?[\d:])"),
        total_before=re.compile(rf"(?<!\w)(?:{'|'.join(table['total'])})[ :=-]*$"),
        classes=re.compile(rf"(?<!\w)(?:{classes})"),
        filler=re.compile(rf"(?: |(?<!\w)(?:{'|'.join(table['filler'])})(?!\w))*"),
        units={name: re.compile(rf"[ -]?(?:{one})") for name, one in table["units"].items()},
        scales={name: re.compile(rf" ?(?:{one})") for name, one in table["scales"].items()},
        numbers={**table["words"]},
        number_word=re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?:-(?:{'|'.join(words)}))?(?![\w-])"),
        number_gap=re.compile(table.get("number_gap", " ")),
        before={
            name: re.compile(rf"(?<!\w)(?:{one})(?: a total of)? *$") for name, one in table["before"].items()
        },
        after={name: re.compile(one) for name, one in table["after"].items()},
        months=tuple(re.compile(f"(?:{one})") for one in table["months"]),
        ranges=(*_NUMERIC, *dates["ranges"]),
        whole_months=dates["months"],
        since=dates["since"],
        single=(*_NUMERIC_DAY, *dates["single"]),
        organisations={key: re.compile(one) for key, one in table["organisations"].items()},
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})")


def _dated(pattern: str, month: str) -> re.Pattern[str]:
    filled = pattern.replace("{M}", month).replace("{D}", _DAY).replace("{Y}", _YEAR)
    return re.compile(rf"(?<![\w.,]){filled}")


_NUMERIC = (
    re.compile(
        rf"(?<!\d)(?P<d1>{_DAY})[./](?P<n1>{_DAY})(?:[./](?P<y1>{_YEAR})|\.)?"
        r"(?: ?- ?| (?:to|and|until|through|по|и|və) )"
        rf"(?P<d2>{_DAY})[./](?P<n2>{_DAY})[./](?P<y2>{_YEAR})"
    ),
)
_NUMERIC_DAY = (re.compile(rf"(?<!\d)(?P<d1>{_DAY})[./](?P<n1>{_DAY})[./](?P<y1>{_YEAR})"),)
