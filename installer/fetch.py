"""Downloads through the ordinary clients, held to their hashes; what is cached is checked again each time."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from installer.errors import BuildError

PATIENCE = 900


def sha256(file: Path) -> str:
    """The SHA-256 of a file in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def require_sha256(file: Path, expected: str) -> None:
    """Stop where a file is not the one that was pinned."""
    found = sha256(file)
    if found != expected.lower():
        raise BuildError(f"{file.name} has the SHA-256 {found}, not {expected}.")


def run(*words: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> str:
    """Run a program to its end; what it printed. A failure is a BuildError with its last lines."""
    texts = [str(word) for word in words]
    try:
        done = subprocess.run(
            texts,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except FileNotFoundError as error:
        raise BuildError(f"{texts[0]} is not installed.") from error
    said = (done.stdout + done.stderr).decode(errors="replace")
    if done.returncode:
        raise BuildError(f"{Path(texts[0]).name} ended with {done.returncode}:\n{said[-3000:]}")
    return said


def source_archive(requirement: str, file_name: str, expected: str, folder: Path) -> Path:
    """The archive of a source distribution. Nothing of it is run, which `pip download` would do."""
    archive = folder / file_name
    if not archive.exists() or sha256(archive) != expected:
        folder.mkdir(parents=True, exist_ok=True)
        archive.unlink(missing_ok=True)
        unearth = (sys.executable, "-m", "unearth", *_index(), "--no-binary")
        run(*unearth, requirement, "--download", folder)
    require_sha256(archive, expected)
    return archive


def windows_wheels(lock: Path, python: str, folder: Path) -> None:
    """Fill a folder with exactly the wheels that a lock names, for 64-bit Windows; pip holds them to it."""
    folder.mkdir(parents=True, exist_ok=True)
    pip = (sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--quiet")
    target = ("--platform", "win_amd64", "--implementation", "cp", "--python-version", python)
    exact = ("--require-hashes", "--no-deps", "--only-binary", ":all:", "--requirement", lock)
    run(*pip, *target, *exact, "--dest", folder)


def _index() -> list[str]:
    """The package index that pip is told to use on this machine, for a client that does not read it."""
    asked = (sys.executable, "-m", "pip", "config", "get", "global.index-url")
    done = subprocess.run(asked, capture_output=True, text=True, timeout=PATIENCE, check=False)
    url = os.environ.get("PIP_INDEX_URL") or (done.stdout.strip() if done.returncode == 0 else "")
    return ["--index-url", url] if url else []
