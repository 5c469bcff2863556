/* sal.h - annotations of parameters, which say nothing to these compilers.
 * https://learn.microsoft.com/cpp/code-quality/understanding-sal */
/* SPDX-License-Identifier: MIT */
#pragma once

#define _In_
#define _In_opt_
#define _In_z_
#define _In_opt_z_
#define _In_reads_(size)
#define _In_reads_opt_(size)
#define _In_reads_bytes_(size)
#define _In_reads_bytes_opt_(size)
#define _In_range_(low, high)
#define _Out_
#define _Out_opt_
#define _Out_writes_(size)
#define _Out_writes_opt_(size)
#define _Out_writes_z_(size)
#define _Out_writes_bytes_(size)
#define _Out_writes_bytes_opt_(size)
#define _Outptr_
#define _Outptr_opt_
#define _Inout_
#define _Inout_opt_
#define _Inout_z_
#define _Inout_updates_(size)
#define _Inout_updates_bytes_(size)
#define _Ret_maybenull_
#define _Ret_notnull_
#define _Ret_z_
#define _Success_(expression)
#define _When_(condition, annotations)
#define _Null_terminated_
#define _Printf_format_string_
#define _Scanf_format_string_
#define _Check_return_
#define _Must_inspect_result_
#define _Pre_maybenull_
#define _Post_invalid_
#define _Reserved_
#define _Frees_ptr_opt_
#define _Use_decl_annotations_
