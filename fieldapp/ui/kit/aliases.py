"""Qt's long names, short: one alias for each, used by all rooms."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

Align = Qt.AlignmentFlag
Index = QModelIndex | QPersistentModelIndex
Key = Qt.Key
Modifier = Qt.KeyboardModifier

LEFT = Align.AlignLeft | Align.AlignVCenter
RIGHT = Align.AlignRight | Align.AlignVCenter
CENTRE = Align.AlignHCenter | Align.AlignVCenter
WRAPPED = int(Qt.TextFlag.TextWordWrap)
