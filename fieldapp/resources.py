"""Where the app's data files are: programmes, texts, icons, published reports."""

from pathlib import Path

BUILT_IN = "azerbaijan"
"""The programme that a new data file gets where no other is named."""


def resources_folder() -> Path:
    """The nearest `resources` folder: inside the package when installed, beside it in the source tree."""
    package = Path(__file__).resolve().parent
    return next(
        folder
        for folder in (package / "resources", package.parent / "resources")
        if (folder / "programmes").is_dir()
    )


def programme_text(name: str) -> str:
    """The TOML text of a built-in programme, such as `azerbaijan`."""
    return (resources_folder() / "programmes" / f"{name}.toml").read_text(encoding="utf-8")
