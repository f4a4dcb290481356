"""`python -m tools.bench.scale`: what each view and report costs at an eighth, a quarter, a half and all of
twenty years of a thousand offices, and how that grows."""

import argparse
import json
import math
import re
import resource
import sys
import time
from collections.abc import Sequence
from contextlib import closing

from fieldapp.store.store import Store
from tools.bench.scale.filling import WEEKS, make_vast, size_of, weeks_of
from tools.bench.scale.operations import OPERATIONS, now_after
from tools.bench.scene import SCENES

SHARES = (8, 4, 2, 1)
SECOND = 1.0
KEPT = SCENES / "scale.json"


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.scale", description=__doc__)
    parser.add_argument("--weeks", type=int, default=WEEKS, help="of the largest file")
    parser.add_argument("--only", default="", help="a part of the names of the operations")
    parser.add_argument("--shares", default=",".join(map(str, SHARES)), help="parts of it that are measured")
    return parser.parse_args(words)


def measured(weeks: int, wanted: str) -> dict[str, float]:
    """Seconds of one core of each operation on a file of so many weeks, each printed as it is known."""
    path = make_vast(SCENES / "vast" / f"{weeks}.fieldapp", weeks)
    last = list(weeks_of(weeks))[-1]
    found: dict[str, float] = {}
    for look in OPERATIONS:
        if not re.search(wanted, look.name):
            continue
        with closing(Store(path, "Leyla", lambda: now_after(last))) as store:
            begun = time.process_time()
            look.of(store, last)
            found[look.name] = time.process_time() - begun
        print(f"  {weeks:5} weeks  {found[look.name]:9.2f} s  {look.name}", flush=True)
    return found


def slope(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The exponent of the cost: 1 where twice as much takes twice as long, 2 where it takes four times."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(one, 1e-4)) for one in seconds]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def table(found: dict[int, dict[str, float]]) -> str:
    """One line for each operation."""
    sizes = sorted(found)
    head = ["operation", *(f"{size_of(size):,} values" for size in sizes), "grows as n to the"]
    lines = [head, ["---"] * len(head)]
    for look in OPERATIONS:
        seconds = [found[size].get(look.name) for size in sizes]
        known = [one for one in seconds if one is not None]
        if not known:
            continue
        grows = f"{slope(sizes, known):.2f}" if len(known) == len(sizes) > 1 else "–"
        lines.append([look.name, *("–" if one is None else f"{one:.2f} s" for one in seconds), grows])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main(words: Sequence[str]) -> int:
    """Measure, print, keep as JSON."""
    options = parse(words)
    shares = [int(one) for one in options.shares.split(",")]
    found = {options.weeks // share: measured(options.weeks // share, options.only) for share in shares}
    before = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    merged = {int(size): seconds for size, seconds in before.items()}
    for size, seconds in found.items():
        merged[size] = merged.get(size, {}) | seconds
    KEPT.write_text(json.dumps(merged, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(table(merged if set(found) < set(merged) else found))
    print(f"\nAt most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB of memory.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
