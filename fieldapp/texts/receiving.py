"""What becomes of files that came to headquarters, in words."""

from collections.abc import Iterable, Sequence

from fieldapp.core.characters import storable
from fieldapp.core.hq.beside import CellBeside
from fieldapp.core.hq.counting import CountedSheet, SheetPlace
from fieldapp.core.hq.findings import ArrivalFinding
from fieldapp.core.hq.plan import Plan, Planned, Verdict
from fieldapp.core.numbers import Amount
from fieldapp.core.programme import HQ, Programme
from fieldapp.core.sheet import STATE, Cell, Content, RowState, SheetKey
from fieldapp.core.spans.giving_way import GivenRow
from fieldapp.texts.texts import MOST_NAMED, Texts

_TAKEN = {Verdict.UNSEALED: "taken", Verdict.EDITED: "edited-taken", Verdict.DRAFT: "admitted"}
"""What becomes of files that count only because somebody has said so."""


def verdict_word(file: Planned, texts: Texts) -> str:
    """What a file is, in one or two words."""
    if file.arrival.form is not None and file.verdict is Verdict.UNSEALED:
        return texts("receive.verdict-form")
    if file.arrival.is_impossible and file.verdict is Verdict.UNSEALED:
        return texts("receive.verdict-impossible")
    return texts(f"receive.verdict-{file.verdict.value}")


def verdict_reason(file: Planned, programme: Programme, texts: Texts) -> str:
    """Why, and what becomes of it, in one sentence; for a file that cannot be read, why not."""
    if file.arrival.error is not None:
        return texts.error(file.arrival.error)
    rivals = {} if file.place is None else file.place.rivals
    same = [] if file.place is None else [*file.place.elsewhere.values()]
    elsewhere = dict.fromkeys([*(key.office for key in rivals.values()), *same])
    offices = texts.listed([texts.names(programme.office(office).names) for office in elsewhere])
    disputed = len(file.place.disputed) if file.place else 0
    if file.arrival.form is not None and file.verdict is Verdict.UNSEALED:
        key = "taken" if file.counted else "form" if file.arrival.contents else "form-blank"
        return texts(f"receive.why-{key}", id=file.arrival.name[:8])
    if file.arrival.is_impossible and file.verdict is Verdict.UNSEALED:
        return texts("receive.why-taken" if file.counted else "receive.why-impossible")
    if file.counted and file.verdict in _TAKEN:
        return texts(f"receive.why-{_TAKEN[file.verdict]}")
    reading = file.arrival.reading
    if file.verdict is Verdict.UNSEALED and reading is not None and reading.is_older_form:
        agrees = "agrees" if reading.is_intact() else "differs"
        return texts(f"receive.why-older-form-{agrees}", code=reading.check_code, found=reading.sealed_code)
    if file.verdict is Verdict.SUMMARY and file.cells:
        return texts("receive.why-summary-differs", n=len(file.cells))
    if file.verdict is Verdict.TWICE and rivals:
        return texts("receive.why-twice-disputed", offices=offices, n=disputed)
    if file.verdict is Verdict.TWICE and file.given and file.place is not None:
        return _beside_headquarters(file.given, file.place.key, programme, texts)
    why, others = _why_beside(file, texts)
    return texts(f"receive.why-{why}", periods=others, offices=offices, n=disputed)


def _why_beside(file: Planned, texts: Texts) -> tuple[str, str]:
    """Why, as the verdict has it, and the days of the sheets for which it is so."""
    why, sheets = file.verdict.value, file.place.beside if file.place else ()
    if file.verdict is Verdict.OVERLAP and file.overlapped:
        why, sheets = "overlap-longer", file.overlapped
    elif file.verdict is Verdict.RECUT and file.place and file.place.place is SheetPlace.RETIRED:
        why = "recut-whole"
    return why, texts.listed([texts.period(key.period) for key in sheets])


def _beside_headquarters(given: Iterable[GivenRow], key: SheetKey, programme: Programme, texts: Texts) -> str:
    """Of which districts both an office and headquarters tell the same days."""
    is_own = key.office == HQ
    rows = [row for row in given if is_own or row.cells]
    places = dict.fromkeys(texts.district(row.district, programme) for row in rows)
    offices = dict.fromkeys(texts.names(programme.office(row.to.office).names) for row in rows)
    return texts(
        "receive.why-twice-own" if is_own else "receive.why-twice-beside",
        places=texts.listed([*places]),
        offices=texts.listed([*offices]),
    )


def file_line(file: Planned, programme: Programme, texts: Texts) -> str:
    """A file with its sheet and its verdict: `march.xlsx: Karabakh, 10–16 Mar 2025, revision 2: new. …`."""
    said = file.arrival.record or file.arrival.reading
    names = {office.key: texts.names(office.names) for office in programme.offices}
    sheet = (
        texts(
            "receive.sheet" if file.arrival.form is None else "receive.form",
            office=names.get(said.office, said.office),
            period=said.period,
            revision=str(said.revision),
        )
        if said
        else texts("receive.no-sheet")
    )
    reason = verdict_reason(file, programme, texts)
    return texts(
        "receive.line",
        file=storable(file.arrival.path.name),
        sheet=sheet,
        verdict=verdict_word(file, texts),
        why=reason,
    )


def cell_lines(file: Planned, programme: Programme, texts: Texts) -> list[str]:
    """Where a file says something else than counts, or than was written in it: cell, old → new; of a file of
    which one that counts comes, or that counts with others, also where what was there stays."""
    lines = []
    for beside in file.cells:
        before = beside.sealed if file.verdict is Verdict.EDITED else beside.ours
        lines.append(
            texts(
                "receive.cell-stays" if _stays(beside, file) else "receive.cell",
                cell=cell_name(beside.cell, programme, texts),
                old=content_word(beside.cell, before, programme, texts),
                new=content_word(beside.cell, beside.theirs, programme, texts),
            )
        )
    return lines


def _stays(beside: CellBeside, file: Planned) -> bool:
    """Whether what counted before counts on, though the file says something else."""
    is_of_several = file.verdict in (Verdict.OLDER, Verdict.MERGED, Verdict.FORK, Verdict.CONFLICT)
    if not is_of_several or file.place is None or beside.cell in file.place.disputed:
        return False
    return beside.ours is not None and file.place.values.get(beside.cell) == beside.ours


def dispute_lines(
    sheets: Iterable[tuple[SheetKey, CountedSheet]], programme: Programme, texts: Texts
) -> list[str]:
    """Every cell in dispute, with what is claimed and by which record."""
    lines = []
    for key, sheet in sheets:
        office = texts.names(programme.office(key.office).names)
        for cell, claims in sheet.disputed.items():
            told = [
                f"{content_word(cell, claim.content, programme, texts)} ({claim.id[:8]})" for claim in claims
            ]
            lines.append(
                texts(
                    "receive.disputed",
                    office=office,
                    period=key.period,
                    cell=cell_name(cell, programme, texts),
                    values=texts.listed(told),
                )
            )
    return lines


def arrival_finding_line(finding: ArrivalFinding, programme: Programme, texts: Texts) -> str:
    """What is odd about a file, and where."""
    where = " · ".join(part for part in (finding.sheet, finding.address) if part)
    if finding.cell is not None:
        place = f" ({where})" if where else ""
        where = f"{cell_name(finding.cell, programme, texts)}{place}"
    if finding.about is not None:
        return texts.finding(finding.about, programme)
    key = f"receive.finding-{finding.code}"
    if key not in texts.table:
        key = "receive.finding-other"
    return texts(key, where=where, says=_word(finding.says, texts), should=_word(finding.should_say, texts))


def finding_lines(findings: Iterable[ArrivalFinding], programme: Programme, texts: Texts) -> list[str]:
    """All that is odd about a file. What a rule has found is told once, with all cells where it stands."""
    told: dict[int | ArrivalFinding, list[str]] = {}
    lines: dict[int | ArrivalFinding, str] = {}
    for finding in findings:
        key = id(finding.about) if finding.about else finding
        lines.setdefault(key, arrival_finding_line(finding, programme, texts))
        if finding.about and finding.address:
            told.setdefault(key, [f"{finding.sheet}!"]).append(finding.address)
    return [
        f"{told[key][0]}{', '.join(_shortened(told[key][1:]))}: {line}" if key in told else line
        for key, line in lines.items()
    ]


def named_files(files: Sequence[str], texts: Texts) -> str:
    """The names of some files, of many the first."""
    names = [storable(name) for name in files]
    shown, left = "; ".join(names[:MOST_NAMED]), len(names) - MOST_NAMED
    return texts("formats.and-more", places=shown, n=left) if left > 0 else shown


def counts_line(plan: Plan, texts: Texts) -> str:
    """How many files of each verdict: `3 new, 1 newer`."""
    return ", ".join(
        f"{n} {texts(f'receive.verdict-{verdict.value}')}" for verdict, n in plan.counts().items()
    )


def cell_name(cell: Cell, programme: Programme, texts: Texts) -> str:
    """`Aghdam · UXO`."""
    district = texts.district(cell.district, programme)
    if cell.indicator == STATE:
        return district
    return f"{district} · {texts.column(cell.indicator, programme)}"


def content_word(cell: Cell, content: Content | None, programme: Programme, texts: Texts) -> str:
    """A number with its unit, the mark, or *empty*."""
    if content is None:
        return texts("look.empty")
    if isinstance(content, RowState):
        return texts("look.no-operations")
    return texts.amount(Amount(content, programme.indicator(cell.indicator).unit))


def _shortened(addresses: list[str]) -> list[str]:
    """A row or a form full of cells is as clear by its first and last."""
    return addresses if len(addresses) <= MOST_NAMED else [f"{addresses[0]}…{addresses[-1]}"]


def _word(said: object, texts: Texts) -> str:
    return texts("look.empty") if said is None else texts.shown(said)
