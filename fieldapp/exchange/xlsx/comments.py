"""The comment of a tally: the cell's note, and the exact decimal where a spreadsheet cannot hold it."""

from decimal import Decimal

from fieldapp.core.characters import shortened
from fieldapp.core.edits import LONGEST_NOTE
from fieldapp.exchange.xlsx.contract import EXACT


def holds(number: Decimal) -> bool:
    """Whether a spreadsheet's number, as it is written and read back, is exactly this decimal."""
    return Decimal(repr(float(f"{float(number):.16g}"))) == number


def comment_of(number: Decimal | None, note: str) -> str | None:
    """The comment of a tally; None where there is nothing to say. A note that could be taken for an exact
    decimal has one written before it."""
    if number is None or (holds(number) and not note.startswith(EXACT)):
        return note or None
    exact = f"{EXACT}{number:f}"
    return "\n".join(filter(None, (exact, shortened(note, LONGEST_NOTE - len(exact) - 1))))


def held_note(number: Decimal | None, note: str) -> str:
    """What the comment of a tally has room for of a note."""
    return exact_and_note(comment_of(number, note), number is not None)[1] if note else ""


def exact_and_note(comment: object, has_number: bool) -> tuple[str, str]:
    """The two parts of a comment: the text of the exact decimal, or nothing, and the note."""
    text = "" if comment is None else str(comment)
    exact, note = "", text
    if has_number and text.startswith(EXACT):
        exact, _, note = text.removeprefix(EXACT).partition("\n")
    return exact, " ".join(note.split())
