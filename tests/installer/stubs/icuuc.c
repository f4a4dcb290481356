/* A stand-in for the ICU of Windows 10, which wine 8 does not have and Qt6Core.dll names in its imports.

   It has no converter to offer, so Qt keeps to its own UTF-8, UTF-16 and Latin-1. It goes into the
   system32 of a test's wine prefix and nowhere else; the checks of the payload refuse a file of this name. */

#define EXPORT __declspec(dllexport)

typedef int UErrorCode;
enum { NOTHING_HERE = 4 }; /* U_FILE_ACCESS_ERROR */

static void fail(UErrorCode *error) {
    if (error && *error <= 0)
        *error = NOTHING_HERE;
}

EXPORT void *ucnv_open(const char *name, UErrorCode *error) { (void)name; fail(error); return 0; }
EXPORT void ucnv_close(void *converter) { (void)converter; }
EXPORT void ucnv_reset(void *converter) { (void)converter; }
EXPORT signed char ucnv_getMaxCharSize(const void *converter) { (void)converter; return 1; }
EXPORT const char *ucnv_getName(const void *converter, UErrorCode *error) { (void)converter; fail(error); return 0; }
EXPORT int ucnv_countAvailable(void) { return 0; }
EXPORT const char *ucnv_getAvailableName(int n) { (void)n; return 0; }
EXPORT const char *ucnv_getStandardName(const char *name, const char *standard, UErrorCode *error) {
    (void)name; (void)standard; fail(error); return 0;
}
EXPORT void ucnv_getToUCallBack(const void *converter, void **action, const void **context) {
    (void)converter; *action = 0; *context = 0;
}
EXPORT void ucnv_getFromUCallBack(const void *converter, void **action, const void **context) {
    (void)converter; *action = 0; *context = 0;
}
EXPORT void ucnv_setToUCallBack(void *converter, void *action, const void *context, void **old_action,
                                const void **old_context, UErrorCode *error) {
    (void)converter; (void)action; (void)context; (void)old_action; (void)old_context; fail(error);
}
EXPORT void ucnv_setFromUCallBack(void *converter, void *action, const void *context, void **old_action,
                                  const void **old_context, UErrorCode *error) {
    (void)converter; (void)action; (void)context; (void)old_action; (void)old_context; fail(error);
}
EXPORT void ucnv_toUnicode(void *converter, void *target, const void *limit, void *source, const void *end,
                           void *offsets, signed char flush, UErrorCode *error) {
    (void)converter; (void)target; (void)limit; (void)source; (void)end; (void)offsets; (void)flush; fail(error);
}
EXPORT void ucnv_fromUnicode(void *converter, void *target, const void *limit, void *source, const void *end,
                             void *offsets, signed char flush, UErrorCode *error) {
    (void)converter; (void)target; (void)limit; (void)source; (void)end; (void)offsets; (void)flush; fail(error);
}
EXPORT int ucnv_toUCountPending(const void *converter, UErrorCode *error) { (void)converter; fail(error); return 0; }
EXPORT int ucnv_fromUCountPending(const void *converter, UErrorCode *error) { (void)converter; fail(error); return 0; }
EXPORT void ucnv_cbToUWriteUChars(void *args, const void *source, int length, int offset, UErrorCode *error) {
    (void)args; (void)source; (void)length; (void)offset; fail(error);
}
EXPORT void ucnv_cbFromUWriteUChars(void *args, const void **source, const void *limit, int offset, UErrorCode *error) {
    (void)args; (void)source; (void)limit; (void)offset; fail(error);
}
EXPORT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
