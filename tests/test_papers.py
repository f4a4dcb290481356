"""The papers are true to the tree: what a page, a docstring or a comment names is there."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import dev
from fieldapp.cli import commands
from fieldapp.version import VERSION
from tests.parsing import nodes_of
from tools import house

ROOT = Path(__file__).resolve().parent.parent
OURS = ("fieldapp", "installer", "requirements", "resources", "tests", "tools")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "installer").glob("*.md")]
PROGRAMS = [ROOT / "dev.py", *(path for folder in OURS for path in (ROOT / folder).rglob("*.py"))]
TABLES = [ROOT / "pyproject.toml", *(path for folder in OURS for path in (ROOT / folder).rglob("*.toml"))]
SCRIPTS = [*(ROOT / "installer").rglob("*.ns[ih]"), *(ROOT / "installer").glob("*.txt")]

ARRIVING: frozenset[str] = frozenset()
"""What is named and still being written; the list is empty once it is here."""

LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)([^)\s#]*)(?:#([^)\s]+))?\)")
DOCUMENT = re.compile(r"(?<![\w/.-])((?:[\w.-]+/)*[\w-]+\.md)\b")
SECTION = re.compile(r"\bsection\s+(\d+)(?:\s+of\s+([\w/.-]+\.md))?")
PLACE = re.compile(rf"(?<![\w/.-])((?:{'|'.join((*OURS, 'docs'))})/[\w./-]*[\w/])")
OUTSIDE = re.compile(r"\b(?:DOMAIN|ARCHITECTURE|HEADQUARTERS|HOUSE|INSTALLER|ROADMAP|STYLE)\b")
COMMAND = re.compile(r"dev\.py ([a-z][a-z-]+)")
TEST = re.compile(r"`(test_\w+)`")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def prose(path: Path) -> str:
    """What is written for people: a page without its examples; the docstrings and comments of a program."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL)
    if path.suffix != ".py":
        return text
    tokens = tokenize.generate_tokens(io.StringIO(text if "#" in text else "").readline)
    comments = [token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT]
    return "\n".join([*comments, *docstrings(path)])


def docstrings(program: Path) -> Iterator[str]:
    for node in nodes_of(program):
        match node:
            case ast.Expr(value=ast.Constant(value=str(said))):
                yield said
            case _:
                pass


@cache
def anchors(page: Path) -> frozenset[str]:
    """What the headings of a page can be linked by."""
    headings = re.findall(r"^#+ (.+)$", prose(page), flags=re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)


@cache
def sections(page: Path) -> frozenset[str]:
    return frozenset(re.findall(r"^## (\d+)\. ", prose(page), flags=re.MULTILINE))


def found(named: str, teller: Path) -> Path | None:
    """The file or folder that is meant, from the top of the tree or beside the teller."""
    places = [ROOT / named, teller.parent / named]
    return next((place.resolve() for place in places if place.exists()), None)


def missing_links(page: Path) -> Iterator[str]:
    for target, anchor in LINK.findall(prose(page)):
        there = (page.parent / target).resolve() if target else page
        if not there.exists():
            if not there.is_relative_to(ROOT) or name(there) not in ARRIVING:
                yield target
        elif anchor and anchor not in anchors(there):
            yield f"{target}#{anchor}"


def missing_documents(teller: Path) -> Iterator[str]:
    for named in DOCUMENT.findall(LINK.sub("", prose(teller))):
        if not found(named, teller) and not {f"docs/{named}", named} & ARRIVING:
            yield named


def missing_sections(teller: Path) -> Iterator[str]:
    for number, named in SECTION.findall(prose(teller)):
        page = found(named, teller) if named else teller
        if page is None or page.suffix != ".md" or number not in sections(page):
            yield f"section {number} of {named or 'nothing'}"


def missing_places(teller: Path) -> Iterator[str]:
    for named in PLACE.findall(prose(teller)):
        if not found(named, teller) and not found(f"{named}.py", teller) and named not in ARRIVING:
            yield named


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_of_a_page_leads_somewhere(page):
    assert [*missing_links(page)] == []


@pytest.mark.parametrize("kind", [missing_documents, missing_sections, missing_places])
def test_what_is_named_is_there(kind):
    tellers = [*PAGES, *PROGRAMS, *TABLES, *SCRIPTS]
    missing = {name(teller): [*kind(teller)] for teller in tellers}

    assert {teller: names for teller, names in missing.items() if names} == {}


def test_nothing_that_is_here_is_still_waited_for():
    """A list that is not kept short would hide what is missing."""
    assert [named for named in ARRIVING if (ROOT / named).exists()] == []


def test_no_paper_is_cited_that_is_not_in_the_tree():
    cited = {name(teller): OUTSIDE.findall(prose(teller)) for teller in (*PAGES, *PROGRAMS)}

    assert {teller: names for teller, names in cited.items() if names} == {}


@pytest.mark.parametrize(
    ("said", "kind", "missing"),
    [
        ("See docs/nowhere.md.", missing_documents, ["docs/nowhere.md"]),
        ("See README.md and installer/README.md.", missing_documents, []),
        ("See section 99 of docs/domain.md.", missing_sections, ["section 99 of docs/domain.md"]),
        ("See section 7\nof docs/domain.md.", missing_sections, []),
        ("As in section 7.", missing_sections, ["section 7 of nothing"]),
        ("It lives in fieldapp/core/nothing.py.", missing_places, ["fieldapp/core/nothing.py"]),
        ("It lives in fieldapp/core/.", missing_places, []),
    ],
)
def test_what_is_not_there_is_found(tmp_path, said, kind, missing):
    teller = tmp_path / "teller.py"
    teller.write_text(f'"""{said}"""\n', encoding="utf-8")

    assert [*kind(teller)] == missing


def test_a_link_to_nothing_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# One\n[a](gone.md) [b](#one) [c](#two) [d](page.md#one)\n", encoding="utf-8")

    assert [*missing_links(page)] == ["gone.md", "#two"]


def test_every_command_of_developers_that_a_page_names_is_there():
    named = {command for page in PAGES for command in COMMAND.findall(page.read_text(encoding="utf-8"))}

    assert named <= dev.COMMANDS.keys()


def test_every_command_line_is_written_down():
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    shown = [str(command.name) for command in commands.all_commands() if not command.hidden]

    assert [key for key in shown if not re.search(rf"^fieldapp (--)?{key}\b", page, flags=re.MULTILINE)] == []


def test_every_test_that_a_page_names_is_there():
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    named = {test for page in PAGES for test in TEST.findall(page.read_text(encoding="utf-8"))}

    assert [test for test in named if f"def {test}(" not in tests] == []


def test_the_readme_is_a_page():
    assert len((ROOT / "README.md").read_bytes()) <= 6000


@pytest.mark.parametrize("page", house.pages(), ids=name)
def test_what_is_made_from_the_tree_is_as_the_tree_is(page):
    """`python3 dev.py house` brings it up to date."""
    assert page.read_text(encoding="utf-8") == house.pages()[page]


def test_a_drawing_puts_everything_above_what_it_imports():
    arrows = {"a": frozenset({"b", "c"}), "b": frozenset({"c"}), "c": frozenset[str]()}

    assert house.floors(arrows) == {"a": 2, "b": 1, "c": 0}
    with pytest.raises(ValueError, match="a circle"):
        house.floors({"a": frozenset({"b"}), "b": frozenset({"a"})})


def test_every_room_of_the_window_is_explained():
    page = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    explained = page.partition("## The rooms of the window")[2].partition("<!-- rooms")[0]
    rooms = {house.short(room) for room in house.arrows("fieldapp.ui")}

    assert {*re.findall(r"^\| `(\w+)` \|", explained, flags=re.MULTILINE)} == rooms


def test_decisions_are_numbered_without_a_gap_and_say_what_and_why():
    files = house.decisions()
    numbers = [int(file.name[:4]) for file in files]

    assert numbers == [*range(1, len(files) + 1)]
    for file in files:
        form = (
            rf"# {file.name[:4]} .+\n\n\d{{4}}-\d\d-\d\d\n\n"
            r"- \*\*Choice\.\*\* .+\n- \*\*Why\.\*\* .+\n(- \*\*Dropped\.\*\* .+\n)?"
        )
        assert re.fullmatch(form, file.read_text(encoding="utf-8")), file.name


def test_the_changelog_has_a_place_for_what_comes_and_the_version_that_is():
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[(.+?)\]", log, flags=re.MULTILINE)

    assert versions[0] == "Unreleased"
    assert VERSION in versions


def test_each_test_that_receiving_names_is_there():
    text = (ROOT / "docs" / "receiving.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)

    assert len(named) >= 20
    for path, name in named:
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), name
