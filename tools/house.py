"""The lists in `docs/` that are made from the tree: wings, rooms, rules and decisions (`dev.py house`)."""

import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import grimp

from tools.rules_page import catalogue

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
HOUSE, RULES, DECISIONS = DOCS / "house.md", DOCS / "rules.md", DOCS / "decisions"
INDEX = DECISIONS / "README.md"

INDEX_HEAD = """# Decisions

What was chosen, why, and what was dropped. A decision that no longer holds stays, and says which one took its
place.
Those on the installer stand in [installer/README.md](../../installer/README.md#decisions).

"""

Arrows = Mapping[str, frozenset[str]]


@cache
def graph() -> grimp.ImportGraph:
    """The imports of the package as they are."""
    return grimp.build_graph("fieldapp", cache_dir=None)


def arrows(parent: str) -> Arrows:
    """What each child of a package imports of its siblings."""
    children = sorted(graph().find_children(parent))
    return {
        child: frozenset(
            other
            for other in children
            if other != child
            and graph().direct_import_exists(importer=child, imported=other, as_packages=True)
        )
        for child in children
    }


def floors(arrows: Arrows) -> dict[str, int]:
    """How far above the ground each stands: one above the highest of what it imports."""
    heights: dict[str, int] = {}
    while len(heights) < len(arrows):
        ready = [name for name, below in arrows.items() if name not in heights and below <= heights.keys()]
        if not ready:
            raise ValueError(f"a circle among {sorted(arrows.keys() - heights.keys())}")
        heights |= {name: 1 + max((heights[other] for other in arrows[name]), default=-1) for name in ready}
    return heights


def modules_in(name: str) -> int:
    """How many modules a box of the drawing has, empty `__init__.py` left out."""
    inside = graph().find_descendants(name)
    return sum(not graph().find_children(module) for module in inside) or 1


def drawing(parent: str) -> str:
    """One line for each child of a package, the highest floor first."""
    found = arrows(parent)
    heights = floors(found)
    lines = ["| floor | | modules | imports |", "|---|---|---|---|"]
    for child in sorted(found, key=lambda child: (-heights[child], child)):
        below = sorted(found[child], key=lambda other: (-heights[other], other))
        words = ", ".join(f"`{short(other)}`" for other in below) or "none of these"
        lines.append(f"| {heights[child]} | `{short(child)}` | {modules_in(child)} | {words} |")
    count = sum(map(len, found.values()))
    lines += ["", f"{len(found)} on {max(heights.values()) + 1} floors, {count} arrows, none upwards."]
    return "\n".join(lines)


def short(name: str) -> str:
    """The last part of a module's name."""
    return name.rpartition(".")[2]


def between(text: str, mark: str, content: str) -> str:
    """A page with new content between its two marks."""
    pattern = rf"(<!-- {mark}: [^>]*-->\n).*?(<!-- /{mark} -->)"
    page, count = re.subn(
        pattern, lambda found: f"{found[1]}\n{content}\n\n{found[2]}", text, flags=re.DOTALL
    )
    if count != 1:
        raise ValueError(f"the marks of {mark} are not there")
    return page


def house_page() -> str:
    """docs/house.md with its lists as the imports are now."""
    page = between(HOUSE.read_text(encoding="utf-8"), "wings", drawing("fieldapp"))
    return between(page, "rooms", drawing("fieldapp.ui"))


def decisions() -> list[Path]:
    """The files of the decisions, in the order of their numbers."""
    return sorted(DECISIONS.glob("[0-9]*.md"))


def index_page() -> str:
    """The list of the decisions, made from their first lines."""
    lines = []
    for file in decisions():
        number, title = file.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ").split(" ", 1)
        lines.append(f"- {number} [{title}]({file.name})")
    return INDEX_HEAD + "\n".join(lines) + "\n"


def pages() -> dict[Path, str]:
    """Every page that is made, with what belongs into it."""
    rules = between(RULES.read_text(encoding="utf-8"), "rules", catalogue())
    return {HOUSE: house_page(), INDEX: index_page(), RULES: rules}


def main() -> int:
    """Write what has changed, and say so."""
    for path, page in pages().items():
        if not path.exists() or path.read_text(encoding="utf-8") != page:
            path.write_text(page, encoding="utf-8", newline="\n")
            print(f"fieldapp: wrote {path.relative_to(ROOT).as_posix()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
