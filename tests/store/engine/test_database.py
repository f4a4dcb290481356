"""Two threads that write for the first time at the same moment."""

import re
import subprocess
import sys

from fieldapp.store.engine.database import _patterns_later

TWO_AT_ONCE = """
import sqlite3, sys, threading
from fieldapp.store.engine.database import let_in

told = []

def write(who):
    try:
        db = let_in().Database(sqlite3.connect(":memory:"), execute_plugins=False)
        with db.atomic():
            db.execute("CREATE TABLE t (a)")
        told.append(f"{who} wrote")
    except Exception as error:
        told.append(f"{who}: {type(error).__name__}")

class HalfWay:
    '''Asked for a first part of sqlite_utils, which has only begun: now the other thread writes.'''

    def find_spec(self, name, path, target=None):
        if name == "sqlite_utils.utils" and not other.is_alive():
            other.start()
            other.join(0.5)
        return None

other = threading.Thread(target=write, args=("second",))
sys.meta_path.insert(0, HalfWay())
write("first")
other.join()
print(*sorted(told), sep=", ")
"""


def test_who_writes_while_another_thread_is_the_first_to_write_waits_for_it_and_writes():
    ended = subprocess.run([sys.executable, "-c", TWO_AT_ONCE], capture_output=True, text=True, timeout=60)

    assert (ended.stdout.strip(), ended.stderr) == ("first wrote, second wrote", "")


def test_meanwhile_whoever_else_compiles_a_pattern_gets_it_as_asked():
    with _patterns_later("sqlite_utils.db"):
        pattern = re.compile("mine", flags=re.IGNORECASE)

    assert pattern.fullmatch("MINE")
