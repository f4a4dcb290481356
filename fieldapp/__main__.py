"""Build, wire, run: the one place where everything is made and handed over."""

import contextlib
import getpass
import io
import os
import sys
import tempfile
import traceback
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from fieldapp import cli
from fieldapp.console import FAILED, Surface
from fieldapp.core.characters import storable
from fieldapp.paths import places
from fieldapp.texts.texts import read_texts
from fieldapp.version import VERSION

PIPE_CLOSED = 141
"""What a shell gives for a program that ends because nobody reads its output."""


def main() -> None:
    """The `fieldapp` command."""
    unheard = _prepare_streams()
    status = _run()
    if unheard is not None:
        _speak_up(unheard.getvalue().strip(), status)
    sys.exit(status)


def _run() -> int:
    surface = Surface(_open_window, _now, _who(), read_texts("en"), _try_window)
    try:
        return cli.run_command(sys.argv[1:], surface)
    except BrokenPipeError:
        sys.stdout = None  # who was reading has gone: nothing is left to flush
        return PIPE_CLOSED
    except Exception:  # a bug: the one place that catches everything, so that nobody meets a traceback
        sys.stderr.write(f"fieldapp: {surface.texts('cli.bug', path=_write_log(traceback.format_exc()))}\n")
        return FAILED


def _prepare_streams() -> io.StringIO | None:
    """See that whatever is said can be said. Without a console, as under `pythonw` and the launcher for
    Windows, there are no streams: what goes to stderr is then kept in the one that is returned."""
    if sys.stdout is None:
        sys.stdout = io.StringIO()
    unheard = io.StringIO() if sys.stderr is None else None
    sys.stderr = sys.stderr if unheard is None else unheard
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return unheard


def _speak_up(said: str, status: int) -> None:
    """Tell what nobody could hear: to the log, and if the work was not done, on the screen of Windows."""
    if said:
        _write_log(said)
    if said and status and sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, said, "Fieldapp", 0x10)


def _open_window(file: Path | None, options: dict[str, Any]) -> int:
    from fieldapp.ui.app.application import Options, run

    return run(file, Options(**options, make_demo=_make_demo, keeps_backups=True))


def _try_window(file: Path, picture: Path) -> Mapping[str, str]:
    from fieldapp.ui.app.trial import try_window

    return try_window(file, picture, _now)


def _make_demo(folder: Path) -> Path:
    from fieldapp.demo import FILE_NAME, make_demo, make_folder

    make_folder(folder)
    made = folder / FILE_NAME
    return made if made.exists() else make_demo(folder, _who(), _now())


def _now() -> datetime:
    return datetime.now().astimezone()


def _who() -> str:
    try:
        return storable(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return "unknown"


def _write_log(details: str) -> Path:
    """Add to the log; where that cannot be written, to a file among the passing ones. Which one it was."""
    entry = storable(f"{_now().isoformat(timespec='seconds')} fieldapp {VERSION}\n{details}\n")
    log = places(sys.platform, os.environ).log
    with contextlib.suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(entry)
        return log
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="fieldapp-", suffix=".log", delete=False
    ) as other:
        other.write(entry)
        return Path(other.name)


if __name__ == "__main__":
    main()
