# Fails if an #include points against the arrows of docs/design: programs -> C++ API -> Win32
# functions -> kernel. Every layer has a list of what it may include; all else is an error.
#
#     cmake -D root=<folder of the repository> -P check_layers.cmake
# SPDX-License-Identifier: MIT
cmake_minimum_required(VERSION 3.25)

# --- kinds of headers, as regular expressions

set(standard_cpp "<[a-z_0-9]+>")
set(standard_c "<(assert|complex|ctype|errno|fenv|float|inttypes|iso646|limits|locale|math|setjmp|\
signal|stdalign|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|string|time|uchar|wchar|\
wctype)\\.h>")
set(linux "<(sys|linux|asm)/[a-z_0-9-]+\\.h>|<(dirent|dlfcn|errno|fcntl|fnmatch|getopt|grp|iconv|link|poll|\
pthread|pwd|sched|semaphore|signal|spawn|strings|syscall|termios|time|unistd|ucontext|wchar)\\.h>")
set(mapview "<mapview/[a-z_]+\\.hpp>")
set(windows_h "<windows\\.h>")
set(packages "<(CLI|fmt|nlohmann)/[A-Za-z0-9_/.-]+>")

# The drop-in headers by their names, for no list must be kept twice.
file(GLOB names RELATIVE ${root}/include/win32 ${root}/include/win32/*.h)
list(JOIN names "|" names)
string(REPLACE "." "\\." names "${names}")
set(win32 "<(${names})>")

# --- the check

set(checked 0)
set(violations 0)

# Every #include below `folder` must match one of the expressions that follow, or be written in
# quotes and name a file beside the one that includes it.
function(layer folder)
    list(JOIN ARGN "|" allowed)
    file(GLOB_RECURSE files ${root}/${folder}/*.[ch] ${root}/${folder}/*.[ch]pp)
    if(NOT files)
        message(SEND_ERROR "${folder}: no source file is there, so nothing was checked")
    endif()

    foreach(file IN LISTS files)
        file(STRINGS ${file} lines REGEX "^[ \t]*#[ \t]*(include|include_next|import)[^a-z_]")
        math(EXPR checked "${checked} + 1")
        foreach(line IN LISTS lines)
            if(line MATCHES "include[ \t]*(<[^>]+>|\"[^\"]+\")")
                set(header "${CMAKE_MATCH_1}")
            else()
                # A macro or the like: nobody can tell where it points.
                string(REGEX REPLACE "^[ \t]*#[ \t]*[a-z_]+[ \t]*" "" header "${line}")
            endif()
            if(header MATCHES "^(${allowed})$")
                continue()
            endif()
            if(NOT header MATCHES "\\.\\./" AND header MATCHES "^\"([^\"]+)\"$")
                cmake_path(REPLACE_FILENAME file "${CMAKE_MATCH_1}" OUTPUT_VARIABLE beside)
                if(EXISTS ${beside})
                    continue()
                endif()
            endif()
            cmake_path(RELATIVE_PATH file BASE_DIRECTORY ${root} OUTPUT_VARIABLE shown)
            message(SEND_ERROR "${shown} must not include ${header}")
            math(EXPR violations "${violations} + 1")
        endforeach()
    endforeach()
    return(PROPAGATE checked violations)
endfunction()

# --- the arrows

layer(include/mapview ${mapview} ${standard_cpp})
layer(include/win32   ${win32} ${standard_c} "<c(stdio|stdlib|wchar)>")

layer(src/api     ${mapview} ${windows_h} ${standard_cpp} "\"api/[a-z_]+\\.hpp\"")
layer(src/win32   ${win32} ${standard_cpp} ${linux} "\"(win32|kernel)/[a-z_]+\\.hpp\""
    "\"system_calls\\.inc\"")
layer(src/crt     ${win32} ${standard_cpp} ${linux} "\"(crt/[a-z_]+|win32/(argument_list|format|unicode))\\.hpp\"")
layer(src/kernel  ${standard_cpp} ${linux} "\"kernel/[a-z_]+\\.hpp\"")
layer(src/foreign ${mapview} ${standard_cpp} ${linux}
    "\"(kernel|win32)/[a-z_]+\\.hpp\"")
layer(src/inspect ${mapview} ${standard_cpp} ${linux} "\"(inspect|kernel)/[a-z_]+\\.hpp\"")

layer(examples/quickstart         ${mapview} ${standard_cpp})
layer(examples/wine               ${mapview} ${windows_h} ${standard_cpp})
layer(examples/windows-programs   ${win32} ${standard_cpp} ${standard_c}
    "<WinDOWS\\.h>" "\"StdAfx\\.h\"" "\"shared.Message\\.h\"")
layer(bridge   ${mapview} ${standard_cpp} ${linux} ${windows_h} "<winternl\\.h>"
    "\"bridge/(agent/)?[a-z_0-9]+\\.hpp\"")
layer(tools    ${mapview} ${packages} ${standard_cpp} ${linux} "\"bridge/[a-z_]+\\.hpp\"")
layer(examples/HandleFileMapping2 ${windows_h} ${standard_cpp} ${standard_c})
layer(examples/Process2           ${windows_h} ${standard_cpp} ${standard_c})

set(tested "<doctest/doctest\\.h>|\"support/[a-z_]+\\.hpp\"")
layer(tests/api   ${mapview} ${tested} ${standard_cpp})
layer(tests/files ${windows_h} ${tested} ${standard_cpp} "\"conformance/calls\\.hpp\"")
layer(tests/views ${windows_h} ${tested} ${standard_cpp} "\"conformance/calls\\.hpp\"")
layer(tests/threads ${win32} ${tested} ${standard_cpp} "\"conformance/[a-z_]+\\.hpp\"")
layer(tests/calls ${win32} ${tested} ${standard_cpp} "\"(conformance/calls|files/files)\\.hpp\"")
layer(tests/crt   ${win32} ${tested} ${standard_cpp} ${standard_c} "\"wide\\.hpp\"")
layer(tests/conformance ${windows_h} ${tested} ${standard_cpp} ${standard_c})
layer(tests/win32 ${win32} ${tested} ${standard_cpp} ${standard_c}
    "\"conformance/[a-z_]+\\.hpp\"")

message(STATUS "${checked} files looked at, ${violations} includes against the arrows")
