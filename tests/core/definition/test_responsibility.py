"""What an office answers for is looked up once for many periods, and is never another's."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.core.definition.office import Charge, Office
from fieldapp.core.definition.responsibility import Responsibility
from fieldapp.core.period import DAY, Period
from fieldapp.core.programme import District

DAYS = st.integers(0, 40).map(lambda number: date(2025, 1, 1) + number * DAY)
ENDS = st.tuples(DAYS, DAYS).map(lambda ends: (min(ends), max(ends)))
LIMITS = st.tuples(ENDS, st.booleans(), st.booleans()).map(
    lambda told: (told[0][0] if told[1] else None, told[0][1] if told[2] else None)
)
PLACES = ("agdam", "lacin", "susa")
PERIODS = ENDS.map(lambda ends: Period(*ends))


@st.composite
def offices(draw: st.DrawFn) -> list[Office]:
    def charges(keys: tuple[str, ...]) -> tuple[Charge, ...]:
        chosen = draw(st.lists(st.tuples(st.sampled_from(keys), LIMITS), max_size=3))
        return tuple(Charge(key, *limits) for key, limits in chosen)

    return [Office(key, charges(("one", "two")), {}, charges(PLACES)) for key in ("first", "second", "hq")]


@given(
    offices(),
    st.tuples(LIMITS, LIMITS, LIMITS),
    st.lists(st.tuples(st.integers(0, 2), PERIODS), min_size=2, max_size=12),
)
def test_whoever_was_asked_before_changes_no_answer(
    some: list[Office],
    limits: tuple[tuple[date | None, date | None], ...],
    asked: list[tuple[int, Period]],
) -> None:
    places = [
        District(key, region, {}, valid_from=first, valid_to=last)
        for key, region, (first, last) in zip(PLACES, ("one", "two", "two"), limits, strict=True)
    ]
    long_asked = Responsibility(some, places, "hq")

    for number, period in asked:
        fresh = Responsibility(some, places, "hq")
        assert long_asked.expected(some[number], period) == fresh.expected(some[number], period)
