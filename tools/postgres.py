"""A PostgreSQL server of our own for as long as it is needed: on a socket in a folder, not on the network."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

ACCOUNTS = ("postgres", "nobody")
"""Whom the server runs as where we are root, as whom it refuses to run: the first of them that is there."""

DEBIAN = Path("/usr/lib/postgresql")
_NO_CARE = {"fsync": "off", "full_page_writes": "off", "listen_addresses": "", "max_connections": "40"}
"""It need not outlive the machine, and nobody but us talks with it."""


def programs() -> Path | None:
    """The folder with the programs of the newest server that is installed."""
    folders = sorted(DEBIAN.glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    found = shutil.which("pg_ctl")
    folders += [Path(found).resolve().parent] if found else []
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextmanager
def running_server() -> Iterator[str]:
    """An empty server, stopped and removed at the end: where it is, to be completed by a database."""
    bin_ = programs()
    if bin_ is None:
        raise FileNotFoundError("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="fieldapp-postgres-"))
    account = _account()
    try:
        if account:
            shutil.chown(folder, account["user"], account["group"])
        data = folder / "data"
        own = ("--auth", "trust", "--username", "fieldapp", "--encoding", "UTF8", "--no-locale", "--no-sync")
        _run(account, bin_ / "initdb", "--pgdata", data, *own)
        settings = " ".join(f"-c {name}={value!r}" for name, value in _NO_CARE.items())
        control = (bin_ / "pg_ctl", "--pgdata", data, "--wait")
        log = ("--log", folder / "log")
        _run(account, *control, *log, "--options", f"-k '{folder}' {settings}", "start")
        try:
            yield f"postgresql://fieldapp@/{{}}?host={quote(str(folder), safe='')}"
        finally:
            _run(account, *control, "--mode", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> Mapping[str, Any]:
    if os.geteuid() != 0:
        return {}
    import grp
    import pwd

    there = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next(there[name] for name in ACCOUNTS if name in there)
    return {"user": entry.pw_name, "group": grp.getgrgid(entry.pw_gid).gr_name, "extra_groups": []}


def _run(account: Mapping[str, Any], *words: str | Path) -> None:
    """Run one of its programs quietly. Raises subprocess.CalledProcessError with what it said."""
    nothing = subprocess.DEVNULL
    subprocess.run(words, check=True, cwd="/", stdin=nothing, stdout=nothing, **account)
