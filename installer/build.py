"""Builds Setup.exe and what stands beside it. `dev.py installer` calls it in the development environment."""

import argparse
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from installer import pins
from installer.bom import bill_of_materials
from installer.checks import check_runtime, check_setup, check_stage
from installer.errors import BuildError
from installer.fetch import sha256
from installer.icons import draw_icons
from installer.launcher import PROGRAMS, build_launchers
from installer.runtime import unpack_runtime
from installer.setup import build_setup
from installer.signing import Signer, signer_from, write_settings
from installer.stage import LIST, build_stage, write_list
from installer.wheels import fetch_wheels


def build(options: argparse.Namespace) -> Path:
    """Build all of it, checked; where Setup.exe is."""
    signer, version, work = signer_from(options.sign), options.version, options.work.resolve()
    whole, stage, icons = work / "python", work / "stage", work / "icons"
    for folder in (whole, stage, icons):
        shutil.rmtree(folder, ignore_errors=True)
    say("fetching the runtime and the wheels")
    origin = unpack_runtime(options.runtime_zip, options.runtime_sha256, whole)
    check_runtime(whole)
    wheels = fetch_wheels()
    say("building the payload")
    built_in = build_stage(whole, wheels, options.app, version, stage)
    draw_icons(icons)
    build_launchers(version, icons, stage)
    if signer:
        for program in PROGRAMS:
            signer.sign(stage / program.file_name)
    for name in options.stale:
        (stage / name).write_text("of an older version\n", encoding="ascii")
    write_list(stage)
    check_stage(stage, version)
    say("packing")
    setup = _pack(stage, icons, signer, options)
    bill = bill_of_materials(version, wheels, origin, built_in, stage)
    _write_beside(setup, stage, work / "uninstall.exe", bill)
    return setup


def _pack(stage: Path, icons: Path, signer: Signer | None, options: argparse.Namespace) -> Path:
    out: Path = options.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    setup = out / f"{pins.APP_NAME}-{options.version}-Setup.exe"
    setup.unlink(missing_ok=True)
    settings = stage.parent / "uninstaller.json"
    write_settings(signer, stage.parent / "uninstall.exe", settings)
    finish = (sys.executable, pins.HERE / "finish_uninstaller.py", settings)
    build_setup(stage, options.version, icons, setup, finish, fast=options.fast)
    if signer:
        signer.sign(setup)
    if not options.fast:
        check_setup(setup, options.version)
    return setup


def _write_beside(setup: Path, stage: Path, uninstaller: Path, bill: str) -> None:
    """The digest of the setup, the list of what it installs, and the bill of materials."""
    base = setup.name.removesuffix("-Setup.exe")
    listed = (stage / LIST).read_text(encoding="ascii")
    listed += f"{sha256(stage / LIST)}  {LIST}\n{sha256(uninstaller)}  uninstall.exe\n"
    texts = {f"{setup.name}.sha256": f"{sha256(setup)}  {setup.name}\n"}
    texts |= {f"{base}-files.txt": listed, f"{base}.cdx.json": bill}
    for name, text in texts.items():
        (setup.parent / name).write_text(text, encoding="utf-8", newline="\n")


def say(sentence: str) -> None:
    """One line, before anything a child process prints after it."""
    print(f"fieldapp: {sentence}", flush=True)


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The options, which `dev.py installer` passes through."""
    parser = argparse.ArgumentParser(prog="dev.py installer", description=__doc__)
    parser.add_argument("--out", type=Path, default=pins.ROOT / "dist", help="where Setup.exe goes (dist)")
    parser.add_argument("--runtime-zip", type=Path, help="python.org's embeddable package for amd64")
    parser.add_argument("--runtime-sha256", help="its SHA-256, as python.org publishes it")
    parser.add_argument("--sign", nargs="+", default=[], metavar="NAME=VALUE", help="see installer/README.md")
    tests = parser.add_argument_group("for tests")
    tests.add_argument("--version", default=pins.app_version(), help="instead of the project's")
    tests.add_argument("--app", type=Path, default=pins.ROOT, help="the tree whose app is taken")
    tests.add_argument("--stale", nargs="*", default=[], metavar="NAME", help="a file of it alone")
    tests.add_argument("--fast", action="store_true", help="pack with zlib: sooner done, and larger")
    tests.add_argument("--work", type=Path, default=pins.WORK / "release", help="for half-made things")
    return parser.parse_args(words)


def main(words: Sequence[str]) -> int:
    """Build, and say how large and how long; the status to exit with."""
    options, start = parse(words), time.monotonic()
    try:
        setup = build(options)
    except BuildError as error:
        print(f"fieldapp: {error}", file=sys.stderr)
        return 1
    say(f"{setup} ({setup.stat().st_size / 1e6:.1f} MB, {time.monotonic() - start:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
