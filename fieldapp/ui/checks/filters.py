"""What of the findings is wanted: a choice each for kind, rule, district, days and office."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.checks.review import ITEM_KINDS, Item, WantedItems
from fieldapp.core.period import month_of, year_of
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL
from fieldapp.texts.ranges import span_label
from fieldapp.texts.reviewing import rule_name
from fieldapp.ui.kit.choice import Choice
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import row
from fieldapp.ui.kit.theme import SPACE

_NAMES = ("kind", "rule", "district", "span", "office")
_LETTERS = 12


class Filters(QWidget):
    """`changed`: something else is wanted. What nothing was found of is not offered."""

    changed = Signal()

    def __init__(self, programme: Programme, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programme, self._kit = programme, kit
        self._items: Sequence[Item] = ()
        self.choices = {name: Choice(kit) for name in _NAMES}

        line = row(self, spacing=2 * SPACE)
        for name, choice in self.choices.items():
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(_LETTERS)
            line.addWidget(choice, 2 if name == "rule" else 1)
            choice.currentIndexChanged.connect(lambda: self.changed.emit())
        self.offer(())

    @property
    def wanted(self) -> WantedItems:
        """What is chosen."""
        said = {name: choice.currentData() for name, choice in self.choices.items()}
        return WantedItems(
            said["kind"] or "",
            said["rule"] or "",
            said["district"] or "",
            said["office"] or "",
            said["span"],
        )

    def offer(self, items: Sequence[Item]) -> None:
        """Offer what is among these items; what was chosen stays chosen."""
        self._items = items
        self.say()

    def want(self, wanted: WantedItems) -> None:
        """Choose this, as far as it is offered."""
        for name, choice in self.choices.items():
            choice.setCurrentIndex(max(0, choice.findData(getattr(wanted, name) or None)))

    def say(self) -> None:
        """Fill the choices anew, in the language of now."""
        texts = self._kit.texts
        for name, choice in self.choices.items():
            choice.setAccessibleName(texts(f"checks.filter-{name}"))
            choice.setToolTip(texts(f"checks.filter-{name}"))
            chosen = choice.currentData()
            before = choice.blockSignals(True)
            choice.clear()
            choice.addItem(texts(f"checks.any-{name}"), None)
            for word, value in self._offered(name):
                choice.addItem(word, value)
            choice.setCurrentIndex(max(0, choice.findData(chosen)))
            choice.blockSignals(before)
        self.choices["office"].setVisible(self.choices["office"].count() > 2)

    def _offered(self, name: str) -> Iterable[tuple[str, object]]:
        texts, items, programme = self._kit.texts, self._items, self._programme
        match name:
            case "kind":
                return [(texts(f"checks.kind-{kind}"), kind) for kind in ITEM_KINDS]
            case "rule":
                rules = dict.fromkeys(item.rule for item in items)
                return sorted((rule_name(rule, texts), rule) for rule in rules)
            case "district":
                named = {cell.district for item in items for cell in item.cells}
                order = [*(one.key for one in programme.districts), CONTROL]
                return [(texts.district(key, programme), key) for key in order if key in named]
            case "office":
                there = {item.key.office for item in items}
                return [(texts.names(one.names), one.key) for one in programme.offices if one.key in there]
            case _:
                starts = {item.key.period.start for item in items}
                years = sorted({year_of(day) for day in starts}, reverse=True)
                months = sorted({month_of(day) for day in starts}, reverse=True)
                spans = [(span_label(year, texts), year) for year in years]
                return spans + [(span_label(month, texts), month) for month in months]
