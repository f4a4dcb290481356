"""What is decided about files before they are received, and what follows from it; all of it values, for the
worker."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from fieldapp.core.hq.arrival import Arrival, ArrivalKind
from fieldapp.core.hq.beside import CellBeside
from fieldapp.core.hq.choice import Decisions, Take, decide, settle
from fieldapp.core.hq.correction import Maker
from fieldapp.core.hq.counting import CountedSheet, SheetPlace
from fieldapp.core.hq.fold import Claim
from fieldapp.core.hq.plan import Plan, Planned, Verdict
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell, Content, SheetKey

ORDER = (
    *(Verdict.UNREADABLE, Verdict.EDITED, Verdict.UNSEALED, Verdict.FORK, Verdict.CONFLICT, Verdict.TWICE),
    *(Verdict.DRAFT, Verdict.OVERLAP, Verdict.WAITING, Verdict.VERSION, Verdict.FOREIGN, Verdict.MERGED),
    *(Verdict.AGREES, Verdict.RECUT, Verdict.SUMMARY, Verdict.NEW, Verdict.NEWER, Verdict.OLDER),
    Verdict.SAME,
)
"""What somebody has to look at comes first."""


@dataclass(frozen=True)
class Choices:
    """`takes`: what is to count beyond what counts by itself; `aside`: records that are to count no more."""

    takes: frozenset[Take] = frozenset()
    aside: frozenset[str] = frozenset()

    def of(self, known: Collection[str]) -> "Choices":
        """Those that are of records or files which are there."""
        takes = frozenset(take for take in self.takes if take.name in known)
        return Choices(takes, self.aside & {*known})

    def turned(self, take: Take, rivals: Iterable[Take] = ()) -> "Choices":
        """With something taken that was not, or not taken that was; it rules out what says otherwise."""
        if take in self.takes:
            return Choices(self.takes - {take}, self.aside)
        return Choices(self.takes - {*rivals} | {take}, self.aside - {take.name})

    def turned_aside(self, name: str) -> "Choices":
        """With a record set aside that was not, or not set aside that was."""
        if name in self.aside:
            return Choices(self.takes, self.aside - {name})
        return Choices(frozenset(take for take in self.takes if take.name != name), self.aside | {name})


@dataclass(frozen=True)
class Considered:
    """`plan`: of the files alone; `settled`: once everything is decided."""

    plan: Plan
    settled: Plan
    decisions: Decisions


@dataclass(frozen=True)
class Subject:
    """What is decided about: a file, or with no file a sheet here in which something is in dispute.
    `is_aside`: its record is known, and was set aside before."""

    file: Planned | None
    sheet: CountedSheet | None
    is_aside: bool = False

    @property
    def key(self) -> SheetKey | None:
        """Which sheet it is of, as far as that can be told."""
        if self.sheet is not None:
            return self.sheet.key
        said = self.file and (self.file.arrival.record or self.file.arrival.reading)
        return SheetKey(said.office, said.period) if said else None


@dataclass(frozen=True)
class Point:
    """A cell to look at. `beside`: where a file says something else; `claim`: one of several contents that
    records give it. `take`: what choosing it means, None where it cannot be chosen."""

    cell: Cell
    take: Take | None
    beside: CellBeside | None = None
    claim: Claim | None = None

    @property
    def content(self) -> Content | None:
        """What the cell would hold."""
        if self.claim is not None:
            return self.claim.content
        return self.beside.theirs if self.beside else None


@dataclass
class Batch:
    """The files that were read so far, what they mean, and what is chosen."""

    arrivals: list[Arrival] = field(default_factory=list)
    plan: Plan | None = None
    choices: Choices = field(default_factory=Choices)


def consider(plan: Plan, choices: Choices, programme: Programme, maker: Maker) -> Considered:
    """What follows from some choices. Raises FieldAppError as `decide` does."""
    takes = sorted(
        choices.takes, key=lambda take: (take.name, take.cell is not None, take.cell or Cell("", ""))
    )
    files = [file.arrival for file in plan.files]
    decisions = decide(plan.after, files, takes, sorted(choices.aside), programme, maker)
    return Considered(plan, settle(plan, decisions, programme), decisions)


def subjects_of(plan: Plan) -> tuple[Subject, ...]:
    """All that may be decided about: the files by their verdicts, then the sheets in dispute of which no file
    came."""
    files = sorted(plan.files, key=lambda file: ORDER.index(file.verdict))
    told = {file.place.key for file in files if file.place}
    held = [
        Subject(None, sheet)
        for key, sheet in sorted(plan.counted.items())
        if sheet.disputed and sheet.place is SheetPlace.COUNTS and key not in told
    ]
    rulings = plan.before.rulings
    aside = {one for one, ruling in rulings.items() if not ruling.is_admitted}
    return (*(Subject(file, file.place, file.arrival.name in aside) for file in files), *held)


def take_of(subject: Subject) -> Take | None:
    """What taking a whole file means; None where there is nothing to be taken, or it counts by itself."""
    file = subject.file
    if file is None or file.counted:
        return None
    if file.verdict in (Verdict.EDITED, Verdict.UNSEALED) and file.cells:
        return Take(file.arrival.sha256)
    if (file.verdict is Verdict.DRAFT or subject.is_aside) and file.arrival.record:
        return Take(file.arrival.record.id, is_record=True)
    return None


def name_to_set_aside(subject: Subject) -> str:
    """What setting a file aside would set aside; empty where it does not count by itself."""
    file = subject.file
    is_sheet = file is not None and file.arrival.kind is ArrivalKind.SHEET
    return file.arrival.record.id if file and is_sheet and file.arrival.record else ""


def points_of(subject: Subject, plan: Plan) -> tuple[Point, ...]:
    """The cells of a file or sheet to look at, those in dispute first; of a file that counts by itself those
    say what it says."""
    found = []
    disputed = subject.sheet.disputed if subject.sheet else {}
    for cell, claims in disputed.items():
        found += [Point(cell, Take(claim.id, cell, is_record=True), claim=claim) for claim in claims]
    file = subject.file
    is_taken_by_cell = file is not None and file.verdict in (Verdict.EDITED, Verdict.UNSEALED)
    for beside in file.cells if file else ():
        if beside.cell in disputed and not is_taken_by_cell:
            continue
        has_content = file is not None and (file.verdict is Verdict.EDITED or beside.theirs is not None)
        can_take = file is not None and is_taken_by_cell and has_content
        take = Take(file.arrival.sha256, beside.cell) if file and can_take else None
        found.append(Point(beside.cell, take or _take_given(file, beside.cell), beside=beside))
    return tuple(found)


def _take_given(file: Planned | None, cell: Cell) -> Take | None:
    """That what headquarters' own sheet says is to be what the office's sheet says, which counts."""
    record = file.arrival.record if file else None
    for row in file.given if file and record else ():
        is_own = record is not None and row.sheet == SheetKey(record.office, record.period)
        if record is not None and is_own and row.is_of_same_days and cell in row.cells:
            return Take(record.id, cell, is_record=True)
    return None


def rivals_of(point: Point, points: Iterable[Point]) -> list[Take]:
    """What cannot be chosen together with a point."""
    return [
        other.take for other in points if other.take and other.cell == point.cell and other.take != point.take
    ]
