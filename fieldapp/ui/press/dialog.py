"""The text for the press in three languages side by side, to be worded, copied and published."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.publishing import PressDraft
from fieldapp.ui.kit.key_words import key_words
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even, looking, row
from fieldapp.ui.kit.notice import NOTHING, Message, Notice, error_message
from fieldapp.ui.kit.theme import EDGE, SPACE, title_font
from fieldapp.ui.press.column import PressColumn
from fieldapp.ui.press.options import PressOptions

PUBLISH_KEY = "Ctrl+Return"
_Button = QDialogButtonBox.StandardButton


class PressDialog(QDialog):
    """`copy_wanted(str)`: the text of a language; `publish_wanted(tuple)`: the texts of some; `list_wanted`:
    what was published. `may_close`: no words would be lost."""

    copy_wanted = Signal(str)
    publish_wanted = Signal(object)
    list_wanted = Signal()

    def __init__(
        self,
        options: PressOptions,
        drafts: Mapping[str, PressDraft],
        kit: Kit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        self._was_warned = False
        self.may_close = True

        self._heading = QLabel()
        self.options = options
        self.columns = {language: PressColumn(language, kit) for language in drafts}
        self._hint = looking(QLabel(), "quiet")
        self._why_head, self._why = QLabel(), QLineEdit()
        self.status = Notice(kit)
        self.anew = QPushButton(autoDefault=False)
        self.list = QPushButton(autoDefault=False)
        self.all = QPushButton()
        self._publish_key = QShortcut(QKeySequence(PUBLISH_KEY), self)
        self.buttons = QDialogButtonBox(_Button.Close)

        self._heading.setFont(title_font(self.font()))
        self._hint.setWordWrap(True)
        self._why_head.setBuddy(self._why)
        self._why_head.setWordWrap(True)
        self.all.setDefault(True)
        self._publish_key.setAutoRepeat(False)
        self.buttons.addButton(self.all, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(self.list, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.button(_Button.Close).setAutoDefault(False)
        self._lay_out()

        for language, one in self.columns.items():
            one.copy_wanted.connect(lambda language=language: self.copy_wanted.emit(language))
            one.publish_wanted.connect(lambda language=language: self.publish_wanted.emit((language,)))
            one.field.edited.connect(self._show_edited)
            one.field.held_back.connect(self._tell_held_back)
        for pressed in (self.all.clicked, self._publish_key.activated):
            pressed.connect(lambda: self.publish_wanted.emit((*self.columns,)))
        self.list.clicked.connect(self.list_wanted)
        self.buttons.rejected.connect(self.reject)
        kit.texts_changed.connect(self._say)
        self.show_drafts(drafts)
        self._say()
        next(iter(self.columns.values())).field.setFocus()
        self.resize(self.sizeHint())

    @property
    def why(self) -> str:
        """Why it is to be published though errors stand or cells are in dispute."""
        return self._why.text().strip()

    def show_drafts(self, drafts: Mapping[str, PressDraft]) -> None:
        """Show texts as they were made."""
        for language, draft in drafts.items():
            self.columns[language].field.show_wording(draft.wording)
        first = next(iter(drafts.values()))
        self._obstacles = [
            (key, n) for key, n in (("press.errors", first.errors), ("press.disputed", first.disputed)) if n
        ]
        self._show_edited()
        self._say_obstacles()

    def tell(self, message: Message) -> None:
        """Say something below the texts."""
        self.status.tell(message)

    @override
    def reject(self) -> None:
        """Words that were changed and are not published go with the dialog: whoever asks again may leave."""
        if not self.may_close and not self._was_warned:
            self._was_warned = True
            self.tell(Message("warning", lambda texts: texts("press.leave-again")))
            return
        super().reject()

    @override
    def sizeHint(self) -> QSize:
        """As large as the window that it stands over, but for an edge: three texts stand side by side."""
        wanted, parent = super().sizeHint(), self.parentWidget()
        return parent.size() - QSize(EDGE, EDGE) * 2 if parent is not None else wanted

    def _show_edited(self) -> None:
        is_edited = any(one.field.is_edited for one in self.columns.values())
        self._was_warned = False
        self.options.setEnabled(not is_edited)
        self.options.setToolTip(self._kit.texts("press.options-shut") if is_edited else "")
        self.anew.setVisible(is_edited)
        if self.status.message.kind == "error":
            self.tell(NOTHING)

    def _tell_held_back(self, error: FieldAppError) -> None:
        self.tell(error_message(error))

    def _say(self) -> None:
        texts = self._kit.texts
        self.setWindowTitle(texts("press.title"))
        self._heading.setText(texts("press.title"))
        self._hint.setText(texts("press.hint"))
        self.anew.setText(texts("press.anew"))
        self.list.setText(texts("press.list"))
        self.all.setText(texts("press.publish-all"))
        self.all.setToolTip(f"{texts('press.publish-all')} ({key_words(self._publish_key.key())})")
        self._say_obstacles()

    def _say_obstacles(self) -> None:
        texts = self._kit.texts
        stand = " ".join(texts(key, n=n) for key, n in self._obstacles)
        self._why_head.setText(f"{stand} {texts('press.ask-why')}" if stand else "")
        self._why.setAccessibleName(texts("press.ask-why"))
        self._why.setAccessibleDescription(stand or texts("press.hint"))
        for part in (self._why_head, self._why):
            part.setVisible(bool(stand))

    def _lay_out(self) -> None:
        page = QWidget()
        side_by_side = row(spacing=4 * SPACE)
        for one in self.columns.values():
            side_by_side.addWidget(one, 1)
        body = column(page, spacing=3 * SPACE, margins=(0, 0, SPACE, 0))
        body.addWidget(self._heading)
        body.addWidget(self.options)
        body.addLayout(side_by_side, 1)
        foot = row(spacing=3 * SPACE)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.anew)
        body.addLayout(foot)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        whole = column(self, spacing=2 * SPACE, margins=even(5 * SPACE))
        whole.addWidget(scroll, 1)
        whole.addWidget(self._why_head)
        whole.addWidget(self._why)
        whole.addWidget(self.status)
        whole.addWidget(self.buttons)
