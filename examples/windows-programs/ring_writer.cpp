// ring_writer.cpp - puts twenty records into a ring of eight.
// SPDX-License-Identifier: MIT
#include <iostream>

#include "ring.h"

using namespace std;

int main() {
    HANDLE mapping =
        CreateFileMappingA((HANDLE)-1, NULL, PAGE_READWRITE, 0, sizeof(RING), RING_NAME);
    if (!mapping || GetLastError() == ERROR_ALREADY_EXISTS) {
        cerr << "no mapping of our own: " << GetLastError() << endl;
        return 1;
    }
    RING* ring = (RING*)MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0);
    if (!ring) return 2;
    for (int i = 0; i < 20; i++) {
        RECORD& record = ring->slots[i % RING_SLOTS];
        record.sequence = i;
        record.kind = MAKEWORD(i, i * 2);
        sprintf(record.text, "record #%03lu", (unsigned long)record.sequence);
        ring->written = i + 1;
    }
    cout << "wrote " << ring->written << " records of " << sizeof(RECORD) << " bytes" << endl;
    cout << "Press Enter" << endl;
    cin.get();
    UnmapViewOfFile(ring);
    CloseHandle(mapping);
}
