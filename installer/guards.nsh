; What must be so before anything is touched: nobody else at work, no app running, the folder Fieldapp's.

!macro LookForProgram name
  System::Call 'kernel32::CreateFileW(w "$INSTDIR\${name}", i 0x40000000, i 7, p 0, i 3, i 0, p 0) p.R1 ?e'
  Pop $R2
  ${If} $R1 P<> -1
    System::Call 'kernel32::CloseHandle(p R1)'
  ${ElseIf} $R2 = 32
    StrCpy $R0 1
  ${EndIf}
!macroend

!macro Guards un

Function ${un}RequireAlone
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "${SETTING_UP}") p.R0 ?e' ; ours until this process ends
  Pop $R1
  ${If} $R1 = 183 ; ERROR_ALREADY_EXISTS
    !insertmacro Refuse "${un}" ${FAILED_SETTING_UP} "$(OtherSetup)"
  ${EndIf}
FunctionEnd

; $R0: 1 when the app runs. The mutex tells of this session; in another one of the same folder, for instance after
; *Switch user*, its program cannot be written to (32, ERROR_SHARING_VIOLATION).
Function ${un}LookForApp
  System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "${RUNNING}") p.R1'
  ${If} $R1 P<> 0
    System::Call 'kernel32::CloseHandle(p R1)'
    StrCpy $R0 1
    Return
  ${EndIf}
  StrCpy $R0 0
  !insertmacro LookForProgram "fieldapp.exe"
  !insertmacro LookForProgram "fieldapp-cli.exe"
FunctionEnd

Function ${un}RequireNotRunning
  again:
  Call ${un}LookForApp
  ${If} $R0 = 1
    IfSilent refuse
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION|MB_SETFOREGROUND "$(StillRunning)" IDRETRY again
    SetErrorLevel ${FAILED_RUNNING}
    !if "${un}" == ""
      Call RemoveNewVersion
    !endif
    Quit
    refuse:
    !insertmacro Refuse "${un}" ${FAILED_RUNNING} "$(StillRunning)"
  ${EndIf}
FunctionEnd

; $R1: whether the name $R0 is one that Setup gives to a version's folder: `0.1.0-1`, digits and dots and one dash.
Function ${un}IsVersion
  StrCpy $R1 0
  StrLen $R2 $R0
  System::Call 'shlwapi::StrSpnW(w R0, w "0123456789.-") i.R3'
  ${${un}WordFind} $R0 "-" "#" $R4 ; the parts around dashes; the whole where there is none
  ${If} $R2 > 4
  ${AndIf} $R2 = $R3
  ${AndIf} $R2 < 40
  ${AndIf} $R4 == 2
    StrCpy $R1 1
  ${EndIf}
FunctionEnd

!macroend

; No file of another program is replaced: where one has a name of ours, the folder must be known as Fieldapp's.
Function RequireOwnFolder
  Call ReadCurrent
  ${If} $Current != ""
  ${OrIf} ${FileExists} "$INSTDIR\fieldapp.exe"
  ${OrIf} ${FileExists} "$INSTDIR\fieldapp-cli.exe"
    Return
  ${EndIf}
  FindFirst $R8 $R9 "$INSTDIR\versions\*"
  ${DoWhile} $R9 != ""
    StrCpy $R0 $R9
    Call IsVersion
    ${If} $R1 = 1
      ${ExitDo}
    ${EndIf}
    FindNext $R8 $R9
  ${Loop}
  FindClose $R8
  ${If} $R9 != ""
    Return
  ${EndIf}
  Call IsOwnUninstaller
  ${If} $R0 = 0
  ${OrIf} ${FileExists} "$INSTDIR\current"
    !insertmacro Refuse "" ${FAILED_FOREIGN} "$(ForeignFolder)"
  ${EndIf}
FunctionEnd

; $R0: 0 when uninstall.exe is there and of another product; ours stays behind after `_?=`.
Function IsOwnUninstaller
  StrCpy $R0 1
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    StrCpy $R0 0
    System::Call 'version::GetFileVersionInfoSizeW(w "$INSTDIR\uninstall.exe", p 0) i.R1'
    ${If} $R1 > 0
      System::Alloc $R1
      Pop $R2
      System::Call 'version::GetFileVersionInfoW(w "$INSTDIR\uninstall.exe", i 0, i R1, p R2)'
      System::Call 'version::VerQueryValueW(p R2, w "\StringFileInfo\000004b0\ProductName", *p.R3, *i.R4) i.R5'
      ${If} $R5 <> 0
        System::Call '*$R3(&w64.R6)'
        ${If} $R6 == "Fieldapp"
          StrCpy $R0 1
        ${EndIf}
      ${EndIf}
      System::Free $R2
    ${EndIf}
  ${EndIf}
FunctionEnd
