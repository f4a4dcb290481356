"""Build, wire, run: the one place where everything is made and handed over."""

import gc

gc.disable()  # nothing that is imported is waste

import getpass
import io
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from fieldapp.compiled import keep_methods, kept

keep_methods(kept)  # before anything that has dataclasses

from typing_extensions import override

from fieldapp.clock import has_time_zone, local_now
from fieldapp.core.characters import storable
from fieldapp.core.errors import FieldAppError
from fieldapp.paths import places
from fieldapp.status import DONE, ERRORS_STAND, FAILED
from fieldapp.texts.texts import Texts, read_texts

if TYPE_CHECKING:
    from typing_extensions import Buffer

    from fieldapp.core.pictures.drawing import AnyDrawing
    from fieldapp.exchange.mirror.link import MirrorLink

gc.enable()

PIPE_CLOSED = 141
"""What a shell gives for a program that ends because nobody reads its output."""


class _Outlet(io.RawIOBase):
    """A stream of the system that never stops the work: `failed` is what it said first."""

    def __init__(self, raw: io.RawIOBase) -> None:
        super().__init__()
        self._raw = raw
        self.failed: OSError | None = None

    @override
    def writable(self) -> bool:
        return True

    @override
    def isatty(self) -> bool:
        return self._raw.isatty()

    @override
    def fileno(self) -> int:
        return self._raw.fileno()

    @override
    def write(self, content: "Buffer", /) -> int | None:
        if self.failed is None:
            try:
                return self._raw.write(content)
            except OSError as error:
                self.failed = error
        return memoryview(content).nbytes


def main() -> None:
    """The `fieldapp` command."""
    gc.freeze()
    gc.disable()  # until the window is painted, or a command is read
    told, unheard = _prepare_streams()
    status = _run(told)
    kept.save()
    gc.freeze()  # the end of a program frees its memory without looking through it
    if unheard is not None:
        _speak_up(unheard.getvalue().strip(), status)
    sys.exit(status)


def _run(told: _Outlet | None) -> int:
    texts = read_texts("en")
    try:
        if not has_time_zone():
            sys.stderr.write(f"fieldapp: {texts('cli.no-time-zone')}\n")
        words = sys.argv[1:]
        status = _window(texts, words) if _is_only_a_file(words) else _command(texts, words)
        sys.stdout.flush()
    except BrokenPipeError:
        return PIPE_CLOSED
    except (
        Exception
    ) as error:  # a bug: the one place that catches everything, so that nobody meets a traceback
        sys.stderr.write(f"fieldapp: {_bug(texts, error)}\n")
        return FAILED
    return status if told is None or told.failed is None else _untold(texts, told.failed, status)


def _is_only_a_file(words: Sequence[str]) -> bool:
    """Whether the window is asked for as a double click asks for it, which no command has to be read for."""
    if len(words) != 1:
        return not words
    try:
        file = Path(words[0])
        return not words[0].startswith("-") and bool(file.suffix) and file.is_file()
    except (OSError, ValueError):
        return False


def _window(texts: Texts, words: Sequence[str]) -> int:
    try:
        return _open_window(Path(words[0]) if words else None, {})
    except FieldAppError as error:
        sys.stderr.write(f"fieldapp: {texts.error(error)}\n")
        return FAILED


def _command(texts: Texts, words: Sequence[str]) -> int:
    from fieldapp import cli
    from fieldapp.console import Surface

    gc.enable()
    gc.freeze()
    surface = Surface(_open_window, local_now, _who(), texts, _try_window, _connect, _draw)
    return cli.run_command(words, surface)


def _untold(texts: Texts, failed: OSError, status: int) -> int:
    """The work is done, but who asked for it has not heard of it."""
    if isinstance(failed, BrokenPipeError):
        return PIPE_CLOSED
    sys.stderr.write(f"fieldapp: {texts('cli.untold')}\n")
    return status if status not in (DONE, ERRORS_STAND) else FAILED


def _bug(texts: Texts, error: Exception) -> str:
    from fieldapp.log import described

    path = _write_log(described(error))
    if path is None:
        return texts("cli.bug-nowhere", what=type(error).__name__)
    return texts("cli.bug", path=path)


def _prepare_streams() -> tuple[_Outlet | None, io.StringIO | None]:
    """See that whatever is said can be said: the outlet of what is told. Without a console, as under
    `pythonw` and the launcher for Windows, there are no streams: what goes to stderr is then kept in the one
    that is returned."""
    if sys.stdout is None:
        sys.stdout = io.StringIO()
    unheard = io.StringIO() if sys.stderr is None else None
    sys.stderr = sys.stderr if unheard is None else unheard
    sys.stdout, told = _outlet_of(sys.stdout)
    sys.stderr, _ = _outlet_of(sys.stderr)
    return told, unheard


def _outlet_of(stream: TextIO) -> tuple[TextIO, _Outlet | None]:
    if not isinstance(stream, io.TextIOWrapper):
        return stream, None
    raw = getattr(stream.buffer, "raw", stream.buffer)
    stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if not isinstance(raw, io.RawIOBase):
        return stream, None
    outlet, is_prompt = _Outlet(raw), stream.line_buffering or stream.write_through
    held = io.BufferedWriter(outlet)
    return io.TextIOWrapper(held, "utf-8", "backslashreplace", line_buffering=is_prompt), outlet


def _speak_up(said: str, status: int) -> None:
    """Tell what nobody could hear: to the log, and if the work was not done, on the screen of Windows."""
    if said:
        _write_log(said)
    if said and status and sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, said, "Fieldapp", 0x10)


def _open_window(file: Path | None, options: dict[str, Any]) -> int:
    gc.disable()  # nothing of a start is waste; `run` looks for it again once the window is painted
    try:
        from fieldapp.ui.app.plain_imports import import_plainly

        import_plainly()
        from fieldapp.ui.app.application import Options, run

        return run(file, Options(**options, make_demo=_make_demo, keeps_backups=True, compares=True))
    finally:
        gc.enable()


def _try_window(file: Path, picture: Path) -> Mapping[str, str]:
    from fieldapp.ui.app.trial import try_window

    return try_window(file, picture, local_now)


def _connect(address: str) -> "MirrorLink":
    from fieldapp.exchange.mirror.postgres import connect_postgres

    return connect_postgres(address)


def _draw(drawing: "AnyDrawing", texts: Texts) -> bytes:
    from fieldapp.pictures.files import draw_without_window

    return draw_without_window(drawing, texts, sys.platform)


def _make_demo(folder: Path) -> Path:
    from fieldapp.demo import FILE_NAME, make_demo, make_folder

    make_folder(folder)
    made = folder / FILE_NAME
    return made if made.exists() else make_demo(folder, _who(), local_now())


def _who() -> str:
    try:
        return storable(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return "unknown"


def _write_log(details: str) -> Path | None:
    from fieldapp.log import entry_of, write_log  # `logging` is not needed at any other time

    return write_log(places(sys.platform, os.environ).log, entry_of(details, local_now()))


if __name__ == "__main__":
    main()
