"""What the window asks of the desktop around it: the clipboard, file dialogs, opening files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QRect
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QWidget

from fieldapp.exchange.names import WORKBOOK
from fieldapp.texts.texts import Texts
from fieldapp.ui.kit.dialogs import is_accepted

if TYPE_CHECKING:  # no start needs them, and PySide makes each with all that belongs to it
    from PySide6.QtGui import QImage
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QFileDialog

DATA_FILE = ".fieldapp"
PDF = ".pdf"
PICTURE_KINDS = (".svg", ".png")
"""What a picture is saved as, the usual one first."""


class Desktop:
    """The real desktop. Tests hand in one that answers for the person."""

    def __init__(self, clipboard: QClipboard) -> None:
        self._clipboard = clipboard

    def room(self, window: QWidget) -> QRect:
        """The part of the screen that a window may take."""
        return window.screen().availableGeometry()

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        self._clipboard.setText(text)

    def copy_rich(self, text: str, html: str) -> None:
        """Put a text on the clipboard, plain and as HTML."""
        both = QMimeData()
        both.setText(text)
        both.setHtml(html)
        self._clipboard.setMimeData(both)

    def copy_image(self, image: "QImage") -> None:
        """Put a picture on the clipboard."""
        self._clipboard.setImage(image)

    def show(self, path: Path) -> None:
        """Open a file or a folder with what the desktop uses for it."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def ask_for_workbook(
        self, parent: QWidget, texts: Texts, suggestion: Path, languages: Sequence[str]
    ) -> tuple[Path, str] | None:
        """Where to write a workbook, and in which of these languages: they are the kinds of file that the
        desktop's own dialog offers. None where nothing was chosen."""
        names = [texts(f"window.language-{language}") for language in languages]
        kinds = [f"{texts('window.kind-workbook-in', language=name)} (*{WORKBOOK})" for name in names]
        dialog = _saving(parent, texts("window.title-export"), suggestion, ";;".join(kinds))
        chosen = _chosen(dialog)
        kind = dialog.selectedNameFilter()
        return None if chosen is None else (chosen, languages[kinds.index(kind) if kind in kinds else 0])

    def ask_for_data_file(self, parent: QWidget, texts: Texts, folder: Path) -> Path | None:
        """Which data file to open, or None."""
        kinds = f"{texts('window.kind-data-file')} (*{DATA_FILE})"
        return _ask_which(parent, texts("window.title-open"), folder, kinds)

    def ask_which_workbook(self, parent: QWidget, texts: Texts, folder: Path) -> Path | None:
        """Which workbook to look at, or None."""
        kinds = f"{texts('window.kind-workbook')} (*{WORKBOOK})"
        return _ask_which(parent, texts("look.choose"), folder, kinds)

    def ask_which_text(self, parent: QWidget, texts: Texts, folder: Path) -> Path | None:
        """Which press text to read, or None."""
        kinds = f"{texts('reconcile.kind-text')} (*.txt *.html *.htm)"
        return _ask_which(parent, texts("reconcile.window"), folder, kinds)

    def ask_which_workbooks(self, parent: QWidget, texts: Texts, folder: Path) -> list[Path]:
        """Which workbooks to receive; none where nothing was chosen."""
        kinds = f"{texts('window.kind-workbook')} (*{WORKBOOK})"
        dialog = _file_dialog(parent, texts("plan.title-files"), folder, kinds)
        dialog.setFileMode(dialog.FileMode.ExistingFiles)
        accepted, chosen = is_accepted(dialog), dialog.selectedFiles()
        return [Path(file) for file in chosen] if accepted else []

    def ask_which_backup(self, parent: QWidget, texts: Texts, folder: Path) -> Path | None:
        """Which data file to go back to, or None."""
        kinds = f"{texts('window.kind-data-file')} (*{DATA_FILE})"
        return _ask_which(parent, texts("backups.title-which"), folder, kinds)

    def ask_for_folder(self, parent: QWidget, title: str, folder: Path) -> Path | None:
        """A folder that is there, or None."""
        dialog = _file_dialog(parent, title, folder)
        dialog.setFileMode(dialog.FileMode.Directory)
        dialog.setOption(dialog.Option.ShowDirsOnly)
        return _chosen(dialog)

    def ask_for_new_file(self, parent: QWidget, texts: Texts, suggestion: Path) -> Path | None:
        """Where to make a data file, or None."""
        kinds = f"{texts('window.kind-data-file')} (*{DATA_FILE})"
        return _ask_where(parent, texts("window.title-new"), suggestion, kinds)

    def ask_for_pdf(self, parent: QWidget, texts: Texts, suggestion: Path) -> Path | None:
        """Where to write a PDF file, or None."""
        return _ask_where(parent, texts("form.title-save"), suggestion, f"{texts('form.kind-pdf')} (*{PDF})")

    def ask_for_picture(
        self, parent: QWidget, texts: Texts, suggestion: Path, wanted: Sequence[str] = PICTURE_KINDS
    ) -> Path | None:
        """Where to write a picture, as one of these kinds, or None."""
        names = {kind: texts(f"pictures.kind-{kind[1:]}") for kind in wanted if kind != WORKBOOK}
        names |= {WORKBOOK: texts("window.kind-workbook")} if WORKBOOK in wanted else {}
        kinds = {f"{name} (*{kind})": kind for kind, name in names.items()}
        dialog = _saving(parent, texts("pictures.title-save"), suggestion, ";;".join(kinds))
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(kinds.get(name, "")[1:]))
        return _chosen(dialog)

    def has_printer(self) -> bool:
        """Whether there is anything to print on."""
        from PySide6.QtPrintSupport import QPrinterInfo

        return bool(QPrinterInfo.availablePrinterNames())

    def ask_for_printer(self, parent: QWidget, texts: Texts) -> "QPrinter | None":
        """A printer and how it is to print, or None."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(texts("form.title-print"))
        return printer if is_accepted(dialog) else None


def _file_dialog(parent: QWidget, title: str, folder: Path, kinds: str = "") -> "QFileDialog":
    from PySide6.QtWidgets import QFileDialog

    return QFileDialog(parent, title, str(folder), kinds)


def _ask_which(parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None:
    dialog = _file_dialog(parent, title, folder, kinds)
    dialog.setFileMode(dialog.FileMode.ExistingFile)
    return _chosen(dialog)


def _chosen(dialog: "QFileDialog") -> Path | None:
    accepted, chosen = is_accepted(dialog), dialog.selectedFiles()
    return Path(chosen[0]) if accepted and chosen else None


def _ask_where(parent: QWidget, title: str, suggestion: Path, kinds: str) -> Path | None:
    """The dialog adds the suffix itself, so that it asks before something is overwritten."""
    return _chosen(_saving(parent, title, suggestion, kinds))


def _saving(parent: QWidget, title: str, suggestion: Path, kinds: str) -> "QFileDialog":
    dialog = _file_dialog(parent, title, suggestion.parent, kinds)
    dialog.setAcceptMode(dialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suggestion.suffix.removeprefix("."))
    dialog.selectFile(suggestion.name)
    return dialog
