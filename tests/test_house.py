"""What holds for the whole tree, whoever writes in it."""

import ast
import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

from tests.parsing import nodes_of, tree_of
from tests.test_papers import ARRIVING

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "fieldapp"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE = 320
MOST_MODULES = 20
NAMED_TWICE: frozenset[str] = frozenset()
"""Public names that may stand in two files of the package. None does: one word, one thing."""
DRY_WINGS = ("core", "texts")
NOT_IN_DRY_WINGS = {"PySide6", "shiboken6", "sqlite3", "sqlite_utils", "openpyxl", "click"}
INSTALLER = sorted((ROOT / "installer").glob("*.py"))
TOOLS = [
    ROOT / "dev.py",
    *(path for name in ("tools", "requirements") for path in (ROOT / name).glob("*.py")),
]
REQUIREMENTS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("run", "dev", "installer")}
REQUIREMENTS["windows"] = ROOT / "installer" / "windows.txt"
PIN = re.compile(
    r"(?P<name>[a-z0-9.-]+(\[[a-z0-9,-]+\])?)==(?P<version>[\w.]+)(?: ; (?P<marker>[\w .'!=<>]+))?"
)
ASKED = re.compile(r"(?P<asked>(?P<package>[a-z0-9-]+)\[[a-z0-9,-]+\])")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def imported_roots(module: Path) -> Iterator[str]:
    for node in nodes_of(module):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def logical_lines(requirements: Path) -> list[list[str]]:
    """Each requirement with its hashes: the continued lines are joined, then cut at the hashes."""
    joined = requirements.read_text(encoding="utf-8").replace("\\\n", "")
    return [re.split(r"\s+(?=--)", line.strip()) for line in joined.splitlines()]


def pins(requirements: Path) -> dict[str, str]:
    told = (pin.split(" ;")[0].split("==") for pin, *_ in logical_lines(requirements))
    return {re.sub(r"\[.*\]", "", package): version for package, version in told}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_package_is_looked_at():
    assert len(MODULES) > 10


def test_every_init_is_empty():
    inits = [*PACKAGE.rglob("__init__.py"), *(ROOT / "tests").rglob("__init__.py")]

    assert [name(init) for init in inits if init.read_bytes()] == []


def test_no_product_file_is_longer_than_a_person_reads_at_once():
    lengths = {name(file): len(file.read_bytes().splitlines()) for file in [*MODULES, *INSTALLER, *TOOLS]}

    assert {file: length for file, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_room_holds_more_modules_than_can_be_seen_at_a_glance():
    rooms = Counter(name(module.parent) for module in MODULES if module.name != "__init__.py")

    assert {room: count for room, count in rooms.items() if count > MOST_MODULES} == {}


def public_names(module: Path) -> Iterator[str]:
    for node in tree_of(module).body:
        match node:
            case ast.ClassDef(name=found) | ast.FunctionDef(name=found):
                yield found
            case ast.Assign(targets=targets):
                yield from (n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=found)):
                yield found
            case _:
                pass


def test_no_public_name_stands_for_two_things():
    homes: dict[str, list[str]] = {}
    for module in MODULES:
        for found in {*public_names(module)}:
            if not found.startswith("_"):
                homes.setdefault(found, []).append(name(module))

    assert {found: where for found, where in homes.items() if len(where) > 1}.keys() == NAMED_TWICE


def test_every_module_says_what_it_is():
    wordy = [module for module in [*MODULES, *INSTALLER, *TOOLS] if module.name != "__init__.py"]

    assert [name(module) for module in wordy if not ast.get_docstring(tree_of(module))] == []


@pytest.mark.parametrize("wing", DRY_WINGS)
def test_a_dry_wing_knows_no_qt_no_sql_and_no_excel(wing):
    found = {
        name(module): NOT_IN_DRY_WINGS & {*imported_roots(module)}
        for module in PACKAGE.glob(f"{wing}/**/*.py")
    }

    assert {module: roots for module, roots in found.items() if roots} == {}


def test_nobody_asks_qt_for_the_application():
    asking = re.compile(r"\bQ\w*Application\.instance\b|\bqApp\b")

    assert [name(module) for module in MODULES if asking.search(module.read_text(encoding="utf-8"))] == []


def test_the_files_that_must_be_covered_are_there_and_no_other_than_an_awaited_one_is_missing():
    covered = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["coverage"]

    assert covered["report"]["fail_under"] == 100
    assert len(covered["run"]["include"]) == 10
    assert {file for file in covered["run"]["include"] if not (ROOT / file).exists()} <= ARRIVING


@pytest.mark.skipif(not (ROOT / ".git").exists() or not shutil.which("git"), reason="not a clone")
@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("tests/exchange/files/a.xlsx", "unset"),
        ("tests/exchange/files/sep-line.csv", "unset"),
        ("tests/ui/paste/files/clipboard.html", "unset"),
        ("tests/store/files/a.fieldapp-wal", "unset"),
        ("resources/pictures/window-en.png", "unset"),
        ("resources/i18n/en/window.toml", "auto"),
    ],
)
def test_git_alters_no_line_end_of_what_is_read_to_the_byte(file, text):
    command = ["git", "check-attr", "text", "--", file]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout

    assert told == f"{file}: text: {text}\n"


def private_uses(source: str) -> list[str]:
    """The private names that are taken from something else than `self` or `cls`."""
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__")
        if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))
    ]


def test_a_private_name_is_found_where_it_is_taken_from_something_else():
    assert private_uses("window._document.x\nself._own\nsession._kit()") == [
        "1: window._document",
        "3: session._kit",
    ]


@pytest.mark.parametrize("journey", sorted((ROOT / "tests" / "journeys").rglob("*.py")), ids=lambda p: p.stem)
def test_a_journey_uses_what_a_person_can_reach(journey):
    assert private_uses(journey.read_text(encoding="utf-8")) == []


def test_what_is_imported_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["mirror"]]
    names = {re.match(r"[\w-]+", line)[0].lower().replace("-", "_") for line in declared}
    known = names - {"pyside6_essentials"} | {"PySide6", "fieldapp", *sys.stdlib_module_names}

    assert {root for module in MODULES for root in imported_roots(module)} - known == set()


@pytest.mark.parametrize("requirements", REQUIREMENTS.values(), ids=REQUIREMENTS)
def test_a_requirement_file_holds_pins_with_hashes_and_nothing_else(requirements):
    lines = logical_lines(requirements)

    assert lines
    assert [pin for pin, *_ in lines if not PIN.fullmatch(pin)] == []
    assert [pin for pin, *hashes in lines if not hashes] == []
    assert [text for _, *hashes in lines for text in hashes if not HASH.fullmatch(text)] == []


def test_what_a_package_asks_of_another_with_extras_is_pinned_with_them():
    """Python 3.11's own pip takes a pin without them for no pin, as soon as a newer version is out."""
    names = [pin.partition("==")[0] for pin, *_ in logical_lines(REQUIREMENTS["dev"])]
    packages = [re.sub(r"\[.*\]", "", name) for name in names if name not in ("colorama", "tzdata")]
    needs = [need for package in packages for need in importlib.metadata.requires(package) or ()]
    asked = [found for need in needs if "extra ==" not in need and (found := ASKED.match(need))]

    assert "coverage" in [found["package"] for found in asked]
    assert {found["asked"] for found in asked} <= {*names}


def test_developers_run_on_the_versions_that_users_get():
    assert pins(REQUIREMENTS["run"]).items() <= pins(REQUIREMENTS["dev"]).items()


def test_windows_gets_the_versions_that_were_tested():
    run, windows = pins(REQUIREMENTS["run"]), pins(REQUIREMENTS["windows"])

    assert windows.items() <= run.items()
    assert run.keys() - windows.keys() == {"pip", "tzdata"}


def test_every_package_that_travels_with_the_app_has_its_licence_named():
    notes = (ROOT / "LICENSE-NOTES.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| ([a-z0-9-]+) \|", notes, flags=re.MULTILINE)) - {"package"}

    assert named == set(pins(REQUIREMENTS["run"]))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_package_its_resources_and_nothing_of_ours_besides(wheel):
    sources = [
        path for folder in (PACKAGE, ROOT / "resources") for path in folder.rglob("*") if path.is_file()
    ]
    expected = {name(path) for path in sources if path.suffix != ".pyc"}
    with zipfile.ZipFile(wheel) as archive:
        held = {entry for entry in archive.namelist() if ".dist-info/" not in entry}

    assert held == {re.sub("^resources/", "fieldapp/resources/", path) for path in expected}


def test_an_installed_app_finds_its_resources_inside_itself(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    question = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from fieldapp.resources import resources_folder; print(resources_folder())"
    )
    answer = subprocess.run(
        [sys.executable, "-I", "-c", question], check=True, capture_output=True, text=True
    )

    assert Path(answer.stdout.strip()) == (tmp_path / "fieldapp" / "resources").resolve()


class Bell(QObject):
    rung = Signal(bool)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True and None do not count their references")
def test_signals_do_not_eat_true_and_none():
    """PySide6 6.12.0 loses a reference with every emit, and kills CPython < 3.12 after some hundred."""
    spare = [True, None] * 30_000  # so that it is the test that fails, not Python
    bell, heard = Bell(), []
    bell.rung.connect(heard.append)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(10_000):
        bell.rung.emit(True)
        heard.clear()
    after = sys.getrefcount(True), sys.getrefcount(None)

    assert [abs(now - then) < 100 for now, then in zip(after, before, strict=True)] == [True, True]
    assert spare
