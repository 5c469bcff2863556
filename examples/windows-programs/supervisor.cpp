// supervisor.cpp - a parent starts three workers, hands each an event by inheritance, and waits for
// their ends and for its own stop event at once.
// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

#define WORKERS 3

static int worker(int number, HANDLE go) {
    if (WaitForSingleObject(go, 30000) != WAIT_OBJECT_0) return 100;
    return 10 + number;
}

static DWORD WINAPI stop_later(LPVOID event) {
    Sleep(50);
    SetEvent((HANDLE)event);
    return 0;
}

int main(int argc, char* argv[]) {
    if (argc == 3) return worker(atoi(argv[1]), (HANDLE)(ULONG_PTR)strtoull(argv[2], NULL, 16));

    SECURITY_ATTRIBUTES inheritable = {sizeof(inheritable), NULL, TRUE};
    HANDLE go[WORKERS];
    HANDLE waited[WORKERS + 1];
    char program[MAX_PATH];
    GetModuleFileNameA(NULL, program, MAX_PATH);
    for (int i = 0; i < WORKERS; ++i) {
        go[i] = CreateEvent(&inheritable, TRUE, FALSE, NULL);
        char line[2 * MAX_PATH];
        sprintf_s(line, sizeof(line), "\"%s\" %d %I64x", program, i,
                  (unsigned __int64)(ULONG_PTR)go[i]);
        STARTUPINFOA start = {sizeof(start)};
        PROCESS_INFORMATION made;
        if (!CreateProcessA(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &made)) {
            printf("worker %d: error %lu\n", i, (unsigned long)GetLastError());
            return 1;
        }
        CloseHandle(made.hThread);
        waited[i] = made.hProcess;
    }
    HANDLE stop = CreateEvent(NULL, TRUE, FALSE, NULL);
    waited[WORKERS] = stop;

    // The workers end one by one, as they are told; the row keeps those that run.
    for (int i = WORKERS - 1; i > 0; --i) {
        SetEvent(go[i]);
        DWORD which = WaitForMultipleObjects(WORKERS + 1, waited, FALSE, 30000);
        DWORD code = 0;
        GetExitCodeProcess(waited[which], &code);
        printf("worker %lu ended with %lu\n", (unsigned long)which, (unsigned long)code);
        CloseHandle(waited[which]);
        waited[which] = stop;
    }

    HANDLE thread = CreateThread(NULL, 0, stop_later, stop, 0, NULL);
    DWORD which = WaitForMultipleObjects(WORKERS + 1, waited, FALSE, 30000);
    printf("asked to stop: %s\n", which > 0 ? "yes" : "no");
    TerminateProcess(waited[0], 77);
    HANDLE last[] = {waited[0], thread};
    printf("all ended: %lu\n", (unsigned long)WaitForMultipleObjects(2, last, TRUE, 30000));
    DWORD code = 0;
    GetExitCodeProcess(waited[0], &code);
    printf("worker 0 was terminated with %lu\n", (unsigned long)code);
    return 0;
}
