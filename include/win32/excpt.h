/* excpt.h - what a filter of __except says. Compilers here have no __except, so no program can ask
 * for more of it than these numbers. */
/* SPDX-License-Identifier: MIT */
#pragma once

#define EXCEPTION_EXECUTE_HANDLER 1
#define EXCEPTION_CONTINUE_SEARCH 0
#define EXCEPTION_CONTINUE_EXECUTION (-1)
