"""Where a person's settings, logs and documents live on each platform."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = "fieldapp"


@dataclass(frozen=True, slots=True)
class Places:
    """`settings` and `log` are files, which need not be there yet; `documents` is a folder."""

    settings: Path
    log: Path
    documents: Path


def places(platform: str, environment: Mapping[str, str]) -> Places:
    """The places for a platform as `sys.platform` names it, under what the environment says."""
    match platform:
        case "win32":
            return _windows(environment)
        case "darwin":
            return _macos(environment)
        case _:
            return _freedesktop(environment)


def _windows(environment: Mapping[str, str]) -> Places:
    home = _home(environment, "USERPROFILE")
    roaming = _folder(environment, "APPDATA", home / "AppData" / "Roaming")
    local = _folder(environment, "LOCALAPPDATA", home / "AppData" / "Local")
    return Places(
        roaming / FOLDER / "settings.ini",
        local / FOLDER / "fieldapp.log",
        _documents(home / "Documents", home),
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
    return Path(environment[name]) if environment.get(name) else Path.home()


def _folder(environment: Mapping[str, str], name: str, otherwise: Path) -> Path:
    """The XDG rule, good for Windows too: a relative path counts as none."""
    named = Path(environment.get(name, ""))
    return named if named.is_absolute() else otherwise


def _documents(documents: Path, home: Path) -> Path:
    return documents if documents.is_dir() else home
