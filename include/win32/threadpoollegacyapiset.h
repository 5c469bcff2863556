/* threadpoollegacyapiset.h - the end of a registered wait.
 * https://learn.microsoft.com/windows/win32/api/threadpoollegacyapiset/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

/* No callback of a registered wait (winbase.h) begins any more. With INVALID_HANDLE_VALUE it
 * returns when the one that runs has returned, with an event that is set then. FALSE and
 * ERROR_IO_PENDING where a callback runs and the call does not wait for it, as in that callback
 * itself: the wait has ended nevertheless. */
MAPVIEW_WIN32 BOOL WINAPI UnregisterWaitEx(HANDLE WaitHandle, HANDLE CompletionEvent);
