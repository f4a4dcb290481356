"""A text in which the figures are locked: its words are anybody's to change, its figures only the data's."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from fieldapp.core.errors import FieldAppError

_SIGNS = frozenset("+-\u2212±.,/<>≤≥~≈")
"""What right before a figure would make another one of it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text. A locked one is a figure, with the words that say what is counted."""

    text: str
    is_locked: bool = False


@dataclass(frozen=True)
class Wording:
    """A text, piece by piece. No piece that is free holds a digit."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The whole."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def figures(self) -> tuple[str, ...]:
        """What is locked, in order."""
        return tuple(piece.text for piece in self.pieces if piece.is_locked)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where each locked piece begins in the text, and where it ends."""
        found, at = [], 0
        for piece in self.pieces:
            if piece.is_locked:
                found.append((at, at + len(piece.text)))
            at += len(piece.text)
        return tuple(found)

    def edited(self, text: str) -> "Wording":
        """The same figures in other words: all of them, in their order, and no other. Where a line was broken
        within one, or its space that does not break was lost, it is written again as it was.

        Raises FieldAppError `figure-altered` (the figure that is not there any more as it was) or
        `figure-added` (the one that is not in the data).
        """
        pieces: list[Piece] = []
        at = 0
        for figure in self.figures:
            found = re.compile(r"\s+".join(map(re.escape, figure.split()))).search(text, at)
            before = text[at : found.start()] if found else ""
            if found is None or has_digit(before) or before[-1:] in _SIGNS:
                raise FieldAppError("figure-altered", figure=figure)
            pieces += [Piece(before), Piece(figure, is_locked=True)]
            at = found.end()
        if has_digit(text[at:]):
            raise FieldAppError("figure-added", figure=next(digit_runs(text[at:]))[1])
        return Wording(tuple(piece for piece in (*pieces, Piece(text[at:])) if piece.text))


def locked_digits(pieces: Iterator[Piece]) -> Wording:
    """The wording of some pieces, in which whatever digits are left in free words are locked too."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.is_locked:
            found.append(piece)
            continue
        at = 0
        for start, digits in digit_runs(piece.text):
            found += [Piece(piece.text[at:start]), Piece(digits, is_locked=True)]
            at = start + len(digits)
        found.append(Piece(piece.text[at:]))
    return Wording(tuple(piece for piece in found if piece.text))


def has_digit(text: str) -> bool:
    """Whether a text holds a digit of any writing, or a fraction, or another sign that is a number."""
    return any(unicodedata.category(mark) in ("Nd", "No", "Nl") for mark in text)


def digit_runs(text: str) -> Iterator[tuple[int, str]]:
    """Where digits stand side by side in a text, and which."""
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and has_digit(text[end]):
            end += 1
        if end > at:
            yield at, text[at:end]
        at = end + 1
