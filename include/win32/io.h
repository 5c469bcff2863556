/* io.h - descriptors under Microsoft's names.
 * https://learn.microsoft.com/cpp/c-runtime-library/low-level-i-o */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <corecrt.h>

#define _O_RDONLY 0x0000
#define _O_WRONLY 0x0001
#define _O_RDWR 0x0002
#define _O_APPEND 0x0008
#define _O_TEXT 0x4000
#define _O_BINARY 0x8000
#define _O_WTEXT 0x10000
#define _O_U16TEXT 0x20000
#define _O_U8TEXT 0x40000

/* Returns the mode before, first _O_TEXT, or -1 and EBADF or EINVAL. Wide text is UTF-8 in every
 * mode, and no mode changes the ends of lines. */
MAPVIEW_C int _setmode(int descriptor, int mode) MAPVIEW_CRT(_setmode);

MAPVIEW_C int _read(int descriptor, void *to, unsigned int count) MAPVIEW_CRT(_read);
MAPVIEW_C int _write(int descriptor, const void *from, unsigned int count) MAPVIEW_CRT(_write);
MAPVIEW_C int _close(int descriptor) MAPVIEW_CRT(_close);
MAPVIEW_C int _dup(int descriptor) MAPVIEW_CRT(_dup);
MAPVIEW_C int _isatty(int descriptor) MAPVIEW_CRT(_isatty);
MAPVIEW_C long _lseek(int descriptor, long offset, int origin) MAPVIEW_CRT(_lseek);
MAPVIEW_C long long _lseeki64(int descriptor, long long offset, int origin) MAPVIEW_CRT(_lseeki64);
MAPVIEW_C long _tell(int descriptor) MAPVIEW_CRT(_tell);
MAPVIEW_C long long _telli64(int descriptor) MAPVIEW_CRT(_telli64);

/* `mode` is 0 (is there), 2 (writable), 4 (readable) or 6. */
MAPVIEW_C int _access(const char *path, int mode) MAPVIEW_CRT(_access);
MAPVIEW_C int _waccess(const wchar_t *path, int mode) MAPVIEW_CRT_WIDE(_waccess);

/* The HANDLE of a descriptor, as a number, and the descriptor of a HANDLE to a file. They are two
 * names of one thing: closing the one closes the other. -1 and EBADF where there is none. Of the
 * flags _O_APPEND has an effect. */
MAPVIEW_C intptr_t _get_osfhandle(int descriptor) MAPVIEW_CRT(_get_osfhandle);
MAPVIEW_C int _open_osfhandle(intptr_t handle, int flags) MAPVIEW_CRT(_open_osfhandle);
