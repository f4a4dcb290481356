"""Builds the setups that the tests need and runs the tests on them: one setup twice, and an older one."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence

from installer import build, pins

FOLDER = pins.ROOT / "build" / "trial"
SETUPS = {
    "setup": [],
    "setup_again": [],
    "setup_previous": ["--version", "0.0.9", "--stale", "lib/stale.txt", "--fast"],
}
"""By the names that the tests know, in small letters; each in its own folder, with a space in its name."""


def make_setups() -> dict[str, str]:
    """Build them; the places, as the environment tells them to the tests."""
    shutil.rmtree(FOLDER, ignore_errors=True)
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
    tests = (sys.executable, "-m", "pytest", "-m", "installer", *words)
    return subprocess.run(tests, cwd=pins.ROOT, env={**os.environ, **places}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
