"""Another program that looks at a data file for a moment, as any command does, and closes it."""

import subprocess
import sys
from pathlib import Path

LOOK = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("SELECT count(*) FROM history").fetchall()
db.close()
"""


def look_at(file: Path) -> None:
    """Open it, read, close it. The last one to close a file takes its log away."""
    subprocess.run([sys.executable, "-I", "-c", LOOK, str(file)], check=True)
