/* winuser.h - message boxes without windows, letters, and a printf of its own.
 * https://learn.microsoft.com/windows/win32/api/winuser/ */
/* SPDX-License-Identifier: MIT */
#pragma once

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

/* https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-getsystemmetrics */
#define SM_CXSCREEN 0
#define SM_CYSCREEN 1
#define SM_CXVSCROLL 2
#define SM_CYHSCROLL 3
#define SM_CYCAPTION 4
#define SM_CXBORDER 5
#define SM_CYBORDER 6
#define SM_CXDLGFRAME 7
#define SM_CYDLGFRAME 8
#define SM_CYVTHUMB 9
#define SM_CXHTHUMB 10
#define SM_CXICON 11
#define SM_CYICON 12
#define SM_CXCURSOR 13
#define SM_CYCURSOR 14
#define SM_CYMENU 15
#define SM_CXFULLSCREEN 16
#define SM_CYFULLSCREEN 17
#define SM_CYKANJIWINDOW 18
#define SM_MOUSEPRESENT 19
#define SM_CYVSCROLL 20
#define SM_CXHSCROLL 21
#define SM_DEBUG 22
#define SM_SWAPBUTTON 23
#define SM_CXMIN 28
#define SM_CYMIN 29
#define SM_CXSIZE 30
#define SM_CYSIZE 31
#define SM_CXFRAME 32
#define SM_CYFRAME 33
#define SM_CXMINTRACK 34
#define SM_CYMINTRACK 35
#define SM_CXDOUBLECLK 36
#define SM_CYDOUBLECLK 37
#define SM_CXICONSPACING 38
#define SM_CYICONSPACING 39
#define SM_MENUDROPALIGNMENT 40
#define SM_PENWINDOWS 41
#define SM_DBCSENABLED 42
#define SM_CMOUSEBUTTONS 43
#define SM_SECURE 44
#define SM_CXEDGE 45
#define SM_CYEDGE 46
#define SM_CXMINSPACING 47
#define SM_CYMINSPACING 48
#define SM_CXSMICON 49
#define SM_CYSMICON 50
#define SM_CYSMCAPTION 51
#define SM_CXSMSIZE 52
#define SM_CYSMSIZE 53
#define SM_CXMENUSIZE 54
#define SM_CYMENUSIZE 55
#define SM_ARRANGE 56
#define SM_CXMINIMIZED 57
#define SM_CYMINIMIZED 58
#define SM_CXMAXTRACK 59
#define SM_CYMAXTRACK 60
#define SM_CXMAXIMIZED 61
#define SM_CYMAXIMIZED 62
#define SM_NETWORK 63
#define SM_CLEANBOOT 67
#define SM_CXDRAG 68
#define SM_CYDRAG 69
#define SM_SHOWSOUNDS 70
#define SM_CXMENUCHECK 71
#define SM_CYMENUCHECK 72
#define SM_SLOWMACHINE 73
#define SM_MIDEASTENABLED 74
#define SM_MOUSEWHEELPRESENT 75
#define SM_XVIRTUALSCREEN 76
#define SM_YVIRTUALSCREEN 77
#define SM_CXVIRTUALSCREEN 78
#define SM_CYVIRTUALSCREEN 79
#define SM_CMONITORS 80
#define SM_SAMEDISPLAYFORMAT 81
#define SM_IMMENABLED 82
#define SM_CXFOCUSBORDER 83
#define SM_CYFOCUSBORDER 84
#define SM_TABLETPC 86
#define SM_MEDIACENTER 87
#define SM_STARTER 88
#define SM_SERVERR2 89
#define SM_MOUSEHORIZONTALWHEELPRESENT 91
#define SM_CXPADDEDBORDER 92
#define SM_DIGITIZER 94
#define SM_MAXIMUMTOUCHES 95
#define SM_REMOTESESSION 0x1000
#define SM_SHUTTINGDOWN 0x2000
#define SM_REMOTECONTROL 0x2001
#define SM_CARETBLINKINGENABLED 0x2002
#define SM_CONVERTIBLESLATEMODE 0x2003
#define SM_SYSTEMDOCKED 0x2004
#define SM_CXSIZEFRAME SM_CXFRAME
#define SM_CYSIZEFRAME SM_CYFRAME
#define SM_CXFIXEDFRAME SM_CXDLGFRAME
#define SM_CYFIXEDFRAME SM_CYDLGFRAME
#define SM_CMETRICS 97

/* No program has windows here, so there is no screen for it, no mouse and no frame: 0, as for a
 * number that means nothing. Icons and cursors have the sizes that Windows gives them at 96 dots
 * per inch: 32, small ones 16. The last error is not set. */
MAPVIEW_WIN32 int WINAPI GetSystemMetrics(int nIndex);

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
MAPVIEW_WIN32 int WINAPIV wsprintfA(LPSTR to, LPCSTR format, ...) MAPVIEW_WIDE(wsprintfA);
MAPVIEW_WIN32 int WINAPIV wsprintfW(LPWSTR to, LPCWSTR format, ...) MAPVIEW_WIDE(wsprintfW);
MAPVIEW_WIN32 int WINAPI wvsprintfA(LPSTR to, LPCSTR format, va_list arguments)
    MAPVIEW_WIDE(wvsprintfA);
MAPVIEW_WIN32 int WINAPI wvsprintfW(LPWSTR to, LPCWSTR format, va_list arguments)
    MAPVIEW_WIDE(wvsprintfW);

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
