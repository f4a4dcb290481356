; Azerbaijani (1068), for the pages that setup.nsi uses

!insertmacro LANGFILE "Azerbaijani" = "Azərbaycan" "Azerbaycan"

!ifdef MUI_DIRECTORYPAGE
  ${LangFileString} MUI_TEXT_DIRECTORY_TITLE "Quraşdırma yerini seçin"
  ${LangFileString} MUI_TEXT_DIRECTORY_SUBTITLE "$(^NameDA) hansı qovluqda quraşdırılsın?"
!endif

!ifdef MUI_INSTFILESPAGE
  ${LangFileString} MUI_TEXT_INSTALLING_TITLE "Quraşdırılır"
  ${LangFileString} MUI_TEXT_INSTALLING_SUBTITLE "$(^NameDA) quraşdırılır, gözləyin."
  ${LangFileString} MUI_TEXT_FINISH_TITLE "Quraşdırma tamamlandı"
  ${LangFileString} MUI_TEXT_FINISH_SUBTITLE "Quraşdırma uğurla başa çatdı."
  ${LangFileString} MUI_TEXT_ABORT_TITLE "Quraşdırma dayandırıldı"
  ${LangFileString} MUI_TEXT_ABORT_SUBTITLE "Quraşdırma başa çatmadı."
!endif

!ifdef MUI_UNINSTFILESPAGE
  ${LangFileString} MUI_UNTEXT_UNINSTALLING_TITLE "Silinir"
  ${LangFileString} MUI_UNTEXT_UNINSTALLING_SUBTITLE "$(^NameDA) silinir, gözləyin."
  ${LangFileString} MUI_UNTEXT_FINISH_TITLE "Silmə tamamlandı"
  ${LangFileString} MUI_UNTEXT_FINISH_SUBTITLE "Silmə uğurla başa çatdı."
  ${LangFileString} MUI_UNTEXT_ABORT_TITLE "Silmə dayandırıldı"
  ${LangFileString} MUI_UNTEXT_ABORT_SUBTITLE "Silmə başa çatmadı."
!endif

!ifdef MUI_FINISHPAGE
  ${LangFileString} MUI_TEXT_FINISH_INFO_TITLE "$(^NameDA) hazırdır"
  ${LangFileString} MUI_TEXT_FINISH_INFO_TEXT "$(^NameDA) kompüterinizdə quraşdırıldı.$\r$\n$\r$\nBağlamaq üçün «Bitir» düyməsini basın."
  ${LangFileString} MUI_TEXT_FINISH_INFO_REBOOT "$(^NameDA) quraşdırmasını tamamlamaq üçün kompüter yenidən başlamalıdır. İndi yenidən başladılsın?"
!endif

!ifdef MUI_FINISHPAGE | MUI_UNFINISHPAGE
  ${LangFileString} MUI_TEXT_FINISH_REBOOTNOW "İndi yenidən başlat"
  ${LangFileString} MUI_TEXT_FINISH_REBOOTLATER "Kompüteri sonra özüm yenidən başladacağam"
  ${LangFileString} MUI_TEXT_FINISH_RUN "$(^NameDA) &açılsın"
  ${LangFileString} MUI_TEXT_FINISH_SHOWREADME "&Oxu faylını göstər"
  ${LangFileString} MUI_BUTTONTEXT_FINISH "&Bitir"
!endif

!ifdef MUI_UNCONFIRMPAGE
  ${LangFileString} MUI_UNTEXT_CONFIRM_TITLE "$(^NameDA) silinsin?"
  ${LangFileString} MUI_UNTEXT_CONFIRM_SUBTITLE "$(^NameDA) bu kompüterdən silinəcək. Məlumatlarınız qalır."
!endif
