"""A Windows for a test: a wine prefix of its own, and calls into it that always end.

What wine 8 wants: Python there needs pipes, not files; and a server that is started by a call would hold that
call's pipes open, so it is started before, and with none.
"""

import contextlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

STUBS = Path(__file__).resolve().parent / "stubs"
SYSTEM = Path("drive_c", "windows", "system32")
TURNED_OFF = ("mscoree", "mshtml", "winemenubuilder.exe", "winedbg.exe")
"""No .NET, no browser, no entries in this machine's own menu, and a crash that ends instead of waiting."""

Found = TypeVar("Found")


@dataclass(frozen=True)
class Ended:
    """How a Windows program ended."""

    status: int
    out: str
    err: str


def wait_until(look: Callable[[], Found | None], what: str, timeout: float = 30) -> Found:
    """What `look` finds, as soon as it finds anything."""
    late = time.monotonic() + timeout
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > late:
            raise AssertionError(f"{what}: not within {timeout} s")
        time.sleep(0.05)


@dataclass
class Wine:
    """One prefix; beside it the home that wine believes to have on Linux."""

    prefix: Path
    display: str
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def c(self) -> Path:
        """Drive C."""
        return self.prefix / "drive_c"

    @property
    def user(self) -> Path:
        """The user's own folder."""
        (user,) = (folder for folder in (self.c / "users").iterdir() if folder.name != "Public")
        return user

    @property
    def local(self) -> Path:
        """%LOCALAPPDATA%."""
        return self.user / "AppData" / "Local"

    @property
    def app(self) -> Path:
        """Where the app is installed if nothing else is said."""
        return self.local / "Programs" / "Fieldapp"

    @property
    def cli(self) -> Path:
        """The installed command line."""
        return self.app / "fieldapp-cli.exe"

    @property
    def environment(self) -> dict[str, str]:
        """What every call gets. `QT_…` is not passed on by wine; the registry would have to say it."""
        return {
            **os.environ,
            "DISPLAY": self.display,
            "HOME": str(self.prefix.parent / "home"),
            "LC_ALL": "C.UTF-8",
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "".join(f"{name}=;" for name in TURNED_OFF),
            "WINEPREFIX": str(self.prefix),
        }

    def run(self, *words: object, timeout: float = 120, folder: Path | None = None) -> Ended:
        """Run a Windows program; it is ended when it takes longer."""
        process = self.start(*words, folder=folder)
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired as error:
            process.kill()
            out, err = process.communicate(timeout=10)
            raise AssertionError(f"{words} took longer than {timeout} s\n{_text(out)}{_text(err)}") from error
        return Ended(process.returncode, _text(out), _text(err))

    def start(self, *words: object, folder: Path | None = None) -> "subprocess.Popen[bytes]":
        """Start a Windows program; it is ended with the test. A bare name is one of Windows' own: wine would
        look for it through its shell, which does not always find it."""
        pipe = subprocess.PIPE
        program, *rest = map(str, words)
        own = program if "/" in program else str(self.prefix / SYSTEM / f"{program}.exe")
        command = ["wine", own, *rest]
        cwd = folder or self.c
        process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=pipe, env=self.environment, cwd=cwd
        )
        self.started.append(process)
        return process

    def install(self, setup: Path, *switches: str, folder: Path | None = None, timeout: float = 120) -> int:
        """Run a setup silently; its status. `folder` is for `/D=`, which stands last and has no quotes: its
        words are given one by one, or wine would put some around them."""
        where = f"/D={self.path(folder)}".split(" ") if folder else []
        return self.run(setup, "/S", *switches, *where, timeout=timeout).status

    def uninstall(self, folder: Path | None = None, timeout: float = 60) -> None:
        """Run the uninstaller silently, and wait for the copy of itself that does the work, and then says so
        in the log."""
        before = len(self.log())
        assert self.run((folder or self.app) / "uninstall.exe", "/S", timeout=timeout).status == 0
        wait_until(lambda: len(self.log()) > before, "the uninstaller's last word", timeout)

    def log(self) -> list[str]:
        """What setups and uninstallers have said so far."""
        log = self.user / "Temp" / "Fieldapp-setup.log"
        return log.read_text(encoding="utf-16").splitlines() if log.exists() else []

    def version(self, folder: Path | None = None) -> str:
        """What the installed app says it is."""
        ended = self.run((folder or self.app) / "fieldapp-cli.exe", "--version")
        return f"{ended.out.strip()}{ended.err.strip()}"

    def path(self, path: Path) -> str:
        """A file of this machine as Windows sees it."""
        with contextlib.suppress(ValueError):
            return "C:\\" + str(path.relative_to(self.c)).replace("/", "\\")
        return "Z:" + str(path).replace("/", "\\")

    def registry(self, key: str) -> dict[str, str]:
        """The values of a registry key by name, that of the key itself as ''; empty if it is not there."""
        exported = self.c / "exported.reg"
        exported.unlink(missing_ok=True)
        ended = self.run("reg", "export", key, self.path(exported), "/y")
        if "nable to find" in ended.out + ended.err:
            return {}
        assert ended.status == 0, ended
        text = exported.read_text(encoding="utf-16")
        values: dict[str, str] = {}
        for section in text.split("\n[")[1:2]:
            for name, value in re.findall(r'^(@|".*?")=(.*)$', section, flags=re.MULTILINE):
                values[name.strip('@"')] = re.sub(r"\\(.)", r"\1", value.removeprefix('"').removesuffix('"'))
        return values

    def begin(self) -> None:
        """Start the server and the services before any pipe is there that they could hold open."""
        self.prefix.mkdir(parents=True, exist_ok=True)
        (self.prefix.parent / "home").mkdir(exist_ok=True)
        self._quietly("wineserver", "-p")
        self._quietly("wine", "wineboot", "--init")

    def end(self) -> None:
        """End everything that runs in this prefix."""
        self._quietly("wineserver", "-k", must=False)
        self._quietly("wineserver", "-w", must=False)
        for process in self.started:
            process.kill()
            process.communicate(timeout=30)

    def settle(self) -> None:
        """Wait until all that is registered stands on the disk."""
        self._quietly("wineserver", "-k", must=False)
        self._quietly("wineserver", "-w", must=False)

    def _quietly(self, *words: str, must: bool = True) -> None:
        none = subprocess.DEVNULL
        subprocess.run(
            words, stdin=none, stdout=none, stderr=none, env=self.environment, check=must, timeout=120
        )


def make_prefix(folder: Path, display: str) -> Wine:
    """A fresh Windows 10 with the stand-ins for libraries that wine does not have."""
    wine = Wine(folder / "prefix", display)
    wine.begin()
    wine.run("winecfg", "/v", "win10")
    for link in [path for path in wine.user.iterdir() if path.is_symlink()]:
        link.unlink()  # Documents, Desktop and so on would be this machine's, and those of every copy
        link.mkdir()
    for source in STUBS.glob("*.c"):
        library = wine.prefix / SYSTEM / f"{source.stem}.dll"
        alone = (
            "-shared",
            "-nostdlib",
            "-nostartfiles",
            "-Wl,-e,0",
            "-Os",
            "-s",
            "-Wall",
            "-Wextra",
            "-Werror",
        )
        compiler = ("x86_64-w64-mingw32-gcc", *alone)
        subprocess.run([*compiler, source, "-o", library], check=True, timeout=60)
    return wine


@contextlib.contextmanager
def copied(wine: Wine, folder: Path) -> Iterator[Wine]:
    """The same Windows once more, at rest before and running now; ended afterwards.

    Windows' own folder is not copied but linked: nothing in it is written in place.
    """
    copy = Wine(folder / "prefix", wine.display)
    copy.prefix.mkdir(parents=True)
    shutil.copytree(wine.prefix.parent / "home", folder / "home", symlinks=True)
    for entry in wine.prefix.iterdir():
        if entry.name != "drive_c":
            subprocess.run(["cp", "-a", entry, copy.prefix], check=True, timeout=60)
    copy.c.mkdir()
    for entry in wine.c.iterdir():
        how = "-al" if entry.name == "windows" else "-a"
        subprocess.run(["cp", how, entry, copy.c], check=True, timeout=60)
    copy.begin()
    try:
        yield copy
    finally:
        copy.end()
        shutil.rmtree(folder, ignore_errors=True)


def _text(printed: bytes) -> str:
    return printed.decode("utf-8", errors="replace").replace("\r\n", "\n")


@contextlib.contextmanager
def screen(size: str = "1440x900x24") -> Iterator[str]:
    """An X server without a screen; the name of its display."""
    reading, writing = os.pipe()
    with contextlib.ExitStack() as stack:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"],
            pass_fds=[writing],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        stack.callback(server.wait, 30)
        stack.callback(server.terminate)
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        yield f":{number}"


def windows_named(wine: Wine, name: str) -> list[str]:
    """The windows on the screen whose title has this in it."""
    words = ("xdotool", "search", "--onlyvisible", "--name", name)
    found = subprocess.run(words, capture_output=True, text=True, env=wine.environment, timeout=30)
    return found.stdout.split()


def screenshot(wine: Wine, path: Path) -> Path:
    """A picture of the whole screen."""
    words = ("import", "-window", "root", path)
    subprocess.run(words, check=True, capture_output=True, env=wine.environment, timeout=30)
    return path


def colours(picture: Path) -> int:
    """How many colours a picture has: an empty screen has one."""
    words = ("identify", "-format", "%k", picture)
    return int(subprocess.run(words, check=True, capture_output=True, text=True, timeout=30).stdout)
