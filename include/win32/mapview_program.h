/* mapview_program.h - what mapview-c++ includes before every source file: the names that
 * Microsoft's <stdio.h>, <stdlib.h>, <string.h> and <fcntl.h> have, for files without <windows.h>.
 */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <corecrt_startup.h>
#include <corecrt_stdio.h>
#include <corecrt_stdlib.h>
#include <corecrt_string.h>
#include <io.h>
