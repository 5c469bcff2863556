/* winuser.h - message boxes without windows, letters, and a printf of its own.
 * https://learn.microsoft.com/windows/win32/api/winuser/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <corecrt.h>
#include <stdarg.h>
#include <windef.h>
#include <winuser_keys.h>

#define MB_OK 0x00000000
#define MB_OKCANCEL 0x00000001
#define MB_ABORTRETRYIGNORE 0x00000002
#define MB_YESNOCANCEL 0x00000003
#define MB_YESNO 0x00000004
#define MB_RETRYCANCEL 0x00000005
#define MB_CANCELTRYCONTINUE 0x00000006
#define MB_TYPEMASK 0x0000000F

#define MB_ICONHAND 0x00000010
#define MB_ICONQUESTION 0x00000020
#define MB_ICONEXCLAMATION 0x00000030
#define MB_ICONASTERISK 0x00000040
#define MB_ICONMASK 0x000000F0
#define MB_ICONERROR MB_ICONHAND
#define MB_ICONSTOP MB_ICONHAND
#define MB_ICONWARNING MB_ICONEXCLAMATION
#define MB_ICONINFORMATION MB_ICONASTERISK

#define MB_DEFBUTTON1 0x00000000
#define MB_DEFBUTTON2 0x00000100
#define MB_DEFBUTTON3 0x00000200
#define MB_DEFMASK 0x00000F00

#define MB_APPLMODAL 0x00000000
#define MB_SYSTEMMODAL 0x00001000
#define MB_TASKMODAL 0x00002000
#define MB_SETFOREGROUND 0x00010000
#define MB_TOPMOST 0x00040000

/* For STARTUPINFO: there are no windows, so no difference. */
#define SW_HIDE 0
#define SW_SHOWNORMAL 1
#define SW_NORMAL 1
#define SW_SHOWMINIMIZED 2
#define SW_SHOWMAXIMIZED 3
#define SW_MAXIMIZE 3
#define SW_SHOWNOACTIVATE 4
#define SW_SHOW 5
#define SW_MINIMIZE 6
#define SW_SHOWMINNOACTIVE 7
#define SW_SHOWNA 8
#define SW_RESTORE 9
#define SW_SHOWDEFAULT 10

#define IDOK 1
#define IDCANCEL 2
#define IDABORT 3
#define IDRETRY 4
#define IDIGNORE 5
#define IDYES 6
#define IDNO 7
#define IDTRYAGAIN 10
#define IDCONTINUE 11

/* Writes title, text and buttons to standard error and reads a line of standard input: an empty one
 * is the button in brackets, else it is the beginning of a button's name, in any case. A box with
 * OK alone takes any line. At the end of input a box is closed: IDOK where that is all there is,
 * IDCANCEL where there is Cancel, else 0 and ERROR_CANCELLED. hWnd must be NULL; icons and where a
 * window would be mean nothing. Without a title it is "Error". */
MAPVIEW_WIN32 int WINAPI MessageBoxA(HWND hWnd, LPCSTR lpText, LPCSTR lpCaption, UINT uType);
MAPVIEW_WIN32 int WINAPI MessageBoxW(HWND hWnd, LPCWSTR lpText, LPCWSTR lpCaption, UINT uType)
    MAPVIEW_WIDE(MessageBoxW);

/* No process has windows here, so all are as console programs are on Windows: WAIT_FAILED at once
 * and ERROR_NOT_GUI_PROCESS, or what is wrong with the handle. */
MAPVIEW_WIN32 DWORD WINAPI WaitForInputIdle(HANDLE hProcess, DWORD dwMilliseconds);

/* Changes letters in place and returns its argument, or changes the one character that it is given
 * in a pointer's place. What the A functions would have to make longer or shorter stays. */
MAPVIEW_WIN32 LPSTR WINAPI CharLowerA(LPSTR lpsz);
MAPVIEW_WIN32 LPWSTR WINAPI CharLowerW(LPWSTR lpsz) MAPVIEW_WIDE(CharLowerW);
MAPVIEW_WIN32 LPSTR WINAPI CharUpperA(LPSTR lpsz);
MAPVIEW_WIN32 LPWSTR WINAPI CharUpperW(LPWSTR lpsz) MAPVIEW_WIDE(CharUpperW);

/* The formats of sprintf_s, into at most 1024 characters with the zero: the rest is cut off.
 * Returns the length. */
MAPVIEW_C int wsprintfA(LPSTR to, LPCSTR format, ...) MAPVIEW_CRT_WIDE(wsprintfA);
MAPVIEW_C int wsprintfW(LPWSTR to, LPCWSTR format, ...) MAPVIEW_CRT_WIDE(wsprintfW);
MAPVIEW_C int wvsprintfA(LPSTR to, LPCSTR format, va_list arguments) MAPVIEW_CRT_WIDE(wvsprintfA);
MAPVIEW_C int wvsprintfW(LPWSTR to, LPCWSTR format, va_list arguments) MAPVIEW_CRT_WIDE(wvsprintfW);

#ifdef UNICODE
#define MessageBox MessageBoxW
#define CharLower CharLowerW
#define CharUpper CharUpperW
#define wsprintf wsprintfW
#define wvsprintf wvsprintfW
#else
#define MessageBox MessageBoxA
#define CharLower CharLowerA
#define CharUpper CharUpperA
#define wsprintf wsprintfA
#define wvsprintf wvsprintfA
#endif
