// single_instance.cpp - a program that runs once: the second one finds the first one's mutex.
// SPDX-License-Identifier: MIT
#include <tchar.h>
#include <windows.h>

#include <stdio.h>

int _tmain() {
    HANDLE instance = CreateMutex(NULL, TRUE, _T("{5B1B5A43-single-instance}"));
    if (!instance) return 2;
    if (GetLastError() == ERROR_ALREADY_EXISTS) {
        _tprintf(_T("already running; waiting for it: %s\n"),
                 WaitForSingleObject(instance, 0) == WAIT_TIMEOUT ? _T("it holds on") : _T("mine"));
        CloseHandle(instance);
        return 1;
    }
    _tprintf(_T("the only one\nPress Enter\n"));
    fflush(stdout);
    getchar();
    ReleaseMutex(instance);
    CloseHandle(instance);
    return 0;
}
