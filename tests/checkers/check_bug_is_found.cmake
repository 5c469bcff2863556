# Fails unless `command` ends with an error and says `words`.
#
#     cmake -D command=<program and arguments> -D words=<regular expression> -P ...
# SPDX-License-Identifier: MIT
cmake_minimum_required(VERSION 3.25)

separate_arguments(command UNIX_COMMAND "${command}")
execute_process(COMMAND ${command}
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(result EQUAL 0)
    message(FATAL_ERROR "the bug went unpunished, exit code 0:\n${output}")
endif()
if(NOT output MATCHES "${words}")
    message(FATAL_ERROR "exit code ${result}, but no '${words}' in:\n${output}")
endif()
message(STATUS "found: ${words}")
