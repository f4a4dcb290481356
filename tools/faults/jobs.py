"""The work that is disturbed: how it is prepared, done again, and looked at afterwards."""

import os
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import HistoryKind
from tools.faults.bench import Bench, Score
from tools.faults.child import Say
from tools.faults.scene import (
    NAME,
    WEEK,
    WEEKS,
    awaits_workbook,
    held_in,
    knows,
    make_empty,
    make_old,
    make_rich,
    opened,
    row_of,
    run_command,
    surface,
    workbook_in,
)

ROWS, KEYS = 26, 8
DONE, ERRORS_STAND, FAILED = 0, 1, 3
OUT, CSV = "out.xlsx", "rows.csv"
PER_WEEK = 13


@dataclass(frozen=True)
class Job:
    """Some work on a folder. `run` is in a child, acknowledges what is done and gives a status as a command
    does; done again, it ends in the same. `look`: what the folder holds, as a value. `steps`: how often it
    acknowledges. `between`: whether what was found is a state the app itself completes later. `command`: what
    this tree must know. `again`: the statuses with which doing it again may end."""

    name: str
    prepare: Callable[[Path], Any]
    run: Callable[[Path, Say], int]
    look: Callable[[Path], Any]
    steps: int = 1
    between: Callable[[Path, Any], bool] = lambda folder, found: False
    command: str = ""
    again: tuple[int, ...] = (DONE, ERRORS_STAND)
    opened: bool = False

    def do(self, folder: Path, say: Say) -> int:
        """Run it; what the app refuses becomes a sentence, and the status of a command that could not."""
        try:
            return self.run(folder, say)
        except FieldAppError as error:
            print(f"fieldapp: {surface().texts.error(error)}")
            return FAILED

    @property
    def is_known(self) -> bool:
        """Whether this tree has it."""
        return not self.command or knows(self.command)


def _rich(folder: Path) -> None:
    make_rich(folder / NAME)


def _with_place_for_backups(folder: Path) -> None:
    _rich(folder)
    (folder / "backups").mkdir()


def _with_rows(folder: Path) -> None:
    path = make_empty(folder / NAME)
    with closing(opened(path)) as store:
        sheet = store.sheet(WEEK)
        store.write(WEEK, make_edits(sheet, row_of(0, sheet)))
        lines = [",".join(("district", *sheet.indicators))]
        for number in range(1, len(sheet.districts)):
            cells = row_of(number, sheet)
            district = next(iter(cells)).district
            lines.append(",".join((district, *(str(value) for value in cells.values()))))
    (folder / CSV).write_text("\n".join(lines), encoding="utf-8")


def _command(*words: str) -> Callable[[Path, Say], int]:
    def run(folder: Path, say: Say) -> int:
        status = run_command(*(word.format(folder=folder) for word in words))
        if status in (DONE, ERRORS_STAND):
            say(1)
        return status

    return run


def _store(folder: Path, say: Say) -> int:
    with closing(opened(folder / NAME)) as store:
        return write_rows(store, say)


def write_rows(store: Any, say: Say) -> int:
    """Enter row after row, each acknowledged when it is written."""
    for number in range(1, ROWS + 1):
        week = WEEKS[number // PER_WEEK]
        sheet = store.sheet(week)
        store.write(week, make_edits(sheet, row_of(number, sheet)))
        say(number)
    return DONE


def _first(folder: Path, say: Say) -> int:
    """From no file at all."""
    if not (folder / NAME).exists():
        make_empty(folder / NAME)
    say(1)
    with closing(opened(folder / NAME)) as store:
        return write_rows(store, lambda number: say(number + 1))


def _folded(folder: Path, say: Say) -> int:
    """The log is folded into the file every few rows, as the window does when nobody types."""
    with closing(opened(folder / NAME)) as store:

        def fold(number: int) -> None:
            say(number)
            if number % 5 == 0:
                store.checkpoint()

        return write_rows(store, fold)


def _save(folder: Path, say: Say) -> int:
    """One row, in the way of the window: the file is open already."""
    with closing(opened(folder / NAME)) as store:
        sheet = store.sheet(WEEK)
        for hook in HOOKS:
            hook()
        store.write(WEEK, make_edits(sheet, row_of(1, sheet)))
        say(1)
    return DONE


HOOKS: list[Callable[[], None]] = []
"""What a child does when its job says that the file is open; empty in the parent."""


def _migrate(folder: Path, say: Say) -> int:
    opened(folder / NAME).close()
    say(1)
    return DONE


def _window(folder: Path, say: Say) -> int:
    from tools.faults.window import type_numbers

    return type_numbers(folder, say, KEYS)


def _file(folder: Path) -> Any:
    return held_in(folder / NAME)


def _both(folder: Path) -> Any:
    return held_in(folder / NAME), workbook_in(folder / OUT)


def _both_without_marks(folder: Path) -> Any:
    """A mark that was taken back stays in the history; the file is otherwise as it was."""
    held, book = _both(folder)
    told = {
        period: (*rest, [row for row in happened if row[0] is not HistoryKind.STATUS])
        for period, (*rest, happened) in (held or {}).items()
    }
    return told, book


def _sent_without_workbook(folder: Path, found: Any) -> bool:
    """Marked sent first, then the workbook moved: the next start offers to write what is missing."""
    return found[1] is None and awaits_workbook(folder / NAME)


def _empty(folder: Path) -> None:
    """Nothing is there before."""


def _demo(folder: Path) -> Any:
    """With its workbook, or not at all."""
    held, books = held_in(folder / "demo.fieldapp"), sorted(folder.glob("*.xlsx"))
    return None if held is None and not books else (held, [workbook_in(path) for path in books])


def _workbook_alone(folder: Path, found: Any) -> bool:
    """It gets its name first; the next try puts its own in its place."""
    return bool(found[0] is None and found[1])


def _short_demo(folder: Path, say: Say) -> int:
    """Of the last published weeks alone: each is entered like the other."""
    from fieldapp import demo

    weeks = demo.demo_weeks()[-3:]
    demo.demo_weeks = lambda: weeks
    return DEMO.run(folder, say)


def _backed_up(folder: Path) -> Any:
    """What the backups hold: each is whole, or it is named."""
    found = []
    for path in sorted((folder / "backups").rglob("*.fieldapp")) if (folder / "backups").exists() else ():
        held = held_in(path)
        found += [] if held in found else [held]
    return held_in(folder / NAME), found


def _before_restore(folder: Path) -> None:
    path = make_empty(folder / NAME)
    with closing(opened(path)) as store:
        sheet = store.sheet(WEEK)
        store.write(WEEK, make_edits(sheet, row_of(1, sheet)))
    (folder / "copy.fieldapp").write_bytes(path.read_bytes())
    with closing(opened(path)) as store:
        sheet = store.sheet(WEEK)
        store.write(WEEK, make_edits(sheet, row_of(2, sheet)))


_FILE = "{folder}/" + NAME
_AT = ("--period", str(WEEK))
_TO = ("--out", "{folder}/" + OUT)

STORE = Job("store", lambda folder: make_empty(folder / NAME), _store, _file, steps=ROWS)
WINDOW = Job("window", lambda folder: make_empty(folder / NAME), _window, _file, steps=KEYS)
ENTER = Job("enter", _with_rows, _command("enter", _FILE, "{folder}/" + CSV, *_AT), _file)
EXPORT = Job("export", _rich, _command("export", _FILE, *_AT, *_TO), _both)
SEND = Job("send", _rich, _command("send", _FILE, *_AT, *_TO), _both, between=_sent_without_workbook)
SEND_OR_NOT = replace(SEND, look=_both_without_marks)
MIGRATION_1 = Job("migration", lambda folder: make_old(folder / NAME, "version_1"), _migrate, _file)
MIGRATION_2 = Job("migration of 2", lambda folder: make_old(folder / NAME, "version_2"), _migrate, _file)
BACKUP = Job(
    "backup",
    _with_place_for_backups,
    _command("backup", _FILE, "--to", "{folder}/backups"),
    _backed_up,
    command="backup",
)
RESTORE = Job(
    "restore", _before_restore, _command("restore", _FILE, "{folder}/copy.fieldapp"), _file, command="restore"
)
SAVE = Job("save", lambda folder: make_empty(folder / NAME), _save, _file, opened=True)
FIRST = Job("new and store", _empty, _first, _file, steps=ROWS + 1)
FOLDED = Job("store, folded", lambda folder: make_empty(folder / NAME), _folded, _file, steps=ROWS)
NEW = Job("new", _empty, _command("new", _FILE, "--office", "hq"), _file, again=(DONE, FAILED))
DEMO = Job(
    "demo",
    _empty,
    _command("demo", "{folder}"),
    _demo,
    between=_workbook_alone,
    again=(DONE, ERRORS_STAND, FAILED),
)
SHORT_DEMO = replace(DEMO, name="short demo", run=_short_demo)


def known(jobs: Iterable[Job], score: Score, bench: Bench) -> list[Job]:
    """Those that this tree has and that are asked for; what it has not is told."""
    asked = [job for job in jobs if not bench.only_jobs or job.name in bench.only_jobs]
    score.skipped += [f"{job.name} is not there yet" for job in asked if not job.is_known]
    return [job for job in asked if job.is_known]


def looked_at(job: Job, folder: Path) -> Any:
    """What the folder holds, or the code with which the app refuses it."""
    try:
        return job.look(folder)
    except FieldAppError as error:
        return f"refused: {error.code}"


def names_in(folder: Path) -> set[str]:
    """What lies in a folder, the numbers in the names left out: process numbers and times differ."""
    found = set()
    for place, _, files in os.walk(folder):
        for name in files:
            whole = (Path(place) / name).relative_to(folder).as_posix()
            found.add("".join("#" if letter.isdigit() else letter for letter in whole))
    return found
