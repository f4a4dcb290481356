"""What the window takes of the machine's memory: when its grid is painted, a while later, and after a week
was exported."""

import re
import sys
from functools import partial
from pathlib import Path

from tools.bench.pairs import Figure
from tools.bench.starting import PAINTED_WINDOW, demonstration_in, home_in, told_by

STATUS, SHARES = Path("/proc/self/status"), Path("/proc/self/smaps_rollup")
TURNS = 3
"""It differs by less than a MiB."""

SETTLED_MS = 4000
"""After which a window has done what it does once it is seen: its file is compared, and a backup made."""

_READY = f"""
{PAINTED_WINDOW}
from pathlib import Path
def end(told=[]):
    if not told:  # with the first cell; the others are of the same picture
        told += taken()
        QTimer.singleShot({SETTLED_MS}, lambda: tell(told))
def taken():
    return [Path(name).read_text() for name in ("{STATUS}", "{SHARES}")]
def tell(ready):
    from PySide6.QtWidgets import QApplication
    from fieldapp.clock import local_now
    from fieldapp.passage import pack, write_aside
    from fieldapp.texts.texts import read_texts
    told = taken()
    window = next(one for one in QApplication.topLevelWidgets() if hasattr(one, "exporter"))
    store, target = window._document.store, window.file.with_name("week.xlsx")
    write_aside(pack(store, window._document.period, target, read_texts("en"), None, local_now())).drop()
    print("\\f".join([*ready, *told, *taken()]), flush=True)
    os._exit(0)
main()
"""


def memory_ready(folder: Path, pairs: int) -> Figure:
    """All pages that the process has in memory when the grid is painted, as a start is measured; those that
    it shares with others among them."""
    return _figure("memory, ready", 90, 70, folder, 0)


def memory_settled(folder: Path, pairs: int) -> Figure:
    """The same after the file was compared and a backup made. No limit was asked for: it has that of an
    export, which may follow at any moment."""
    return _figure("memory, ready and at rest", 110, 85, folder, 2)


def memory_exported(folder: Path, pairs: int) -> Figure:
    """The same after the first export, for which openpyxl came in."""
    return _figure("memory, after an export", 110, 85, folder, 4)


def _figure(what: str, limit: float, target: float, folder: Path, first: int) -> Figure:
    figure = partial(Figure, what, "a MiB", limit, target, unit="MiB")
    if not SHARES.exists():
        return figure((), (), skipped="this system does not tell it")
    with home_in(folder) as home:
        file = demonstration_in(folder)
        told = [told_by((sys.executable, "-c", _READY, str(file)), home).split("\f") for _ in range(TURNS)]
    own = sum(_mebibytes("Pss", one[first + 1]) for one in told) / TURNS
    ours = [_mebibytes("VmRSS", one[first]) for one in told]
    return figure(ours, [1.0] * TURNS, note=f"{own:.1f} MiB with its part of what is shared")


def _mebibytes(name: str, text: str) -> float:
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    assert found is not None, text
    return int(found[1]) / 1024
