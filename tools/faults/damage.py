"""A data file is damaged: every page in eight ways, every column of every table, every side file. Nothing
false is shown as right: what is shown is as it was, or it is refused."""

import random
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import NamedTuple

from fieldapp.core.edits import make_edits
from tools.faults.answers import Answer, is_told_by_integrity, says_something_is_missing, told_by
from tools.faults.bench import Bench, Breach, Score
from tools.faults.columns import Alterations
from tools.faults.jobs import STORE
from tools.faults.scene import NAME, WEEKS, make_rich, opened
from tools.faults.sides import SIDES, Sides, sides_of

PROMISE = "What is shown is as it was before the damage, or is refused with a sentence"
ROUNDS = {"pages": 3600, "columns": 1200, "side files": 200}
PAGE = 4096
LATE = ("history", "standing", "programme")
"""What may be told by the check that goes on after the first paint, and not at once."""


class Scene(NamedTuple):
    """A whole file, the same file some changes earlier, and what it is said to hold."""

    whole: bytes
    older: bytes
    answers: dict[str, Answer]


def damage(bench: Bench) -> Score:
    """Pages, columns, side files."""
    score = Score("damage", PROMISE)
    scene, altered = _scene(bench), Alterations(bench.folder())
    makers: dict[str, Callable[[int, random.Random], tuple[str, bytes]]] = {
        "pages": Pages(scene, bench.dice("pages")).damaged,
        "columns": partial(altered.altered, scene.whole),
    }
    for what, make in makers.items():
        bench.begin(ROUNDS[what] / sum(ROUNDS.values()))
        for number in bench.rounds(score, ROUNDS[what], what):
            name, content = make(number, bench.dice(f"{what} {number}"))
            _look(bench, score, scene, f"{what}, {name}", content)
    bench.begin(ROUNDS["side files"] / sum(ROUNDS.values()))
    sides = sides_of(bench)
    for number in bench.rounds(score, ROUNDS["side files"], "side files"):
        _look_beside(bench, score, sides, number, bench.dice(f"side files {number}"))
    return score


def _scene(bench: Bench) -> Scene:
    path = make_rich(bench.folder() / NAME)
    older = path.read_bytes()
    with closing(opened(path)) as store:
        sheet = store.sheet(WEEKS[3])
        cells = [cell for cell, value in sheet.values.items() if isinstance(value, int)][:9]
        store.write(WEEKS[3], make_edits(sheet, {cell: 1 + sheet.values[cell] for cell in cells}))  # type: ignore[operator]
    return Scene(path.read_bytes(), older, dict(told_by(path)))


def _look(bench: Bench, score: Score, scene: Scene, what: str, content: bytes) -> None:
    folder = bench.folder()
    path, kept = folder / NAME, folder / "damaged.fieldapp"
    path.write_bytes(content)
    kept.write_bytes(content)
    differs: list[str] = []
    bugs: list[str] = []
    for name, answer in told_by(path):
        if answer.bug:
            bugs.append(answer.bug)
        elif not answer.refused and answer != scene.answers[name]:
            differs.append(name.split()[0])
    if bugs:
        bench.keep(score, Breach.TRACEBACK, f"{what}: {bugs[0][:60]}", kept)
    if differs and {*differs} <= {*LATE} and is_told_by_integrity(path):
        score.seen["told by integrity"] += 1
    elif differs:
        bench.keep(score, Breach.WRONG, f"{what}: {differs[0]}", kept)
    bench.drop(folder)


class Pages:
    """Every page in each way, in any order, and then again, each time otherwise."""

    def __init__(self, scene: Scene, dice: random.Random) -> None:
        self._scene = scene
        self._places = [(number, how) for number in range(len(scene.whole) // PAGE) for how in HOW]
        dice.shuffle(self._places)

    def damaged(self, number: int, dice: random.Random) -> tuple[str, bytes]:
        """How the nth one is damaged, and the file."""
        page, how = self._places[number % len(self._places)]
        return how, HOW[how](self._scene, page, dice)


def _put(whole: bytes, at: int, piece: bytes) -> bytes:
    return whole[:at] + piece + whole[at + len(piece) :]


def _page(whole: bytes, number: int) -> bytes:
    return whole[number * PAGE : (number + 1) * PAGE]


def _flip(scene: Scene, number: int, dice: random.Random) -> bytes:
    at = number * PAGE + dice.randrange(PAGE)
    return _put(scene.whole, at, bytes([scene.whole[at] ^ 1 << dice.randrange(8)]))


def _swap(scene: Scene, number: int, dice: random.Random) -> bytes:
    other = dice.randrange(len(scene.whole) // PAGE)
    swapped = _put(scene.whole, number * PAGE, _page(scene.whole, other))
    return _put(swapped, other * PAGE, _page(scene.whole, number))


def _old(scene: Scene, number: int, dice: random.Random) -> bytes:
    old = _page(scene.older, number) if number * PAGE < len(scene.older) else bytes(PAGE)
    return _put(scene.whole, number * PAGE, old)


def _random(scene: Scene, number: int, dice: random.Random) -> bytes:
    size = dice.choice((1, 4, 512, PAGE))
    at = number * PAGE + dice.randrange(PAGE - size + 1)
    return _put(scene.whole, at, dice.randbytes(size))


def _header(scene: Scene, number: int, dice: random.Random) -> bytes:
    at = number * PAGE + (dice.randrange(100) if number == 0 else dice.randrange(12))
    return _put(scene.whole, at, dice.randbytes(dice.choice((1, 2, 4))))


def _shift(scene: Scene, number: int, dice: random.Random) -> bytes:
    page, by = _page(scene.whole, number), dice.choice((1, 2, 8, 512))
    return _put(scene.whole, number * PAGE, page[by:] + page[:by])


HOW: dict[str, Callable[[Scene, int, random.Random], bytes]] = {
    "bit flipped": _flip,
    "zeroed": lambda scene, number, dice: _put(scene.whole, number * PAGE, bytes(PAGE)),
    "swapped": _swap,
    "cut off": lambda scene, number, dice: scene.whole[: number * PAGE + dice.choice((0, 512, PAGE - 1))],
    "older version": _old,
    "random bytes": _random,
    "header": _header,
    "shifted": _shift,
}


def _look_beside(bench: Bench, score: Score, sides: Sides, number: int, dice: random.Random) -> None:
    """A good file beside a side file that is not: the whole, or the last whole state and a word about it."""
    name = list(SIDES)[number % len(SIDES)]
    folder, kept = bench.folder(), bench.folder()
    SIDES[name](sides, folder, dice)
    for file in folder.iterdir():
        if file.is_file():
            (kept / file.name).write_bytes(file.read_bytes())
    before = (folder / NAME).read_bytes()
    try:
        found = STORE.look(folder)
    except Exception as error:
        if not hasattr(error, "code"):
            bench.keep(score, Breach.TRACEBACK, f"side files, {name}: {type(error).__name__}", kept)
        elif (folder / NAME).read_bytes() != before:
            bench.keep(score, Breach.LOST, f"side files, {name}: refused, and the file altered", kept)
        bench.drop(folder, kept)
        return
    if found not in sides.states:
        bench.keep(score, Breach.WRONG, f"side files, {name}: what never was", kept)
    elif found != sides.expected(name):
        for file in kept.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        if not says_something_is_missing(folder / NAME) and not is_told_by_integrity(folder / NAME):
            bench.keep(score, Breach.WRONG, f"side files, {name}: entries are missing without a word", kept)
    bench.drop(folder, kept)
