"""One line on the sheet: of what it is a part, whether headquarters lack it, who verified it, and why."""

from PySide6.QtWidgets import QLabel, QWidget

from fieldapp.core.period import Period
from fieldapp.core.report import Standing
from fieldapp.ui.kit.elided import ElidedLabel, shrinking
from fieldapp.ui.kit.icons import put_drawing
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import looking, row
from fieldapp.ui.kit.marks import wrapped
from fieldapp.ui.kit.theme import SPACE, small_font

STANDING_ICON = 14


class StandingLine(QWidget):
    """Empty for most sheets."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._part = looking(shrinking(ElidedLabel()), "quiet")
        self._unheard_icon, self._unheard = QLabel(), shrinking(ElidedLabel())
        self._icon = QLabel()
        self._verified = shrinking(ElidedLabel())
        self._reason = looking(ElidedLabel(), "quiet")

        line = row(self, spacing=SPACE)
        line.addWidget(self._part)
        for icon in (self._unheard_icon, self._icon):
            icon.setFixedSize(STANDING_ICON, STANDING_ICON)
        line.addWidget(self._unheard_icon)
        line.addWidget(self._unheard)
        line.addWidget(self._icon)
        line.addWidget(self._verified)
        line.addSpacing(3 * SPACE)
        line.addWidget(self._reason, 1)

    @property
    def part_text(self) -> str:
        """What the sheet is a part of."""
        return self._part.text()

    @property
    def verified_text(self) -> str:
        """Who keyed the totals a second time."""
        return self._verified.text()

    @property
    def reason_text(self) -> str:
        """Why the sheet was corrected after it was sent."""
        return self._reason.text()

    @property
    def unheard_text(self) -> str:
        """That headquarters do not have what was sent."""
        return self._unheard.text()

    def show_part(self, whole: Period | None) -> None:
        """Say which week the sheet is a part of, if it is one."""
        words = self._kit.texts("window.part-of", whole=whole) if whole else ""
        self._part.setFont(small_font(self.font()))
        self._part.setText(words)
        self._part.setToolTip(wrapped(words))
        self._part.setVisible(bool(words))

    def show_standing(self, standing: Standing, *, is_unheard: bool) -> None:
        """Show a sheet's standing. `is_unheard`: headquarters do not have it, by their answers."""
        texts, theme = self._kit.texts, self._kit.theme
        who, why = standing.verified_by, standing.reason
        for label in (self._unheard, self._verified, self._reason):
            label.setFont(small_font(self.font()))
        put_drawing(
            self._icon, self._kit.icons.pixmap("done", theme.accent, STANDING_ICON, self.devicePixelRatioF())
        )
        put_drawing(
            self._unheard_icon,
            self._kit.icons.pixmap("warning", theme.warning, STANDING_ICON, self.devicePixelRatioF()),
        )
        self._unheard.setText(texts("adopt.unheard") if is_unheard else "")
        self._verified.setText(texts("verify.verified", name=who) if who else "")
        self._reason.setText(texts("reason.shown", reason=why) if why else "")
        for label, tip in (
            (self._unheard, texts("adopt.unheard-tip") if is_unheard else ""),
            (self._verified, texts("verify.verified-tip", name=who) if who else ""),
            (self._reason, self._reason.text()),
        ):
            label.setToolTip(wrapped(tip))
            label.setAccessibleDescription(tip)
        self._verified.setAccessibleName(texts("verify.verified", name=who) if who else "")
        self._unheard.setAccessibleName(self._unheard.text())
        for part in (self._unheard_icon, self._unheard):
            part.setVisible(is_unheard)
        self._icon.setVisible(bool(who))
        self._verified.setVisible(bool(who))
