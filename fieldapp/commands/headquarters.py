"""The commands of headquarters: to receive what the offices have sent, and to see what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from fieldapp.arguments import FILE, JSON, PATH, TEXT
from fieldapp.commands.answer import ANSWER_COMMANDS
from fieldapp.commands.taking_answers import take_answers
from fieldapp.console import DONE, ERRORS_STAND, Surface, opened_store, print_json
from fieldapp.core.backups import BackupReason
from fieldapp.core.checks.finding import Severity
from fieldapp.core.hq.choice import SHORTEST_NAME, Decisions, decide, read_take, settle
from fieldapp.core.hq.findings import ArrivalFinding, findings_of
from fieldapp.core.hq.plan import NOT_COUNTED, Plan, Verdict
from fieldapp.exchange.hq.arrivals import files_in, is_answer, read_arrivals
from fieldapp.exchange.hq.receive_json import receive_answer
from fieldapp.store.backup import back_up, backup_folder
from fieldapp.store.store import Store
from fieldapp.texts.receiving import (
    cell_lines,
    counts_line,
    dispute_lines,
    file_line,
    finding_lines,
)
from fieldapp.texts.texts import Texts


@click.command("receive")
@FILE
@click.argument("paths", nargs=-1, type=PATH, metavar="PATH...")
@click.option("--dry-run", is_flag=True, help="Only look: nothing is taken.")
@click.option("--take", "takes", multiple=True, metavar="ID[:DISTRICT/COLUMN]", help="Have it count.")
@click.option("--set-aside", "set_aside", multiple=True, metavar="ID", help="Have it count no more.")
@click.option("--why", default="", type=TEXT, metavar="TEXT", help="The reason, kept with what is decided.")
@JSON
@click.pass_obj
def receive_(
    surface: Surface,
    /,
    file: Path,
    paths: Sequence[Path],
    dry_run: bool,
    takes: Sequence[str],
    set_aside: Sequence[str],
    why: str,
    as_json: bool,
) -> int:
    """Receive workbooks, or folders of them, into headquarters' file; 1 where anything does not count."""
    if not (paths or takes or set_aside):
        raise click.UsageError("Name a workbook or a folder, or what to take or set aside.")
    answers = [] if dry_run else _only_answers(paths)
    if answers:
        if set_aside:
            raise click.UsageError("--set-aside is for what comes from the offices, not for an answer.")
        return take_answers(surface, file, answers, takes, as_json=as_json)
    today = surface.now().date()
    asked = [read_take(text) for text in takes]
    with opened_store(surface, file, writes=not dry_run) as store:
        arrivals = read_arrivals(paths, store.programme, is_demonstration=store.is_demonstration)
        plan = store.plan(arrivals)
        names = [one.casefold() for one in set_aside]
        maker = replace(store.maker(why), entered=surface.texts("receive.entered-for-office"))
        decisions = decide(plan.after, arrivals, asked, names, store.programme, maker)
        plan = settle(plan, decisions, store.programme)
        if not dry_run and (plan.added or plan.after.digest != plan.before.digest):
            made = surface.now().replace(tzinfo=None)
            path = file.absolute()
            back_up(path, backup_folder(path), made, BackupReason.RECEIVING, is_open=True)
            store.receive(plan, decisions)
        found = [
            findings_of(one, store.programme, surface.now(), partial(store.surroundings, today=today))
            for one in plan.files
        ]
        if as_json:
            print_json(receive_answer(plan, found, store.programme, surface.texts))
        else:
            for line in _lines(store, plan, found, decisions, surface.texts):
                click.echo(line)
            if dry_run:
                click.echo(surface.texts("receive.dry-run"))
        return _status(plan, found)


HQ_COMMANDS = (receive_, *ANSWER_COMMANDS)


def _only_answers(paths: Sequence[Path]) -> list[Path]:
    """The files that were given or lie in folders that were given, if all of them are answers."""
    files = [*dict.fromkeys(files_in(paths))]
    return files if all(is_answer(file) for file in files) else []


def _lines(
    store: Store,
    plan: Plan,
    found: Sequence[Sequence[ArrivalFinding]],
    decisions: Decisions,
    texts: Texts,
) -> Iterator[str]:
    """Each file with its verdict, its cells and what is odd; what was decided, and what is in dispute."""
    programme = store.programme
    for file, findings in zip(plan.files, found, strict=True):
        yield file_line(file, programme, texts)
        yield from (f"  {line}" for line in cell_lines(file, programme, texts))
        if file.arrival.error is None:
            yield from (f"  {line}" for line in finding_lines(findings, programme, texts))
    for record in decisions.made:
        office = texts.names(programme.office(record.office).names)
        said = {"office": office, "period": record.period, "revision": str(record.revision)}
        yield texts("receive.made", **said, id=record.id[:SHORTEST_NAME])
    for one, is_admitted in sorted(decisions.rulings.items()):
        yield texts("receive.admitted" if is_admitted else "receive.set-aside", id=one[:SHORTEST_NAME])
    yield from dispute_lines(plan.disputed().items(), programme, texts)
    if plan.files:
        yield counts_line(plan, texts)
        yield texts("receive.counted", n=sum(file.counted for file in plan.files))
    elif not decisions.made and not decisions.rulings:
        yield texts("receive.nothing")


def _status(plan: Plan, found: Sequence[Sequence[ArrivalFinding]]) -> int:
    """1 where a file, or a sheet that counted, does not, something is in dispute, or an error stands."""
    lacking = {*NOT_COUNTED, Verdict.TWICE}
    left = any(file.verdict in lacking and (not file.counted or file.overlapped) for file in plan.files)
    errors = any(
        finding.severity is Severity.ERROR and (finding.about is not None or not file.counted)
        for file, findings in zip(plan.files, found, strict=True)
        for finding in findings
    )
    return ERRORS_STAND if left or errors or plan.disputed() else DONE
