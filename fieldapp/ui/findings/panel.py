"""The findings of the sheet beside the grid: errors first, each an icon, a word and a sentence."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QListView, QScrollArea, QStackedLayout, QWidget
from typing_extensions import override

from fieldapp.core.checks.finding import Finding, Severity, count_errors, count_warnings
from fieldapp.core.programme import Programme
from fieldapp.ui.findings.list import FindingDelegate, FindingsModel
from fieldapp.ui.findings.nothing import SayNothing, all_passed
from fieldapp.ui.findings.reply import Reply
from fieldapp.ui.kit.icons import ICON, put_drawing
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, looking, named, row
from fieldapp.ui.kit.theme import NARROWEST, SPACE, small_font, title_font


class _List(QListView):
    """The current finding stays in sight when the list gets less room."""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())


class FindingsPanel(QFrame):
    """A list of findings with their counts. `chosen(Finding)`: one was clicked, or Enter pressed on it."""

    chosen = Signal(object)

    def __init__(self, programme: Programme, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._kit = kit

        self._title = QLabel()
        self._counts = {severity: (QLabel(), QLabel()) for severity in Severity}
        self._model = FindingsModel(programme, kit, self)
        self._list = named(_List(), "findings")
        self._delegate = FindingDelegate(kit, self._list)
        self.reply = Reply(programme, kit)
        self._say_nothing: SayNothing = all_passed
        self._nothing_icon = QLabel()
        self._nothing = QLabel()
        self._nothing_more = looking(QLabel(), "quiet")

        for label in (self._nothing_icon, self._nothing, self._nothing_more):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is not self._nothing_icon)
        self._list.setMinimumWidth(NARROWEST)
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setWordWrap(
            True
        )  # without it Qt lays the rows out anew for another height, not another width
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._lay_out()

        self._list.clicked.connect(lambda index: self.chosen.emit(index.data(FindingsModel.FINDING)))
        self._list.activated.connect(lambda index: self.chosen.emit(index.data(FindingsModel.FINDING)))
        self._list.selectionModel().currentChanged.connect(self._show_reply)
        kit.texts_changed.connect(self._show_words)
        kit.theme_changed.connect(self._dress)
        self._show_words()

    @property
    def list_view(self) -> QListView:
        """The list itself."""
        return self._list

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is shown."""
        return self._model.findings

    @property
    def count_texts(self) -> list[str]:
        """The counts at the top that are not zero, in words."""
        return [words.text() for _, words in self._counts.values() if words.text()]

    @property
    def shows_nothing(self) -> bool:
        """Whether the list is empty, and something is said in its place."""
        return self._pages.currentIndex() == 1

    @property
    def nothing_texts(self) -> tuple[str, str]:
        """What is said where nothing was found: the title and the sentence."""
        return self._nothing.text(), self._nothing_more.text()

    def show_findings(self, findings: Sequence[Finding], say_nothing: SayNothing = all_passed) -> None:
        """Show these; the one that was current stays so if it is still among them. `say_nothing`: what to say
        where there is none."""
        self._say_nothing = say_nothing
        self._show_nothing()
        current = self._list.currentIndex().data(FindingsModel.FINDING)
        self._model.show_findings(findings)
        if current is not None:
            self._select(self._model.row_like(current))
        self._show_reply()
        self._pages.setCurrentIndex(0 if findings else 1)
        self._show_counts()

    def point_at(self, finding: Finding) -> None:
        """Make a finding current and bring it into sight."""
        self._select(self._model.row_like(finding))

    def following(self) -> Finding | None:
        """The finding after the current one, around the end; it becomes current."""
        if not self.findings:
            return None
        place = (self._list.currentIndex().row() + 1) % len(self.findings)
        self._select(place)
        return self.findings[place]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.reply.fit()

    def _dress(self) -> None:
        self._list.doItemsLayout()
        self._show_words()

    def _lay_out(self) -> None:
        head = named(QFrame(), "panelTitle")
        line = row(head, spacing=SPACE, margins=(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE))
        line.addWidget(self._title)
        for icon, words in self._counts.values():
            line.addWidget(icon)
            line.addWidget(words)
            words.setContentsMargins(0, 0, 3 * SPACE, 0)
        line.addStretch()
        empty = QWidget()
        page = column(empty, spacing=2 * SPACE, margins=(6 * SPACE, 2 * SPACE, 6 * SPACE, 2 * SPACE))
        page.addStretch(1)
        for label in (self._nothing_icon, self._nothing, self._nothing_more):
            page.addWidget(label)
        page.addStretch(3)
        room = named(QScrollArea(), "findings")
        room.setWidget(named(empty, "findings"))
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages = QStackedLayout()
        whole = column(self)
        whole.addWidget(head)
        whole.addLayout(self._pages, 1)
        self._pages.addWidget(self._list)  # a stack shows its first at once, and in no window as a window
        self._pages.addWidget(room)
        whole.addWidget(self.reply)

    def _select(self, place: int) -> None:
        if place >= 0:
            self._list.setCurrentIndex(self._model.index(place))
            self._list.scrollTo(self._model.index(place))

    def _show_reply(self) -> None:
        self.reply.show_finding(self._list.currentIndex().data(FindingsModel.FINDING))

    def _show_words(self) -> None:
        self._title.setText(self._kit.texts("window.findings"))
        self._list.setAccessibleName(self._kit.texts("window.findings"))
        self._list.setAccessibleDescription(self._kit.texts("window.findings-what"))
        font = title_font(self.font())
        font.setPointSizeF(self.font().pointSizeF() * 1.1)
        self._title.setFont(font)
        self._nothing.setFont(font)
        self._nothing_more.setFont(small_font(self.font()))
        self._show_nothing()
        self._show_counts()

    def _show_nothing(self) -> None:
        found, kit = self._say_nothing(self._kit.texts), self._kit
        self._nothing.setText(found.title)
        self._nothing_more.setText(found.more)
        colour = kit.theme.error if found.icon == "error" else kit.theme.accent
        picture = kit.icons.pixmap(found.icon, colour, 2 * ICON, self.devicePixelRatioF())
        put_drawing(self._nothing_icon, picture)

    def _show_counts(self) -> None:
        numbers = {
            Severity.ERROR: count_errors(self.findings),
            Severity.WARNING: count_warnings(self.findings),
        }
        colours = {Severity.ERROR: self._kit.theme.error, Severity.WARNING: self._kit.theme.warning}
        for severity, (icon, words) in self._counts.items():
            number = numbers[severity]
            put_drawing(
                icon,
                self._kit.icons.pixmap(severity.value, colours[severity], ICON, self.devicePixelRatioF()),
            )
            words.setText(self._kit.texts(f"window.count-{severity}", n=number) if number else "")
            icon.setVisible(number > 0)
            words.setVisible(number > 0)
        self._title.setVisible(not any(numbers.values()))
