// event_consumer.cpp - takes what event_producer puts into the mailbox.
// SPDX-License-Identifier: MIT
#include <stdio.h>

#include "mailbox.h"

int main() {
    HANDLE mapping = OpenFileMappingA(FILE_MAP_READ, FALSE, MAILBOX_NAME);
    HANDLE full = OpenEventA(SYNCHRONIZE, FALSE, MAILBOX_FULL);
    HANDLE empty = OpenEventA(EVENT_MODIFY_STATE, FALSE, MAILBOX_EMPTY);
    if (!mapping || !full || !empty) return 1;
    const MESSAGE* box = (const MESSAGE*)MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, 0);
    if (!box) return 2;

    for (;;) {
        if (WaitForSingleObject(full, MAILBOX_TIME) != WAIT_OBJECT_0) return 3;
        DWORD number = box->number;
        if (number != 0) printf("%s\n", box->text);
        SetEvent(empty);
        if (number == 0) break;
    }
    // Nothing comes any more, and this handle may not set what it waits for.
    printf("waiting again: %s\n",
           WaitForSingleObject(full, 10) == WAIT_TIMEOUT ? "time-out" : "a message");
    BOOL set = SetEvent(full);
    printf("SetEvent: %d, error %lu\n", set, (unsigned long)GetLastError());

    UnmapViewOfFile(box);
    CloseHandle(empty);
    CloseHandle(full);
    CloseHandle(mapping);
    return 0;
}
