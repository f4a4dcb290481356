"""The commands that answer warnings, and flag cells for follow-up."""

from pathlib import Path
from typing import Any

import click

from fieldapp.arguments import AT, FILE, OFFICE, PERIOD, TEXT
from fieldapp.console import DONE, Surface, chosen, find, opened_store, tell
from fieldapp.core.checks.answers import answer_warning_with
from fieldapp.core.checks.rules import RULES
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, Cell, SheetKey
from fieldapp.store.store import Store


@click.command("answer-warning")
@FILE
@AT
@OFFICE
@click.option("--rule", required=True, metavar="CODE", help="Of which rule, as `check --json` names it.")
@click.option("--district", metavar="KEY", help="Only what is found there.")
@click.option("--why", required=True, type=TEXT, metavar="TEXT", help="Why it is right; empty: no more.")
@click.pass_obj
def answer_warning(surface: Surface, /, file: Path, period: Period, **options: Any) -> int:
    """Say why a warning is right as it is. It counts no more, until a figure that it is about changes."""
    with opened_store(surface, file, writes=True) as store:
        key = chosen(store, options["office"], period)
        district = options["district"] and store.programme.district(options["district"]).key
        _require_rule(options["rule"])
        found = [
            finding
            for finding in find(surface, store, [key])
            if finding.code == options["rule"]
            if district is None or any(cell.district == district for cell in finding.cells)
        ]
        if not found:
            raise _nothing_found(options["rule"], district, period)
        answers = [answer_warning_with(finding, store.sheet(key), options["why"]) for finding in found]
        for answer in answers:
            store.put_answer(key, answer)
        return tell(surface, store, find(surface, store, [key]))


@click.command("follow-up")
@FILE
@click.option("--period", type=PERIOD, help="Default: everything in the file.")
@OFFICE
@click.option("--cell", metavar="DISTRICT:COLUMN", help="Flag this cell. Default: list those that are.")
@click.option("--why", default="", type=TEXT, metavar="TEXT", help="What is to be looked at.")
@click.option("--done", is_flag=True, help="It was looked at: take the flag off.")
@click.pass_obj
def follow_up(surface: Surface, /, file: Path, period: Period | None, **options: Any) -> int:
    """Flag a cell for follow-up, or list the cells that are flagged."""
    if options["cell"] is not None and period is None:
        raise click.UsageError("--cell is of a sheet: name its --period.")
    if options["cell"] is None and (options["done"] or options["why"]):
        raise click.UsageError("--why and --done are of a cell: name it with --cell.")
    with opened_store(surface, file, writes=options["cell"] is not None) as store:
        texts = surface.texts
        whose = store.programme.office(options["office"]).key if options["office"] else store.office
        keys = [SheetKey(whose, one) for one in ([period] if period else store.known_periods(whose))]
        if options["cell"] is not None:
            cell = _cell(options["cell"], store.programme)
            _require_flag_or_sheet(store, keys[0], cell, is_done=options["done"])
            if options["done"]:
                store.take_flag_off(keys[0], cell)
            else:
                store.flag(keys[0], cell, options["why"])
        flagged = [(key.period, one) for key in keys for one in store.follow_ups(key)]
        for when, one in flagged:
            place = (
                f"{texts.district(one.cell.district, store.programme)}, "
                f"{texts.column(one.cell.indicator, store.programme)}"
            )
            days = texts.period(when)
            click.echo(texts("suggestions.follow-up", period=days, place=place, why=one.why, who=one.who))
        if not flagged:
            click.echo(texts("suggestions.no-follow-up"))
        return DONE


def _require_rule(code: str) -> None:
    known = [rule.code for rule in RULES]
    if code not in known:
        raise FieldAppError("unknown-rule", text=code, known=", ".join(known))


def _nothing_found(rule: str, district: str | None, period: Period) -> FieldAppError:
    if district is None:
        return FieldAppError("no-such-warning", rule=rule, period=period)
    return FieldAppError("no-such-warning-there", rule=rule, period=period, text=district)


def _require_flag_or_sheet(store: Store, key: SheetKey, cell: Cell, *, is_done: bool) -> None:
    """Raises FieldAppError `not-flagged` where there is no flag to be taken off, and `nothing-to-flag` where
    there is no sheet: a week of another year was meant."""
    if is_done and all(one.cell != cell for one in store.follow_ups(key)):
        raise FieldAppError("not-flagged", entries=(cell,), programme=store.programme, period=key.period)
    if not is_done and key.period not in store.known_periods(key.office):
        raise FieldAppError("nothing-to-flag", period=key.period)


def _cell(text: str, programme: Programme) -> Cell:
    """Raises FieldAppError `unknown-district` or `unknown-indicator`, click.BadParameter for another form."""
    district, mark, column = text.partition(":")
    if not mark:
        raise click.BadParameter(f"“{text}” should be DISTRICT:COLUMN.")
    place = district if district == CONTROL else programme.district(district).key
    return Cell(place, programme.indicator(column).key)


WARNING_COMMANDS = (answer_warning, follow_up)
