// pool_owner.cpp - reserves 64 MiB by name, and commits as it fills them.
// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <string.h>

#include "pool.h"

static POOL* pool;

static bool grow() {
    char* end = (char*)pool + pool->committed;
    if (VirtualAlloc(end, POOL_STEP, MEM_COMMIT, PAGE_READWRITE) != end) return false;
    InterlockedExchangeAdd(&pool->committed, POOL_STEP);
    return true;
}

static char* allocate(LONG size) {
    while (pool->used + size > pool->committed)
        if (!grow()) return NULL;
    return (char*)pool + InterlockedExchangeAdd(&pool->used, size);
}

static void show(const char* what) {
    MEMORY_BASIC_INFORMATION first, rest;
    VirtualQuery(pool, &first, sizeof first);
    VirtualQuery((char*)pool + first.RegionSize, &rest, sizeof rest);
    printf("%s: %Iu KiB committed, %Iu KiB %s\n", what, first.RegionSize / 1024,
           rest.RegionSize / 1024, rest.State == MEM_RESERVE ? "reserved" : "?");
}

int main() {
    HANDLE mapping = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE | SEC_RESERVE, 0,
                                       POOL_RESERVED, POOL_NAME);
    if (mapping == NULL) {
        printf("CreateFileMapping failed: %lu\n", GetLastError());
        return 1;
    }
    pool = (POOL*)MapViewOfFile(mapping, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    if (pool == NULL || VirtualAlloc(pool, POOL_STEP, MEM_COMMIT, PAGE_READWRITE) == NULL) {
        printf("no pool: %lu\n", GetLastError());
        return 1;
    }
    pool->committed = POOL_STEP;
    pool->used = sizeof(POOL);
    show("at first");
    for (int i = 0; i < 100; ++i) {
        char* block = allocate(5000);
        if (block == NULL) return 1;
        memset(block, 'a' + i % 26, 5000);
    }
    show("with 100 blocks");
    printf("Press Enter\n");
    fflush(stdout);
    getchar();
    show("with what the guest took");
    UnmapViewOfFile(pool);
    CloseHandle(mapping);
    return 0;
}
