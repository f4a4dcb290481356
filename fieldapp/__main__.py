"""Build, wire, run: the one place where everything is made and handed over."""

import getpass
import io
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any

from fieldapp import cli
from fieldapp.console import FAILED, Surface
from fieldapp.texts.texts import read_texts

PIPE_CLOSED = 141
"""What a shell gives for a program that ends because nobody reads its output."""


def main() -> None:
    """The `fieldapp` command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    surface = Surface(_open_window, _now, _who(), read_texts("en"))
    try:
        status = cli.run(sys.argv[1:], surface)
    except BrokenPipeError:
        sys.stdout = None  # who was reading has gone: nothing is left to flush
        status = PIPE_CLOSED
    except Exception:  # a bug: the one place that catches everything, so that nobody meets a traceback
        sys.stderr.write(f"fieldapp: {surface.texts('cli.bug', path=_write_log(traceback.format_exc()))}\n")
        status = FAILED
    sys.exit(status)


def _open_window(file: Path | None, options: dict[str, Any]) -> int:
    from fieldapp.ui.application import Options, run

    return run(file, Options(**options, make_demo=_make_demo))


def _make_demo(folder: Path) -> Path:
    from fieldapp.demo import FILE_NAME, make_demo, make_folder

    make_folder(folder)
    made = folder / FILE_NAME
    return made if made.exists() else make_demo(folder, _who(), _now())


def _now() -> datetime:
    return datetime.now().astimezone()


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _write_log(details: str) -> str:
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="fieldapp-", suffix=".log", delete=False
    ) as log:
        log.write(details)
        return log.name


if __name__ == "__main__":
    main()
