/* windows.h - Win32 on Linux, as far as programs that share memory use it. What is not here is not
 * implemented; docs/win32.md lists what is. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <excpt.h>
#include <windef.h>

#include <winbase.h>
#include <wincon.h>
#include <winnls.h>
#include <winuser.h>

#ifndef WIN32_LEAN_AND_MEAN
#include <mmsystem.h>
#include <shellapi.h>
#endif

/* Microsoft's <stdio.h>, <stdlib.h> and <string.h> have names that those of Linux have not. */
#include <corecrt_startup.h>
#include <corecrt_stdio.h>
#include <corecrt_stdlib.h>
#include <corecrt_string.h>
