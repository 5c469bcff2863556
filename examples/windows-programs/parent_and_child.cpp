// parent_and_child.cpp - CreateProcess hands a section to a child, which answers in it.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <stdio.h>
#include <stdlib.h>
#include <tchar.h>

static int child(const TCHAR* number) {
    HANDLE mapping = (HANDLE)(ULONG_PTR)_tcstoul(number, NULL, 10);
    LONG* shared = (LONG*)MapViewOfFile(mapping, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    if (shared == NULL) return (int)GetLastError();
    InterlockedExchangeAdd(&shared[0], 1);
    UnmapViewOfFile(shared);
    CloseHandle(mapping);
    return 5;
}

int _tmain(int argc, TCHAR* argv[]) {
    if (argc == 2) return child(argv[1]);

    SECURITY_ATTRIBUTES inheritable = {sizeof(inheritable), NULL, TRUE};
    HANDLE mapping =
        CreateFileMapping(INVALID_HANDLE_VALUE, &inheritable, PAGE_READWRITE, 0, 4096, NULL);
    LONG* shared = (LONG*)MapViewOfFile(mapping, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    shared[0] = 41;

    TCHAR program[MAX_PATH];
    TCHAR line[2 * MAX_PATH];
    GetModuleFileName(NULL, program, MAX_PATH);
    _stprintf_s(line, 2 * MAX_PATH, _T("child %lu"), (unsigned long)(ULONG_PTR)mapping);
    STARTUPINFO start;
    ZeroMemory(&start, sizeof(start));
    start.cb = sizeof(start);
    PROCESS_INFORMATION made;
    if (!CreateProcess(program, line, NULL, NULL, TRUE, CREATE_NO_WINDOW, NULL, NULL, &start,
                       &made)) {
        _tprintf(_T("CreateProcess failed: %lu\n"), (unsigned long)GetLastError());
        return 1;
    }
    WaitForSingleObject(made.hProcess, INFINITE);
    DWORD code = 0;
    GetExitCodeProcess(made.hProcess, &code);
    _tprintf(_T("the child ended with %lu and left %ld\n"), (unsigned long)code, (long)shared[0]);
    CloseHandle(made.hProcess);
    CloseHandle(made.hThread);
    UnmapViewOfFile(shared);
    CloseHandle(mapping);
    return 0;
}
