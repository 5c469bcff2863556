// pool.h - a pool that grows in place: address space for all of it, memory only for what is used.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#define POOL_NAME TEXT("A pool that grows")
#define POOL_RESERVED (64 * 1024 * 1024)
#define POOL_STEP (64 * 1024)

typedef struct {
    volatile LONG committed;  // bytes from the beginning, this header among them
    volatile LONG used;
} POOL;
