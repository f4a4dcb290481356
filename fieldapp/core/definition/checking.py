"""Which of the checks that can be done without a programme wants, and how sure the unlikely ones must be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldapp.core.definition.toml_table import TomlTable, WrongKeyError

LIMITS: Mapping[str, float] = {
    "number-unlikely-count": 5.7,
    "number-unlikely-area": 3.8,
    "ap-at-swapped": 6.4,
    "columns-swapped": 2.5,
    "columns-swapped-pair": 2.5,
    "rows-shifted": 3.9,
    "rows-shifted-column": 6.8,
    "neighbours-swapped": 6.7,
    "same-as-earlier": 5.2,
    "items-without-area": 3.0,
    "area-without-items": 6.0,
    "district-silent": 2.6,
}
"""How much likelier, as a natural logarithm, the figures must be without a known mistake before it is named.
Calibrated on half of the published weeks (docs/rules.md)."""

SWITCHABLE = (
    "area-unusual",
    "items-without-area",
    "area-without-items",
    "district-silent",
    "same-as-earlier",
    "rows-shifted",
    "columns-swapped",
    "neighbours-swapped",
    "ap-at-swapped",
    "number-unlikely",
    "not-reported",
    "period-gap",
    "period-length",
    "period-future",
)
"""The codes of the warnings. What must hold is never switched off."""

ROW_TOTALS = ("items", "area")
"""What papers may add up beside each row."""

_LIMIT = re.compile(r"\d{1,3}(\.\d{1,2})?", re.ASCII)


@dataclass(frozen=True)
class Checking:
    """`off`: codes of rules that do not speak; `limits`: by name, in the place of those of `LIMITS`;
    `row_totals`: which of ROW_TOTALS the papers have."""

    off: frozenset[str] = frozenset()
    limits: Mapping[str, float] = field(default_factory=dict)
    row_totals: tuple[str, ...] = ()

    def limit(self, name: str) -> float:
        """The score that a suspicion must reach."""
        return self.limits.get(name, LIMITS[name])


def read_checking(root: TomlTable) -> Checking:
    """What the table `checks` of a definition says; it need not be there."""
    if "checks" not in root.items:
        return Checking()
    table = root.table("checks")
    table.known_only("off", "limits", "row_totals")
    off = table.words("off")
    if not set(off) <= set(SWITCHABLE):
        raise WrongKeyError(table.at("off"), "unknown-name")
    limits = table.some("limits", list(LIMITS))
    totals = table.words("row_totals")
    if not set(totals) <= set(ROW_TOTALS):
        raise WrongKeyError(table.at("row_totals"), "unknown-name")
    return Checking(
        frozenset(off),
        {name: _limit(limits, name) for name in limits.items},
        tuple(name for name in ROW_TOTALS if name in totals),
    )


def _limit(table: TomlTable, name: str) -> float:
    text = table.get(name, str)
    if not _LIMIT.fullmatch(text) or not float(text):
        raise WrongKeyError(table.at(name), "not-a-number")
    return float(text)
