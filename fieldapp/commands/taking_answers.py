"""Answers of headquarters that came to an office, by command: taken in any number, and adopted by name."""

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click

from fieldapp.console import DONE, ERRORS_STAND, FAILED, Surface, opened_store, print_json
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.answer import Answer
from fieldapp.core.hq.choice import SHORTEST_NAME, read_take, whole_name
from fieldapp.store.store import Store
from fieldapp.texts.receiving import cell_name, content_word
from fieldapp.texts.texts import Texts

_Given = TypeVar("_Given")


def take_answers(
    surface: Surface, file: Path, paths: Sequence[Path], takes: Sequence[str], *, as_json: bool
) -> int:
    """Take answers of headquarters into the file of an office, the oldest first, and adopt what is named. Of
    several, one that cannot be taken is told and keeps no other from being taken."""
    from fieldapp.exchange.hq.answer_json import taken_answer
    from fieldapp.exchange.hq.answer_workbook import read_answer

    texts = surface.texts
    with opened_store(surface, file, writes=True) as store:

        def read(path: Path) -> Answer:
            return read_answer(path, store.programme, is_demonstration=store.is_demonstration)

        def take(answer: Answer) -> Answer:
            store.take_answer(answer)
            return answer

        came = sorted(_done(read, paths, texts), key=lambda answer: answer.at)
        known = {one.id for answer in came for one in answer.records}
        names = _adopted(takes, known | {one.record.id for one in store.offers()}) if came else None
        taken = _done(take, came, texts)
        if not taken:
            return FAILED
        heard = [len(answer.of_office & store.heard_of().keys()) for answer in taken]
        offers, beyond, newest = store.offers(), store.beyond(), taken[-1]
        days = [texts.date(answer.at.astimezone(surface.now().tzinfo).date()) for answer in taken]
        lines = [texts("answer.taken", at=at, n=n) for at, n in zip(days, heard, strict=True)]
        lines += _answer_lines(store, newest, texts)
        adopted = [offer for offer in offers if names is None or offer.record.id in names]
        for offer in adopted:
            edits = store.edits_for(offer)
            if edits:
                store.write(offer.key, edits, why=offer.record.reason)
            store.admit_offered(offer.key, offer.record.reason)
            said = {"period": offer.key.period, "id": offer.record.id[:SHORTEST_NAME]}
            lines.append(texts("answer.adopted", **said))
        if as_json:
            codes = {year: (store.own_ledger_code(year), code) for year, code in newest.codes.items()}
            told = [(one.key, one.record, one.cells, one in adopted) for one in offers]
            print_json(taken_answer(taken, heard, codes, told, beyond, store.programme))
        else:
            click.echo("\n".join(lines))
        if len(taken) < len(paths):
            return FAILED
        return ERRORS_STAND if store.offers() or store.beyond() else DONE


def _done(step: Callable[[_Given], Answer], given: Sequence[_Given], texts: Texts) -> list[Answer]:
    """What came of each; one of several that goes wrong is told. Raises FieldAppError where it is alone."""
    done = []
    for one in given:
        try:
            done.append(step(one))
        except FieldAppError as error:
            if len(given) == 1:
                raise
            click.echo(texts.error(error), err=True)
    return done


def _adopted(takes: Sequence[str], known: Collection[str]) -> frozenset[str] | None:
    """The ids of what is to be adopted, None for everything. An offer is adopted whole.

    Raises FieldAppError `take-unreadable`, `take-unknown`, `cannot-take-cell`.
    """
    if "all" in takes:
        return None
    asked = [read_take(text) for text in takes]
    if any(one.cell is not None for one in asked):
        raise FieldAppError("cannot-take-cell")
    return frozenset(whole_name(one.name, known) for one in asked)


def _answer_lines(store: Store, answer: Answer, texts: Texts) -> Iterator[str]:
    for year, theirs in answer.codes.items():
        ours = store.own_ledger_code(year)
        key = "answer.code-equal" if ours == theirs else "answer.code-unequal"
        yield texts(key, year=str(year), code=ours, theirs=theirs)
    offers = store.offers()
    for offer in offers:
        said = {"period": offer.key.period, "who": offer.record.by, "why": offer.record.reason}
        yield f"{texts('answer.offer', **said)} ({offer.record.id[:8]})"
        for item in offer.cells:
            before = content_word(item.cell, item.before, store.programme, texts)
            after = content_word(item.cell, item.after, store.programme, texts)
            yield f"  {cell_name(item.cell, store.programme, texts)}: {before} → {after}"
    for sheet, names in store.beyond():
        yield texts("answer.beyond", period=sheet.period, keys=texts.listed(names))
    if not offers and not store.beyond():
        yield texts("answer.nothing-offered")
