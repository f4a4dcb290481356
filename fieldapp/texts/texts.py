"""The sentences of one language, and its numbers and dates. The only place that turns codes into words.

Texts are TOML files under `resources/i18n/<language>/`, one per section; a text is named `section.key`. A
text with plural forms is a table of CLDR categories (`one`, `few`, `many`, `other`), chosen by the value `n`.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from typing_extensions import override

from fieldapp.compiled import kept
from fieldapp.core.checks.finding import Finding
from fieldapp.core.definition.office import Office
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Amount, Unit, Value, entered, finest_decimals
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, ROW_CONTROLS, STATE, Cell
from fieldapp.resources import resources_folder
from fieldapp.texts.endings import Numeral

LANGUAGES = ("en", "az", "ru")
MINUS = "\u2212"
LONGEST_TEXT = 300
MOST_NAMED = 8

END = ".toml"

Text = str | Mapping[str, str]


def read_texts(language: str) -> "Texts":
    """The texts of a language. Raises FieldAppError `unknown-language`."""
    if language not in LANGUAGES:
        raise FieldAppError("unknown-language", text=language, known=", ".join(LANGUAGES))
    return Texts(language, Sections(resources_folder() / "i18n" / language))


class Sections(Mapping[str, Any]):
    """The texts of a folder by `section.key`; the file of a section is read when one of its texts is asked
    for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._unread = {file.stem for file in folder.iterdir() if file.suffix == END}
        self._known: dict[str, Any] = {}

    @override
    def __getitem__(self, key: str) -> Any:
        if key not in self._known:
            self.read(key.partition(".")[0])
        return self._known[key]

    @override
    def __iter__(self) -> Iterator[str]:
        for section in sorted(self._unread):
            self.read(section)
        return iter(sorted(self._known))

    @override
    def __len__(self) -> int:
        return len(list(iter(self)))

    def read(self, section: str) -> Mapping[str, Any]:
        """What is known by then, that section with it."""
        if section not in self._unread:
            return self._known
        entries = _table((self._folder / f"{section}{END}").read_text(encoding="utf-8"))
        self._known.update((f"{section}.{key}", text) for key, text in entries.items())
        self._unread.discard(section)
        return self._known


def _table(text: str) -> dict[str, Any]:
    table: dict[str, Any] = kept.made("toml ", text, lambda text: tomllib.loads(text))
    return table


def keys_in(table: Mapping[str, Any], section: str) -> list[str]:
    """The keys of a section; of a folder only its file is read."""
    if isinstance(table, Sections):
        table = table.read(section)
    return [key for key in table if key.startswith(f"{section}.")]


class Texts:
    """Sentences by key in one language."""

    def __init__(self, language: str, table: Mapping[str, Any]) -> None:
        self.language = language
        self.table = table

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its values filled in. A missing key or value is a bug: KeyError."""
        text: Text = self.table[key]
        if not isinstance(text, str):
            text = self.plural(text, values["n"])
        return text.format_map({name: self.filled(value) for name, value in values.items()})

    def filled(self, value: object) -> str:
        """A value as it is put into a text, where a whole number can take an ending."""
        if isinstance(value, Numeral):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return Numeral(self.shown(value), value)
        return self.shown(value)

    def locked(self, phrase: str, *, to_digits: bool = False) -> str:
        """A phrase that stands for a figure; who wants to tell it from free words marks it here. `to_digits`:
        only from its first digit to its last."""
        return phrase

    def plural(self, forms: Mapping[str, str], number: object) -> str:
        """The form for a number, by CLDR's rule for whole numbers."""
        category = _plural_category(self.language, abs(number)) if isinstance(number, int) else "other"
        return forms.get(category, forms["other"])

    def shown(self, value: object) -> str:
        """A value of the core as people of this language write it."""
        match value:
            case Amount():
                return self.amount(value)
            case bool() | str():
                return str(value)
            case int():
                return self.number(Decimal(value))
            case Period():
                return self.period(value)
            case date():
                return self.date(value)
            case tuple():
                return f" {self('formats.or')} ".join(map(str, value))
            case _:
                return str(value)

    def number(self, number: Decimal) -> str:
        """Grouped and with this language's decimal mark, all its digits."""
        plain = f"{abs(number):,f}".replace(",", "\0").replace(".", self("formats.decimal"))
        return (MINUS if number < 0 else "") + plain.replace("\0", self("formats.group"))

    def amount(self, amount: Amount) -> str:
        """Exact, with its unit: `1,651.1 ha`, `155`."""
        unit = f"\u00a0{self('formats.ha')}" if amount.unit is Unit.HECTARE else ""
        return self.figure(amount.value, amount.unit) + unit

    def figure(self, value: Value, unit: Unit, decimals: int = 0) -> str:
        """Exact, without its unit; hectares with at least one decimal, and `decimals` if that is more."""
        number = entered(value, unit)
        least = max(decimals, 1) if unit is Unit.HECTARE else 0
        written = max(0, -int(number.as_tuple().exponent))
        return self.number(number.quantize(Decimal(1).scaleb(-least)) if written < least else number)

    def figures(self, values: Sequence[Value | None], unit: Unit) -> list[str]:
        """Those of one column or series, all with the decimals of the finest; empty where there is none."""
        finest = finest_decimals(values, unit)
        return ["" if value is None else self.figure(value, unit, finest) for value in values]

    def published(self, value: Value, unit: Unit) -> str:
        """As the published reports print it: hectares rounded half up to one decimal, counts as they are."""
        number = entered(value, unit)
        if unit is Unit.HECTARE:
            number = number.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        return self.number(number)

    def date(self, day: date) -> str:
        """`16 Mar 2025`."""
        return f"{day.day} {self._months[day.month - 1]} {day.year}"

    def period(self, period: Period) -> str:
        """`10–16 Mar 2025`, `29 Oct–4 Nov 2025`, `29 Dec 2025–4 Jan 2026`."""
        start, end = period.start, period.end
        if start == end:
            return self.date(start)
        if (start.year, start.month) == (end.year, end.month):
            return f"{start.day}–{self.date(end)}"
        first = f"{start.day} {self._months[start.month - 1]}" if start.year == end.year else self.date(start)
        return f"{first}–{self.date(end)}"

    def period_label(self, period: Period) -> str:
        """With its ISO 8601 weeks: `10–16 Mar 2025 (2025-W11)`."""
        return f"{self.period(period)} ({'/'.join(period.iso_weeks)})"

    def names(self, names: Mapping[str, str]) -> str:
        """A programme's name in this language, or in the first one it has."""
        return names.get(self.language) or next(iter(names.values()))

    def listed(self, words: "list[str] | tuple[str, ...]") -> str:
        """`a, b and c`."""
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])} {self('formats.and')} {words[-1]}"

    def error(self, error: FieldAppError) -> str:
        """The sentence of an expected failure."""
        details = {name: _plain(self._called(value)) for name, value in error.details.items()}
        if "why" in details and f"why.{details['why']}" in self.table:
            details["why"] = self(f"why.{details['why']}")
        if error.readings:
            details["readings"] = self._read(error.readings)
        if isinstance(cause := error.details.get("cause"), FieldAppError):
            details["cause"] = self.error(cause)
        if isinstance(parts := details.get("parts"), tuple):
            details["parts"] = self.listed([self.period(part) for part in parts])
        entries, programme = error.details.get("entries"), error.details.get("programme")
        if isinstance(entries, tuple) and isinstance(programme, Programme):
            details["entries"] = self._entries(entries, programme)
        return self(f"errors.{error.code}", **details)

    def finding(self, finding: Finding, programme: Programme) -> str:
        """The sentence of a finding, with its numbers and the programme's names."""
        details = {name: self._named(name, value, programme) for name, value in finding.details.items()}
        if "days" in details:
            details["n"] = finding.details["days"]
        is_of_row = finding.code == "control-total-differs" and "district" in details
        key = "suggestions.row-total-differs" if is_of_row else f"findings.{finding.code}"
        said = self(key, **details)
        difference = finding.details.get("difference")
        is_of_nine = isinstance(difference, Amount) and not finding.suggestions and not difference.value % 9
        return f"{said} {self('suggestions.of-nine')}" if is_of_nine else said

    def column(self, key: str, programme: Programme) -> str:
        """The short name of a column, or of the control totals of rows."""
        if key in ROW_CONTROLS:
            return self(f"suggestions.row-{key}")
        return self.names(programme.indicator(key).short_names)

    def district(self, key: str, programme: Programme) -> str:
        """The name of a row: a district, or the control totals."""
        return self("report.control-total") if key == CONTROL else self.names(programme.district(key).names)

    def _entries(self, cells: Sequence[Cell], programme: Programme) -> str:
        """Where something was entered: `Ağdam · UXO; Lachin · AP mines and 3 more`."""
        if not cells:
            return self("formats.last-change")
        places = [
            f"{self.district(cell.district, programme)} · {self._column(cell, programme)}" for cell in cells
        ]
        names = list(dict.fromkeys(places))
        shown, left = "; ".join(names[:MOST_NAMED]), len(names) - MOST_NAMED
        return self("formats.and-more", places=shown, n=left) if left > 0 else shown

    def _column(self, cell: Cell, programme: Programme) -> str:
        if cell.indicator == STATE:
            return self("grid.no-operations")
        return self.column(cell.indicator, programme)

    @cached_property
    def _months(self) -> list[str]:
        return self("formats.months-short").split()

    def _read(self, readings: Iterable[str]) -> tuple[str, ...]:
        """The ways to read a text, with the mark of this language."""
        return tuple(text.replace(".", self("formats.decimal")) for text in readings)

    def _called(self, value: object) -> object:
        return self.names(value.names) if isinstance(value, Office) else value

    def _named(self, name: str, value: object, programme: Programme) -> object:
        match name, value:
            case "district", str():
                return self.district(value, programme)
            case "indicator", str():
                return self.column(value, programme)
            case "readings", tuple():
                return self._read(value)
            case "districts", tuple():
                return self.listed([self.names(programme.district(key).names) for key in value])
            case "indicators", tuple():
                return self.listed([self.names(programme.indicator(key).short_names) for key in value])
            case _:
                return value


def _plain(value: object) -> object:
    """A text from outside, fit for one line: no control or direction marks, not longer than a line or two."""
    if not isinstance(value, str | Path):
        return value
    text = "".join(character if character.isprintable() else " " for character in str(value))
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def _plural_category(language: str, number: int) -> str:
    if language == "ru":
        if number % 10 == 1 and number % 100 != 11:
            return "one"
        return "few" if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else "many"
    return "one" if number == 1 else "other"
