# Fails unless each file was compiled with each of the flags: a preset that loses them is green
# without having checked anything.
#
#     cmake -D commands=<compile_commands.json> -D flags=<flags> -P check_flags.cmake
# SPDX-License-Identifier: MIT
cmake_minimum_required(VERSION 3.25)

separate_arguments(flags UNIX_COMMAND "${flags}")
file(READ ${commands} json)
string(JSON last LENGTH "${json}")
if(last EQUAL 0)
    message(FATAL_ERROR "${commands} lists no file")
endif()
math(EXPR last "${last} - 1")

foreach(index RANGE ${last})
    string(JSON entry GET "${json}" ${index})
    string(JSON file GET "${entry}" file)
    string(JSON command GET "${entry}" command)
    foreach(flag IN LISTS flags)
        string(FIND "${command} " " ${flag} " position)
        if(position EQUAL -1)
            message(SEND_ERROR "${file} is compiled without ${flag}")
        endif()
    endforeach()
endforeach()

math(EXPR files "${last} + 1")
message(STATUS "${files} files, each compiled with ${flags}")
