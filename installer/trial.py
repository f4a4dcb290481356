"""Builds the setups that the tests need and runs the tests on them: one setup twice, and an older one."""

import os
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Sequence

from installer import build, pins

FOLDER = pins.ROOT / "build" / "trial"
BEFORE = pins.ROOT / "tests" / "installer" / "before" / "app-of-format-2.tar.xz"
"""The last app whose data files are of format 2, as it was then: what an office has that upgrades. Kept for
ever, like the files of each format."""

APP_BEFORE = FOLDER / "app before"
SETUPS = {
    "setup": [],
    "setup_again": [],
    "setup_previous": [
        *("--version", "0.0.9", "--stale", "lib/stale.txt", "--fast"),
        *("--app", str(APP_BEFORE)),
    ],
}
"""By the names that the tests know, in small letters; each in its own folder, with a space in its name."""

SOME_FAILED = 1
"""What pytest ends with when tests failed, and nothing worse."""

MORE_TRIES = 2
"""For a test that failed under wine; what is wrong by itself fails them all."""

AT_ONCE = ("--numprocesses", "2", "--dist", "worksteal", "--durations", "10")
"""Wine waits more than it works."""


def make_setups() -> dict[str, str]:
    """Build them; the places, as the environment tells them to the tests."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    with tarfile.open(BEFORE) as archive:
        archive.extractall(APP_BEFORE, filter="data")
    places = {"FIELDAPP_STAGE": str(FOLDER / "setup work" / "stage")}
    for name, words in SETUPS.items():
        where = ["--out", str(FOLDER / name), "--work", str(FOLDER / f"{name} work")]
        if build.main([*words, *where]):
            sys.exit(1)
        (setup,) = (FOLDER / name).glob("*-Setup.exe")
        places[f"FIELDAPP_{name.upper()}"] = str(setup)
    return places


def main(words: Sequence[str]) -> int:
    """Build, then test; `words` go to pytest. Its status."""
    start = time.monotonic()
    places = make_setups()
    build.say(f"three setups built ({time.monotonic() - start:.0f} s)")
    environment = {**os.environ, **places}
    tests = (sys.executable, "-m", "pytest", "-m", "installer")
    status = subprocess.run(
        (*tests, *(words or AT_ONCE)), cwd=pins.ROOT, env=environment, check=False
    ).returncode
    for _ in range(MORE_TRIES):
        if status != SOME_FAILED or words:
            break
        build.say("wine fails now and then by itself: what failed is tried again, and must pass")
        again = (*tests, "--last-failed", "--last-failed-no-failures", "none")
        status = subprocess.run(again, cwd=pins.ROOT, env=environment, check=False).returncode
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
