"""What `receive --json` prints. Headquarters' scripts read it: keys are only ever added."""

from collections.abc import Sequence
from typing import Any

from fieldapp.core.hq.findings import ArrivalFinding
from fieldapp.core.hq.plan import Plan, Planned, Verdict
from fieldapp.core.numbers import Unit, decimal_text
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import STATE, Cell, Content, RowState
from fieldapp.texts.receiving import verdict_reason
from fieldapp.texts.texts import Texts


def receive_answer(
    plan: Plan,
    findings: Sequence[Sequence[ArrivalFinding]],
    programme: Programme,
    texts: Texts,
) -> dict[str, Any]:
    """Each file with its verdict, in the order of their paths, and the digest of all that is held with them.
    `findings`: of each file."""
    files = [_file(file, found, programme, texts) for file, found in zip(plan.files, findings, strict=True)]
    waits = (Verdict.WAITING, Verdict.OVERLAP)
    waiting = sum(file.verdict in waits and not file.counted for file in plan.files)
    return {
        "files": files,
        "counts": {verdict.value: n for verdict, n in plan.counts().items()},
        "counted": sum(file.counted for file in plan.files),
        "waiting": waiting,
        "disputed": _disputed(plan, programme),
        "state": plan.after.digest,
    }


def _file(
    file: Planned, findings: Sequence[ArrivalFinding], programme: Programme, texts: Texts
) -> dict[str, Any]:
    arrival = file.arrival
    said = arrival.record or arrival.reading
    return {
        "path": str(arrival.path),
        "sha256": arrival.sha256,
        "id": arrival.record.id if arrival.record else None,
        "office": said.office if said else None,
        "period": str(said.period) if said else None,
        "revision": said.revision if said else None,
        "check_code": (arrival.reading.check_code or None) if arrival.reading else None,
        "kind": arrival.record.kind.value if arrival.record else None,
        "status": ("sent" if arrival.record.is_sent else "draft") if arrival.record else None,
        "verdict": file.verdict.value,
        "counted": file.counted,
        "cells": [
            {
                **_place(beside.cell),
                "ours": exact_figure(beside.cell, beside.ours, programme),
                "theirs": exact_figure(beside.cell, beside.theirs, programme),
                "sealed": exact_figure(beside.cell, beside.sealed, programme),
            }
            for beside in file.cells
        ],
        "findings": [_finding(finding) for finding in findings],
        "why": verdict_reason(file, programme, texts),
    }


def _finding(finding: ArrivalFinding) -> dict[str, Any]:
    place = _place(finding.cell) if finding.cell else {"district": None, "indicator": None}
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        **place,
        "sheet": finding.sheet or None,
        "cell": finding.address or None,
        "says": None if finding.says is None else str(finding.says),
        "should_say": None if finding.should_say is None else str(finding.should_say),
    }


def _disputed(plan: Plan, programme: Programme) -> list[dict[str, Any]]:
    return [
        {
            "office": key.office,
            "period": str(key.period),
            **_place(cell),
            "values": [exact_figure(cell, claim.content, programme) for claim in claims],
            "ids": [claim.id for claim in claims],
        }
        for key, sheet in plan.disputed().items()
        for cell, claims in sheet.disputed.items()
    ]


def _place(cell: Cell) -> dict[str, str]:
    return {"district": cell.district, "indicator": cell.indicator}


def exact_figure(cell: Cell, content: Content | None, programme: Programme) -> str | None:
    """What a cell holds as a script reads it: exact, hectares as they are typed."""
    if content is None or isinstance(content, RowState) or cell.indicator == STATE:
        return content.value if isinstance(content, RowState) else None
    unit = programme.indicator(cell.indicator).unit
    return decimal_text(content, unit) if unit is Unit.HECTARE else str(content)
