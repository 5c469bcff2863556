/* The Win32 functions as a program in C calls them: <windows.h> alone, TCHAR and all. */
/* SPDX-License-Identifier: MIT */
#include <windows.h>

#include "calls_in_c.h"

#include <stdio.h>

#define TEXT_OF(expression) #expression
#define HOLDS(condition) \
    if (!(condition)) return TEXT_OF(condition)

/* A name that no other process or case has. */
static void name_case(TCHAR *name, const char *suffix) {
    char narrow[64];
    int i = 0;
    snprintf(narrow, sizeof narrow, "mapview-c-%lu-%s", (unsigned long)GetCurrentProcessId(),
             suffix);
    do name[i] = (TCHAR)narrow[i];
    while (narrow[i++] != 0);
}

static HANDLE create(DWORD protection, DWORD size, LPCTSTR name) {
    return CreateFileMapping(INVALID_HANDLE_VALUE, NULL, protection, 0, size, name);
}

const char *c_create_size_zero(void) {
    SetLastError(1);
    HOLDS(create(PAGE_READWRITE, 0, NULL) == NULL);
    HOLDS(GetLastError() == ERROR_INVALID_PARAMETER);
    return NULL;
}

const char *c_create_sets_success(void) {
    HANDLE section;
    SetLastError(1);
    section = create(PAGE_READWRITE, 1, NULL);
    HOLDS(GetLastError() == ERROR_SUCCESS);
    HOLDS(section != NULL);
    HOLDS(CloseHandle(section));
    return NULL;
}

const char *c_create_existing(void) {
    TCHAR name[64];
    HANDLE first, second;
    name_case(name, "existing");
    first = create(PAGE_READWRITE, 4096, name);
    HOLDS(first != NULL);
    second = create(PAGE_READWRITE, 4096, name);
    HOLDS(GetLastError() == ERROR_ALREADY_EXISTS);
    HOLDS(second != NULL && second != first);
    HOLDS(CloseHandle(first));
    HOLDS(CloseHandle(second));
    return NULL;
}

const char *c_open_missing(void) {
    TCHAR name[64];
    name_case(name, "missing");
    HOLDS(OpenFileMapping(FILE_MAP_READ, FALSE, name) == NULL);
    HOLDS(GetLastError() == ERROR_FILE_NOT_FOUND);
    return NULL;
}

const char *c_name_and_tchar(void) {
    TCHAR name[64];
    WCHAR wide[64];
    HANDLE section, opened;
    int i = 0;
    name_case(name, "tchar");
    do wide[i] = (WCHAR)name[i];
    while (name[i++] != 0);
    section = create(PAGE_READWRITE, 4096, name);
    opened = OpenFileMappingW(FILE_MAP_ALL_ACCESS, FALSE, wide);
    HOLDS(opened != NULL);
    HOLDS(CloseHandle(opened));
    HOLDS(CloseHandle(section));
    return NULL;
}

const char *c_map_write_read(void) {
    HANDLE section = create(PAGE_READWRITE, 4096, NULL);
    char *one = MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    const char *two = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
    HOLDS(one != NULL && two != NULL);
    CopyMemory(one, "shared", 7);
    HOLDS(two[0] == 's' && two[5] == 'd' && two[6] == 0);
    ZeroMemory(one, 7);
    HOLDS(two[0] == 0);
    HOLDS(FlushViewOfFile(one, 0));
    HOLDS(UnmapViewOfFile(one));
    HOLDS(UnmapViewOfFile(two));
    HOLDS(CloseHandle(section));
    return NULL;
}

const char *c_map_misaligned(void) {
    HANDLE section = create(PAGE_READWRITE, 4 * 65536, NULL);
    HOLDS(MapViewOfFile(section, FILE_MAP_READ, 0, 4096, 0) == NULL);
    HOLDS(GetLastError() == ERROR_MAPPED_ALIGNMENT);
    HOLDS(CloseHandle(section));
    return NULL;
}

const char *c_read_only_is_not_written(void) {
    HANDLE section = create(PAGE_READONLY, 4096, NULL);
    HOLDS(MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0) == NULL);
    HOLDS(GetLastError() == ERROR_ACCESS_DENIED);
    HOLDS(CloseHandle(section));
    return NULL;
}

const char *c_name_goes_with_last_handle(void) {
    TCHAR name[64];
    HANDLE section;
    void *view;
    name_case(name, "lifetime");
    section = create(PAGE_READWRITE, 4096, name);
    view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    HOLDS(CloseHandle(section));
    HOLDS(OpenFileMapping(FILE_MAP_READ, FALSE, name) == NULL);
    HOLDS(GetLastError() == ERROR_FILE_NOT_FOUND);
    HOLDS(UnmapViewOfFile(view));
    return NULL;
}

const char *c_close_twice(void) {
    HANDLE section = create(PAGE_READWRITE, 4096, NULL);
    HOLDS(CloseHandle(section));
    HOLDS(!CloseHandle(section));
    HOLDS(GetLastError() == ERROR_INVALID_HANDLE);
    return NULL;
}

const char *c_duplicate(void) {
    HANDLE section = create(PAGE_READWRITE, 4096, NULL);
    HANDLE copy = NULL;
    HOLDS(DuplicateHandle(GetCurrentProcess(), section, GetCurrentProcess(), &copy, FILE_MAP_READ,
                          FALSE, 0));
    HOLDS(MapViewOfFile(copy, FILE_MAP_WRITE, 0, 0, 0) == NULL);
    HOLDS(GetLastError() == ERROR_ACCESS_DENIED);
    HOLDS(CloseHandle(copy));
    HOLDS(CloseHandle(section));
    return NULL;
}

const char *c_query(void) {
    MEMORY_BASIC_INFORMATION found;
    HANDLE section = create(PAGE_READWRITE, 5000, NULL);
    void *view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
    HOLDS(VirtualQuery(view, &found, sizeof found) == sizeof found);
    HOLDS(found.RegionSize == 8192);
    HOLDS(found.Protect == PAGE_READONLY);
    HOLDS(found.Type == MEM_MAPPED);
    HOLDS(UnmapViewOfFile(view));
    HOLDS(CloseHandle(section));
    return NULL;
}

const char *c_constants(void) {
    HOLDS(FILE_MAP_COPY == 1 && FILE_MAP_WRITE == 2 && FILE_MAP_READ == 4);
    HOLDS(FILE_MAP_EXECUTE == 0x20 && FILE_MAP_ALL_ACCESS == 0xF001F);
    HOLDS(sizeof(DWORD) == 4 && sizeof(LONG) == 4 && sizeof(LARGE_INTEGER) == 8);
    HOLDS(sizeof(MEMORY_BASIC_INFORMATION) == 48 && sizeof(HANDLE) == sizeof(void *));
    HOLDS(INVALID_HANDLE_VALUE == (HANDLE)(LONG_PTR)-1 && MAX_PATH == 260);
    return NULL;
}
