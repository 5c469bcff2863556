// bench/waits/windows_program.cpp - a Windows program that times events, mutexes and waiting.
// SPDX-License-Identifier: MIT
//
//     windows_program ROWS         prints a line for each subject: nanoseconds, a tab, what
//     windows_program answer RUN   how it starts its partner process
//
// It knows nothing of mapview: built with mapview's headers it says how fast mapview is, built by
// MinGW and run by Wine how fast Wine is. bench/waits/beside_wine runs both.
#include <windows.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

constexpr int short_calls = 1000;
constexpr int round_trips = 100;
constexpr int most_rows = 10000;
constexpr DWORD patience = 60000;  // milliseconds until a partner counts as lost

void check(BOOL succeeded, const char *call) {
    if (succeeded) return;
    fprintf(stderr, "%s: error %lu\n", call, static_cast<unsigned long>(GetLastError()));
    ExitProcess(1);
}

void take(HANDLE object) {
    check(WaitForSingleObject(object, patience) == WAIT_OBJECT_0, "WaitForSingleObject");
}

HANDLE make_event(const char *name, BOOL manual, BOOL set) {
    HANDLE event = CreateEventA(nullptr, manual, set, name);
    check(event != nullptr, "CreateEvent");
    return event;
}

/// Two processes with the names of the same run have the same events.
HANDLE event_of_run(const char *what, const char *run) {
    char name[100];
    snprintf(name, sizeof name, "mapview-bench-windows-%s-%s", run, what);
    return make_event(name, FALSE, FALSE);
}

int in_order(const void *one, const void *other) {
    const double a = *static_cast<const double *>(one), b = *static_cast<const double *>(other);
    return (a > b) - (a < b);
}

/// Prints the median over the rows of a call's time in a row; one row more warms up.
template <class Call>
void measure(const char *what, int rows, int calls, Call call) {
    static double samples[most_rows];
    LARGE_INTEGER frequency, start, stop;
    check(QueryPerformanceFrequency(&frequency), "QueryPerformanceFrequency");
    for (int row = -1; row < rows; ++row) {
        QueryPerformanceCounter(&start);
        for (int i = 0; i < calls; ++i) call();
        QueryPerformanceCounter(&stop);
        if (row < 0) continue;
        samples[row] = static_cast<double>(stop.QuadPart - start.QuadPart) * 1e9 /
                       static_cast<double>(frequency.QuadPart) / calls;
    }
    qsort(samples, static_cast<size_t>(rows), sizeof *samples, in_order);
    printf("%.1f\t%s\n", samples[rows / 2], what);
    fflush(stdout);
}

void measure_mutex(int rows) {
    HANDLE mutex = CreateMutexA(nullptr, FALSE, "mapview-bench-windows-mutex");
    check(mutex != nullptr, "CreateMutex");
    measure("lock and unlock a named mutex", rows, short_calls, [mutex] {
        take(mutex);
        check(ReleaseMutex(mutex), "ReleaseMutex");
    });
    CloseHandle(mutex);
}

void measure_event(int rows) {
    HANDLE event = make_event("mapview-bench-windows-event", FALSE, FALSE);
    measure("set a named event and wait for it", rows, short_calls, [event] {
        check(SetEvent(event), "SetEvent");
        take(event);
    });
    CloseHandle(event);
}

void measure_several(int rows, DWORD count) {
    HANDLE events[MAXIMUM_WAIT_OBJECTS];
    char text[100];
    for (DWORD i = 0; i < count; ++i) {
        snprintf(text, sizeof text, "mapview-bench-windows-%lu", static_cast<unsigned long>(i));
        events[i] = make_event(text, TRUE, i == 0);
    }
    snprintf(text, sizeof text, "wait for any of %lu, the first is ready",
             static_cast<unsigned long>(count));
    measure(text, rows, short_calls, [&events, count] {
        check(WaitForMultipleObjects(count, events, FALSE, patience) == WAIT_OBJECT_0,
              "WaitForMultipleObjects");
    });
    for (DWORD i = 0; i < count; ++i) CloseHandle(events[i]);
}

/// The partner: answers until it is ended.
int answer(const char *run) {
    HANDLE there = event_of_run("there", run), back = event_of_run("back", run);
    for (;;) {
        take(there);
        check(SetEvent(back), "SetEvent");
    }
}

PROCESS_INFORMATION start_partner(const char *run) {
    char program[MAX_PATH], line[MAX_PATH + 100];
    check(GetModuleFileNameA(nullptr, program, sizeof program) != 0, "GetModuleFileName");
    snprintf(line, sizeof line, "\"%s\" answer %s", program, run);
    STARTUPINFOA start;
    memset(&start, 0, sizeof start);
    start.cb = sizeof start;
    PROCESS_INFORMATION partner;
    check(CreateProcessA(program, line, nullptr, nullptr, FALSE, 0, nullptr, nullptr, &start,
                         &partner),
          "CreateProcess");
    return partner;
}

void measure_round_trip(int rows) {
    char run[20];
    snprintf(run, sizeof run, "%lu", static_cast<unsigned long>(GetCurrentProcessId()));
    HANDLE there = event_of_run("there", run), back = event_of_run("back", run);
    const PROCESS_INFORMATION partner = start_partner(run);
    measure("round trip of two processes by two auto-reset events", rows, round_trips,
            [there, back] {
                check(SetEvent(there), "SetEvent");
                take(back);
            });
    TerminateProcess(partner.hProcess, 0);
    WaitForSingleObject(partner.hProcess, INFINITE);
    CloseHandle(partner.hThread);
    CloseHandle(partner.hProcess);
    CloseHandle(there);
    CloseHandle(back);
}

}  // namespace

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[1], "answer") == 0) return answer(argv[2]);
    const int rows = argc == 2 ? atoi(argv[1]) : 0;
    if (rows < 1 || rows > most_rows) {
        fprintf(stderr, "usage: windows_program ROWS (1 to %d)\n", most_rows);
        return 2;
    }
    measure_mutex(rows);
    measure_event(rows);
    measure_several(rows, 1);
    measure_several(rows, 8);
    measure_several(rows, 64);
    measure_round_trip(rows);
    return 0;
}
