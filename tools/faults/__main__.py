"""`python3 dev.py faults`: every fault of the table in `docs/`, tried in earnest."""

import argparse
import os
import platform
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from shlex import quote

from tools.faults.bench import Bench, Score, Worker
from tools.faults.crew import Crew, Trial, costs
from tools.faults.shim import start_again_with_shim
from tools.faults.table import commit, machine, page, table

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "faults"
CANNOT = 2
IN_MEMORY = Path("/dev/shm")  # a folder of its own is made in it
ROOM = 2 * 1024**3
"""Bytes that there must be, for what passes to lie in memory."""


def trials() -> dict[str, Trial]:
    """What can be tried, by name; imported late, when the library in C is there."""
    from tools.faults.crafted import crafted
    from tools.faults.damage import damage
    from tools.faults.edits import edits
    from tools.faults.failing import failing, full
    from tools.faults.kill import kill
    from tools.faults.power import cut_power
    from tools.faults.writers import writers

    return {
        "kill": kill,
        "power-cut": cut_power,
        "nth-call": failing,
        "full-disk": full,
        "damage": damage,
        "schema": crafted,
        "workbooks": edits,
        "writers": writers,
    }


def parse(words: Sequence[str], names: Sequence[str]) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(prog="dev.py faults", description="Disturb the app, and look.")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--minutes", type=float, help="for all kinds together; default: all rounds")
    parser.add_argument("--share", type=float, default=1.0, help="of the rounds; at least one of each")
    parser.add_argument("--only", action="append", choices=names, metavar="KIND", help=", ".join(names))
    parser.add_argument("--job", action="append", metavar="JOB", help="of a kind with several, such as store")
    parser.add_argument("--programs", type=int, default=len(os.sched_getaffinity(0)), metavar="N")
    parser.add_argument("--write", type=Path, metavar="PAGE.md", help="write the table into a page, too")
    return parser.parse_args(words)


def main(words: Sequence[str]) -> int:
    """Try what is asked for, print the table; 1 where a promise was broken."""
    if platform.system() != "Linux":
        print("fieldapp: faults are tried on Linux only: programs are forked and killed", file=sys.stderr)
        return CANNOT
    start_again_with_shim(words)
    from tools.faults.preload import preload

    preload()
    all_trials = trials()
    options = parse(words, list(all_trials))
    chosen = options.only or list(all_trials)
    minutes = None if options.minutes is None else options.minutes / len(chosen)
    command = f"python3 dev.py faults --seed {options.seed}"
    command += "" if options.minutes is None else f" --minutes {options.minutes:g}"
    command += "" if options.share == 1 else f" --share {options.share:g}"
    chosen_words = "".join(f" --only {quote(name)}" for name in options.only or ())
    chosen_words += "".join(f" --job {quote(name)}" for name in options.job or ())
    print(f"{command}{chosen_words}\n{machine()}, {commit()}", flush=True)
    scores: list[Score] = []
    with tempfile.TemporaryDirectory(
        prefix="fieldapp-faults-", dir=_place(), ignore_cleanup_errors=True
    ) as passing:
        for name in chosen:
            shutil.rmtree(KEPT / name, ignore_errors=True)
        make = partial(_bench, options, minutes, Path(passing).resolve())
        crew = Crew({name: all_trials[name] for name in chosen}, make, options.programs)
        for score in crew.work():
            scores.append(score)
            print(table(scores[-1:], head=len(scores) == 1), flush=True)
    _conclude(scores, options.programs)
    if options.write is not None and not crew.is_interrupted:
        before = options.write.read_text(encoding="utf-8") if options.write.exists() else ""
        options.write.write_text(page(scores, command, before), encoding="utf-8", newline="\n")
    if crew.is_interrupted:
        return CANNOT
    return 0 if all(score.holds for score in scores) else 1


def _place() -> Path | None:
    """Where what passes lies: in memory, which spares the disk, or where such files usually do."""
    try:
        return IN_MEMORY if shutil.disk_usage(IN_MEMORY).free > ROOM else None
    except OSError:
        return None


def _bench(
    options: argparse.Namespace,
    minutes: float | None,
    passing: Path,
    name: str,
    worker: Worker,
    tell: Callable[[str], None],
) -> Bench:
    folder = passing / f"{name}-{worker.number}"
    folder.mkdir()
    bench = Bench(options.seed, folder, KEPT, minutes, options.share, worker, tell)
    bench.only_jobs = frozenset(options.job or ())
    return bench


def _conclude(scores: Sequence[Score], programs: int) -> None:
    for score in scores:
        for reason, count in score.reasons.most_common():
            print(f"{score.kind}: {count} × {reason}")
    if not all(score.holds for score in scores):
        print(f"What failed is kept in {KEPT.relative_to(ROOT)}")
    print("\n".join(["what a round costs of a processor:", *costs(scores, programs)]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
