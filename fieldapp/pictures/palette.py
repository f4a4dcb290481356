"""The colours of pictures. Every palette is fit for the colour-blind: blue against orange, and lightness.
Nothing is told by colour alone: dashes, hatches, marks and labels say the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Hatch(StrEnum):
    """How a surface is filled beside its colour."""

    PLAIN = "plain"
    RISING = "rising"
    FALLING = "falling"
    LEVEL = "level"
    CROSSED = "crossed"


@dataclass(frozen=True, slots=True)
class Ink:
    """A surface: its colour, its hatch, and what can be read on it."""

    fill: str
    hatch: Hatch
    on: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one look as `#rrggbb`. `main`: what was asked for; `soft`: what it is compared with;
    `mark`: ticks and medians; `parts`: of a whole, one after the other; `shades`: from little to much."""

    name: str
    ground: str
    text: str
    quiet: str
    rule: str
    main: Ink
    soft: Ink
    band: str
    mark: str
    parts: tuple[Ink, ...]
    shades: tuple[Ink, ...]


LIGHT_INK = Palette(
    name="light",
    ground="#ffffff",
    text="#1c2126",
    quiet="#5a636d",
    rule="#d4d8dd",
    main=Ink("#17618a", Hatch.PLAIN, "#ffffff"),
    soft=Ink("#a9c4d4", Hatch.PLAIN, "#1c2126"),
    band="#fbe6c3",
    mark="#b85c00",
    parts=(
        Ink("#17618a", Hatch.PLAIN, "#ffffff"),
        Ink("#f0b24a", Hatch.RISING, "#1c2126"),
        Ink("#9ccbd9", Hatch.FALLING, "#1c2126"),
        Ink("#7a4a8c", Hatch.LEVEL, "#ffffff"),
        Ink("#dfe3e8", Hatch.CROSSED, "#1c2126"),
    ),
    shades=(
        Ink("#f4f5f7", Hatch.PLAIN, "#1c2126"),
        Ink("#d5e7f2", Hatch.PLAIN, "#1c2126"),
        Ink("#9cc7df", Hatch.PLAIN, "#1c2126"),
        Ink("#2f7dab", Hatch.PLAIN, "#ffffff"),
        Ink("#0d4466", Hatch.PLAIN, "#ffffff"),
    ),
)

DARK_INK = Palette(
    name="dark",
    ground="#15181c",
    text="#e5e8ec",
    quiet="#a3abb5",
    rule="#3a414a",
    main=Ink("#75bde6", Hatch.PLAIN, "#0a1c28"),
    soft=Ink("#35617c", Hatch.PLAIN, "#ffffff"),
    band="#4a3a1c",
    mark="#f0bf66",
    parts=(
        Ink("#75bde6", Hatch.PLAIN, "#0a1c28"),
        Ink("#8a5a10", Hatch.RISING, "#ffffff"),
        Ink("#2c6473", Hatch.FALLING, "#ffffff"),
        Ink("#d5b0e4", Hatch.LEVEL, "#15181c"),
        Ink("#454d57", Hatch.CROSSED, "#ffffff"),
    ),
    shades=(
        Ink("#1e2227", Hatch.PLAIN, "#e5e8ec"),
        Ink("#1f3a4c", Hatch.PLAIN, "#e5e8ec"),
        Ink("#2a5b7a", Hatch.PLAIN, "#ffffff"),
        Ink("#5aa4cf", Hatch.PLAIN, "#0a1c28"),
        Ink("#bfe3f8", Hatch.PLAIN, "#0a1c28"),
    ),
)

CONTRAST_INK = Palette(
    name="high-contrast",
    ground="#000000",
    text="#ffffff",
    quiet="#e4e4e4",
    rule="#8a8a8a",
    main=Ink("#5ce1ff", Hatch.PLAIN, "#000000"),
    soft=Ink("#00708c", Hatch.PLAIN, "#ffffff"),
    band="#4d3b00",
    mark="#ffd75e",
    parts=(
        Ink("#5ce1ff", Hatch.PLAIN, "#000000"),
        Ink("#7a5a00", Hatch.RISING, "#ffffff"),
        Ink("#004f63", Hatch.FALLING, "#ffffff"),
        Ink("#f0c0ff", Hatch.LEVEL, "#000000"),
        Ink("#4d4d4d", Hatch.CROSSED, "#ffffff"),
    ),
    shades=(
        Ink("#000000", Hatch.PLAIN, "#ffffff"),
        Ink("#00303c", Hatch.PLAIN, "#ffffff"),
        Ink("#005a70", Hatch.PLAIN, "#ffffff"),
        Ink("#2fb4d4", Hatch.PLAIN, "#000000"),
        Ink("#b8f2ff", Hatch.PLAIN, "#000000"),
    ),
)

PRINT_INK = Palette(
    name="print",
    ground="#ffffff",
    text="#000000",
    quiet="#333333",
    rule="#bbbbbb",
    main=Ink("#000000", Hatch.PLAIN, "#ffffff"),
    soft=Ink("#ffffff", Hatch.RISING, "#000000"),
    band="#e6e6e6",
    mark="#000000",
    parts=(
        Ink("#000000", Hatch.PLAIN, "#ffffff"),
        Ink("#ffffff", Hatch.RISING, "#000000"),
        Ink("#c8c8c8", Hatch.PLAIN, "#000000"),
        Ink("#ffffff", Hatch.LEVEL, "#000000"),
        Ink("#ffffff", Hatch.CROSSED, "#000000"),
    ),
    shades=(
        Ink("#ffffff", Hatch.PLAIN, "#000000"),
        Ink("#e8e8e8", Hatch.PLAIN, "#000000"),
        Ink("#c4c4c4", Hatch.PLAIN, "#000000"),
        Ink("#5a5a5a", Hatch.PLAIN, "#ffffff"),
        Ink("#000000", Hatch.PLAIN, "#ffffff"),
    ),
)

PALETTES: Mapping[str, Palette] = {one.name: one for one in (LIGHT_INK, DARK_INK, CONTRAST_INK, PRINT_INK)}
"""By the names of the window's themes, and `print`."""
