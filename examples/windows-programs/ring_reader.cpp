// ring_reader.cpp - shows the records that are still in the ring.
// SPDX-License-Identifier: MIT
#include <stdio.h>

#include "ring.h"

int main() {
    HANDLE mapping = OpenFileMappingA(FILE_MAP_READ, FALSE, RING_NAME);
    if (mapping == NULL) {
        printf("OpenFileMapping: %lu\n", GetLastError());
        return 1;
    }
    const RING* ring = (const RING*)MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, sizeof(RING));
    for (LONG i = ring->written > RING_SLOTS ? ring->written - RING_SLOTS : 0; i < ring->written;
         i++) {
        const RECORD* record = &ring->slots[i % RING_SLOTS];
        printf("%2lu %04X %s\n", record->sequence, record->kind, record->text);
    }
    UnmapViewOfFile(ring);
    CloseHandle(mapping);
    return 0;
}
