"""What a data file is said to hold, by everything that shows it: the commands, and the history."""

import contextlib
import io
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.store.store import Store
from tools.faults.jobs import FAILED
from tools.faults.scene import SPAN, WEEKS, knows, opened, run_command


class Answer(NamedTuple):
    """`refused`: a sentence, and no figure; `bug`: the last line of what would have been a traceback."""

    text: str
    refused: bool = False
    bug: str = ""


def told_by(path: Path) -> Iterator[tuple[str, Answer]]:
    """Every answer with its name, whose first word is what it is about."""
    for week in WEEKS:
        yield f"figures {week}", _command("summary", path, "--period", str(week), "--json")
    yield f"figures {SPAN}", _command("summary", path, "--period", str(SPAN), "--json")
    yield "findings", _command("check", path, "--json")
    yield "text", _command("text", path, "--period", str(WEEKS[0]))
    yield "text az", _command("text", path, "--period", str(WEEKS[3]), "--lang", "az", "--form", "post")
    yield "integrity", _command("integrity", path)._replace(text="")
    yield from _from_store(path)


def _from_store(path: Path) -> Iterator[tuple[str, Answer]]:
    """What the window shows and no command."""
    held: list[Store] = []

    def open_it() -> str:
        held.append(opened(path))
        return ""

    opening = _asked(open_it)
    if not held:
        names = (f"{what} {week}" for week in WEEKS for what in ("standing", "history"))
        yield from ((name, opening) for name in ("programme", *names))
        return
    with closing(held[0]) as store:
        yield "programme", _asked(lambda: repr((store.programme, store.office, store.is_demonstration)))
        for week in WEEKS:
            yield f"standing {week}", _asked(partial(_standing, store, week))
            yield f"history {week}", _asked(partial(_history, store, week))


def is_told_by_integrity(path: Path) -> bool:
    """Whether the check that goes on after the first paint says that something does not fit."""
    if not knows("integrity"):
        return False
    answer = _command("integrity", path)
    return answer.refused or answer.text.startswith("1 ")


def says_something_is_missing(path: Path) -> bool:
    """Whether a command that shows figures says a word beside them."""
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        run_command("summary", path, "--period", str(SPAN))
    return bool(said.getvalue().strip())


def _command(*words: str | Path) -> Answer:
    told = io.StringIO()

    def run() -> str:
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(io.StringIO()):
            status = run_command(*words)
        return f"{status} {told.getvalue()}"

    answer = _asked(run)
    return answer._replace(refused=answer.text.startswith(f"{FAILED} ")) if not answer.refused else answer


def _asked(ask: Callable[[], str]) -> Answer:
    try:
        return Answer(ask())
    except FieldAppError as error:
        return Answer(error.code, refused=True)
    except Exception:  # a bug, which is what is looked for
        return Answer("", bug=traceback.format_exc().strip().splitlines()[-1])


def _standing(store: Store, week: Period) -> str:
    return repr((store.standing(week), store.sheet(week), store.organisations(week)))


def _history(store: Store, week: Period) -> str:
    return repr((store.history(week), sorted(store.entered_by(week)), store.last_written()))
