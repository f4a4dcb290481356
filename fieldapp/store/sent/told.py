"""What is remembered of the newest sending of a sheet, as one text (JSON)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fieldapp.core.changes import Effect
from fieldapp.core.checks.finding import Finding
from fieldapp.core.checks.kept import findings_kept, kept_findings
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period, read_period
from fieldapp.core.report import Report
from fieldapp.core.sending import Delivery
from fieldapp.store.rows import as_kept, number_of


@dataclass(frozen=True)
class SentAs:
    """What the workbook of a sent revision says and its own sheet does not: what was odd by its day and by
    the sheets beside it, which of those only overlapped it, and who had verified it by then."""

    findings: tuple[Finding, ...]
    straddling: tuple[Period, ...]
    verified_by: str


def told_of(
    report: Report, sending: int, delivery: Delivery | None, findings: Sequence[Finding] | None
) -> str:
    """`sending`: the newest row of the history by then; `findings`: None where nobody has looked."""
    standing, correction = report.standing, report.correction
    about: dict[str, Any] = {
        "revision": standing.revision,
        "reason": standing.reason,
        "source": standing.source,
        "sending": sending,
        "delivery": delivery
        and {
            "target": str(delivery.target),
            "part": delivery.part,
            "digest": delivery.digest,
            "language": delivery.language,
            "order": delivery.order,
        },
        "effects": [
            [str(effect.span), effect.indicator, as_kept(effect.old), as_kept(effect.new)]
            for effect in (correction.effects if correction else ())
        ],
    }
    if findings is not None:
        about["findings"] = kept_findings(findings)
        about["straddling"] = [str(period) for period in report.straddling]
        about["verified"] = standing.verified_by
    return json.dumps(about)


def read_told(text: str | None) -> dict[str, Any]:
    """What is remembered; nothing where it is nothing of ours."""
    try:
        return dict(json.loads(text)) if text else {}
    except (ValueError, TypeError):
        return {}


def effects_in(told: Mapping[str, Any]) -> tuple[Effect, ...]:
    """What a correction did to the sums around it. Raises as `number_of` does."""
    return tuple(
        Effect(read_period(span), indicator, number_of(old), number_of(new))
        for span, indicator, old, new in told["effects"]
    )


def sent_as_in(told: Mapping[str, Any]) -> SentAs | None:
    """What was kept; None where nothing was, or a version that is not known has kept it otherwise."""
    try:
        straddling = tuple(map(read_period, told["straddling"]))
        return SentAs(findings_kept(told["findings"]), straddling, str(told["verified"]))
    except (LookupError, ValueError, TypeError, ArithmeticError, FieldAppError):
        return None
