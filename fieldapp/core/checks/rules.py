"""The checks of a sheet: what is wrong (error) or odd (warning), as codes, cells and numbers (docs/rules.md).

They come from what goes wrong in the published reports (section 7 of docs/domain.md). An error keeps a sheet
from being marked ready; nothing here keeps a number from being saved.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fieldapp.core.checks import directed, exact
from fieldapp.core.checks.case import Case, Search, Surroundings
from fieldapp.core.checks.directed import suspected
from fieldapp.core.checks.finding import Finding, Severity
from fieldapp.core.numbers import Unit
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Sheet


class Layer(StrEnum):
    """How sure a rule is: what must hold is never a false alarm, what is unlikely now and then."""

    MUST_HOLD = "must-hold"
    NO_CHANCE = "no-chance"
    UNLIKELY = "unlikely"


@dataclass(frozen=True)
class Rule:
    """A code, how it is found, how sure that is, and by which formula. `limits`: the names of the scores that
    it must reach."""

    code: str
    layer: Layer
    search: Search
    formula: str
    limits: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """Only what must hold keeps a sheet from being marked ready."""
        return Severity.ERROR if self.layer is Layer.MUST_HOLD else Severity.WARNING


def check(sheet: Sheet, programme: Programme, around: Surroundings) -> tuple[Finding, ...]:
    """All findings, errors first, then in the order of RULES."""
    found = _found(Case(sheet, programme, around), RULES)
    return tuple(sorted(found, key=lambda finding: finding.severity is not Severity.ERROR))


def errors_in(
    sheet: Sheet, programme: Programme, periods: tuple[Period, ...], today: date
) -> tuple[Finding, ...]:
    """What keeps a sheet from being marked ready, which does not depend on what was reported before; it is
    told without what would be likelier. `periods`: all of the file."""
    case = Case(sheet, programme, Surroundings(today, periods))
    return tuple(_found(case, (rule for rule in RULES if rule.severity is Severity.ERROR)))


def _found(case: Case, rules: Iterable[Rule]) -> list[Finding]:
    sheet = case.sheet
    return [
        Finding(rule.code, rule.severity, hit.cells, hit.details, sheet.period, sheet.office, hit.suggestions)
        for rule in rules
        if rule.code not in case.programme.checking.off
        for hit in rule.search(case)
    ]


def _must(code: str, search: Search, formula: str) -> Rule:
    return Rule(code, Layer.MUST_HOLD, search, formula)


def _sure(code: str, search: Search, formula: str, *limits: str) -> Rule:
    return Rule(code, Layer.NO_CHANCE, search, formula, limits)


def _unlikely(code: str, show: directed.Show, formula: str, *limits: str) -> Rule:
    return Rule(code, Layer.UNLIKELY, suspected(code, show), formula, limits or (code,))


RULES: tuple[Rule, ...] = (
    _must("not-a-number", exact.unread_texts("not-a-number"), "text → ∅"),
    _must("ambiguous-number", exact.unread_texts("ambiguous-number"), "text → {a, b}"),
    _must("not-written", exact.unread_texts("not-written"), "text ∉ disk"),
    _must("read-by-now", exact.unread_texts("read-by-now"), "text → {a}"),
    _must("negative", exact.negatives, "x ≥ 0"),
    _must("fraction-of-a-mine", exact.fractions(Unit.COUNT), "x ∈ ℤ"),
    _must("area-too-fine", exact.fractions(Unit.HECTARE), "10⁴·x ∈ ℤ"),
    _must("row-half-filled", exact.half_filled, "n(x) ∈ {0, columns}"),
    _must("control-total-differs", exact.control_differences, "Σ x = control"),
    _must("period-overlap", exact.overlaps, "days ∩ days′ = ∅"),
    _sure("area-unusual", exact.unusual_areas, "x ≤ ceiling, x ≤ 10⁴·usual"),
    _sure("items-without-area", directed.items_without_area, "−ln P(area = 0)", "items-without-area"),
    _unlikely("area-without-items", directed.cleared_area, "−Σ ln P(items = 0)"),
    _unlikely("district-silent", directed.worked_weeks, "−ln P(silent)"),
    _sure("same-as-earlier", suspected("same-as-earlier", directed.repeated), "−Σ ln P(x) − 1 − ln weeks",
          "same-as-earlier"),
    _sure("rows-shifted", suspected("rows-shifted", directed.rows),
          "Σ ln P_j(x_j±1) − Σ ln P_j(x_j) − ln rows",
          "rows-shifted", "rows-shifted-column"),
    _sure("columns-swapped", suspected("columns-swapped", directed.columns),
          "Σ ln P_a(x_b) + Σ ln P_b(x_a) − Σ ln P_a(x_a) − Σ ln P_b(x_b)", "columns-swapped",
          "columns-swapped-pair"),
    _unlikely("neighbours-swapped", directed.neighbours, "Σ ln P_i(x_i+1) + ln P_i+1(x_i) − seen"),
    _unlikely("ap-at-swapped", directed.pair, "ln P_a(x_b) + ln P_b(x_a) − ln P_a(x_a) − ln P_b(x_b)"),
    _unlikely("number-unlikely", directed.number,
              "max ln P(x/f) − ln P(x) + ln Z(x/f) − ln Z(x), f = 10, 100, 10⁴",
              "number-unlikely-count", "number-unlikely-area"),
    _sure("not-reported", exact.not_reported, "n(x) > 0"),
    _sure("period-gap", exact.gaps, "start = last end + 1, or as far after it as thrice before"),
    _sure("period-length", exact.odd_lengths, "days = 7, or fewer as thrice before"),
    _sure("period-future", exact.future_ends, "end ≤ today"),
)  # fmt: skip

RETIRED = ("all-zero",)
"""Codes of rules that were, which findings that were kept with a sent sheet may have."""
