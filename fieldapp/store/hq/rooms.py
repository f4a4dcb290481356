"""The one door to what a data file can do beyond the weeks of one office: read when it is first asked for."""

from collections.abc import Collection
from dataclasses import replace
from types import new_class
from typing import Any

from typing_extensions import override

from fieldapp.core.period import Period
from fieldapp.core.programme import HQ
from fieldapp.core.report import Report, Standing
from fieldapp.core.sheet import Sheet, SheetKey
from fieldapp.store.checks.answering import Answering
from fieldapp.store.door.door import whole
from fieldapp.store.sendings import Sendings


class Rooms(Sendings, Answering):
    """An open data file; of whatever it does not know by itself, it becomes one that knows everything."""

    def __getattr__(self, name: str) -> Any:
        """For what is not there. Raises AttributeError where a whole one does not have it either."""
        if name.startswith("__") or not self._becomes_whole():
            raise AttributeError(f"{type(self).__name__} has no {name}")
        return getattr(self, name)

    @whole
    @override
    def report(self, of: SheetKey | Period) -> Report:
        """As `Reporting` makes it, for which nothing else of headquarters is needed."""
        report = super().report(of)
        if self.office != HQ or type(self) in _wholes.values():
            return report
        from fieldapp.store.hq.disputes import disputed_in, disputes_around

        disputes = disputes_around(self._db, self._seen, self.programme, self.key(of).period)
        disputed = disputed_in(disputes, self.key(of), is_of_all=isinstance(of, Period))
        return replace(report, disputed=disputed)

    @override
    def knowing_disputes(
        self, near: list[tuple[Sheet, Standing]], offices: Collection[str], days: Period
    ) -> list[tuple[Sheet, Standing]]:
        """As the sheets of headquarters' own that lie beside them need it."""
        if (
            self.office != HQ
            or {*offices} <= {HQ}
            or not any(one.office == HQ and one.values for one, _ in near)
        ):
            return near
        from fieldapp.store.hq.disputes import disputes_around, knowing_disputed

        disputes = disputes_around(self._db, self._seen, self.programme, days)
        return knowing_disputed(near, disputes, offices, days, self.stood)

    @override
    def _weigh(self, key: SheetKey) -> None:
        if self.office == HQ:
            self._becomes_whole()
        super()._weigh(key)

    def _becomes_whole(self) -> bool:
        """Whether it was not whole before."""
        mine = type(self)
        if mine in _wholes.values():
            return False
        self.__class__ = _wholes[mine] = _wholes.get(mine) or _whole(mine)
        return True


_wholes: dict[type, type[Rooms]] = {}


def _whole(of: type[Rooms]) -> type[Rooms]:
    from fieldapp.store.hq.printing import Printing
    from fieldapp.store.hq.publishing import Publishing
    from fieldapp.store.recut.cuts import Cuts

    about = {"__doc__": of.__doc__, "__module__": of.__module__, "__qualname__": of.__qualname__}
    return new_class(
        of.__name__, (of, Cuts, Printing, Publishing), exec_body=lambda names: names.update(about)
    )
