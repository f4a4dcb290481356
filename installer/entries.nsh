; What Windows is told of the app: Start menu, list of programs, data files. Per user, and all of it is listed in README.md.

!define CLASSES "Software\Classes"

; An entry with the name under which the app's windows gather in the taskbar; pins would not find each other else.
!macro CreateEntry link
  CreateShortCut "${link}" "$INSTDIR\fieldapp.exe"
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Load} $1 '("${link}", ${STGM_READWRITE})'
      ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
      ${If} $2 P<> 0
        System::Call '*(&w32 "${MODEL_ID}")p.r3'
        System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r4'
        System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,&i8 $3)p.r5'
        ${IPropertyStore::SetValue} $2 '($4,$5)'
        ${IPropertyStore::Commit} $2 ""
        ${IUnknown::Release} $2 ""
        System::Free $5
        System::Free $4
        System::Free $3
        ${IPersistFile::Save} $1 '("${link}",1)'
      ${EndIf}
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
!macroend

Function CreateDesktopEntry
  !insertmacro CreateEntry "${DESKTOP_ENTRY}"
FunctionEnd

Function WriteEntries
  WriteRegStr HKCU "${OWN_KEY}" "InstallDir" "$INSTDIR"
  !insertmacro MUI_LANGDLL_SAVELANGUAGE
  SetOutPath "$PROFILE" ; the folder that the app starts in
  !insertmacro CreateEntry "${SHORTCUT}"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/DESKTOP" $R1
  ${IfNot} ${Errors}
    Call CreateDesktopEntry
  ${EndIf}
  Call WriteProgramEntry
  Call WriteAssociation
FunctionEnd

; Instead of all that: the app keeps settings and data beside itself, and Windows is told nothing.
Function MarkPortable
  ${IfNot} ${FileExists} "$INSTDIR\portable.txt"
    FileOpen $R0 "$INSTDIR\portable.txt" w
    FileClose $R0
  ${EndIf}
FunctionEnd

Function WriteProgramEntry
  ${GetTime} "" "L" $R1 $R2 $R3 $R4 $R5 $R6 $R7
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "Fieldapp"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\fieldapp.exe,0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "Fieldapp"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallDate" "$R3$R2$R1"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${PAYLOAD_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
FunctionEnd

Function WriteAssociation
  WriteRegStr HKCU "${CLASSES}\${PROGID}" "" "$(DataFile)"
  WriteRegStr HKCU "${CLASSES}\${PROGID}" "AppUserModelID" "${MODEL_ID}"
  WriteRegStr HKCU "${CLASSES}\${PROGID}\DefaultIcon" "" "$INSTDIR\fieldapp.exe,1"
  WriteRegStr HKCU "${CLASSES}\${PROGID}\shell\open\command" "" '"$INSTDIR\fieldapp.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\.fieldapp\OpenWithProgids" "${PROGID}" ""
  ReadRegStr $R0 HKCU "${CLASSES}\.fieldapp" ""
  ${If} $R0 == ""
    WriteRegStr HKCU "${CLASSES}\.fieldapp" "" "${PROGID}"
  ${EndIf}
  ${RefreshShellIcons}
FunctionEnd

; Only what is this copy's: a second copy elsewhere keeps its entries.
Function un.RemoveEntries
  ReadRegStr $R0 HKCU "${OWN_KEY}" "InstallDir"
  ${If} $R0 != $INSTDIR
    Return
  ${EndIf}
  Delete "${SHORTCUT}"
  Delete "${DESKTOP_ENTRY}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "${CLASSES}\${PROGID}"
  DeleteRegValue HKCU "${CLASSES}\.fieldapp\OpenWithProgids" "${PROGID}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.fieldapp\OpenWithProgids"
  ReadRegStr $R0 HKCU "${CLASSES}\.fieldapp" ""
  ${If} $R0 == "${PROGID}"
    DeleteRegValue HKCU "${CLASSES}\.fieldapp" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${CLASSES}\.fieldapp"
  DeleteRegKey HKCU "${OWN_KEY}"
  ${un.RefreshShellIcons}
FunctionEnd
