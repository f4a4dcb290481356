; What Setup and the uninstaller do, one step a function. Whatever ends early leaves the version in use as it was.

!define MOVE_NOW 0x9 ; MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH
!define HASH_AND_SPACES 66 ; what stands before the path in a line of files.txt

; A line in a log, for the administrator after a silent run.
!macro Log status sentence
  ${GetTime} "" "L" $R1 $R2 $R3 $R4 $R5 $R6 $R7
  FileOpen $R0 "$TEMP\Fieldapp-setup.log" a
  FileSeek $R0 0 END
  FileWriteUTF16LE /BOM $R0 "$R3-$R2-$R1 $R5:$R6:$R7 ${VERSION} status ${status}: ${sentence}$\r$\n"
  FileClose $R0
!macroend

!macro Refuse un status sentence
  StrCpy $Status ${status}
  StrCpy $Sentence "${sentence}"
  Call ${un}Refuse
!macroend

!macro Replace name
  ${For} $R7 1 60 ; a scanner, or an app that is just starting, has it open for a moment
    System::Call 'kernel32::MoveFileExW(w "$INSTDIR\${name}.new", w "$INSTDIR\${name}", i ${MOVE_NOW}) i.R0'
    ${If} $R0 <> 0
      ${ExitFor}
    ${EndIf}
    Sleep 50
  ${Next}
  ${If} $R0 = 0
    !insertmacro Refuse "" ${FAILED_REPLACING} "$(NotReplaceable)"
  ${EndIf}
!macroend

!macro Steps un

; Say why and end; a half-made version goes first. A silent run says it in the log only.
Function ${un}Refuse
  !if "${un}" == ""
    Call RemoveNewVersion
  !endif
  !insertmacro Log $Status $Sentence
  MessageBox MB_OK|MB_ICONEXCLAMATION|MB_SETFOREGROUND "$Sentence" /SD IDOK
  SetErrorLevel $Status
  Quit
FunctionEnd

; $Current: what the pointer names; empty when it names nothing that Setup could have written.
Function ${un}ReadCurrent
  StrCpy $Current ""
  ${If} ${FileExists} "$INSTDIR\current"
    FileOpen $R0 "$INSTDIR\current" r
    FileRead $R0 $Current
    FileClose $R0
    ${${un}TrimNewLines} $Current $Current
    StrCpy $R0 $Current
    Call ${un}IsVersion
    ${If} $R1 = 0
      StrCpy $Current ""
    ${EndIf}
  ${EndIf}
FunctionEnd

; Remove every version folder that is not in use: the files that its files.txt lists, and what is empty then.
Function ${un}RemoveOtherVersions
  Call ${un}ReadCurrent
  FindFirst $R8 $R9 "$INSTDIR\versions\*"
  ${DoWhile} $R9 != ""
    ${If} $R9 != "."
    ${AndIf} $R9 != ".."
    ${AndIf} $R9 != $Current
      StrCpy $R0 $R9
      Call ${un}IsVersion
      ${If} $R1 = 1 ; else it is somebody else's folder
        Push $R9
        Call ${un}RemoveVersion
      ${EndIf}
    ${EndIf}
    FindNext $R8 $R9
  ${Loop}
  FindClose $R8
FunctionEnd

; One version folder, whose name is on the stack: first the files of its list, then the folders that are empty.
Function ${un}RemoveVersion
  Pop $R0
  System::Call 'kernel32::GetFullPathNameW(w "$INSTDIR\versions\$R0", i ${NSIS_MAX_STRLEN}, w .R0, p 0)'
  ClearErrors
  FileOpen $R1 "$R0\files.txt" r
  ${IfNot} ${Errors}
    ${Do}
      Call ${un}NextListed
      ${If} $R2 == ""
        ${ExitDo}
      ${EndIf}
      Delete $R2
    ${Loop}
    FileSeek $R1 0 SET
    StrCpy $R4 ""
    ${Do}
      Call ${un}NextListed
      ${If} $R2 == ""
        ${ExitDo}
      ${EndIf}
      ${${un}GetParent} $R2 $R2
      ${If} $R2 != $R4 ; else its folders have been tried
        StrCpy $R4 $R2
        ${DoUntil} $R2 == $R0
          RMDir $R2
          ${${un}GetParent} $R2 $R2
        ${Loop}
      ${EndIf}
    ${Loop}
    FileClose $R1
    Delete "$R0\files.txt"
  ${EndIf}
  RMDir $R0
FunctionEnd

; $R2: the whole path of the next file in the list $R1 of the folder $R0; empty when there is none, or when the
; list leads out of the folder or has a wildcard, which `Delete` would follow; nothing after that is believed.
Function ${un}NextListed
  ClearErrors ; a folder that is not empty has set them
  FileRead $R1 $R2
  ${${un}TrimNewLines} $R2 $R2
  StrCpy $R2 $R2 "" ${HASH_AND_SPACES}
  ${If} $R2 != ""
    System::Call 'kernel32::GetFullPathNameW(w "$R0\$R2", i ${NSIS_MAX_STRLEN}, w .R2, p 0)'
    StrLen $R3 "$R0\"
    StrCpy $R3 $R2 $R3
    System::Call 'shlwapi::StrPBrkW(w R2, w "*?") p.R5'
    ${If} $R3 != "$R0\"
    ${OrIf} $R5 P<> 0
      StrCpy $R2 ""
    ${EndIf}
  ${EndIf}
FunctionEnd

!macroend

!macro CopyLauncher name
  System::Call 'kernel32::CopyFileW(w "${NEW}\${name}", w "$INSTDIR\${name}.new", i 0) i.R0'
  ${If} $R0 = 0
    Call RefuseWriting
  ${EndIf}
  !insertmacro Flush "$INSTDIR\${name}.new"
!macroend

; Onto the disk itself, so that a power cut finds either the old or the new. A scanner that has the file open just
; now keeps us from it, and does no harm otherwise.
!macro Flush path
  System::Call 'kernel32::CreateFileW(w "${path}", i 0x40000000, i 7, p 0, i 3, i 0, p 0) p.R0'
  ${If} $R0 P<> -1
    System::Call 'kernel32::FlushFileBuffers(p R0)'
    System::Call 'kernel32::CloseHandle(p R0)'
  ${EndIf}
!macroend

; Something could not be written: for want of room, if there is none now, else for a reason that we do not know.
Function RefuseWriting
  StrCpy $Size 0
  Call RequireSpace
  !insertmacro Refuse "" ${FAILED_WHOLE} "$(NotWhole)"
FunctionEnd

Function RequireNotOlder
  Call ReadCurrent
  ${If} $Current != ""
    ${WordFind} $Current "-" "+1" $R0
    ${VersionCompare} $R0 "${VERSION}" $R1
    ${If} $R1 = 1
      StrCpy $Current $R0
      !insertmacro Refuse "" ${FAILED_OLDER} "$(NewerIsThere)"
    ${EndIf}
  ${EndIf}
FunctionEnd

Function ReadSwitches
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/PORTABLE" $R1
  ${IfNot} ${Errors}
  ${OrIf} ${FileExists} "$INSTDIR\portable.txt"
    StrCpy $Portable 1
  ${EndIf}
FunctionEnd

; Room for $Size bytes and two million more, which the disk itself may want.
Function RequireSpace
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$INSTDIR\", *l.R0, p 0, p 0) i.R1'
  IntPtrOp $R2 $Size + 2000000
  ${If} $R1 = 0
  ${OrIf} $R0 P< $R2
    !insertmacro Refuse "" ${FAILED_DISK} "$(DiskFull)"
  ${EndIf}
FunctionEnd

Function RequireFile
  ClearErrors
  FileOpen $R0 "${NEW}\$Path" r
  FileSeek $R0 0 END $R1
  FileClose $R0
  ${If} ${Errors}
  ${OrIf} $R1 <> $Size
    Call RefuseWriting
  ${EndIf}
  !insertmacro Flush "${NEW}\$Path"
FunctionEnd

; Name a folder that is not there yet: installing the same version again is a repair, beside what is in use.
Function MakeNewVersion
  StrCpy $R0 1
  ${DoWhile} ${FileExists} "$INSTDIR\versions\${VERSION}-$R0"
    IntOp $R0 $R0 + 1
  ${Loop}
  ClearErrors
  CreateDirectory "$INSTDIR\versions"
  ${If} ${Errors}
    !insertmacro Refuse "" ${FAILED_DISK} "$(CannotWrite)"
  ${EndIf}
  StrCpy $NewName "${VERSION}-$R0"
  StrCpy $Size ${PAYLOAD_SIZE}
  Call RequireSpace
  SetOutPath "${NEW}"
FunctionEnd

Function RemoveNewVersion
  ${If} $NewName != ""
    SetOutPath "$TEMP"
    Delete "$INSTDIR\fieldapp.exe.new"
    Delete "$INSTDIR\fieldapp-cli.exe.new"
    Delete "$INSTDIR\uninstall.exe.new"
    Delete "$INSTDIR\current.new"
    Push $NewName
    Call RemoveVersion
    StrCpy $NewName ""
    RMDir "$INSTDIR\versions"
    RMDir "$INSTDIR"
  ${EndIf}
FunctionEnd

; Start the new Python once. Where an antivirus or an odd machine forbids that, the old version stays.
Function TryNewVersion
  nsExec::Exec /TIMEOUT=120000 '"${NEW}\fieldapp-cli.exe" --version'
  Pop $R0
  ${If} $R0 != "0"
    !insertmacro Refuse "" ${FAILED_STARTING} "$(DoesNotStart)"
  ${EndIf}
FunctionEnd

; The launchers and the uninstaller serve every version, so it does not matter when each of them is replaced.
; What is not whole replaces nothing.
Function SwapPrograms
  ClearErrors
  WriteUninstaller "$INSTDIR\uninstall.exe.new"
  ${If} ${Errors}
    Call RefuseWriting
  ${EndIf}
  !insertmacro Flush "$INSTDIR\uninstall.exe.new"
  !insertmacro CopyLauncher "fieldapp.exe"
  !insertmacro CopyLauncher "fieldapp-cli.exe"
  !insertmacro Replace "uninstall.exe"
  !insertmacro Replace "fieldapp-cli.exe"
  !insertmacro Replace "fieldapp.exe"
FunctionEnd

; The one moment at which the new version begins.
Function PointToNewVersion
  ClearErrors
  FileOpen $R0 "$INSTDIR\current.new" w
  FileWrite $R0 "$NewName$\n"
  FileClose $R0
  FileOpen $R0 "$INSTDIR\current.new" r
  FileRead $R0 $R1
  FileClose $R0
  ${If} ${Errors}
  ${OrIf} $R1 != "$NewName$\n"
    Call RefuseWriting
  ${EndIf}
  !insertmacro Flush "$INSTDIR\current.new"
  !insertmacro Replace "current"
  StrCpy $NewName ""
FunctionEnd

; An app that was started while the launchers changed may still stand on the version before; the next Setup clears
; that away. One that starts from now on takes the new one.
Function ClearAway
  Call LookForApp
  ${If} $R0 = 0
    Call RemoveOtherVersions
  ${EndIf}
FunctionEnd
