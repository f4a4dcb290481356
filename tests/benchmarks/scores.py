"""What the checks say of right weeks, and of weeks with one mistake each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from fieldapp.core.checks.case import Surroundings
from fieldapp.core.checks.finding import Finding
from fieldapp.core.checks.rules import check
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Sheet
from tests.benchmarks.mistakes import KINDS, Kind, Spoilt
from tests.benchmarks.weeks import OfficeWeek, office_weeks

TODAY = date(2026, 12, 31)
FIVE = 5


@dataclass
class Score:
    """`found` of `tried` mistakes by kind; `false`: findings in `weeks` right weeks, by code."""

    weeks: int = 0
    false: Counter[str] = field(default_factory=Counter)
    tried: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    def recall(self, kind: Kind) -> float:
        return 100 * self.found[kind.name] / max(1, self.tried[kind.name])

    def mean(self) -> float:
        return sum(map(self.recall, KINDS)) / len(KINDS)

    def false_in_five_weeks(self) -> float:
        return FIVE * sum(self.false.values()) / max(1, self.weeks)


def findings_in(sheet: Sheet, week: OfficeWeek, programme: Programme) -> tuple[Finding, ...]:
    periods = tuple(sorted({other.period for other in week.before}))
    return check(sheet, programme, Surroundings(TODAY, periods, memory=week.memory))


def is_found(spoilt: Spoilt, findings: Sequence[Finding]) -> bool:
    """Whether a finding names the wrong cells: half of what it names is wrong, and it names half of them."""
    for finding in findings:
        cells = frozenset(finding.cells)
        if not spoilt.cells and not cells:
            return True
        both = len(cells & spoilt.cells)
        if both and 2 * both >= len(cells) and 2 * both >= len(spoilt.cells):
            return True
    return False


def score_of(
    programme: Programme, half: int, seeds: Sequence[int], injections: int, kinds: Sequence[Kind] = KINDS
) -> Score:
    """All kinds of mistakes in weeks of one half, `injections` of each for each seed."""
    score = Score()
    for seed in seeds:
        weeks = office_weeks(programme, half, seed)
        score.weeks += len(weeks)
        for week in weeks:
            score.false.update(finding.code for finding in findings_in(week.sheet, week, programme))
        for kind in kinds:
            _inject(score, kind, weeks, programme, injections, Random(f"{kind.name} {half} {seed}"))
    return score


def _inject(
    score: Score, kind: Kind, weeks: Sequence[OfficeWeek], programme: Programme, number: int, random: Random
) -> None:
    done = tried = 0
    while done < number and tried < 20 * number:
        tried += 1
        week = random.choice(weeks)
        spoilt = kind.spoil(week, random)
        if spoilt is not None:
            done += 1
            score.tried[kind.name] += 1
            score.found[kind.name] += is_found(spoilt, findings_in(spoilt.sheet, week, programme))
