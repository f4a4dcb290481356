"""A step that is taken back, or made again, overwrites nothing that somebody else has written meanwhile."""

import random
from dataclasses import replace
from datetime import date

import pytest

from fieldapp.core.checks.answers import WarningAnswer
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.choice import Decisions
from fieldapp.core.period import DAY, Period
from fieldapp.core.published.kept import CasualtyCount, PrintedFigures
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.core.spans.balance import Opening
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.document.kept_command import CasualtiesCommand, ForgetPrintCommand, OpeningsCommand
from fieldapp.ui.document.received_command import ReceivedCommand
from fieldapp.ui.document.replies import AnswerCommand, FlagCommand
from fieldapp.ui.kit.notice import error_message
from tests.core.hq.histories import WEEK as HISTORY_WEEK
from tests.core.hq.histories import Life, arrival_of
from tests.core.making import WEEK
from tests.store.conftest import NOON, data_file, open_store, store
from tests.store.test_store import enter

__all__ = ["data_file", "open_store", "store"]

KEY, UXO = SheetKey("hq", WEEK), Cell("agdam", "uxo")
DAYS = Period(date(2020, 11, 10), date(2024, 12, 31))
AS_OF, SINCE = date(2025, 3, 1), date(2020, 11, 10)


def opening(uxo):
    return Opening(DAYS, "R251", {"uxo": uxo}, {"agdam": {"uxo": 4}})


def count(killed):
    return CasualtyCount(AS_OF, SINCE, "Prosecutor", {"killed": killed})


def printed(uxo):
    return PrintedFigures(WEEK, "Trend", {"uxo": uxo})


def reply(why):
    return WarningAnswer("unusual-value", (UXO,), "as it is", why)


class Openings:
    """How each is begun with a value, changed undoably, written by somebody else, and read."""

    now = "500"

    def begin(self, store):
        store.put_openings([opening(10)])

    def make(self, store):
        return OpeningsCommand(store, [opening(10)], [opening(20)])

    def elsewhere(self, store):
        store.put_openings([opening(500)])

    def held(self, store):
        return store.openings()


class Gone(Openings):
    """Removed by somebody else."""

    now = ""

    def elsewhere(self, store):
        store.remove_opening(DAYS)


class Casualties:
    now = "500"

    def begin(self, store):
        store.put_casualties(count(10))

    def make(self, store):
        return CasualtiesCommand(store, (count(10),), count(20))

    def elsewhere(self, store):
        store.put_casualties(count(500))

    def held(self, store):
        return store.casualties()


class CasualtiesForgotten(Casualties):
    def make(self, store):
        return CasualtiesCommand(store, (count(10),), None)


class Prints:
    now = "500"

    def begin(self, store):
        store.keep_printed(printed(10))

    def make(self, store):
        return ForgetPrintCommand(store, printed(10))

    def elsewhere(self, store):
        store.keep_printed(printed(500))

    def held(self, store):
        return store.printed()


class Answers:
    now = "the team came twice"

    def begin(self, store):
        store.put_answer(KEY, reply("first"))

    def make(self, store):
        return AnswerCommand(store, KEY, reply("second"), reply("first"))

    def elsewhere(self, store):
        store.put_answer(KEY, reply("the team came twice"))

    def held(self, store):
        return store.answers(KEY)


class Flags:
    now = "ask the team"

    def begin(self, store):
        store.flag(KEY, UXO, "first")

    def make(self, store):
        return FlagCommand(store, KEY, UXO, "second", "first")

    def elsewhere(self, store):
        store.flag(KEY, UXO, "ask the team")

    def held(self, store):
        return store.follow_ups(KEY)


KINDS = [Openings(), Gone(), Casualties(), CasualtiesForgotten(), Prints(), Answers(), Flags()]


def without_time(held):
    return [replace(one, at=NOON) if hasattr(one, "at") else one for one in held]


def refused(step, on):
    with pytest.raises(FieldAppError) as caught:
        step(on)
    return caught.value


@pytest.fixture(params=KINDS, ids=lambda kind: type(kind).__name__)
def kind(request, store):
    request.param.begin(store)
    return request.param


@pytest.fixture
def other(open_store):
    return open_store(who="Orxan")


def test_nothing_is_overwritten_when_it_is_taken_back(kind, store, other):
    command = kind.make(store)
    kind.elsewhere(other)
    before = kind.held(other)

    error = refused(command.take_back, store)
    assert kind.held(store) == kind.held(other) == before
    for language in LANGUAGES:
        said = error_message(error).say(read_texts(language))
        assert kind.now in said
        assert "{" not in said


def test_nothing_is_overwritten_when_it_is_made_again(kind, store, other):
    command = kind.make(store)
    command.take_back(store)
    kind.elsewhere(other)
    before = kind.held(other)

    refused(command.make_again, store)
    assert kind.held(store) == kind.held(other) == before


def test_nothing_is_overwritten_that_came_before_it_was_made(kind, store, other):
    kind.elsewhere(other)
    before = kind.held(other)

    refused(kind.make, store)
    assert kind.held(store) == before


def test_what_is_as_it_was_left_goes_back_and_forth(kind, store, other):
    first = kind.held(store)
    command = kind.make(store)
    second = kind.held(store)
    assert second != first
    for _ in range(2):
        command.take_back(store)
        assert without_time(kind.held(other)) == without_time(first)
        command.make_again(store)
        assert without_time(kind.held(other)) == without_time(second)


def test_what_is_there_already_is_no_conflict(kind, store):
    """A disk that failed late has it, and nobody knew."""
    command = kind.make(store)
    first = kind.held(store)
    command.make_again(store)
    assert without_time(kind.held(store)) == without_time(first)
    command.take_back(store)
    command.take_back(store)
    assert kind.held(store) != first


@pytest.mark.parametrize("is_back", [True, False])
def test_what_was_ruled_on_a_record_meanwhile_stays_ruled_so(programme, store, other, is_back):
    life = Life(random.Random(1), programme, "file-1")
    weeks = HISTORY_WEEK, Period(HISTORY_WEEK.start - 7 * DAY, HISTORY_WEEK.end - 7 * DAY)
    plan = store.plan([arrival_of(life.send(period), programme) for period in weeks])
    done = store.receive(plan)
    command = ReceivedCommand(plan, Decisions(), done, ("back", "again"))
    one, *_ = (record.id for record in done.added)
    if not is_back:
        command.take_back(store)
    other.receive(decisions=Decisions(rulings={one: not is_back}, why="as the office says"))
    before = store.holdings().rulings

    error = refused(command.take_back if is_back else command.make_again, store)
    assert error.code == ("stale-set-aside" if is_back else "stale-admitted")
    assert store.holdings().rulings == before
    assert one[:8] in read_texts("en").error(error)


def test_a_sheet_is_not_marked_ready_by_who_has_not_seen_it(store, other):
    enter(store, {UXO: 1})
    seen = store.stood(WEEK)
    enter(other, {UXO: 2})
    with pytest.raises(FieldAppError, match="stale-edit"):
        store.set_status(WEEK, Status.READY, sheet=seen[0], seen=seen[1])
    other.set_status(WEEK, Status.READY)
    with pytest.raises(FieldAppError, match="stale-edit"):
        store.set_status(WEEK, Status.READY, seen=seen[1])


def test_organisations_that_were_chosen_meanwhile_stay(store, other):
    enter(store, {UXO: 1})
    seen = store.organisations(WEEK)
    other.choose_organisations(WEEK, ["state-border-service"])
    with pytest.raises(FieldAppError, match="stale-organisations") as caught:
        store.choose_organisations(WEEK, ["anama"], before=seen)
    assert store.organisations(WEEK) == ("state-border-service",)
    assert "State Border Service" in error_message(caught.value).say(read_texts("en"))
