; Fieldapp's Setup.exe. Per user, no administrator. How it works stands in README.md.
; setup.py calls this in the folder of the stage and defines what is not defined here.

Unicode true
Target amd64-unicode
ManifestSupportedOS Win10
ManifestDPIAware true
ManifestLongPathAware true
RequestExecutionLevel user
SetCompressor ${COMPRESSOR}
SetDatablockOptimize on
SetDateSave on
SetOverwrite on
AllowSkipFiles off
CRCCheck force
XPStyle on
ShowInstDetails nevershow
ShowUninstDetails nevershow

Name "Fieldapp"
OutFile "${OUT}"
BrandingText " "
InstallDir "$LOCALAPPDATA\Programs\Fieldapp"
InstallDirRegKey HKCU "Software\Fieldapp" "InstallDir"

!define OWN_KEY "Software\Fieldapp"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Fieldapp"
!define PROGID "Fieldapp.DataFile"
!define MODEL_ID "Fieldapp.Fieldapp" ; the app says the same: fieldapp/ui/app/application.py
!define RUNNING "Local\Fieldapp-running"
!define SETTING_UP "Local\Fieldapp-setup"
!define SHORTCUT "$SMPROGRAMS\Fieldapp.lnk"
!define DESKTOP_ENTRY "$DESKTOP\Fieldapp.lnk"

!define FAILED_RUNNING 3
!define FAILED_WINDOWS 4
!define FAILED_REPLACING 5
!define FAILED_DISK 6
!define FAILED_OLDER 7
!define FAILED_STARTING 8
!define FAILED_SETTING_UP 9
!define FAILED_WHOLE 10
!define FAILED_FOREIGN 11
!define NEW "$INSTDIR\versions\$NewName"

!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "TextFunc.nsh"
!include "WordFunc.nsh"
!include "WinVer.nsh"
!include "Win\COM.nsh"
!include "Win\Propkey.nsh"
!include "MUI2.nsh"

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey /LANG=0 "CompanyName" "Fieldapp"
VIAddVersionKey /LANG=0 "FileDescription" "Fieldapp Setup"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT licence; Qt under the LGPL 3"
VIAddVersionKey /LANG=0 "OriginalFilename" "Fieldapp-${VERSION}-Setup.exe"
VIAddVersionKey /LANG=0 "ProductName" "Fieldapp"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"

!uninstfinalize `${FINISH_UNINSTALLER} "%1"` = 0 ; its paths may have spaces, and then single quotes

Var NewName  ; the version that is being unpacked, as it is called below `versions`; empty before and after
Var Current  ; the version in use, or empty
Var Portable ; not empty: no registry, no shortcuts
Var Sentence ; why Setup ends early, and with which status
Var Status
Var Path     ; of one file, relative to the new version
Var Size

; The wizard

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "${OWN_KEY}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "SetupLanguage"
!define MUI_LANGDLL_WINDOWTITLE "Fieldapp"
!define MUI_LANGDLL_INFO "Language · Dil · Язык"

!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipWhenThere
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\fieldapp.exe"
!define MUI_FINISHPAGE_SHOWREADME
!define MUI_FINISHPAGE_SHOWREADME_TEXT "$(DesktopEntry)"
!define MUI_FINISHPAGE_SHOWREADME_FUNCTION CreateDesktopEntry
!define MUI_FINISHPAGE_SHOWREADME_NOTCHECKED
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGEEX "${HERE}/lang" "Azerbaijani"
!insertmacro MUI_LANGUAGE "Russian"
!include "${HERE}/lang/en.nsh"
!include "${HERE}/lang/az.nsh"
!include "${HERE}/lang/ru.nsh"
!insertmacro MUI_RESERVEFILE_LANGDLL

!include "${HERE}/steps.nsh"
!include "${HERE}/guards.nsh"
!include "${HERE}/entries.nsh"

!insertmacro Steps ""
!insertmacro Steps "un."
!insertmacro Guards ""
!insertmacro Guards "un."

; One file of the payload; its path is relative to the version's folder.
!macro Unpack path size
  StrCpy $Size ${size}
  Call RequireSpace
  File "/oname=${path}" "${path}"
  StrCpy $Path "${path}"
  Call RequireFile
!macroend

Function .onInit
  SetShellVarContext current
  !insertmacro MUI_LANGDLL_DISPLAY
  ${IfNot} ${AtLeastBuild} 17763
    !insertmacro Refuse "" ${FAILED_WINDOWS} "$(OldWindows)"
  ${EndIf}
  Call RequireAlone
  Call RequireNotRunning
  Call RequireNotOlder
FunctionEnd

Function SkipWhenThere
  Call ReadCurrent
  ${If} $Current != ""
    Abort ; skips this page only: an upgrade stays where it is
  ${EndIf}
FunctionEnd

Section
  SetDetailsPrint none ; the bar says enough
  Call RequireNotRunning ; again: the wizard may have waited, and the folder may be another
  Call RequireOwnFolder
  Call RequireNotOlder
  Call ReadSwitches
  Call RemoveOtherVersions ; what a killed setup left
  Call MakeNewVersion
  !include "${PAYLOAD}"
  SetOutPath "$TEMP" ; while it is the new folder, that cannot be removed
  Call TryNewVersion
  Call RequireNotRunning
  Call SwapPrograms
  Call PointToNewVersion
  ${If} $Portable == ""
    Call WriteEntries
  ${Else}
    Call MarkPortable
  ${EndIf}
  Call ClearAway
  !insertmacro Log 0 "$(Installed)"
SectionEnd

; NSIS itself gave up, in the middle of a file: the room was there when it was asked for, and another took it.
Function .onInstFailed
  ${If} $Status == ""
    Call RefuseWriting
  ${EndIf}
FunctionEnd

Function un.onInit
  SetShellVarContext current
  !insertmacro MUI_UNGETLANGUAGE
  Call un.RequireAlone
  Call un.RequireNotRunning
FunctionEnd

Section "Uninstall"
  SetDetailsPrint none
  Call un.RequireNotRunning
  Call un.RemoveEntries
  Delete "$INSTDIR\current"
  Call un.RemoveOtherVersions
  Delete "$INSTDIR\fieldapp.exe"
  Delete "$INSTDIR\fieldapp-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  Delete "$INSTDIR\current.new" ; and what a killed setup left of the others
  Delete "$INSTDIR\fieldapp.exe.new"
  Delete "$INSTDIR\fieldapp-cli.exe.new"
  Delete "$INSTDIR\uninstall.exe.new"
  ${IfNot} ${FileExists} "$INSTDIR\data\*" ; else the mark says whose they are
    Delete "$INSTDIR\portable.txt"
  ${EndIf}
  RMDir "$INSTDIR\versions" ; foreign files stay, and with them their folders
  RMDir "$INSTDIR"
  !insertmacro Log 0 "$(Removed)"
SectionEnd
