/* windows.h - the Win32 file mapping functions on Linux. What is not here is not implemented. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <winbase.h>
