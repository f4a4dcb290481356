"""One line on the sheet: what it is a part of, who verified it, and why it was corrected."""

from PySide6.QtWidgets import QLabel, QWidget

from fieldapp.core.period import Period
from fieldapp.core.report import Standing
from fieldapp.ui.kit.elided import ElidedLabel, shrinking
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
        self._icon = QLabel()
        self._verified = shrinking(ElidedLabel())
        self._reason = looking(ElidedLabel(), "quiet")

        self._icon.setFixedSize(STANDING_ICON, STANDING_ICON)
        line = row(self, spacing=SPACE)
        line.addWidget(self._part)
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

    def show_part(self, whole: Period | None) -> None:
        """Say which week the sheet is a part of, if it is one."""
        words = self._kit.texts("window.part-of", whole=whole) if whole else ""
        self._part.setFont(small_font(self.font()))
        self._part.setText(words)
        self._part.setToolTip(wrapped(words))
        self._part.setVisible(bool(words))

    def show_standing(self, standing: Standing) -> None:
        """Show a sheet's standing."""
        texts, theme = self._kit.texts, self._kit.theme
        who, why = standing.verified_by, standing.reason
        for label in (self._verified, self._reason):
            label.setFont(small_font(self.font()))
        self._icon.setPixmap(
            self._kit.icons.pixmap("done", theme.accent, STANDING_ICON, self.devicePixelRatioF())
        )
        self._verified.setText(texts("verify.verified", name=who) if who else "")
        self._reason.setText(texts("reason.shown", reason=why) if why else "")
        for label, tip in (
            (self._verified, texts("verify.verified-tip", name=who) if who else ""),
            (self._reason, self._reason.text()),
        ):
            label.setToolTip(wrapped(tip))
            label.setAccessibleDescription(tip)
        self._verified.setAccessibleName(texts("verify.verified", name=who) if who else "")
        self._icon.setVisible(bool(who))
        self._verified.setVisible(bool(who))
