/* windef.h - types of windows and instances, which programs without a window name as well. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

/* Nothing here makes a window: a HWND can be NULL only. */
typedef struct HWND__ *HWND;

typedef struct tagPOINT {
    LONG x;
    LONG y;
} POINT, *PPOINT, *LPPOINT;

typedef struct tagSIZE {
    LONG cx;
    LONG cy;
} SIZE, *PSIZE, *LPSIZE;

typedef struct tagRECT {
    LONG left;
    LONG top;
    LONG right;
    LONG bottom;
} RECT, *PRECT, *LPRECT;

typedef DWORD COLORREF;
