/* conformance/calls_in_c.h - the cases that are written in C, for a program in C++ to run. */
/* SPDX-License-Identifier: MIT */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/* Each returns NULL, or what did not hold. */
typedef const char *c_case(void);

c_case c_create_size_zero;
c_case c_create_sets_success;
c_case c_create_existing;
c_case c_open_missing;
c_case c_name_and_tchar;
c_case c_map_write_read;
c_case c_map_misaligned;
c_case c_read_only_is_not_written;
c_case c_name_goes_with_last_handle;
c_case c_close_twice;
c_case c_duplicate;
c_case c_query;
c_case c_constants;

#ifdef __cplusplus
}
#endif
