// event_producer.cpp - hands five messages to event_consumer, each after the last one was taken.
// SPDX-License-Identifier: MIT
#include <stdio.h>

#include "mailbox.h"

static BOOL put(MESSAGE* box, HANDLE empty, HANDLE full, DWORD number, const char* text) {
    if (WaitForSingleObject(empty, MAILBOX_TIME) != WAIT_OBJECT_0) return FALSE;
    box->number = number;
    lstrcpynA(box->text, text, sizeof(box->text));
    return SetEvent(full);
}

int main() {
    HANDLE mapping = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0,
                                        sizeof(MESSAGE), MAILBOX_NAME);
    HANDLE full = CreateEventA(NULL, FALSE, FALSE, MAILBOX_FULL);
    HANDLE empty = CreateEventA(NULL, FALSE, TRUE, MAILBOX_EMPTY);
    if (!mapping || !full || !empty) return printf("error %lu\n", GetLastError());
    MESSAGE* box = (MESSAGE*)MapViewOfFile(mapping, FILE_MAP_ALL_ACCESS, 0, 0, sizeof(MESSAGE));
    if (!box) return 2;

    printf("Press Enter when the consumer has ended\n");
    fflush(stdout);
    for (DWORD i = 1; i <= 5; i++) {
        char text[60];
        sprintf(text, "message %lu, %lu squared is %lu", (unsigned long)i, (unsigned long)i,
                (unsigned long)(i * i));
        if (!put(box, empty, full, i, text)) return 3;
    }
    if (!put(box, empty, full, 0, "")) return 3;
    if (WaitForSingleObject(empty, MAILBOX_TIME) != WAIT_OBJECT_0) return 4;
    printf("all were taken\n");
    getchar();

    UnmapViewOfFile(box);
    CloseHandle(empty);
    CloseHandle(full);
    CloseHandle(mapping);
    return 0;
}
