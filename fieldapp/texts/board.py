"""What the board says: a square in one sentence, and the reminder to an office."""

from datetime import datetime

from fieldapp.core.hq.board import Arrived, Board, Rates, Square
from fieldapp.core.programme import Programme
from fieldapp.texts.texts import Texts


def state_word(state: Arrived, texts: Texts) -> str:
    """`received`, `late`, `sent in time, arrived late`, …"""
    return texts(f"board.state-{state.value}")


def square_sentence(square: Square, name: str, now: datetime, texts: Texts) -> str:
    """A square read aloud: whose week, its state, when it was due and came; how many districts answered,
    where any is counted. `now`: in the zone to tell in."""
    said = [texts("board.square", name=name, period=square.period, state=state_word(square.state, texts))]
    if square.due is not None:
        said.append(texts("board.due", at=_moment(square.due, now, texts)))
    if square.sealed_at is not None:
        said.append(texts("board.sent", at=_moment(square.sealed_at, now, texts)))
    if square.received_at is not None:
        said.append(texts("board.came", at=_moment(square.received_at, now, texts)))
    if square.revision is not None:
        said.append(texts("board.revision", revision=str(square.revision)))
    if square.expected:
        said.append(texts("board.counts", answered=square.answered, expected=square.expected))
    if square.is_after_publication:
        said.append(texts("board.after-publication"))
    if square.twice:
        said.append(texts("board.twice", n=len(square.twice)))
    return "; ".join(said)


def rates_sentence(rates: Rates, texts: Texts) -> str:
    """How many of the sheets that were due are here, and how many of them came in time."""
    said = {"expected": rates.expected, "received": rates.received, "in_time": rates.in_time}
    return texts("board.rates", **said) if rates.expected else texts("board.nothing")


def reminder(board: Board, office: str, code: str, programme: Programme, texts: Texts) -> str:
    """What to write to an office of which weeks are missing; empty where none is. `code`: over all that is
    here of the year of the last of them."""
    row = board.squares.get(office, {})
    missing = [week for week, square in sorted(row.items()) if square.state is Arrived.MISSING]
    if not missing:
        return ""
    name = texts.names(programme.office(office).names)
    weeks = "\n".join(f"- {texts.period_label(week)}" for week in missing)
    year = str(missing[-1].start.year)
    return texts("board.letter", office=name, weeks=weeks, year=year, code=code).strip()


def _moment(at: datetime, now: datetime, texts: Texts) -> str:
    local = at.astimezone(now.tzinfo)
    return f"{texts.date(local.date())}, {local:%H:%M}"
