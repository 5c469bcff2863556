// ring.h - a ring of records in shared memory.
// SPDX-License-Identifier: MIT
#pragma once
#include <windows.h>

#define RING_NAME "Ring of records"
#define RING_SLOTS 8

#pragma pack(push, 1)
typedef struct {
    DWORD sequence;
    WORD kind;
    char text[26];
} RECORD;

typedef struct {
    volatile LONG written;
    RECORD slots[RING_SLOTS];
} RING;
#pragma pack(pop)
