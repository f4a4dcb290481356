"""Where a person's settings, logs and documents live on each platform."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = "fieldapp"
WINDOWS_FOLDER = "Fieldapp"

HOME_VARIABLE = "FIELDAPP_HOME"
"""Where the launcher on Windows says which folder it stands in."""

PORTABLE_MARK, PORTABLE_FOLDER = "portable.txt", "data"


@dataclass(frozen=True, slots=True)
class Places:
    """`settings` and `log` are files, which need not be there yet; `documents` is a folder."""

    settings: Path
    log: Path
    documents: Path


def places(platform: str, environment: Mapping[str, str], documents: Path | None = None) -> Places:
    """The places for a platform as `sys.platform` names it, under what the environment says.

    `documents`: where the system itself says they are; Windows lets people move them. An app on a stick keeps
    everything beside itself, in a folder that is made if it is not there.
    """
    stick = _stick(environment)
    if stick is not None:
        return stick
    match platform:
        case "win32":
            return _windows(environment, documents)
        case "darwin":
            return _macos(environment)
        case _:
            return _freedesktop(environment)


def _stick(environment: Mapping[str, str]) -> Places | None:
    """The places of an app that has the mark of a portable one beside its launcher."""
    home = Path(environment.get(HOME_VARIABLE, ""))
    if not home.is_absolute() or not (home / PORTABLE_MARK).is_file():
        return None
    folder = home / PORTABLE_FOLDER
    with contextlib.suppress(OSError):  # a stick that cannot be written to says so with the first data file
        folder.mkdir(exist_ok=True)
    return Places(folder / "settings.ini", folder / "fieldapp.log", folder)


def _windows(environment: Mapping[str, str], documents: Path | None) -> Places:
    home = _home(environment, "USERPROFILE")
    local = _folder(environment, "LOCALAPPDATA", home / "AppData" / "Local")
    return Places(
        local / WINDOWS_FOLDER / "settings.ini",
        local / WINDOWS_FOLDER / "fieldapp.log",
        _documents(documents or home / "Documents", home),
    )


def _macos(environment: Mapping[str, str]) -> Places:
    home = _home(environment, "HOME")
    library = home / "Library"
    return Places(
        library / "Application Support" / FOLDER / "settings.ini",
        library / "Logs" / FOLDER / "fieldapp.log",
        _documents(home / "Documents", home),
    )


def _freedesktop(environment: Mapping[str, str]) -> Places:
    home = _home(environment, "HOME")
    config = _folder(environment, "XDG_CONFIG_HOME", home / ".config")
    state = _folder(environment, "XDG_STATE_HOME", home / ".local" / "state")
    documents = _folder(environment, "XDG_DOCUMENTS_DIR", home / "Documents")
    return Places(
        config / FOLDER / "settings.ini", state / FOLDER / "fieldapp.log", _documents(documents, home)
    )


def _home(environment: Mapping[str, str], name: str) -> Path:
    """The folder of a person; that of passing files for one who has none, as some services."""
    named = Path(environment.get(name, ""))
    if named.is_absolute():
        return named
    with contextlib.suppress(RuntimeError):
        if (home := Path.home()).is_absolute():
            return home
    import tempfile

    return Path(tempfile.gettempdir())


def _folder(environment: Mapping[str, str], name: str, otherwise: Path) -> Path:
    """The XDG rule, good for Windows too: a relative path counts as none."""
    named = Path(environment.get(name, ""))
    return named if named.is_absolute() else otherwise


def _documents(documents: Path, home: Path) -> Path:
    return documents if documents.is_dir() else home
