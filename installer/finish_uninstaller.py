"""NSIS runs this on the uninstaller before it packs it: FINISH_UNINSTALLER SETTINGS.json FILE."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from installer.signing import finish_uninstaller

    finish_uninstaller(Path(sys.argv[1]), Path(sys.argv[2]))
