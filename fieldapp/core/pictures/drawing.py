"""What is to be drawn, into which kind of file, and how: what the command line hands to whoever can draw."""

from dataclasses import dataclass
from datetime import date

from fieldapp.core.pictures.picture import Album, BoardPicture
from fieldapp.core.published.kept import CasualtyCount

DRAWN = (".pdf", ".svg", ".png")
"""A PDF file is the whole report, or the board, the others are one picture."""

PICTURES = ("places", "items", "weeks", "tiles", "cumulative")
"""What the pictures of a report are called, in the order of an album."""

LOOKS = ("light", "dark", "high-contrast", "print")


@dataclass(frozen=True)
class Drawing:
    """`kind`: one of DRAWN; `which` of PICTURES, `look` of LOOKS; `errors`: how many stand in the sheets;
    `issued`: the day that a report bears; `casualties`: the newest count by its last day."""

    album: Album
    kind: str
    which: str
    look: str
    errors: int
    issued: date
    casualties: CasualtyCount | None = None


@dataclass(frozen=True)
class BoardDrawing:
    """The board, likewise."""

    picture: BoardPicture
    kind: str
    look: str
    issued: date


AnyDrawing = Drawing | BoardDrawing
