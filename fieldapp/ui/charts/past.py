"""What a cell held before, as bars in words and heights."""

from dataclasses import dataclass

from fieldapp.texts.texts import Texts


@dataclass(frozen=True, slots=True)
class Bar:
    """One period of the chart: `when` and `figure` in words, and its height in stored units, or None for a
    gap in which `sign` stands."""

    when: str
    figure: str
    height: float | None
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """The chart in words and heights; the last bar is the open period. `median` is None where the earlier
    numbers are too few for one."""

    title: str
    bars: tuple[Bar, ...] = ()
    median: float | None = None
    median_words: str = ""
    median_figure: str = ""


def spoken(past: Past, texts: Texts) -> str:
    """The chart as a sentence for each bar, and the median, for whoever cannot see it."""
    lines = [texts("cell.bar", period=bar.when, figure=bar.figure) for bar in past.bars]
    if past.median is not None:
        lines.append(texts("cell.bar", period=past.median_words, figure=past.median_figure))
    return "; ".join(lines)
