"""Modules that run when something in them is asked for, and not when they are imported."""

import contextlib
import sys
from collections.abc import Callable
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any

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


def put_off_typing() -> None:
    """Have `typing_extensions` run only where something else than `override` is taken from it, which does
    nothing but mark a method."""
    if "typing_extensions" not in sys.modules:
        module = LaterModule("typing_extensions", _run_whole)
        vars(module)["override"] = _override
        sys.modules[module.__name__] = module


def _override(method: Any) -> Any:
    """As that of `typing_extensions`."""
    with contextlib.suppress(AttributeError, TypeError):
        method.__override__ = True
    return method


def _run_whole(module: ModuleType) -> None:
    name = module.__name__
    del sys.modules[name]
    try:
        spec = find_spec(name)
        if spec is None or spec.loader is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        whole = module_from_spec(spec)
        sys.modules[name] = whole
        spec.loader.exec_module(whole)
    finally:
        sys.modules[name] = module
    vars(module).update(vars(whole))
