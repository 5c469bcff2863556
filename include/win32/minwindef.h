/* minwindef.h - the base types. As on Windows LONG and DWORD have 32 bits. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <winnt.h>

typedef int BOOL;
typedef BOOL *PBOOL, *LPBOOL;
typedef BYTE *PBYTE, *LPBYTE;
typedef WORD *PWORD, *LPWORD;
typedef DWORD *PDWORD, *LPDWORD;
typedef int INT;
typedef INT *PINT, *LPINT;
typedef unsigned int UINT;
typedef UINT *PUINT, *LPUINT;
typedef float FLOAT;
typedef FLOAT *PFLOAT;
typedef void *LPVOID;
typedef const void *LPCVOID;
typedef LONG *LPLONG;
typedef HANDLE *LPHANDLE;
typedef HANDLE HLOCAL, HGLOBAL;
typedef struct HINSTANCE__ *HINSTANCE;
typedef HINSTANCE HMODULE;
typedef struct HKEY__ *HKEY;
typedef WORD ATOM;
typedef UINT_PTR WPARAM;
typedef LONG_PTR LPARAM, LRESULT;

/* 100-nanosecond steps since the year 1601, UTC. */
typedef struct _FILETIME {
    DWORD dwLowDateTime;
    DWORD dwHighDateTime;
} FILETIME, *PFILETIME, *LPFILETIME;

/* What a function found by its name is cast from. */
typedef INT_PTR (*FARPROC)(void);
typedef INT_PTR (*NEARPROC)(void);
typedef INT_PTR (*PROC)(void);

#ifndef FALSE
#define FALSE 0
#endif
#ifndef TRUE
#define TRUE 1
#endif

#define MAX_PATH 260

/* Calling conventions and keywords that mean nothing here. */
#define WINAPI
#define WINAPIV
#define PASCAL
#define CDECL
#define FAR
#define NEAR
#define APIENTRY WINAPI
#define CALLBACK
#define CONST const

#define LOBYTE(w) ((BYTE)(0xff & (DWORD_PTR)(w)))
#define HIBYTE(w) ((BYTE)(((DWORD_PTR)(w) >> 8) & 0xff))
#define LOWORD(l) ((WORD)(0xffff & (DWORD_PTR)(l)))
#define HIWORD(l) ((WORD)(((DWORD_PTR)(l) >> 16) & 0xffff))
#define MAKEWORD(low, high) ((WORD)((BYTE)(low) | (WORD)((BYTE)(high)) << 8))
#define MAKELONG(low, high) ((LONG)((WORD)(low) | (DWORD)((WORD)(high)) << 16))

/* On Windows two macros. Function templates do the same for mixed types, and leave std::min, a
 * member max() and the headers that follow alone. */
#ifndef NOMINMAX
#ifdef __cplusplus
extern "C++" {
template <class A, class B>
constexpr auto min(A a, B b) {
    return a < b ? a : b;
}
template <class A, class B>
constexpr auto max(A a, B b) {
    return a > b ? a : b;
}
}
#else
#ifndef min
#define min(a, b) (((a) < (b)) ? (a) : (b))
#endif
#ifndef max
#define max(a, b) (((a) > (b)) ? (a) : (b))
#endif
#endif
#endif
