"""What a paste would do, seen before it is done; what can be read in two ways is asked once."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QRadioButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from fieldapp.core.paste import Answers, Offer, PastePlan, Separator
from fieldapp.core.table.columns import Doubt
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.language import locale_of
from fieldapp.ui.kit.laying import column, even, row
from fieldapp.ui.kit.theme import SPACE, figures_font, title_font
from fieldapp.ui.paste.words import Fate, PasteLine, PasteWords

_COLUMNS = ("place", "before", "after", "happens")
FIGURES = (1, 2)
_LEAST_LINES, _MOST_LINES = 4, 14
MOST_WRAPPED = 500
"""Lines that are measured one by one, so that a long remark goes on below; more of them would take long."""

_WIDEST, HIGHEST = 1240, 690
"""So that it fits a screen of 1366 × 768."""

_INK = {Fate.OUT: "error", Fate.OVERWRITES: "warning", Fate.NEW: "quiet_text"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question on the screen, with its two answers."""

    mark: Separator | Doubt
    label: QLabel
    buttons: tuple[QRadioButton, QRadioButton]
    group: QButtonGroup


class PasteDialog(QDialog):
    """Enter takes the plan, Esc leaves everything as it is. `plan_of`: makes the plan for the answers given
    so far; `plan` is the one that is shown."""

    def __init__(
        self,
        plan_of: Callable[[Answers], PastePlan],
        words: PasteWords,
        kit: Kit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._plan_of, self._words, self._kit = plan_of, words, kit
        self._answers: dict[Separator | Doubt | Offer, bool] = {}
        self.plan = plan_of(self._answers)
        texts = kit.texts

        self._title = QLabel(texts("paste.title"))
        self._summary = QLabel()
        self._asked = [self._question(number) for number in range(len(self.plan.questions))]
        self.total = QCheckBox(self._words.total(self.plan))
        self.table = QTableWidget(0, len(_COLUMNS))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._accept = self._buttons.addButton(texts("paste.accept"), QDialogButtonBox.ButtonRole.AcceptRole)

        self.setWindowTitle(texts("paste.title"))
        self.setLocale(locale_of(texts.language))
        self._title.setFont(title_font(self.font()))
        self._summary.setWordWrap(True)
        self.total.setChecked(self.plan.takes_total)
        self._dress_table()
        self._lay_out()

        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        for asked in self._asked:
            asked.group.idToggled.connect(
                lambda number, is_on, mark=asked.mark: self._answer(mark, bool(number)) if is_on else None
            )
        key = QShortcut(QKeySequence(f"Alt+{2 * len(self._asked) + 1}"), self, autoRepeat=False)
        key.activated.connect(self.total.click)
        self._total_key = key.key().toString(QKeySequence.SequenceFormat.NativeText)
        self.total.toggled.connect(lambda is_on: self._answer(Offer.TOTAL, is_on))
        self._show_plan()
        self.table.setFocus()
        self.resize(self._fitting())

    @property
    def summary(self) -> str:
        """How much would change."""
        return self._summary.text()

    @property
    def questions(self) -> list[str]:
        """What is asked."""
        return [asked.label.text() for asked in self._asked]

    @property
    def answers(self) -> list[QRadioButton]:
        """The answers that can be given, two to each question."""
        return [button for asked in self._asked for button in asked.buttons]

    @property
    def can_accept(self) -> bool:
        """Whether anything would change."""
        return self._accept.isEnabled()

    def lines(self) -> list[tuple[str, ...]]:
        """What the table says, line by line."""
        model = self.table.model()
        return [
            tuple(str(model.index(line, place).data()) for place in range(len(_COLUMNS)))
            for line in range(self.table.rowCount())
        ]

    def _question(self, number: int) -> _Asked:
        question = self.plan.questions[number]
        label = QLabel(self._words.question(question))
        label.setWordWrap(True)
        group = QButtonGroup(self)
        buttons = QRadioButton(), QRadioButton()
        for place, (button, words) in enumerate(zip(buttons, self._words.answers(question), strict=True)):
            key = QShortcut(QKeySequence(f"Alt+{2 * number + place + 1}"), self, autoRepeat=False)
            key.activated.connect(button.click)
            button.setText(f"{words}   {key.key().toString(QKeySequence.SequenceFormat.NativeText)}")
            button.setAccessibleDescription(label.text())
            group.addButton(button, place)
        return _Asked(question.mark, label, buttons, group)

    def _dress_table(self) -> None:
        texts, table = self._kit.texts, self.table
        table.setAccessibleName(texts("paste.title"))
        for place, name in enumerate(_COLUMNS):
            head = QTableWidgetItem(texts(f"paste.column-{name}"))
            side = Qt.AlignmentFlag.AlignRight if place in FIGURES else Qt.AlignmentFlag.AlignLeft
            head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            table.setHorizontalHeaderItem(place, head)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 2 * SPACE)
        table.setShowGrid(False)
        table.verticalHeader().setMinimumSectionSize(table.verticalHeader().defaultSectionSize())
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setStretchLastSection(True)

    def _lay_out(self) -> None:
        whole = column(self, spacing=2 * SPACE, margins=even(4 * SPACE))
        whole.addWidget(self._title)
        whole.addWidget(self._summary)
        for asked in self._asked:
            whole.addSpacing(SPACE)
            answers = row(spacing=2 * SPACE)
            for button in asked.buttons:
                answers.addWidget(button)
            answers.addStretch()
            whole.addWidget(asked.label)
            whole.addLayout(answers)
        whole.addSpacing(SPACE)
        whole.addWidget(self.total)
        whole.addWidget(self.table, 1)
        whole.addWidget(self._buttons)

    def _answer(self, mark: Separator | Doubt | Offer, answer: bool) -> None:
        self._answers[mark] = answer
        self.plan = self._plan_of(self._answers)
        self._show_plan()

    def _show_plan(self) -> None:
        self._summary.setText(self._words.summary(self.plan))
        self.total.setVisible(bool(self.plan.offered))
        self.total.setText(f"{self._words.total(self.plan)}   {self._total_key}")
        if Offer.TOTAL not in self._answers:
            with QSignalBlocker(self.total):
                self.total.setChecked(self.plan.takes_total)
        self.table.setAccessibleDescription(self._summary.text())
        lines = self._words.lines(self.plan)
        self.table.setRowCount(len(lines))
        for number, line in enumerate(lines):
            self._show_line(number, line)
        wraps = QHeaderView.ResizeMode.ResizeToContents if len(lines) <= MOST_WRAPPED else None
        self.table.verticalHeader().setSectionResizeMode(wraps or QHeaderView.ResizeMode.Fixed)
        self.table.setCurrentCell(0, 0)
        self._accept.setEnabled(bool(self.plan.taken))
        leave = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        (self._accept if self.plan.taken else leave).setDefault(True)

    def _show_line(self, number: int, line: PasteLine) -> None:
        theme = self._kit.theme
        ink = getattr(theme, _INK[line.fate])
        for place, text in enumerate((line.place, line.before, line.after, line.remark)):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if place in FIGURES:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                item.setFont(figures_font(self.font()))
            if place == _COLUMNS.index("happens"):
                item.setIcon(self._kit.icons.icon(line.fate.value, ink))
                item.setForeground(QColor(ink))
            self.table.setItem(number, place, item)

    def _fitting(self) -> QSize:
        """Wide enough for its lines, high enough for the first of them."""
        heads = self.table.horizontalHeader()
        numbers = self.table.verticalHeader()
        for part in (self.table, heads, numbers):
            part.ensurePolished()  # what the style adds to a line is a part of its height
        widths = sum(
            max(self.table.sizeHintForColumn(place), heads.sectionSizeHint(place))
            for place in range(len(_COLUMNS))
        )
        shown = min(max(self.table.rowCount(), _LEAST_LINES), _MOST_LINES)
        line = max(numbers.defaultSectionSize(), numbers.sectionSizeHint(0))
        height = heads.sizeHint().height() + shown * line + 2 * SPACE
        self.table.setMinimumHeight((_LEAST_LINES + 1) * line)
        width = min(max(widths + 20 * SPACE, 140 * SPACE), _WIDEST)
        asked = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        spare = asked - self.table.sizeHint().height()
        return QSize(width, min(height + max(spare, 0), HIGHEST))
