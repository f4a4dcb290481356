"""The text for the press: the published sentences of the whole country, with their figures locked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from typing_extensions import override

from fieldapp.core.changes import Change, Effect
from fieldapp.core.hq.publication import AfterPublication, Cumulative, Publication
from fieldapp.core.hq.wording import Piece, Wording, locked_digits
from fieldapp.core.numbers import Amount, Value
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.report import Report
from fieldapp.core.sheet import Cell, RowState
from fieldapp.texts.endings import Numeral
from fieldapp.texts.receiving import cell_name, content_word
from fieldapp.texts.sentences import (
    capitalised,
    dates,
    how_much_was_cleared,
    ready_sentence,
    what_was_found,
)
from fieldapp.texts.texts import Texts

_START, _END = "\ue000", "\ue001"
"""Marks of no writing; they stand around what is locked until the text is taken apart."""


class _MarkingTexts(Texts):
    """The same sentences, with whatever stands for a figure marked."""

    @override
    def locked(self, phrase: str, *, to_digits: bool = False) -> str:
        plain = phrase.replace(_START, "").replace(_END, "")
        digits = [at for at, mark in enumerate(plain) if mark.isdigit()]
        if not to_digits or not digits:
            return f"{_START}{plain}{_END}"
        first, end = digits[0], digits[-1] + 1
        return f"{plain[:first]}{_START}{plain[first:end]}{_END}{plain[end:]}"

    @override
    def filled(self, value: object) -> str:
        filled = super().filled(value)
        if isinstance(filled, Numeral) and _START not in filled:
            return Numeral(f"{_START}{filled}{_END}", filled.number)
        return filled


def press_wording(
    report: Report,
    texts: Texts,
    form: str,
    *,
    order: str | None = None,
    organisations: tuple[str, ...] | None = None,
    since: Cumulative | None = None,
) -> Wording:
    """The text on a report in one of the two forms, as `ready_sentence` has it. `organisations`: those that
    are named, by default those of the report; `since`: what is said of a longer time, behind the rest.

    Raises FieldAppError `unknown-order`, `unknown-organisation`.
    """
    marking, programme = _MarkingTexts(texts.language, texts.table), report.programme
    if organisations is not None:
        known = {programme.organisation(key).key for key in organisations}
        report = replace(report, organisations=programme.organisations_in_order(known))
    sentences = [ready_sentence(report, marking, form, order)]
    if since is not None:
        sentences += _since(since, report.period, marking, form)
    return locked_digits(_pieces(" ".join(sentences)))


def published_line(publication: Publication, now: datetime, texts: Texts, *, is_new: bool = True) -> str:
    """What was published, when and by whom. `now` says in which zone times are shown."""
    return texts(
        "press.published" if is_new else "press.published-already",
        period=publication.period,
        language=texts(f"press.language-{publication.language}"),
        form=texts(f"press.form-{publication.form}"),
        at=published_at_words(publication, now, texts),
        who=publication.who,
    )


def published_at_words(publication: Publication, now: datetime, texts: Texts) -> str:
    """`17 Mar 2025, 09:30`, in the time zone of `now`."""
    at = publication.at.astimezone(now.tzinfo)
    return f"{texts.date(at.date())}, {at:%H:%M}"


def after_word(after: AfterPublication, texts: Texts) -> str:
    """What became of a publication, in a few words."""
    if after.is_replaced:
        return texts("press.replaced")
    if not after.is_due:
        return texts("press.unchanged" if after.is_same_set else "press.other-records")
    if not after.changes:
        return texts("press.totals-changed")
    return texts("press.cells-changed", n=len(after.changes))


def after_lines(after: AfterPublication, programme: Programme, texts: Texts) -> list[str]:
    """What is something else since a publication: its cells, then the sums that they are in."""
    lines = [texts("press.why", why=after.publication.why)] if after.publication.why else []
    if after.is_replaced:
        return [*lines, texts("press.replaced")]
    lines += [change_line(change, programme, texts) for change in after.changes]
    lines += [effect_line(after, effect, programme, texts) for effect in after.effects]
    if not after.changes and not after.effects:
        lines.append(texts("press.unchanged" if after.is_same_set else "press.other-records"))
    return lines


def change_line(change: Change, programme: Programme, texts: Texts) -> str:
    """`Aghdam · UXO: 606 → 604`."""
    cell = Cell(change.district, change.indicator)
    old, new = (_content_word(cell, one, programme, texts) for one in (change.old, change.new))
    return texts("press.change", cell=cell_name(cell, programme, texts), old=old, new=new)


def effect_line(after: AfterPublication, effect: Effect, programme: Programme, texts: Texts) -> str:
    """`Month, 1–31 Mar 2025 · UXO: 2,606 → 2,604`."""
    indicator = programme.indicator(effect.indicator)
    return texts(
        f"press.effect-{after.kind_of(effect).value}",
        period=effect.span,
        column=texts.names(indicator.short_names),
        old=texts.amount(Amount(effect.old, indicator.unit)),
        new=texts.amount(Amount(effect.new, indicator.unit)),
    )


def _content_word(cell: Cell, content: Value | RowState | None, programme: Programme, texts: Texts) -> str:
    if content is RowState.NOT_REPORTED:
        return texts("look.not-reported")
    return content_word(cell, content, programme, texts)


def _since(since: Cumulative, period: Period, texts: Texts, form: str) -> list[str]:
    """In total since a day, and what that does not cover."""
    shape = since.programme.form(form)
    said = dates(Period(since.since, period.end), texts, shape.dates.get(texts.language))
    said = texts.locked(said, to_digits=True)
    found, area = what_was_found(since, texts, shape), how_much_was_cleared(since, texts, shape)
    key = "press.total-and-area" if area else "press.total"
    sentences = [texts(key, since=said, found=found, area=area)]
    if since.reported < since.expected:
        counts = {"reported": since.reported, "expected": since.expected}
        sentences.append(texts("press.total-standing", **counts, n=since.expected))
    if since.uncovered:
        sentences.append(texts("press.total-uncovered", n=since.uncovered))
    return [capitalised(sentence, texts) for sentence in sentences]


def _pieces(marked: str) -> Iterator[Piece]:
    """A marked text, taken apart; what is marked within a mark is part of it."""
    for number, part in enumerate(marked.split(_START)):
        locked, mark, free = part.rpartition(_END)
        if number and mark:
            yield Piece(locked.replace(_END, ""), is_locked=True)
        yield Piece(free)
