/* crtdbg.h - the debug run time, as it is in a release build: there is none.
 * https://learn.microsoft.com/cpp/c-runtime-library/crt-debugging-techniques */
/* SPDX-License-Identifier: MIT */
#pragma once

#define _CRT_WARN 0
#define _CRT_ERROR 1
#define _CRT_ASSERT 2
#define _CRTDBG_MODE_FILE 0x1
#define _CRTDBG_MODE_DEBUG 0x2
#define _CRTDBG_MODE_WNDW 0x4
#define _CRTDBG_REPORT_FLAG -1
#define _CRTDBG_ALLOC_MEM_DF 0x01
#define _CRTDBG_DELAY_FREE_MEM_DF 0x02
#define _CRTDBG_CHECK_ALWAYS_DF 0x04
#define _CRTDBG_LEAK_CHECK_DF 0x20
#define _CRTDBG_FILE_STDOUT ((void *)-4)
#define _CRTDBG_FILE_STDERR ((void *)-5)

#define _ASSERT(expression) ((void)0)
#define _ASSERTE(expression) ((void)0)
#define _RPT0(kind, format) ((void)0)
#define _RPT1(kind, format, one) ((void)0)
#define _RPT2(kind, format, one, two) ((void)0)
#define _CrtCheckMemory() ((int)1)
#define _CrtDumpMemoryLeaks() ((int)0)
#define _CrtSetBreakAlloc(number) ((long)0)
#define _CrtSetDbgFlag(flags) ((int)0)
#define _CrtSetReportFile(kind, file) ((void *)0)
#define _CrtSetReportMode(kind, mode) ((int)0)
