"""What is said of a plan, in one language."""

from collections.abc import Callable
from datetime import datetime

from fieldapp.core.hq.counting import cells_in_dispute
from fieldapp.core.hq.findings import findings_of
from fieldapp.core.hq.plan import Plan
from fieldapp.core.programme import Programme
from fieldapp.texts.receiving import counts_line, finding_lines, verdict_reason
from fieldapp.texts.texts import Texts
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.receive.considered import Choices, Considered, Subject

MOST_FINDINGS = 3
"""In words; all altered cells are in the table below."""


class PlanWords:
    """In the language that is spoken when it is asked."""

    def __init__(self, programme: Programme, kit: Kit, now: Callable[[], datetime]) -> None:
        self._programme, self._kit, self._now = programme, kit, now

    def summary(self, considered: Considered) -> str:
        """How many files of each verdict."""
        texts, files = self._kit.texts, considered.plan.files
        if files:
            return f"{texts('plan.n-files', n=len(files))}: {counts_line(considered.plan, texts)}"
        return texts("plan.no-files")

    def counted(self, considered: Considered, choices: Choices) -> str:
        """What counts of them, and what is still in dispute."""
        return counted_words(considered.settled, self._kit.texts)

    def why(self, subject: Subject) -> str:
        """Why a file is what it is, and what is odd about it."""
        texts, file = self._kit.texts, subject.file
        if file is None:
            return texts("plan.why-held")
        lines = [verdict_reason(file, self._programme, texts)]
        found = () if file.arrival.error else findings_of(file, self._programme, self._now())
        told = finding_lines(found, self._programme, texts)
        lines += told[:MOST_FINDINGS]
        if len(told) > MOST_FINDINGS:
            lines.append(texts("plan.more-findings", n=len(told) - MOST_FINDINGS))
        return "\n".join(lines)


def counted_words(settled: Plan, texts: Texts) -> str:
    """How many files count, how many do not, and how many cells are in dispute."""
    counted = sum(file.counted for file in settled.files)
    disputed = cells_in_dispute(settled.counted.values())
    told = []
    if settled.files:
        told.append(texts("receive.counted", n=counted))
        left = len(settled.files) - counted
        told += [texts("plan.not-counted", n=left)] if left else []
    told += [texts("plan.in-dispute-all", n=disputed)] if disputed else []
    return " ".join(told)
