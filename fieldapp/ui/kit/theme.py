"""The colours of the window, one palette table per theme, and the few sizes of its one font.

Red and amber stand for findings alone, the accent for what can be acted on and for where the keys go. The
contrast of every pair of text and ground that is used is measured by the tests.
"""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette

SPACE = 4
"""Pixels inside a thing; 2 × between related things, 4 × between groups."""

EDGE = 4 * SPACE
"""From the side of a panel to what stands in it."""

NARROWEST = 260
"""What stands beside the grid is at least so wide."""

Group = QPalette.ColorGroup
PaletteRole = QPalette.ColorRole


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme by what they are for, as `#rrggbb`.

    Text goes on `ground` (the grid, fields), on `raised` (the window around it, panels, buttons), on
    `heading_ground`, `selection` and `current_tint`; `error` and `warning` also on grounds of their own, and
    `on_accent` on `accent`. `rule` and `heavy_rule` are lines.
    """

    name: str
    ground: str
    raised: str
    text: str
    quiet_text: str
    rule: str
    heavy_rule: str
    heading_ground: str
    accent: str
    on_accent: str
    selection: str
    current_tint: str
    error: str
    error_ground: str
    warning: str
    warning_ground: str

    @property
    def shut(self) -> str:
        """The border of what cannot be pressed now: where quiet words are nearly as bright as others, its
        dashes tell it."""
        return f"1px {'dashed' if self.name == 'high-contrast' else 'solid'} {self.rule}"


LIGHT = Theme(
    name="light",
    ground="#ffffff",
    raised="#f4f5f7",
    text="#1c2126",
    quiet_text="#5a636d",
    rule="#e2e5e9",
    heavy_rule="#7f8892",
    heading_ground="#f4f5f7",
    accent="#17618a",
    on_accent="#ffffff",
    selection="#d5e7f2",
    current_tint="#e3edf4",
    error="#b3261e",
    error_ground="#fdeceb",
    warning="#8a4f00",
    warning_ground="#fdf3dd",
)

DARK = Theme(
    name="dark",
    ground="#15181c",
    raised="#1e2227",
    text="#e5e8ec",
    quiet_text="#a3abb5",
    rule="#2b3037",
    heavy_rule="#7c8590",
    heading_ground="#1e2227",
    accent="#75bde6",
    on_accent="#0a1c28",
    selection="#1f4259",
    current_tint="#24333e",
    error="#ffa199",
    error_ground="#43211f",
    warning="#f0bf66",
    warning_ground="#3a2d13",
)

HIGH_CONTRAST = Theme(
    name="high-contrast",
    ground="#000000",
    raised="#000000",
    text="#ffffff",
    quiet_text="#e4e4e4",
    rule="#8a8a8a",
    heavy_rule="#ffffff",
    heading_ground="#1a1a1a",
    accent="#5ce1ff",
    on_accent="#000000",
    selection="#003d50",
    current_tint="#002c38",
    error="#ffbbb5",
    error_ground="#4d0000",
    warning="#ffd75e",
    warning_ground="#3d2e00",
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK, HIGH_CONTRAST)}


def qpalette(theme: Theme) -> QPalette:
    """The theme for Qt's own widgets."""
    palette = QPalette()
    for role, colour in _roles(theme).items():
        palette.setColor(role, QColor(colour))
    for role in (
        PaletteRole.WindowText,
        PaletteRole.Text,
        PaletteRole.ButtonText,
        PaletteRole.HighlightedText,
    ):
        palette.setColor(Group.Disabled, role, QColor(theme.quiet_text))
    palette.setColor(Group.Disabled, PaletteRole.Highlight, QColor(theme.raised))
    return palette


def _roles(theme: Theme) -> dict[QPalette.ColorRole, str]:
    return {
        PaletteRole.Window: theme.raised,
        PaletteRole.WindowText: theme.text,
        PaletteRole.Base: theme.ground,
        PaletteRole.AlternateBase: theme.heading_ground,
        PaletteRole.Text: theme.text,
        PaletteRole.PlaceholderText: theme.quiet_text,
        PaletteRole.Button: theme.raised,
        PaletteRole.ButtonText: theme.text,
        PaletteRole.BrightText: theme.error,
        PaletteRole.ToolTipBase: theme.ground,
        PaletteRole.ToolTipText: theme.text,
        PaletteRole.Highlight: theme.selection,
        PaletteRole.HighlightedText: theme.text,
        PaletteRole.Accent: theme.accent,
        PaletteRole.Link: theme.accent,
        PaletteRole.LinkVisited: theme.accent,
        PaletteRole.Light: theme.ground,
        PaletteRole.Midlight: theme.rule,
        PaletteRole.Mid: theme.rule,
        PaletteRole.Dark: theme.heavy_rule,
        PaletteRole.Shadow: theme.heavy_rule,
    }


def style_sheet(theme: Theme) -> str:
    """What a palette cannot say: the shape of buttons, fields and tool tips, and where the focus is."""
    return f"""
        QToolTip {{ color: {theme.text}; background: {theme.ground}; border: 1px solid {theme.heavy_rule};
                    padding: {SPACE}px; }}
        QPushButton, QToolButton {{ color: {theme.text}; background: {theme.ground};
                    border: 1px solid {theme.heavy_rule}; border-radius: 4px;
                    padding: {SPACE}px {2 * SPACE}px; }}
        QPushButton:hover, QToolButton:hover {{ background: {theme.current_tint}; }}
        QPushButton:pressed, QToolButton:pressed, QToolButton:checked {{ background: {theme.selection}; }}
        QPushButton:default {{ color: {theme.on_accent}; background: {theme.accent};
                    border-color: {theme.accent}; }}
        QPushButton:disabled, QToolButton:disabled {{ color: {theme.quiet_text}; background: {theme.raised};
                    border: {theme.shut}; }}
        QPushButton:focus, QToolButton:focus {{ border: 2px solid {theme.accent};
                    padding: {SPACE - 1}px {2 * SPACE - 1}px; }}
        QPushButton:default:focus {{ border-color: {theme.text}; }}
        QStatusBar::item {{ border: none; }}
    """


def figures_font(base: QFont) -> QFont:
    """The font with digits of one width, so that figures stand under each other."""
    font = QFont(base)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def small_font(base: QFont) -> QFont:
    """For labels and what is said quietly."""
    return _scaled(base, 0.9)


def title_font(base: QFont) -> QFont:
    """For the one thing a window is about."""
    font = _scaled(base, 1.35)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _scaled(base: QFont, factor: float) -> QFont:
    font = QFont(base)
    if base.pointSizeF() > 0:
        font.setPointSizeF(base.pointSizeF() * factor)
    else:
        font.setPixelSize(round(base.pixelSize() * factor))
    return font
