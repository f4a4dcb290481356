"""What each kind of work needs and what is there: Debian packages, libraries, a screen, requirement files.

Only syntax of Python 3.8, as in dev.py, which reads this.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path
from typing import Callable, Mapping

# What Qt opens at start, and the Debian package that brings it. Where a package has since been
# renamed (libglib2.0-0t64), it still provides the name given here.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FONT, FONT_PACKAGE = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"), "fonts-dejavu-core"

BUILDING = ("nsis", "gcc-mingw-w64-x86-64", "osslsigncode", "wine", "wine64")
"""For Setup.exe; wine runs the Windows Python that compiles the modules."""
JOBS = {
    "": (),
    "installer": BUILDING,
    "mirror": ("postgresql",),
    "test-installer": (*BUILDING, "xvfb", "xauth", "xdotool", "imagemagick", "openssl"),
}
PROGRAMS = {
    "makensis": "nsis",
    "x86_64-w64-mingw32-gcc": "the mingw-w64 compiler",
    "osslsigncode": "osslsigncode",
    "wine": "wine",
}
"""How other systems are told what they lack."""

# The requirement files, each with what `uv pip compile` is told; a later one keeps to the earlier. What
# travels in the Windows installer leaves out two that nothing of ours asks for.
RUN, DEV = "requirements/run.txt", "requirements/dev.txt"
OLDEST = ("--python-version", "3.11")
OPTIONAL = ("--extra", "mirror")
WINDOWS = ("--python-version", "3.13", "--python-platform", "windows")
NOT_SHIPPED = ("--no-emit-package", "pip", "--no-emit-package", "tzdata")
LOCKS = {
    RUN: ("pyproject.toml", *OLDEST, "--universal"),
    DEV: ("pyproject.toml", *OLDEST, "--universal", *OPTIONAL, "--group", "dev", "--constraint", RUN),
    "requirements/installer.txt": (*OLDEST, "--group", "installer", "--constraint", DEV),
    "installer/windows.txt": ("pyproject.toml", *WINDOWS, *NOT_SHIPPED, "--constraint", RUN),
    "tests/installer/tools.txt": ("tests/installer/tools.in", *WINDOWS, "--constraint", DEV),
}


def packages_for(job: str, installed: Callable[[str], bool]) -> list[str]:
    """What a job still needs.

    The headless build of LibreOffice cannot stand beside the one with windows, so who has that keeps it.
    """
    if job == "office":
        calc = "libreoffice-calc" if installed("libreoffice-core") else "libreoffice-calc-nogui"
        wanted: tuple[str, ...] = (calc, "poppler-utils")
    else:
        wanted = JOBS[job]
    return [package for package in wanted if not installed(package)]


def has_screen(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether a window can be shown to somebody."""
    screen = platform != "linux" or environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    return bool(screen) and not environ.get("CI")


def loads(library: str) -> bool:
    """Whether the dynamic linker finds a library and all that it needs, as Qt will ask it to."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_qt_libraries(screen: bool, loads: Callable[[str], bool] = loads) -> dict[str, str]:
    """The shared objects that do not load, with the Debian package of each."""
    wanted = {**QT_LIBRARIES, **(SCREEN_LIBRARIES if screen else {})}
    return {library: package for library, package in wanted.items() if not loads(library)}


def debian_has(package: str) -> bool:
    """Whether dpkg knows a package as installed."""
    query = ("dpkg-query", "--show", "--showformat", "${db:Status-Status}", package)
    return subprocess.run(query, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout == b"installed"
