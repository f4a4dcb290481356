"""The tests that feed a real PostgreSQL (`python3 dev.py test-mirror`)."""

import subprocess
import sys

from dev import SetupError, prepare_linux
from tools.postgres import programs
from tools.steps import PYTEST


def main(words: list[str]) -> int:
    """Have PostgreSQL there, from Debian where it is missing, and run the tests; the status to exit with."""
    if programs() is None and sys.platform == "linux":
        prepare_linux("mirror")
    if programs() is None:
        raise SetupError("please install PostgreSQL, with its program `pg_ctl` on the PATH.")
    return subprocess.run([sys.executable, *PYTEST, "-m", "mirror", *words]).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        print(f"fieldapp: {error}", file=sys.stderr)
        sys.exit(1)
