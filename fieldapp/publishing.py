"""The one passage of a text to the press: made from the figures at one moment, and frozen only while they are
those. Window and command line go this way."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from fieldapp.core.checks.finding import count_errors
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.publication import Basis, Publication, disputed_cells
from fieldapp.core.hq.wording import Wording
from fieldapp.core.period import Period
from fieldapp.core.report import Report
from fieldapp.passage import judge, require_content
from fieldapp.store.store import Store
from fieldapp.texts.press import press_wording
from fieldapp.texts.texts import read_texts

PRESS_FORMS = ("wire", "post")


@dataclass(frozen=True)
class PressOrder:
    """What text is wanted. `order`: the list order of places, `organisations`: those that are named; None for
    the usual ones. `since`: a total since that day is told too."""

    period: Period
    form: str = "wire"
    order: str | None = None
    organisations: tuple[str, ...] | None = None
    since: date | None = None


@dataclass(frozen=True)
class PressDraft:
    """The text of one language before it is published. `errors`: how many stand in its sheets; `disputed`:
    how many cells of its days are in dispute."""

    asked: PressOrder
    language: str
    wording: Wording
    report: Report
    basis: Basis
    errors: int
    disputed: int

    def edited(self, text: str) -> "PressDraft":
        """The same in other words. Raises FieldAppError `figure-altered`, `figure-added`."""
        return replace(self, wording=self.wording.edited(text))


def draft_texts(
    store: Store, asked: PressOrder, languages: Collection[str], today: date
) -> dict[str, PressDraft]:
    """The texts of some languages, from one look at the figures.

    Raises FieldAppError `publication-elsewhere`, `newer-read-only`, `nothing-entered`, `nothing-readable`,
    `parts-overlap`, `unknown-order`, `unknown-organisation`, `period-backwards`.
    """
    store.require_publisher()
    store.require_own_format()
    period = asked.period
    report = store.report(period)
    require_content(report, store.sheet(period))
    counted = store.counted_near(period)
    since = store.cumulative(asked.since, period.end) if asked.since else None
    basis = store.basis(report, since, counted)
    errors = count_errors(judge(store, report.sheets, today))
    disputed = disputed_cells(counted.values(), period)
    drafts = {}
    for language in languages:
        wording = press_wording(
            report,
            read_texts(language),
            asked.form,
            order=asked.order,
            organisations=asked.organisations,
            since=since,
        )
        drafts[language] = PressDraft(asked, language, wording, report, basis, errors, disputed)
    return drafts


def publish(store: Store, draft: PressDraft, why: str = "") -> tuple[Publication, bool]:
    """Freeze a text; what was published, and whether it was just now. `why`: the reason to publish it though
    errors stand in its figures, or cells are in dispute.

    Raises FieldAppError `publication-errors`, `publication-disputed`, `publication-stale`, …
    """
    store.require_publisher()
    period = draft.asked.period
    if draft.disputed and not why:
        raise FieldAppError("publication-disputed", period=period, n=draft.disputed)
    if draft.errors and not why:
        raise FieldAppError("publication-errors", period=period, n=draft.errors)
    reason = why if draft.errors or draft.disputed else ""
    return store.publish(period, draft.language, draft.asked.form, draft.wording.text, draft.basis, reason)
