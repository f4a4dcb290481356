"""The programs of the tree as Python reads them, for the tests that look through them."""

import ast
from functools import cache
from pathlib import Path


@cache
def tree_of(module: Path) -> ast.Module:
    """Parsed once; nobody changes it."""
    return ast.parse(module.read_bytes())


@cache
def nodes_of(module: Path) -> list[ast.AST]:
    """All that is in it."""
    return [*ast.walk(tree_of(module))]
