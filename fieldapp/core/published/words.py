"""The words by which the press text of one language is read, as handed in: patterns, no sentences."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CASUALTIES = ("killed", "injured", "victims", "children", "women")
LONGEST_SUFFIX = 4
_TENS, _TEN = range(20, 100, 10), 10
_DAY, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)", r"(?:19|20)\d\d(?!\d)"


@dataclass(frozen=True, slots=True)
class PressSpan:
    """What stands before, between and behind the two numbers of a range."""

    before: re.Pattern[str]
    joint: re.Pattern[str]
    behind: re.Pattern[str]


@dataclass(frozen=True)
class PressWords:
    """Compiled patterns for text as `even_letters` leaves it. `classes` has a named group for each thing that
    is counted; `before` and `after` are roundings beside a number; `label` stands between what is counted and
    its number, `end` behind a number that counts nothing more, `unit_labels` before one; `numbers`: number
    words; `number_gap` stands between two of them that are one number, `number_word_behind` is one behind a
    dash; `spans`: how ranges are written; `compared`: time that a report sets its own beside; `year_gap`
    stands between days and their year."""

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
    total: re.Pattern[str]
    total_before: re.Pattern[str]
    total_behind: re.Pattern[str]
    label: re.Pattern[str]
    end: re.Pattern[str]
    classes: re.Pattern[str]
    filler: re.Pattern[str]
    units: Mapping[str, re.Pattern[str]]
    unit_labels: Mapping[str, re.Pattern[str]]
    scales: Mapping[str, re.Pattern[str]]
    numbers: Mapping[str, int]
    number_word: re.Pattern[str]
    number_word_behind: re.Pattern[str]
    spans: tuple[PressSpan, ...]
    number_gap: re.Pattern[str]
    before: Mapping[str, re.Pattern[str]]
    after: Mapping[str, re.Pattern[str]]
    months: tuple[re.Pattern[str], ...]
    ranges: tuple[re.Pattern[str], ...]
    whole_months: tuple[re.Pattern[str], ...]
    since: tuple[re.Pattern[str], ...]
    single: tuple[re.Pattern[str], ...]
    years: tuple[re.Pattern[str], ...]
    year_gap: re.Pattern[str]
    organisations: Mapping[str, re.Pattern[str]]


def press_words(language: str, table: Mapping[str, Any]) -> PressWords:
    """The words of a language from its table."""
    month = "(?:" + "|".join(table["months"]) + ")"
    dates = {
        name: tuple(_dated(pattern, month) for pattern in patterns)
        for name, patterns in table["dates"].items()
    }
    classes = "|".join(f"(?P<{name}>{pattern})" for name, pattern in table["classes"].items())
    number = _number_word(table["words"])
    ending = "|".join((*table["filler"], *table.get("ending", ())))
    units, filler, total = (
        "|".join(one) for one in (table["units"].values(), table["filler"], table["total"])
    )
    return PressWords(
        language,
        agency=_any(table["agency"]),
        ground=_any(table["ground"]),
        abroad=_any(table["abroad"]),
        clearing=_any(table["clearing"]),
        area=re.compile(rf"(?<!\w)(?:{'|'.join(table['area'])})(?:,? \(?(?:{units})\)?)?[ :=-]*$"),
        casualty=_any(table["casualty"]),
        earlier=_any(table["earlier"]),
        compared=_any(table["compared"]),
        week=_any(table["week"]),
        total=re.compile(rf"[\s*•-]*(?:{total})[ :=,-]*"),
        total_behind=re.compile(rf",? (?:{total})(?!\w)(?! ?[\d:])"),
        total_before=re.compile(rf"(?<!\w)(?:{total})[ :=-]*$"),
        label=re.compile(rf"(?:-\w{{1,5}})? (?:{'|'.join(table['label'])})[ :=-]+"),
        end=re.compile(rf"(?: (?:{ending})(?!\w))*(?:\s*(?:[,.;:)\n]|$)| (?:and|və|и)(?!\w))"),
        classes=re.compile(rf"(?<!\w)(?:{classes})"),
        filler=re.compile(rf"(?: |(?<!\w)(?:{filler})(?!\w))*"),
        units={name: re.compile(rf"[ -]?(?:{one})") for name, one in table["units"].items()},
        unit_labels={
            name: re.compile(rf"(?:^[\s*•-]*|[,(] ?)(?:{one})(?: \w+)?\)? ?[:=] ?$")
            for name, one in table["units"].items()
        },
        scales={name: re.compile(rf" ?(?:{one})") for name, one in table["scales"].items()},
        numbers={**table["words"]},
        number_word=re.compile(rf"(?<![\w-]){number}"),
        number_word_behind=re.compile(number),
        spans=tuple(_span(one) for one in table["spans"]),
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
        years=dates["years"],
        year_gap=re.compile(rf"(?:[\s,]|(?<!\w)(?:{'|'.join(table['year_gap'])})(?!\w))*"),
        organisations={key: re.compile(one) for key, one in table["organisations"].items()},
    )


def _number_word(numbers: Mapping[str, int]) -> str:
    """A word, or tens and ones with a dash between; *two-three* is no word, but the ends of a range."""
    words = sorted(numbers, key=len, reverse=True)
    tens = "|".join(word for word in words if numbers[word] in _TENS)
    ones = "|".join(word for word in words if numbers[word] < _TEN)
    any_of = "|".join(words)
    return rf"(?:(?:{tens})-(?:{ones})|{any_of})(?!\w|-(?!(?:{any_of})(?!\w)))"


def _span(table: Mapping[str, str]) -> PressSpan:
    return PressSpan(
        re.compile(rf"(?<!\w)(?:{table['before']})$" if "before" in table else ""),
        re.compile(table["joint"]),
        re.compile(table.get("behind", "")),
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
