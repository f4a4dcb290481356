"""Everything a developer or a CI machine does here, each with the set-up it needs.

Only the standard library, and only syntax of Python 3.8: an older Python than the app
needs must be able to read this file and say so.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable, Mapping, Sequence

from requirements.needs import (
    FONT,
    FONT_PACKAGE,
    LOCKS,
    PROGRAMS,
    debian_has,
    has_screen,
    missing_qt_libraries,
)
from requirements.needs import packages_for as packages
from tools.steps import CHECKS, COMPILED_ONCE, FORMAT, LINT, MARKED, PYTEST, TESTS, TOOLS, headquarters_week
from tools.words import module_of, one_of, read_words

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
APP = (PYTHON, "-m", "fieldapp")
DEMO = ROOT / "build" / "demo"
PICTURES = ROOT / "resources" / "pictures"

LANGUAGES, OLDEST_PYTHON = ("en", "az", "ru"), (3, 11)
OFFSCREEN, QUIET_APT = {"QT_QPA_PLATFORM": "offscreen"}, {"DEBIAN_FRONTEND": "noninteractive"}
FINDINGS_STAND = 1  # the status of `fieldapp demo` when its work is done and errors were found


class SetupError(Exception):
    """Nothing more can be done; the sentence says why and what to do."""


def say(sentence: str) -> None:
    """Print one line, before anything a child process prints after it."""
    print(f"fieldapp: {sentence}", flush=True)


def check_python(version: tuple[int, ...], executable: str) -> None:
    """Stop where Python is older than the app can be run with."""
    if version[:2] < OLDEST_PYTHON:
        found, needed = (".".join(map(str, numbers)) for numbers in (version, OLDEST_PYTHON))
        raise SetupError(f"Python {needed} or newer is needed; {executable} is Python {found}.")


def run(*words: str | Path, env: Mapping[str, str] | None = None) -> int:
    """Run a program at the top of the tree, its output passing through."""
    return subprocess.run(words, cwd=ROOT, env={**os.environ, **(env or {})}).returncode


def complaint(*words: str | Path) -> str | None:
    """Run a program without a sound; what it printed if it failed, else None."""
    env, nothing, pipe = {**os.environ, **QUIET_APT}, subprocess.DEVNULL, subprocess.PIPE
    done = subprocess.run(words, cwd=ROOT, env=env, stdin=nothing, stdout=pipe, stderr=subprocess.STDOUT)
    return done.stdout.decode(errors="replace") if done.returncode else None


def must(sentence: str, *words: str | Path) -> None:
    """Run a program quietly; if it fails, show what it printed and stop with the sentence."""
    log = complaint(*words)
    if log is not None:
        print(log, file=sys.stderr)
        raise SetupError(sentence)


def install_debian(packages: Sequence[str]) -> None:
    """Install as root; anyone else is shown the exact command."""
    if not packages:
        return
    names = " ".join(packages)
    command = ("apt-get", "install", "-y", "--no-install-recommends", *packages)
    if os.geteuid() != 0:
        raise SetupError(f"system packages are missing; please run:\n  sudo {' '.join(command)}")
    say(f"installing system packages: {names}")
    if complaint(*command) is not None:  # the package lists may be absent or old
        must("the package lists could not be brought up to date.", "apt-get", "update")
        must(f"could not install {names}.", *command)


def prepare_linux(job: str = "") -> None:
    """See that Python can make a virtual environment, that Qt can start, and what else a job needs."""
    missing = missing_qt_libraries(screen=has_screen())
    can_make_venv = PYTHON.exists() or importlib.util.find_spec("ensurepip") is not None
    if shutil.which("apt-get"):
        venv = [] if can_make_venv else ["python{}.{}-venv".format(*sys.version_info[:2])]
        font = [] if FONT.exists() else [FONT_PACKAGE]
        install_debian([*venv, *missing.values(), *font, *packages(job, debian_has)])
    elif missing or not can_make_venv:
        needs = [*missing, *([] if can_make_venv else ["Python's ensurepip"])]
        raise SetupError(f"please install with the system's package manager: {', '.join(needs)}")


def fingerprint(requirements: Path) -> str:
    """Changes when a set-up made from these requirements is no longer good."""
    place = f"{sys.version_info[:2]} {ROOT}".encode()
    project = (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(place + project + requirements.read_bytes()).hexdigest()


def make_venv() -> None:
    """Make the virtual environment, anew if the one that is there does not run."""
    if PYTHON.exists() and complaint(PYTHON, "-m", "pip", "--version") is None:
        return
    say("making the virtual environment .venv")
    must("could not make a virtual environment.", sys.executable, "-m", "venv", "--clear", VENV)


def prepare(kind: str, job: str = "") -> None:
    """Set up what a kind of work (`run`, `dev`, `installer`) and a job need; quick when that is there."""
    if sys.platform == "linux":
        prepare_linux(job)
    requirements = ROOT / "requirements" / f"{kind}.txt"
    stamp, mark = VENV / f"{kind}.stamp", fingerprint(requirements)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == mark:
        return
    make_venv()
    say(f"installing what {requirements.relative_to(ROOT).as_posix()} names")
    pip = (PYTHON, "-m", "pip", "install", "--disable-pip-version-check")
    wheels = ("--only-binary", ":all:", "--require-hashes", "-r", requirements)
    must("could not install the Python packages.", *pip, *wheels)
    if kind == "dev":
        own = ("--no-deps", "--no-index", "--no-build-isolation", "--editable", ROOT)
        must("could not install fieldapp itself.", *pip, *own)
    stamp.write_text(mark)


def make_demo() -> Path:
    """Make the demonstration files anew; where its data file is."""
    data_file = DEMO / "demo.fieldapp"
    prepare("run")
    say("making the demonstration in build/demo")
    shutil.rmtree(DEMO, ignore_errors=True)
    status = run(*APP, "demo", DEMO, env=OFFSCREEN)
    if status not in (0, FINDINGS_STAND) or not data_file.exists():
        raise SetupError(f"the demonstration could not be made (status {status}).")
    return data_file


def demo(options: argparse.Namespace) -> int:
    """Show headquarters' board in the window; without a screen, go through their week by command."""
    data_file = make_demo()
    desk = data_file.parent / "headquarters" / "hq.fieldapp"
    here = (it.relative_to(ROOT) if it.is_relative_to(ROOT) else it for it in (PYTHON, data_file, desk))
    say("an office: {0} -m fieldapp {1}; headquarters: {0} -m fieldapp {2} --board".format(*here))
    if has_screen() and not options.no_window:
        say("opening headquarters' board")
        return run(*APP, desk, "--board")
    for expected, words in headquarters_week(desk):
        if (status := run(*APP, *words)) != expected:
            raise SetupError(f"{words[0]} ended with status {status}, not {expected}.")
    picture = DEMO / "window.png"
    if not (status := run(*APP, "--picture", picture, data_file, env=OFFSCREEN)):
        say(f"{'' if has_screen() else 'no screen here; '}a picture of the window is in {picture}")
    return status


def pictures(options: argparse.Namespace) -> int:
    """Take the README's pictures of the window, one in each language; with --all, of every window."""
    if options.all:
        return tool("contact_sheets", options)
    data_file = make_demo()
    PICTURES.mkdir(exist_ok=True)
    for language in LANGUAGES:
        say(f"taking a picture in {language}")
        how = ("--picture", PICTURES / f"window-{language}.png", "--lang", language, "--theme", "light")
        if run(*APP, *how, data_file, env=OFFSCREEN):
            raise SetupError("the picture could not be taken.")
    return 0


def step(name: str, *words: str) -> bool:
    """Run one check and say how it went; True if it passed."""
    start = time.monotonic()
    passed = run(PYTHON, *words, env={**OFFSCREEN, **COMPILED_ONCE}) == 0
    say(f"{name} {'passed' if passed else 'FAILED'} ({time.monotonic() - start:.1f} s)")
    return passed


def test(options: argparse.Namespace) -> int:
    """Format, lint, types, import contracts, tests, coverage: all of them, even when one fails."""
    prepare("dev")
    tests = (("tests", (*PYTEST, *options.rest)),) if options.rest else TESTS
    steps = (*CHECKS, *tests)
    say("checking " + ", ".join(name for name, _ in steps))
    failed = [name for name, words in steps if not step(name, *words)]
    say(f"failed: {', '.join(failed)}" if failed else "all is well")
    return 1 if failed else 0


def marked(name: str, options: argparse.Namespace) -> int:
    """Run the tests that `test` leaves to a command of their own."""
    prepare("dev")
    return 0 if step(name, *MARKED[name].words, *options.rest) else 1


def office(options: argparse.Namespace) -> int:
    """Open our workbooks in LibreOffice, which is installed where it is missing."""
    prepare("dev", "office")
    if not shutil.which("soffice"):
        raise SetupError("please install LibreOffice Calc, with its program `soffice` on the PATH.")
    return 0 if step("tests with LibreOffice", *PYTEST, "-m", "office", *options.rest) else 1


def prepare_installer(job: str) -> None:
    """Set up what building Setup.exe needs, which can be had on Linux only."""
    prepare("dev", job)
    prepare("installer")
    missing = [name for program, name in PROGRAMS.items() if not shutil.which(program)]
    if missing:
        raise SetupError(f"please install {', '.join(missing)} (the installer is built on Linux).")


def installer(options: argparse.Namespace) -> int:
    """Build the Windows installer in dist; its own options: installer --help."""
    prepare_installer("installer")
    return run(PYTHON, "-m", "installer.build", *options.rest, env=OFFSCREEN)


def try_installer(options: argparse.Namespace) -> int:
    """Build the installer twice, and one to upgrade from, and use them under wine."""
    prepare_installer("test-installer")
    return 0 if step("tests of the installer", "-m", "installer.trial", *options.rest) else 1


def mend(options: argparse.Namespace) -> int:
    """Bring the code into its form, and mend what the linter can."""
    prepare("dev")
    say("formatting")
    return run(PYTHON, *FORMAT) or run(PYTHON, *LINT, "--fix")


def lock(options: argparse.Namespace) -> int:
    """Write the requirement files from pyproject.toml; pins stay unless `--upgrade` is given."""
    prepare("dev")
    compile_ = (PYTHON, "-m", "uv", "--no-config", "--quiet", "pip", "compile", "--generate-hashes")
    form = ("--only-binary", ":all:", "--no-header", "--no-annotate", "--no-strip-extras")
    more = ["--upgrade"] * options.upgrade
    for name, words in LOCKS.items():
        say(f"writing {name}")
        must(f"could not write {name}.", *compile_, *form, *more, *words, "-o", name)
    return 0


def wheel(options: argparse.Namespace) -> int:
    """Build the wheel, without the network."""
    prepare("dev")
    say("building a wheel in dist")
    own = ("--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", ROOT / "dist", ROOT)
    must("could not build the wheel.", PYTHON, "-m", "pip", "wheel", *own)
    return 0


def tool(name: str, options: argparse.Namespace) -> int:
    """Run a module of `tools/` without a screen."""
    prepare("dev")
    signal.signal(signal.SIGINT, lambda *_: None)  # it tells what it has found by then
    return run(PYTHON, "-m", "tools." + module_of(name), *options.rest, env=OFFSCREEN)


def hooks(options: argparse.Namespace) -> int:
    """Have git check what is quick before each commit (tools/hooks)."""
    say("from now on git commit tries what is quick; git commit --no-verify goes without")
    return run("git", "config", "core.hooksPath", "tools/hooks")


WORK = {"format": mend, "hooks": hooks, "lock": lock, "pictures": pictures, "wheel": wheel}
TRIALS = {"test-office": office, "test-installer": try_installer}
COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "demo": demo,
    "test": test,
    **{name: one_of(marked, name, tests.told) for name, tests in MARKED.items()},
    **TRIALS,
    "installer": installer,
    **{name: one_of(tool, name, told) for name, told in TOOLS.items()},
    **WORK,
}


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The command and its options."""
    return read_words(words, {name: command.__doc__ or "" for name, command in COMMANDS.items()})


def main(words: Sequence[str]) -> int:
    """Run one command; the status to exit with."""
    try:
        check_python(sys.version_info[:3], sys.executable)
        options = parse(words or ["--help"])
        return COMMANDS[options.command](options)
    except SetupError as error:
        print(f"fieldapp: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
