"""The app tries itself on the machine it stands on: `fieldapp --self-test OUT.json`.

A week is entered, checked, exported, read back, sent, received and compared, a backup is made and gone back
to, and the window is made and pictured, all in a folder that is gone afterwards. OUT.json tells how each
step went; it is whole after every step, so that one that ends the app leaves word of those before it.
"""

import importlib
import json
import pkgutil
import platform
import sqlite3
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import fieldapp
from fieldapp.console import Surface, opened_store
from fieldapp.core.backups import BackupReason
from fieldapp.core.characters import storable
from fieldapp.core.checks.finding import Finding, count_errors
from fieldapp.core.checks.rules import check
from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.plan import Verdict
from fieldapp.core.period import read_period
from fieldapp.core.programme import HQ, Programme
from fieldapp.core.sheet import CONTROL, Cell, Content
from fieldapp.exchange.hq.arrivals import read_arrival
from fieldapp.exchange.placing import place
from fieldapp.exchange.workbook import read_workbook, write_workbook
from fieldapp.passage import pack_to_send, send, write_aside
from fieldapp.resources import BUILT_IN, programme_text
from fieldapp.store.backup import back_up, backup_folder, carry, is_whole, list_backups
from fieldapp.store.restore import restore
from fieldapp.store.store import Store, create_store
from fieldapp.texts.texts import Texts
from fieldapp.version import VERSION

_WEEK = read_period("2025-W11")
_SENT = "sent.xlsx"
ODD_FOLDER = "Ağdərə 100 %"
"""A name as people give them: neither ASCII nor free of spaces and signs."""

LIBRARIES = ("PySide6", "openpyxl")
"""Those that tell their version; a shipped app has no list of packages to look it up in."""


class SelfTestError(Exception):
    """What came back is not what was written; the message is a key of the `trial` texts."""


@dataclass
class Bench:
    """What the steps share: the files of the trial, and what the window was found to stand on."""

    surface: Surface
    folder: Path
    picture: Path
    about_window: dict[str, str] = field(default_factory=dict)

    @property
    def data_file(self) -> Path:
        """The data file of the trial."""
        return self.folder / "trial.fieldapp"

    @property
    def workbook(self) -> Path:
        """The workbook of the trial."""
        return self.folder / "trial.xlsx"

    @property
    def texts(self) -> Texts:
        """The sentences of the steps."""
        return self.surface.texts

    def opened(self) -> AbstractContextManager[Store]:
        """The data file, opened anew."""
        return opened_store(self.surface, self.data_file)


def run_self_test(out: Path, surface: Surface) -> tuple[dict[str, Any], Path]:
    """Try everything; what was found, and the file that it was written to. The picture of the window is the
    PNG file beside it.

    Raises FieldAppError where OUT.json cannot be written.
    """
    report: dict[str, Any] = {"fieldapp": VERSION, "ok": False, "platform": _platform(), "steps": []}
    written = _write(out, report)
    with tempfile.TemporaryDirectory(prefix="fieldapp-", ignore_cleanup_errors=True) as passing:
        folder = Path(passing) / ODD_FOLDER
        folder.mkdir()
        bench = Bench(surface, folder, written.with_suffix(".png"))
        for name, step in TRIALS.items():
            report["steps"].append(_tried(name, step, bench))
            _write(written, report)
    report["versions"], report["window"] = _versions(), bench.about_window
    report["ok"] = all(step["ok"] for step in report["steps"])
    return report, _write(written, report)


def _tried(name: str, step: Callable[[Bench], str], bench: Bench) -> dict[str, Any]:
    start, told, details = time.perf_counter(), "", ""
    try:
        told = step(bench)
    except FieldAppError as error:
        details, sentence = traceback.format_exc(), bench.texts.error(error)
    except SelfTestError as error:
        details, sentence = traceback.format_exc(), bench.texts(f"trial.{error}")
    except Exception as error:  # whatever it is, it belongs into the report, and the next step is tried
        details, sentence = traceback.format_exc(), bench.texts("trial.broken", details=repr(error))
    else:
        sentence = told
    seconds = round(time.perf_counter() - start, 3)
    tried = {"step": name, "ok": not details, "seconds": seconds, "sentence": sentence}
    return {**tried, "details": details} if details else tried


def _load(bench: Bench) -> str:
    """Every module of the app, and with them every library that it uses."""
    walked = pkgutil.walk_packages(fieldapp.__path__, f"{fieldapp.__name__}.")
    names = [module.name for module in walked if not module.name.endswith(".__main__")]
    for name in names:
        importlib.import_module(name)
    return bench.texts("trial.loaded", n=len(names))


def _make(bench: Bench) -> str:
    create_store(bench.data_file, programme_text(BUILT_IN), HQ)
    return bench.texts("trial.made")


def _enter(bench: Bench) -> str:
    """Every column of every district, and the control totals; read from the disk again and compared."""
    with bench.opened() as store:
        sheet = store.sheet(_WEEK)
        wanted = _figures(sheet.districts, store.programme)
        store.write(_WEEK, make_edits(sheet, wanted))
    with bench.opened() as store:
        kept = store.sheet(_WEEK).values
    if dict(kept) != wanted:
        raise SelfTestError("differs-on-disk")
    return bench.texts("trial.entered", period=_WEEK, n=len(wanted))


def _check(bench: Bench) -> str:
    """Right figures have no error, and a control total that is one too high is found."""
    with bench.opened() as store:
        right = count_errors(_found(store))
        sheet = store.sheet(_WEEK)
        key = store.programme.active[0].key
        total = sheet.control(key)
        store.write(_WEEK, make_edits(sheet, {Cell(CONTROL, key): (total or 0) + 1}))
        wrong = count_errors(_found(store))
        store.write(_WEEK, make_edits(store.sheet(_WEEK), {Cell(CONTROL, key): total}))
    if (right, wrong) != (0, 1):
        raise SelfTestError("checks-wrong")
    return bench.texts("trial.checked")


def _export(bench: Bench) -> str:
    with bench.opened() as store:
        report, found = store.report(_WEEK), _found(store)
    issued = bench.surface.now().date()
    write_workbook(report, found, bench.workbook, bench.texts, order=None, issued=issued)
    return bench.texts("trial.exported", n=bench.workbook.stat().st_size)


def _read_back(bench: Bench) -> str:
    with bench.opened() as store:
        report = store.report(_WEEK)
    back = read_workbook(bench.workbook, report.programme)
    totals = {indicator.key: report.total(indicator.key) for indicator in report.programme.active}
    same = (back.lines, back.totals, back.check_code) == (report.lines, totals, report.seal.check_code)
    if not same or not back.is_intact():
        raise SelfTestError("differs-in-workbook")
    return bench.texts("trial.read-back", code=back.check_code)


def _send(bench: Bench) -> str:
    """As the command line and the window do it: written aside, marked, moved."""
    target = bench.workbook.with_name(_SENT)
    with bench.opened() as store:
        parcel = pack_to_send(store, _WEEK, target, bench.texts, None, bench.surface.now())
        send(store, parcel, write_aside(parcel), from_draft=True)
    with bench.opened() as store:
        report = store.report(_WEEK)
    back = read_workbook(target, report.programme)
    if replace(report, record=None) != parcel.report or report.record != parcel.record:
        raise SelfTestError("differs-in-workbook")
    if back.check_code != report.seal.check_code:
        raise SelfTestError("differs-in-workbook")
    return bench.texts("trial.sent", code=back.check_code)


def _receive(bench: Bench) -> str:
    """What was sent counts in a file of headquarters, and is known there when it comes again."""
    path, verdicts = bench.folder / "received.fieldapp", []
    create_store(path, programme_text(BUILT_IN), HQ)
    with bench.opened() as sender, opened_store(bench.surface, path) as store:
        for _ in range(2):
            plan = store.plan([read_arrival(bench.folder / _SENT, store.programme)])
            store.receive(plan)
            verdicts.append(plan.files[0].verdict)
        is_there = store.sheet(_WEEK).values == sender.sheet(_WEEK).values
    if verdicts != [Verdict.NEW, Verdict.SAME] or not is_there:
        raise SelfTestError("differs-received")
    return bench.texts("trial.received")


def _compare(bench: Bench) -> str:
    """Everything in the file beside what it stands under."""
    with bench.opened() as store:
        if any(store.problems()):
            raise SelfTestError("does-not-fit")
        sheets, rows = store.size()
    return bench.texts("trial.compared", sheets=sheets, rows=rows)


def _back_up(bench: Bench) -> str:
    """Into the folder of backups, and to another one as to a stick."""
    now = bench.surface.now().replace(tzinfo=None)
    made = back_up(bench.data_file, backup_folder(bench.data_file), now, BackupReason.ASKED)
    stick = bench.folder / "stick"
    stick.mkdir()
    if not is_whole(made) or not is_whole(carry(bench.data_file, stick, now)):
        raise SelfTestError("backup-not-whole")
    return bench.texts("trial.backed-up")


def _restore(bench: Bench) -> str:
    """A figure is changed, and is again what it was; the file with the change is kept, and comes back too."""
    folder, now = backup_folder(bench.data_file), bench.surface.now().replace(tzinfo=None)
    with bench.opened() as store:
        before = store.sheet(_WEEK)
        cell = Cell(before.districts[0], store.programme.active[0].key)
        store.write(_WEEK, make_edits(before, {cell: 7_654_321}))
        changed = store.sheet(_WEEK)
    made = list_backups(bench.data_file, folder)[-1].path
    kept = restore(bench.data_file, made, folder, now)
    for file, wanted in ((kept, changed), (made, before)):
        with bench.opened() as store:
            is_back = store.sheet(_WEEK) != wanted
        if file is None or not is_back:
            raise SelfTestError("differs-restored")
        restore(bench.data_file, file, folder, now)
        with bench.opened() as store:
            if store.sheet(_WEEK) != wanted:
                raise SelfTestError("differs-restored")
    return bench.texts("trial.gone-back")


def _show(bench: Bench) -> str:
    bench.about_window.update(bench.surface.try_window(bench.data_file, bench.picture))
    return bench.texts("trial.shown", path=bench.picture)


TRIALS: Mapping[str, Callable[[Bench], str]] = {
    "imports": _load,
    "data file": _make,
    "enter": _enter,
    "check": _check,
    "export": _export,
    "read back": _read_back,
    "send": _send,
    "receive": _receive,
    "integrity": _compare,
    "backup": _back_up,
    "restore": _restore,
    "window": _show,
}


def _figures(districts: tuple[str, ...], programme: Programme) -> dict[Cell, Content | None]:
    """Figures that have something of everything: zeros, thousands, hectares to the square metre."""
    wanted: dict[Cell, Content | None] = {}
    for column, indicator in enumerate(programme.active):
        values = [number * (1 + 1234 * (column == 0)) for number in range(len(districts))]
        wanted.update(
            {Cell(place, indicator.key): value for place, value in zip(districts, values, strict=True)}
        )
        wanted[Cell(CONTROL, indicator.key)] = sum(values)
    return wanted


def _found(store: Store) -> Sequence[Finding]:
    return check(store.sheet(_WEEK), store.programme, store.surroundings(_WEEK, _WEEK.end))


def _platform() -> dict[str, str]:
    """Where the app runs. Not by `platform.platform()`: it ends Python 3.12 and newer under wine 8."""
    if sys.platform == "win32":
        windows = sys.getwindowsversion()
        system = f"Windows {windows.major}.{windows.minor}.{windows.build}"
    else:
        system = platform.platform()
    return {"system": system, "program": sys.executable, "package": str(Path(__file__).parent)}


def _versions() -> dict[str, str]:
    """Of what was loaded; a library that could not be is left out."""
    loaded = {name: sys.modules[name] for name in LIBRARIES if name in sys.modules}
    told = {name: str(module.__version__) for name, module in loaded.items()}
    return {"python": sys.version.split()[0], "sqlite": sqlite3.sqlite_version, **told}


def _write(out: Path, report: Mapping[str, Any]) -> Path:
    text = storable(json.dumps(report, ensure_ascii=False, indent=2))

    def write(file: Any) -> None:
        file.write(f"{text}\n".encode())

    return place(out, write)
