"""The one passage of a text to the press: made from the figures at one moment, and frozen only while they are
those. Window and command line go this way."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from fieldapp.core.checks.finding import count_errors
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.publication import Basis, Publication, disputed_cells
from fieldapp.core.hq.wording import Wording
from fieldapp.core.numbers import Value
from fieldapp.core.period import Period
from fieldapp.core.published.against_data import places_left_out, press_differences
from fieldapp.core.published.against_itself import self_contradictions
from fieldapp.core.published.dates import Year
from fieldapp.core.published.kept import PrintedFigures, exact_figures
from fieldapp.core.published.read import read_press
from fieldapp.core.published.reading import Contradiction, PressReading
from fieldapp.core.report import Report
from fieldapp.passage import judge, require_content
from fieldapp.store.hq.comparing import figures_of, others_than
from fieldapp.store.store import Store
from fieldapp.texts.press import press_wording
from fieldapp.texts.press_words import read_press_words
from fieldapp.texts.texts import read_texts

PRESS_FORMS = ("wire", "post")

FIGURES_READ, FIGURES_JUDGED = 0.4, 0.8
"""How much of a text's work is done when its figures are read, and when they are judged."""


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
    store: Store,
    asked: PressOrder,
    languages: Collection[str],
    today: date,
    tell: Callable[[float], None] = lambda share: None,
) -> dict[str, PressDraft]:
    """The texts of some languages, from one look at the figures. `tell` hears how much is done, 0 to 1, and
    may raise to have none.

    Raises FieldAppError `publication-elsewhere`, `newer-read-only`, `nothing-entered`, `nothing-readable`,
    `parts-overlap`, `unknown-order`, `unknown-organisation`, `period-backwards`.
    """
    store.require_publisher()
    store.require_own_format()
    period = asked.period
    tell(0.0)
    report = store.report(period)
    tell(FIGURES_READ / 2)
    require_content(report, store.sheet(period))
    counted = store.counted_near(period)
    since = store.cumulative(asked.since, period.end) if asked.since else None
    basis = store.basis(report, since, counted)
    found = judge(
        store,
        report.sheets,
        today,
        lambda share: tell(FIGURES_READ + share * (FIGURES_JUDGED - FIGURES_READ)),
    )
    errors = count_errors(found)
    disputed = disputed_cells(counted.values(), period)
    drafts = {}
    for number, language in enumerate(languages):
        tell(FIGURES_JUDGED + (1 - FIGURES_JUDGED) * number / len(languages))
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


@dataclass(frozen=True)
class Reconciled:
    """A press text beside the data. `period`: whose figures it was set against, None where that is not
    certain; `data`: what is entered for it."""

    reading: PressReading
    period: Period | None
    data: Mapping[str, Value | None]
    contradictions: tuple[Contradiction, ...]
    differences: tuple[Contradiction, ...]

    @property
    def is_right(self) -> bool:
        """Whether nothing stands against it."""
        return not self.contradictions and not any(one.counts for one in self.differences)


def reconcile(
    store: Store, text: str, period: Period | None = None, published: date | None = None
) -> Reconciled:
    """Set a press text against the data of its period, or of another that is named. Other days are looked
    through only where anything differs. Raises FieldAppError as `Store.report` does."""
    known = tuple(store.entered())
    reading = read_press(text, read_press_words(), store.programme, published, known)
    wrong, asked = self_contradictions(reading), period or reading.period
    if asked is None or not reading.found:
        return Reconciled(reading, None, {}, wrong, ())
    if period is not None:
        reading = replace(reading, period=period, year=Year.PRINTED)
    data = figures_of(store, asked)
    found = press_differences(reading, data)
    if any(one.counts for one in found):
        found = press_differences(reading, data, others_than(store, asked))
    worked = [line.district for line in store.report(asked).lines if any(line.values.values())]
    return Reconciled(reading, asked, data, wrong, (*found, *places_left_out(reading, worked)))


def keep_print(store: Store, found: Reconciled, source: str) -> tuple[PrintedFigures, PrintedFigures | None]:
    """Keep what a text printed, under who printed it; with what that is in the place of. Raises FieldAppError
    `print-without-period`, `source-missing`, `source-taken`, `records-damaged`."""
    if found.period is None:
        raise FieldAppError("print-without-period")
    printed = PrintedFigures(found.period, source, exact_figures(found.reading))
    return printed, store.keep_printed(printed)
