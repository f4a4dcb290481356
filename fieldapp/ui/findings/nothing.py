"""What is said where nothing was found: that every check has passed only where every sum was checked."""

from collections.abc import Callable
from dataclasses import dataclass

from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Sheet
from fieldapp.texts.texts import Texts


@dataclass(frozen=True, slots=True)
class NothingFound:
    """An icon, a title and a sentence. `icon`: done where all is checked, info where something is asked."""

    icon: str
    title: str
    more: str


SayNothing = Callable[[Texts], NothingFound]


def all_passed(texts: Texts) -> NothingFound:
    """Every check has passed."""
    return NothingFound("done", texts("window.nothing-to-mend"), texts("window.nothing-to-mend-more"))


def none_shown(key: Callable[[str], str]) -> SayNothing:
    """Nothing was checked: the sheet is damaged, or as `key` has it."""
    return lambda texts: NothingFound("error", texts(key("nothing")), texts(key("nothing-more")))


def nothing_found(sheet: Sheet, programme: Programme) -> SayNothing:
    """What to say of a sheet of which no findings are shown: what comes next, that a row is being keyed,
    which control totals are still to be typed, or that every check has passed."""
    lacking = [key for key in sheet.indicators if sheet.control(key) is None]
    if not sheet.districts:
        return lambda texts: NothingFound("info", texts("window.nothing-entered"), texts("grid.hint-no-rows"))
    if not sheet.values:
        return lambda texts: NothingFound("info", texts("window.nothing-entered"), texts("grid.hint"))
    if half := sum(map(sheet.is_half_filled, sheet.districts)):
        return lambda texts: NothingFound(
            "info", texts("window.being-keyed"), texts("window.being-keyed-more", n=half)
        )
    if not lacking:
        return all_passed

    def ask(texts: Texts) -> NothingFound:
        names = [texts.names(programme.indicator(key).short_names) for key in lacking]
        control = texts("report.control-total")
        if not any(cell.is_control for cell in sheet.values):
            return NothingFound(
                "info", texts("window.no-control"), texts("window.no-control-more", control=control)
            )
        return NothingFound(
            "info",
            texts("window.some-control"),
            texts("window.some-control-more", columns=", ".join(names), control=control),
        )

    return ask
