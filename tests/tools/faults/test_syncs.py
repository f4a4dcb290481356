"""Each entry is synced once, as counted between the app and its disk; and a sync that fails is told truly."""

import os
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from dev import ROOT
from fieldapp.store.store import Store
from tools.faults.power import MARK, SYNC, calls_in
from tools.faults.scene import NAME, WEEK
from tools.faults.shim import made_library, preloading

BEGIN = """
import errno, os, sys
from pathlib import Path
from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import Cell
from fieldapp.resources import programme_text
from fieldapp.store import opening
from fieldapp.store.drives import Drive, DriveKind
from fieldapp.store.store import Store, create_store
from tools.faults.scene import NAME, OFFICE, WEEK
from tools.faults.shim import SYNC, Shim

folder, log, kind = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
opening.drive_of = lambda path: Drive(DriveKind(kind))
shim = Shim(folder)
create_store(folder / NAME, programme_text("azerbaijan"), OFFICE)
store = Store(folder / NAME, "Leyla")

def enter(number):
    store.write(WEEK, make_edits(store.sheet(WEEK), {Cell("agdam", "uxo"): number}))
"""

COUNT = """
shim.record(log)
for number in range(6):
    enter(number)
    shim.mark(number)
store.checkpoint()
shim.mark(6)
enter(9)
shim.mark(7)
os._exit(0)
"""

FAIL = """
enter(1)
shim._library.faults_fail(int(sys.argv[4]), errno.EIO, int(sys.argv[5]), SYNC)
try:
    enter(2)
except FieldAppError as error:
    print(error.code)
os._exit(0)
"""


def run(folder: Path, work: str, *words: str) -> str:
    """Some work under the library, in a program of its own; what it printed."""
    library = made_library()
    if library is None:
        pytest.skip("needs gcc, on Linux")
    (folder / "files").mkdir()
    called = (sys.executable, "-c", BEGIN + work, str(folder / "files"), str(folder / "log"), *words)
    env = {**os.environ, **preloading(library)}
    return subprocess.run(called, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout


def test_each_entry_is_synced_once_and_only_the_first_of_a_log_has_its_head_synced_too(tmp_path: Path):
    run(tmp_path, COUNT, "fixed")
    counts, done = Counter[int](), 0
    for call in calls_in((tmp_path / "log").read_bytes()):
        done += call.what == MARK
        counts[done] += call.what == SYNC

    first, *others, folding, after_folding = (counts[number] for number in range(8))
    assert others == [1] * 5
    assert (first, folding, after_folding) == (3, 2, 2)  # a new log: its head, its name in the folder


@pytest.mark.parametrize(
    ("kind", "nth", "for_good", "told", "there"),
    [
        ("fixed", 1, 0, "disk-failed", 1),
        ("fixed", 1, 1, "perhaps-written", 2),
        ("removable", 5, 0, "written-late", 2),
    ],
)
def test_a_sync_that_fails_is_told_as_it_is_found_after_the_program_was_killed(
    tmp_path: Path, kind: str, nth: int, for_good: int, told: str, there: int
):
    said = run(tmp_path, FAIL, kind, str(nth), str(for_good)).strip()

    with closing(Store(tmp_path / "files" / NAME, "Leyla")) as store:
        assert not store.lacks_entries
        assert (said, store.sheet(WEEK).value("agdam", "uxo")) == (told, there)
