"""LibreOffice as somebody uses it: a workbook is opened, typed in, and stored by the program itself."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

SECONDS = 240
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Typing"
 script:language="StarBasic">
Sub Dispatch(frame, command, name, said)
  Dim values(0) As New com.sun.star.beans.PropertyValue
  values(0).Name = name
  values(0).Value = said
  createUnoService("com.sun.star.frame.DispatchHelper").executeDispatch(frame, command, "", 0, values())
End Sub
Sub Enter(source, target, typed)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  view = document.CurrentController
  For Each line In Split(typed, "|")
    what = Split(line, "~")
    view.setActiveSheet(document.Sheets.getByName(what(0)))
    Dispatch(view.Frame, ".uno:GoToCell", "ToPoint", what(1))
    Dispatch(view.Frame, ".uno:EnterString", "StringName", what(2))
  Next
  Dim form(0) As New com.sun.star.beans.PropertyValue
  form(0).Name = "FilterName"
  form(0).Value = "Calc MS Excel 2007 XML"
  document.storeToURL(target, form())
  document.close(True)
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Typing"/>
</library:library>
"""


class TypingOffice:
    """LibreOffice with a profile of its own in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._run("--terminate_after_init")  # makes the profile, or it would undo what is put into it
        basic = folder / "profile" / "user" / "basic" / "Standard"
        basic.mkdir(parents=True, exist_ok=True)
        (basic / "Typing.xba").write_text(_MODULE, "utf-8")
        (basic / "script.xlb").write_text(_LIBRARY, "utf-8")

    def enter(self, source: Path, typed: Iterable[tuple[str, str, str]]) -> Path:
        """A copy of a workbook with each text typed into its cell, given as (sheet, address, text)."""
        target = self._folder / "typed" / source.name
        target.parent.mkdir(exist_ok=True)
        said = "|".join("~".join(one) for one in typed)
        self._run(f'macro:///Standard.Typing.Enter("{source.as_uri()}","{target.as_uri()}","{said}")')
        return target

    def _run(self, *words: str) -> None:
        profile = (self._folder / "profile").as_uri()
        command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile}", *words]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
