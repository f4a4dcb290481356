"""`python3 dev.py faults`: every fault of the table in `docs/`, tried in earnest."""

import argparse
import platform
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.faults.bench import Bench, Score
from tools.faults.shim import start_again_with_shim
from tools.faults.table import machine, page, table

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "faults"
CANNOT = 2

Trial = Callable[[Bench], Score]


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


def run(trial: Trial, bench: Bench) -> Score:
    """One kind, with the time it took."""
    bench.begin()
    start = time.monotonic()
    score = trial(bench)
    score.seconds = time.monotonic() - start
    return score


def parse(words: Sequence[str], names: Sequence[str]) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(prog="dev.py faults", description="Disturb the app, and look.")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--minutes", type=float, help="for all kinds together; default: all rounds")
    parser.add_argument("--share", type=float, default=1.0, help="of the rounds; at least one of each")
    parser.add_argument("--only", action="append", choices=names, metavar="KIND", help=", ".join(names))
    parser.add_argument("--job", action="append", metavar="JOB", help="of a kind with several, such as store")
    parser.add_argument("--write", type=Path, metavar="PAGE.md", help="write the table into a page, too")
    return parser.parse_args(words)


def main(words: Sequence[str]) -> int:
    """Try what is asked for, print the table; 1 where a promise was broken."""
    if platform.system() != "Linux":
        print("fieldapp: faults are tried on Linux only: programs are forked and killed", file=sys.stderr)
        return CANNOT
    start_again_with_shim(words)
    from tools.faults.scene import preload

    preload()
    all_trials = trials()
    options = parse(words, list(all_trials))
    chosen = options.only or list(all_trials)
    minutes = None if options.minutes is None else options.minutes / len(chosen)
    command = f"python3 dev.py faults --seed {options.seed}"
    command += "" if options.minutes is None else f" --minutes {options.minutes:g}"
    command += "" if options.share == 1 else f" --share {options.share:g}"
    command += "".join(f" --only {name}" for name in options.only or ())
    command += "".join(f" --job {name}" for name in options.job or ())
    print(f"{command}\n{machine()}", flush=True)
    scores = []
    with tempfile.TemporaryDirectory(prefix="fieldapp-faults-", ignore_cleanup_errors=True) as passing:
        for name in chosen:
            folder = Path(passing).resolve() / name
            folder.mkdir()
            bench = Bench(options.seed, folder, KEPT, minutes, options.share)
            shutil.rmtree(KEPT / name, ignore_errors=True)
            bench.only_jobs = frozenset(options.job or ())
            scores.append(run(all_trials[name], bench))
            print(table(scores[-1:], head=len(scores) == 1), flush=True)
    for score in scores:
        for reason, count in score.reasons.most_common():
            print(f"{score.kind}: {count} × {reason}")
    if not all(score.holds for score in scores):
        print(f"What failed is kept in {KEPT.relative_to(ROOT)}")
    if options.write is not None:
        options.write.write_text(page(scores, command), encoding="utf-8", newline="\n")
    return 0 if all(score.holds for score in scores) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
