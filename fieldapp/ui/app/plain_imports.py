"""Importing PySide without what it does for people who write programs: before each import it reads the source
of the module for a name, and at the first it compiles, from its own sources, what describes its functions."""

import builtins
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, Any, SupportsIndex

from typing_extensions import override

from fieldapp.compiled import kept
from fieldapp.plain_enums import make_plainly

if TYPE_CHECKING:
    from importlib.abc import Loader  # with temporary folders and random numbers

_FIRST, _NEXT = "__feature_import__", "__orig_import__"

_SIGNATURE = "shibokensupport.signature."
DESCRIBING = frozenset(
    _SIGNATURE + name
    for name in ("errorhandler", "layout", "parser", "lib.enum_sig", "lib.pyi_generator", "lib.tool")
)
"""Asked for by an error of wrong arguments and by `help`: a quarter of PySide's first import. What is in the
neighbour `mapping` is taken by the library itself, and cannot wait."""


def import_plainly() -> None:
    """Import PySide, where that was not done before, and take out of imports what it puts there. It looks for
    modules that ask for other names of Qt's functions (`from __feature__ import`); none of the app does."""
    make_plainly()
    with _described_later():
        import PySide6.QtCore  # noqa: F401 # which puts it there
    beyond = vars(builtins).get(_NEXT)
    if beyond is not None and builtins.__import__ is vars(builtins).get(_FIRST):
        builtins.__import__ = beyond


_lock = RLock()
"""Two threads may ask at the same time."""


class LaterModule(ModuleType):
    """`run` fills it, once. What it has before is found without that."""

    def __init__(self, name: str, run: Callable[[ModuleType], None]) -> None:
        super().__init__(name)
        vars(self)["_run"] = run

    @property
    def is_waiting(self) -> bool:
        """Whether it has not run."""
        return "_run" in vars(self)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__all__":
            raise AttributeError(name)
        with _lock:
            run = vars(self).pop("_run", None)
            if run is not None:
                run(self)
        return object.__getattribute__(self, name)


@contextmanager
def _described_later() -> Iterator[None]:
    before = sys.meta_path
    sys.meta_path = _Finders(before)
    try:
        yield
    finally:
        before[:] = sys.meta_path
        sys.meta_path = before


class _Finders(list[Any]):
    """What finds modules; a finder that is put before the others leaves `DESCRIBING` for later."""

    @override
    def insert(self, index: SupportsIndex, finder: Any, /) -> None:
        super().insert(index, _Finder(finder))

    @override
    def remove(self, finder: Any, /) -> None:
        super().remove(next((one for one in self if getattr(one, "behind", None) is finder), finder))


class _Finder:
    def __init__(self, behind: Any) -> None:
        self.behind = behind
        _keep_code(behind)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None, /
    ) -> ModuleSpec | None:
        spec: ModuleSpec | None = self.behind.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None and fullname in DESCRIBING:
            later: Any = _LaterLoader(spec, spec.loader)
            spec.loader = later
        return spec


def _keep_code(finder: Any) -> None:
    """Let PySide's loader take from what is kept the code of the sources that it has in itself."""
    run = getattr(type(finder), "exec_module", None)
    if run is not None:
        run.__globals__["compile"] = _code_of


def _code_of(source: bytes, name: str, mode: str) -> Any:
    try:
        text = source.decode()
    except UnicodeDecodeError:
        return compile(source, name, mode)
    return kept.made(f"{mode} of {name}: ", text, lambda text: compile(text, name, mode))


class _LaterLoader:
    def __init__(self, spec: ModuleSpec, loader: "Loader") -> None:
        self._spec, self._name, self._loader = spec, spec.name, loader

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return LaterModule(spec.name, self._run)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing yet."""

    def _run(self, module: ModuleType) -> None:
        """PySide gives the module another name, by which its loader would find nothing."""
        given, self._spec.name = self._spec.name, self._name
        try:
            self._loader.exec_module(module)
        finally:
            self._spec.name = given
