"""The name under which Windows gathers the app's windows and pins in the taskbar."""

import sys

APP_ID = "Fieldapp.Fieldapp"
"""The same as on the links that the installer makes; a pin would start something else otherwise."""


def name_for_the_taskbar() -> None:
    """Tell Windows; it must hear it before the first window. Elsewhere there is nothing to tell."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)
