/* minwindef.h - the base types. As on Windows LONG and DWORD have 32 bits. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <winnt.h>

typedef int BOOL;
typedef BOOL *PBOOL, *LPBOOL;
typedef unsigned char BYTE;
typedef BYTE *PBYTE, *LPBYTE;
typedef unsigned short WORD;
typedef WORD *PWORD, *LPWORD;
typedef DWORD *PDWORD, *LPDWORD;
typedef int INT;
typedef INT *PINT, *LPINT;
typedef unsigned int UINT;
typedef UINT *PUINT;
typedef float FLOAT;
typedef FLOAT *PFLOAT;
typedef void *LPVOID;
typedef const void *LPCVOID;
typedef LONG *LPLONG;
typedef HANDLE *LPHANDLE;
typedef HANDLE HLOCAL, HGLOBAL;

#ifndef FALSE
#define FALSE 0
#endif
#ifndef TRUE
#define TRUE 1
#endif

#define MAX_PATH 260

/* Calling conventions and keywords that mean nothing here. */
#define WINAPI
#define APIENTRY WINAPI
#define CALLBACK
#define CONST const

#define LOBYTE(w) ((BYTE)(0xff & (DWORD_PTR)(w)))
#define HIBYTE(w) ((BYTE)(((DWORD_PTR)(w) >> 8) & 0xff))
#define LOWORD(l) ((WORD)(0xffff & (DWORD_PTR)(l)))
#define HIWORD(l) ((WORD)(((DWORD_PTR)(l) >> 16) & 0xffff))
#define MAKEWORD(low, high) ((WORD)((BYTE)(low) | (WORD)((BYTE)(high)) << 8))
#define MAKELONG(low, high) ((LONG)((WORD)(low) | (DWORD)((WORD)(high)) << 16))
