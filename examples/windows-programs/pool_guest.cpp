// pool_guest.cpp - opens the pool of pool_owner, reads all that is committed, and commits more.
// SPDX-License-Identifier: MIT
#include <stdio.h>

#include "pool.h"

int main() {
    HANDLE mapping = OpenFileMapping(FILE_MAP_ALL_ACCESS, FALSE, POOL_NAME);
    if (mapping == NULL) {
        printf("OpenFileMapping failed: %lu\n", GetLastError());
        return 1;
    }
    POOL* pool = (POOL*)MapViewOfFile(mapping, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    if (pool == NULL) {
        printf("MapViewOfFile failed: %lu\n", GetLastError());
        return 1;
    }
    const char* bytes = (const char*)pool;
    LONG letters = 0;
    for (LONG at = sizeof(POOL); at < pool->committed; ++at) letters += bytes[at] != 0;
    printf("%ld bytes committed, %ld used, %ld letters, the last %c\n", pool->committed, pool->used,
           letters, bytes[pool->used - 1]);

    char* more = (char*)pool + pool->committed;
    if (VirtualAlloc(more, POOL_STEP, MEM_COMMIT, PAGE_READWRITE) == NULL) return 1;
    InterlockedExchangeAdd(&pool->committed, POOL_STEP);
    more[0] = 'z';
    printf("took %d KiB more\n", POOL_STEP / 1024);
    UnmapViewOfFile(pool);
    CloseHandle(mapping);
    return 0;
}
