// readers_writers.cpp - a table that many may read at once, and one may change alone.
//
//     readers_writers host           makes the table, holds it until Enter, and shows it
//     readers_writers write TIMES    changes it, TIMES times
//     readers_writers read TIMES     looks at it, TIMES times, and counts torn looks
//
// Readers are counted under a mutex; the manual-reset event is set while there is none. A writer
// owns a mutex that keeps new readers and other writers out, and waits for the event.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS 200

typedef struct {
    LONG readers;
    LONG changes;
    LONG cells[COLUMNS];  // all equal, but while a writer is at it
} TABLE;

static HANDLE gate, count_lock, no_reader;
static volatile TABLE* table;

static BOOL open_table() {
    HANDLE mapping = CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0,
                                        sizeof(TABLE), L"Local\\Table");
    if (!mapping) return FALSE;
    table = (volatile TABLE*)MapViewOfFile(mapping, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    gate = CreateMutexW(NULL, FALSE, L"Local\\Table gate");
    count_lock = CreateMutexW(NULL, FALSE, L"Local\\Table readers' count");
    no_reader = CreateEventW(NULL, TRUE, TRUE, L"Local\\Table has no reader");
    return table && gate && count_lock && no_reader;
}

static void write_once() {
    HANDLE both[2] = {gate, no_reader};
    WaitForMultipleObjects(2, both, TRUE, INFINITE);
    LONG next = table->cells[0] + 1;
    for (int i = 0; i < COLUMNS; i++) table->cells[i] = next;
    table->changes = table->changes + 1;
    ReleaseMutex(gate);
}

static void count_reader(LONG change) {
    WaitForSingleObject(count_lock, INFINITE);
    table->readers = table->readers + change;
    if (table->readers == 0) SetEvent(no_reader);
    else ResetEvent(no_reader);
    ReleaseMutex(count_lock);
}

static BOOL read_once() {
    WaitForSingleObject(gate, INFINITE);
    count_reader(1);
    ReleaseMutex(gate);
    BOOL whole = TRUE;
    for (int i = 1; i < COLUMNS; i++) whole = whole && table->cells[i] == table->cells[0];
    count_reader(-1);
    return whole;
}

int main(int argc, char** argv) {
    if (argc < 2 || !open_table()) return 1;
    int times = argc > 2 ? atoi(argv[2]) : 0;
    if (strcmp(argv[1], "host") == 0) {
        printf("Press Enter\n");
        fflush(stdout);
        getchar();
        printf("%ld changes, the cells hold %ld, %ld readers\n", (long)table->changes,
               (long)table->cells[COLUMNS - 1], (long)table->readers);
    } else if (strcmp(argv[1], "write") == 0) {
        for (int i = 0; i < times; i++) write_once();
        printf("changed it %d times\n", times);
    } else {
        int torn = 0;
        for (int i = 0; i < times; i++) torn += read_once() ? 0 : 1;
        printf("looked %d times, %d were torn\n", times, torn);
    }
    return 0;
}
