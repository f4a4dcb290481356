/* Starts the app with the Python that travels with it. One source, two programs: fieldapp.exe (no console)
   and fieldapp-cli.exe (a console). The DLL of Python is found in

     <here>\runtime\python3XY.dll                    when the launcher stands inside a version folder, or
     <here>\versions\<line in `current`>\runtime\    when it stands beside `current`.

   The name of the DLL is looked for, so that this launcher starts older and newer versions alike. */

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#define LONG_PATH 32768
#define CANNOT_START 3
#define FIXED_ARGUMENTS 7

typedef int (*python_main)(int, wchar_t **);

static wchar_t home[LONG_PATH], folder[LONG_PATH], library[LONG_PATH], text[LONG_PATH];

/* One sentence, and no silence. It is in three languages because none is known yet. */
static int refuse(const wchar_t *detail)
{
    static wchar_t sentence[LONG_PATH + 1024];
    lstrcpyW(sentence, L"Fieldapp cannot start. Please run its Setup.exe again; your data is safe.\n"
                       L"Fieldapp açıla bilmir. Zəhmət olmasa, Setup.exe faylını yenidən işə salın; məlumatlarınız itməyib.\n"
                       L"Не удалось запустить Fieldapp. Запустите Setup.exe ещё раз; ваши данные целы.\n\n");
    lstrcatW(sentence, detail);
#ifdef CONSOLE
    static char bytes[4 * (LONG_PATH + 1024)];
    DWORD written;
    int length = WideCharToMultiByte(CP_UTF8, 0, sentence, -1, bytes, sizeof bytes, NULL, NULL);
    WriteFile(GetStdHandle(STD_ERROR_HANDLE), bytes, (DWORD)(length > 0 ? length - 1 : 0), &written, NULL);
    WriteFile(GetStdHandle(STD_ERROR_HANDLE), "\r\n", 2, &written, NULL);
#else
    MessageBoxW(NULL, sentence, L"Fieldapp", MB_OK | MB_ICONERROR | MB_SETFOREGROUND);
#endif
    return CANNOT_START;
}

static BOOL join(wchar_t *path, const wchar_t *a, const wchar_t *b)
{
    if (lstrlenW(a) + lstrlenW(b) + 2 > LONG_PATH)
        return FALSE;
    lstrcpyW(path, a);
    lstrcatW(path, b);
    return TRUE;
}

/* <base>\runtime\python3XY.dll into `library`, its folder into `folder`; python3.dll is only a forwarder. */
static BOOL find_python(const wchar_t *base)
{
    WIN32_FIND_DATAW found;
    HANDLE search;
    BOOL there = FALSE;

    if (!join(folder, base, L"\\runtime") || !join(text, folder, L"\\python3*.dll"))
        return FALSE;
    search = FindFirstFileW(text, &found);
    if (search == INVALID_HANDLE_VALUE)
        return FALSE;
    do
        if (lstrlenW(found.cFileName) > lstrlenW(L"python3.dll"))
            there = join(text, folder, L"\\") && join(library, text, found.cFileName);
    while (!there && FindNextFileW(search, &found));
    FindClose(search);
    return there;
}

/* The version folder that `current` names: one line of letters, digits, `.` and `-`, and nothing else, so that
   it cannot lead anywhere but below `versions`. */
static BOOL read_current(wchar_t *version, int room)
{
    char line[128];
    DWORD length = 0;
    int i;
    HANDLE file;

    if (!join(text, home, L"\\current"))
        return FALSE;
    file = CreateFileW(text, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return FALSE;
    if (!ReadFile(file, line, sizeof line - 1, &length, NULL))
        length = 0;
    CloseHandle(file);
    for (i = 0; i < (int)length && line[i] != '\r' && line[i] != '\n'; i++) {
        char c = line[i];
        BOOL plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'
                     || (c == '.' && i > 0);
        if (!plain || i + 1 >= room)
            return FALSE;
        version[i] = (wchar_t)c;
    }
    version[i] = 0;
    return i > 0;
}

static BOOL find_version(void)
{
    wchar_t version[64];
    static wchar_t base[LONG_PATH];

    if (find_python(home))
        return TRUE;
    return read_current(version, 64) && join(text, home, L"\\versions\\") && join(base, text, version)
           && find_python(base);
}

static int run_python(HMODULE python, int count, wchar_t **given)
{
    static wchar_t *fixed[] = { L"-I", L"-B", L"-X", L"utf8", L"-m", L"fieldapp" };
    python_main start = (python_main)(void *)GetProcAddress(python, "Py_Main");
    wchar_t **words;
    int i;

    if (!start)
        return refuse(library);
    words = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, (SIZE_T)(count + FIXED_ARGUMENTS + 1) * sizeof *words);
    if (!words)
        return refuse(L"");
    words[0] = given[0];
    for (i = 1; i < FIXED_ARGUMENTS; i++)
        words[i] = fixed[i - 1];
    for (i = 1; i < count; i++)
        words[FIXED_ARGUMENTS + i - 1] = given[i];
    return start(count + FIXED_ARGUMENTS - 1, words);
}

int wmain(int count, wchar_t **given)
{
    HMODULE python;
    DWORD length = GetModuleFileNameW(NULL, home, LONG_PATH);

    while (length && home[length] != L'\\')
        length--;
    home[length] = 0;

    /* Held until the process ends; Setup and the uninstaller look for it. */
    CreateMutexW(NULL, FALSE, L"Local\\Fieldapp-running");

    /* No library out of the working folder or the PATH; Qt, which loads by bare name, included. */
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    if (!length || !find_version())
        return refuse(home);
    SetEnvironmentVariableW(L"FIELDAPP_HOME", home);
    /* Another program's Qt, of another version, would be loaded into ours. */
    SetEnvironmentVariableW(L"QT_PLUGIN_PATH", NULL);
    SetEnvironmentVariableW(L"QT_QPA_PLATFORM_PLUGIN_PATH", NULL);
    AddDllDirectory(folder);
    SetErrorMode(SEM_FAILCRITICALERRORS);
    python = LoadLibraryExW(library, NULL, LOAD_LIBRARY_SEARCH_DEFAULT_DIRS | LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR);
    return python ? run_python(python, count, given) : refuse(library);
}
