/* intrin.h - what the compiler knows without a library. The Interlocked functions and barriers are
 * in
 * winnt.h. https://learn.microsoft.com/cpp/intrinsics/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <winnt.h>

/* Of the function that they stand in, which an inline one is not: its caller's then. */
#define _ReturnAddress() __builtin_return_address(0)
#define _AddressOfReturnAddress() ((void *)((void **)__builtin_frame_address(0) + 1))

/* Stops in a debugger; without one the process ends. */
#if defined(__x86_64__) || defined(__i386__)
#define __debugbreak() __asm__ __volatile__("int3")
#else
#define __debugbreak() __builtin_trap()
#endif
