"""What a workbook says, and where that is something else than what this file says."""

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from typing_extensions import override

from fieldapp.core.changes import Change
from fieldapp.core.numbers import Value, finest_decimals
from fieldapp.core.programme import Programme
from fieldapp.core.receive import Reading
from fieldapp.core.records.record import RecordKind
from fieldapp.core.sheet import STATE, RowState
from fieldapp.texts.texts import Texts
from fieldapp.ui.kit.aliases import LEFT, RIGHT
from fieldapp.ui.kit.elided import ElidedLabel
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even, grid, looking, row
from fieldapp.ui.kit.marks import wrapped
from fieldapp.ui.kit.theme import SPACE, title_font
from fieldapp.ui.receive.alterations_table import AlterationsTable

FACTS = ("kind", "office", "period", "revision", "check-code", "state")
"""What is said of the workbook itself; the columns' totals follow where this file has none to compare."""
_HEADS = ("place", "here", "there")

_Button = QDialogButtonBox.StandardButton


@dataclass(frozen=True)
class Look:
    """A workbook beside this file: `changes` from here to there, None where this file has no sheet of the
    period; `is_of_other_office`: only some districts can be compared, `shared` of them."""

    name: str
    reading: Reading
    changes: tuple[Change, ...] | None
    is_of_other_office: bool
    shared: int


class LookDialog(QDialog):
    """Accepted: the person wants to go to the period."""

    def __init__(self, look: Look, programme: Programme, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._programme, self._kit = look, programme, kit

        totals = [] if look.changes is not None else [item.key for item in programme.active]
        self._rows = (*FACTS, *totals)
        self._heading = ElidedLabel()
        self._names = {fact: looking(QLabel(), "quiet") for fact in self._rows}
        self._facts = {fact: QLabel() for fact in self._rows}
        self._icon = QLabel()
        self.alterations = AlterationsTable(look.reading.alterations, kit)
        self._said = QLabel()
        self.table = QTableWidget(len(look.changes or ()), len(_HEADS))
        self.buttons = QDialogButtonBox(_Button.Close)
        self._go = QPushButton()

        self._heading.setFont(title_font(self.font()))
        self._said.setWordWrap(True)
        self.buttons.addButton(self._go, QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setDefault(True)
        self._prepare_table()
        self._lay_out()

        self._go.clicked.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        kit.texts_changed.connect(self._say)
        kit.theme_changed.connect(self._say)
        self._say()
        self.resize(self.sizeHint())

    @property
    def said(self) -> str:
        """How it stands to this file."""
        return self._said.text()

    def fact(self, name: str) -> str:
        """What is said of the workbook itself: one of FACTS, or a column's total."""
        return self._facts[name].text()

    def _say(self) -> None:
        texts = self._kit.texts
        reading, is_intact = self._look.reading, self._look.reading.is_intact()
        self.setWindowTitle(texts("look.title"))
        self._heading.setText(self._look.name)
        self._heading.setToolTip(wrapped(self._look.name))
        facts = {
            "kind": texts(f"look.kind-{_kind(reading)}"),
            "office": texts.names(self._programme.office(reading.office).names),
            "period": texts.period_label(reading.period),
            "revision": str(reading.revision),
            "check-code": reading.check_code,
            "state": self._state(texts),
        }
        names = {fact: texts(f"look.{fact}") for fact in FACTS}
        for indicator in self._programme.active:
            facts[indicator.key] = texts.figure(reading.totals[indicator.key], indicator.unit)
            names[indicator.key] = texts.names(indicator.short_names)
        for fact in self._rows:
            self._names[fact].setText(names[fact])
            self._facts[fact].setText(facts[fact])
        self.alterations.setAccessibleName(facts["state"])
        theme = self._kit.theme
        icon, colour = ("done", theme.accent) if is_intact else ("error", theme.error)
        self._icon.setPixmap(self._kit.icons.pixmap(icon, colour, ICON, self.devicePixelRatioF()))
        self._said.setText(" ".join(self._sentences(texts)))
        self.table.setAccessibleName(self._said.text())
        for kind, head in enumerate(_HEADS):
            item = QTableWidgetItem(texts(f"look.{head}"))
            item.setTextAlignment(RIGHT if kind else LEFT)
            self.table.setHorizontalHeaderItem(kind, item)
        self._show_changes(texts)
        self._go.setText(texts("look.go"))

    @override
    def sizeHint(self) -> QSize:
        """As wide as its table wants to be."""
        wanted = super().sizeHint()
        across = sum(self.table.sizeHintForColumn(kind) for kind in range(len(_HEADS))) + 24 * SPACE
        if self._look.reading.alterations:
            across = max(across, self.alterations.sizeHint().width() + 10 * SPACE)
        parent = self.parentWidget()
        room = parent.size() if parent is not None else QSize(across, wanted.height())
        return wanted.expandedTo(QSize(across, wanted.height())).boundedTo(room)

    def _prepare_table(self) -> None:
        table = self.table
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setVisible(bool(self._look.changes))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 2 * SPACE)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        facts = grid(across=4 * SPACE, down=SPACE)
        for line, fact in enumerate(self._rows):
            facts.addWidget(self._names[fact], line, 0)
            if fact == "state":
                state = row(spacing=SPACE)
                state.addWidget(self._icon)
                state.addWidget(self._facts[fact], 1)
                facts.addLayout(state, line, 1)
            else:
                facts.addWidget(self._facts[fact], line, 1)
        facts.setColumnStretch(1, 1)
        whole = column(self, spacing=3 * SPACE, margins=even(5 * SPACE))
        whole.addWidget(self._heading)
        whole.addLayout(facts)
        whole.addWidget(self.alterations, 1)
        whole.addWidget(self._said)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.buttons)

    def _state(self, texts: Texts) -> str:
        reading = self._look.reading
        if not reading.is_intact():
            cells = len(reading.alterations)
            return texts("look.altered", n=cells) if cells else texts("look.altered-figures")
        return texts("look.intact-older" if reading.is_older_form else "look.intact")

    def _sentences(self, texts: Texts) -> list[str]:
        look = self._look
        told = self._of_newer_version(texts)
        if not look.shared:
            return [*told, texts("look.none-shared")]
        if look.changes is None:
            return [*told, texts("look.not-here")]
        told += [texts("look.other-office")] if look.is_of_other_office else []
        n = len(look.changes)
        same = "look.same" if look.reading.is_intact() else "look.same-tallies"
        return [*told, texts("look.differs", n=n) if n else texts(same)]

    def _of_newer_version(self, texts: Texts) -> list[str]:
        record = self._look.reading.record
        unknown = len(record.unknown) if record is not None else 0
        return [texts("look.unknown-lines", n=unknown)] if unknown else []

    def _show_changes(self, texts: Texts) -> None:
        for line, change in enumerate(self._look.changes or ()):
            words = (
                self._place(change, texts),
                *(self._figure(change, one, texts) for one in (change.old, change.new)),
            )
            for kind, word in enumerate(words):
                item = QTableWidgetItem(word)
                if kind:
                    item.setTextAlignment(RIGHT)
                self.table.setItem(line, kind, item)

    def _place(self, change: Change, texts: Texts) -> str:
        district = texts.district(change.district, self._programme)
        if change.indicator == STATE:
            return district
        return f"{district}: {texts.names(self._programme.indicator(change.indicator).short_names)}"

    def _figure(self, change: Change, content: Value | RowState | None, texts: Texts) -> str:
        if content is None:
            return texts("look.empty")
        if isinstance(content, RowState):
            return texts(f"look.{content.value.replace('_', '-')}")
        unit = self._programme.indicator(change.indicator).unit
        return texts.figure(content, unit, self._finest.get(change.indicator, 0))

    @cached_property
    def _finest(self) -> dict[str, int]:
        """By column the decimals with which all its figures are shown."""
        held: dict[str, list[Value | None]] = {}
        for change in self._look.changes or ():
            told = [one for one in (change.old, change.new) if not isinstance(one, RowState)]
            held.setdefault(change.indicator, []).extend(told)
        units = {one.key: one.unit for one in self._programme.indicators}
        return {key: finest_decimals(held.get(key, ()), unit) for key, unit in units.items()}


def _kind(reading: Reading) -> str:
    """What the workbook is by its record."""
    record = reading.record
    if record is None:
        return "unknown"
    if record.kind is not RecordKind.SHEET:
        return record.kind.value
    return "sent" if record.is_sent else "draft"
