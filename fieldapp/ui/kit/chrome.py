"""How the window around the grid looks: what the theme's own style sheet does not say."""

from PySide6.QtWidgets import QWidget

from fieldapp.ui.kit.theme import SPACE, Theme

LEAST_CONTROL = 26
"""A button holds an icon, however small the text is."""


ITEM_EDGE = 3
"""Pixels that Qt leaves around the text of a table's item, and not around that of its head."""


def chrome_style_sheet(theme: Theme, scale: float = 1.0) -> str:
    """Menus, header, chip, notices, panels and fields. `scale`: the zoom, for what is measured in pixels."""
    control = max(round(30 * scale), LEAST_CONTROL)
    return (
        _menus(theme)
        + _frames(theme)
        + _chip(theme)
        + _buttons(theme, control)
        + _fields(theme, control)
        + _calendar(theme)
        + _scrolling(theme)
    )


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Change a property that a style sheet's selector looks at, and let the widget take the new style."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _menus(theme: Theme) -> str:
    return f"""
        QMenuBar {{ background: {theme.raised}; color: {theme.text}; padding: 0 {SPACE}px; }}
        QMenuBar::item {{ padding: {SPACE}px {2 * SPACE}px; background: transparent; border-radius: 4px; }}
        QMenuBar::item:selected {{ background: {theme.selection}; }}
        QMenu {{ background: {theme.ground}; color: {theme.text}; border: 1px solid {theme.heavy_rule};
                 padding: {SPACE}px; }}
        QMenu::item {{ padding: {SPACE}px {6 * SPACE}px {SPACE}px {7 * SPACE}px; border-radius: 4px; }}
        QMenu::item:selected {{ background: {theme.selection}; }}
        QMenu::item:disabled {{ color: {theme.quiet_text}; }}
        QMenu::separator {{ height: 1px; background: {theme.rule}; margin: {SPACE}px {2 * SPACE}px; }}
        QMenu::icon {{ padding-left: {2 * SPACE}px; }}
        QMenu::indicator {{ width: 14px; height: 14px; left: {2 * SPACE}px; }}
    """


def _frames(theme: Theme) -> str:
    kinds = {
        "info": (theme.text, theme.current_tint, theme.rule),
        "done": (theme.text, theme.raised, theme.rule),
        "plain": (theme.quiet_text, theme.raised, theme.rule),
        "warning": (theme.warning, theme.warning_ground, theme.warning),
        "error": (theme.error, theme.error_ground, theme.error),
    }
    notices = "".join(
        f"""
        #notice[kind="{kind}"] {{ background: {ground}; border: none;
                border-top: 1px solid {rule}; border-bottom: 1px solid {rule}; }}
        #notice QLabel[kind="{kind}"] {{ color: {text}; }}
        """
        for kind, (text, ground, rule) in kinds.items()
    )
    return f"""
        {notices}
        #notice[kind=""] {{ border: none; border-top: 1px solid transparent;
                border-bottom: 1px solid transparent; }}
        #foot {{ background: {theme.raised}; border: none; border-top: 1px solid {theme.rule}; }}
        #foot #notice {{ border: none; }}
        #foot #notice[kind="done"], #foot #notice[kind="info"] {{ background: {theme.raised}; }}
        #header {{ background: {theme.raised}; border: none; border-bottom: 1px solid {theme.rule}; }}
        #panel {{ background: {theme.ground}; border: none; border-left: 1px solid {theme.rule}; }}
        #panelTitle {{ background: {theme.ground}; border: none; border-bottom: 1px solid {theme.rule}; }}
        #card {{ background: {theme.ground}; border: 1px solid {theme.rule}; border-radius: 8px; }}
        #findings, #recent, #periods {{ background: {theme.ground}; border: none; outline: none; }}
        #desk, #side, #cell, #cellContent, #history {{ background: {theme.ground}; border: none;
                outline: none; }}
        #recent, #periods {{ border: 1px solid {theme.rule}; border-radius: 4px; padding: {SPACE}px; }}
        #recent::item, #periods::item {{ padding: {SPACE}px; border-radius: 4px; color: {theme.text}; }}
        #recent::item:selected, #periods::item:selected {{ background: {theme.selection}; }}
        #recent::item:hover, #periods::item:hover {{ background: {theme.current_tint}; }}
        #recent:focus, #periods:focus {{ border-color: {theme.accent}; }}
        #organisations {{ background: {theme.ground}; border: 1px solid {theme.rule}; border-radius: 4px;
            padding: {SPACE}px; outline: none; }}
        #organisations::item {{ padding: {SPACE}px; border-radius: 4px; color: {theme.text}; }}
        #organisations::item:selected {{ background: {theme.selection}; }}
        #organisations::item:hover {{ background: {theme.current_tint}; }}
        #organisations:focus {{ border-color: {theme.accent}; }}
        *[quiet="true"] {{ color: {theme.quiet_text}; }}
        *[alarm="true"] {{ color: {theme.error}; }}
        #askLine QLabel {{ background: transparent; }}
        #gridCorner {{ background: {theme.raised}; color: {theme.quiet_text};
                border-bottom: 1px solid {theme.heavy_rule}; }}
        QSplitter::handle {{ background: {theme.rule}; }}
        QDialog, #welcome {{ background: {theme.raised}; }}
        QTableWidget, QTableView[lines="true"] {{ background: {theme.ground}; border: 1px solid {theme.rule};
                border-radius: 4px; selection-background-color: {theme.selection};
                selection-color: {theme.text}; gridline-color: {theme.rule}; outline: none; }}
        QTableWidget::item, QTableView[lines="true"]::item {{ padding: 2px {2 * SPACE}px; border: none; }}
        QTableWidget:focus, QTableView[lines="true"]:focus {{ border-color: {theme.accent}; }}
        QTableCornerButton::section {{ background: {theme.heading_ground}; border: none;
                border-bottom: 1px solid {theme.rule}; }}
        QHeaderView::section {{ background: {theme.heading_ground}; color: {theme.quiet_text}; border: none;
                border-bottom: 1px solid {theme.rule}; padding: {SPACE}px {2 * SPACE + ITEM_EDGE}px; }}
        QTableWidget QHeaderView, QTableView[lines="true"] QHeaderView {{ background: transparent; }}
        QTableWidget QHeaderView::section:horizontal:first,
        QTableView[lines="true"] QHeaderView::section:horizontal:first {{ border-top-left-radius: 3px; }}
        QTableWidget QHeaderView::section:horizontal:last,
        QTableView[lines="true"] QHeaderView::section:horizontal:last {{ border-top-right-radius: 3px; }}
    """


def _chip(theme: Theme) -> str:
    looks = {
        "draft": (theme.text, theme.ground, theme.heavy_rule),
        "ready": (theme.accent, theme.selection if theme.name == "dark" else theme.ground, theme.accent),
        "sent": (theme.on_accent, theme.accent, theme.accent),
    }
    return f"#chip {{ border-radius: {2 * SPACE + 2}px; }}" + "".join(
        f"""
        #chip[status="{status}"] {{ background: {ground}; border: 1px solid {rule}; }}
        #chip QLabel[status="{status}"] {{ color: {text}; }}
        """
        for status, (text, ground, rule) in looks.items()
    )


def _buttons(theme: Theme, control: int) -> str:
    return f"""
        QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
        QPushButton, QToolButton {{ min-height: {control - 2 * SPACE - 2}px; }}
        #step {{ color: {theme.on_accent}; background: {theme.accent}; border: 1px solid {theme.accent};
                padding: {SPACE}px {4 * SPACE}px; font-weight: 600; }}
        #step:hover {{ border-color: {theme.text}; }}
        #step:focus {{ border: 2px solid {theme.text}; padding: {SPACE - 1}px {4 * SPACE - 1}px; }}
        #step[held="true"] {{ color: {theme.quiet_text}; background: {theme.raised};
                border: {theme.shut}; font-weight: 400; }}
        #step[held="true"]:focus {{ border: 2px solid {theme.accent}; }}
        #askLine QPushButton {{ min-height: 0; padding: 2px {2 * SPACE}px; }}
        QPushButton[link="true"] {{ color: {theme.accent}; background: transparent; border: none;
                min-height: 0; padding: 0 {SPACE}px; text-decoration: underline; }}
        QPushButton[link="true"]:hover {{ color: {theme.text}; }}
        QPushButton[link="true"]:disabled {{ color: {theme.quiet_text}; border: none;
                text-decoration: none; }}
        QPushButton[link="true"]:focus {{ border: 1px solid {theme.accent}; border-radius: 2px;
                padding: 0 {SPACE - 1}px; }}
        QToolButton[bare="true"] {{ background: transparent; border: none; min-height: 0; padding: 2px; }}
        QToolButton[bare="true"]:hover {{ background: {theme.current_tint}; }}
        QToolButton[bare="true"]:focus {{ border: 1px solid {theme.accent}; padding: 1px; }}
    """


def _fields(theme: Theme, control: int) -> str:
    shut_box = theme.shut if theme.name == "high-contrast" else "1px solid transparent"
    return f"""
        QLineEdit, QComboBox, QSpinBox {{ color: {theme.text}; background: {theme.ground};
                border: 1px solid {theme.heavy_rule}; border-radius: 4px;
                padding: 0 {2 * SPACE}px; min-height: {control - 2}px; }}
        QLineEdit:focus, QComboBox:focus, QSpinBox:focus {{ border: 2px solid {theme.accent};
                padding: 0 {2 * SPACE - 1}px; min-height: {control - 4}px; }}
        #cellField, #cellField:focus {{ border: none; border-radius: 0; min-height: 0;
                padding: 0 {2 * SPACE}px; selection-color: {theme.text};
                selection-background-color: {theme.selection}; }}
        QLineEdit, QPlainTextEdit {{ placeholder-text-color: {theme.quiet_text}; }}
        QPlainTextEdit {{ color: {theme.text}; background: {theme.ground}; border-radius: 4px;
                border: 1px solid {theme.heavy_rule}; padding: {SPACE + 1}px; }}
        QPlainTextEdit:focus {{ border: 2px solid {theme.accent}; padding: {SPACE}px; }}
        QRadioButton, QCheckBox {{ color: {theme.text}; background: transparent; padding: {SPACE}px;
                spacing: {2 * SPACE}px; border: 1px solid transparent; border-radius: 4px; }}
        QRadioButton:focus, QCheckBox:focus {{ border-color: {theme.accent}; }}
        QRadioButton::indicator {{ width: 10px; height: 10px; border: 2px solid {theme.heavy_rule};
                border-radius: 7px; background: {theme.ground}; }}
        QRadioButton::indicator:checked {{ width: 4px; height: 4px; border: 5px solid {theme.accent}; }}
        QCheckBox::indicator {{ width: 10px; height: 10px; border: 2px solid {theme.heavy_rule};
            border-radius: 3px; background: {theme.ground}; }}
        QCheckBox::indicator:checked {{ width: 6px; height: 6px; border: 4px solid {theme.accent}; }}
        QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QPlainTextEdit:disabled,
        QPlainTextEdit[shut="true"] {{ color: {theme.quiet_text}; background: {theme.raised};
                border: {theme.shut}; }}
        QPlainTextEdit[shut="true"]:focus {{ border: 2px solid {theme.accent}; }}
        QRadioButton:disabled, QCheckBox:disabled {{ color: {theme.quiet_text}; border: {shut_box}; }}
        QRadioButton::indicator:disabled, QCheckBox::indicator:disabled {{ border-color: {theme.rule};
                background: {theme.raised}; }}
        QRadioButton::indicator:checked:disabled, QCheckBox::indicator:checked:disabled {{
                border-color: {theme.heavy_rule}; background: {theme.ground}; }}
        QSpinBox {{ min-width: {control + 3 * SPACE}px; }}
        QSpinBox::up-button, QSpinBox::down-button {{ subcontrol-origin: margin; width: 0px; height: 0px;
                border: none; }}
        QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ background: transparent; border: none;
                padding: 0; min-height: 0; }}
        QComboBox::drop-down {{ border: none; width: {6 * SPACE}px; }}
        QComboBox QAbstractItemView {{ background: {theme.ground}; border: 1px solid {theme.heavy_rule};
                selection-background-color: {theme.selection}; selection-color: {theme.text}; }}
    """


def _calendar(theme: Theme) -> str:
    return f"""
        QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {theme.ground};
                border: 1px solid {theme.rule}; border-bottom: none;
                border-top-left-radius: 4px; border-top-right-radius: 4px; }}
        QCalendarWidget QToolButton {{ background: transparent; border: 1px solid transparent; }}
        QCalendarWidget QToolButton:hover {{ background: {theme.current_tint}; }}
        QCalendarWidget QToolButton:focus {{ border-color: {theme.accent}; }}
        QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
        QCalendarWidget QAbstractItemView {{ background: {theme.ground}; color: {theme.text}; outline: none;
                border: 1px solid {theme.rule}; border-bottom-left-radius: 4px;
                border-bottom-right-radius: 4px; selection-background-color: {theme.ground}; }}
    """


def _scrolling(theme: Theme) -> str:
    bars = "".join(
        f"""
        QScrollBar:{way} {{ background: transparent; border: none; {across}: 12px; margin: 0; }}
        QScrollBar::handle:{way} {{ background: {theme.heavy_rule}; border-radius: 3px; margin: 3px;
                min-{along}: 32px; }}
        """
        for way, across, along in (("vertical", "width", "height"), ("horizontal", "height", "width"))
    )
    return f"""
        {bars}
        QScrollBar::handle:hover {{ background: {theme.quiet_text}; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
        QAbstractScrollArea::corner {{ background: transparent; border: none; }}
        QProgressBar {{ background: {theme.ground}; border: 1px solid {theme.heavy_rule};
                border-radius: 4px; }}
        QProgressBar::chunk {{ background: {theme.accent}; border-radius: 3px; }}
    """
