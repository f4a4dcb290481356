"""The one door to sqlite_utils, which is let in without what it would bring and nobody here asks for."""

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec

_PARENT, _NAME = "dateutil", "parser"
"""What sqlite_utils guesses dates with, in its recipes: a third of its time of import."""


def _put_off() -> None:
    """Have `dateutil.parser` run only when something in it is used; where it is missing, do nothing."""
    name = f"{_PARENT}.{_NAME}"
    if name in sys.modules or find_spec(_PARENT) is None:
        return
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    setattr(
        sys.modules[_PARENT], _NAME, module
    )  # else `from dateutil import parser` looks into it, and it runs


_put_off()

from sqlite_utils import Database as Database  # noqa: E402 # after what it is not to run
from sqlite_utils.migrations import Migrations as Migrations  # noqa: E402
