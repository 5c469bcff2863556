# Installs, then moves all to another folder, where it must work as well, and looks at what is there.
#
#     cmake -D build=<build folder> -D prefix=<folder to use> -D system=<Linux|Windows> -P ...
# SPDX-License-Identifier: MIT
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE ${prefix} ${prefix}-before)
execute_process(COMMAND ${CMAKE_COMMAND} --install ${build} --prefix ${prefix}-before
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(RENAME ${prefix}-before ${prefix})

function(present file)
    if(NOT EXISTS ${prefix}/${file})
        message(SEND_ERROR "${file} is missing")
    endif()
endfunction()
function(absent file)
    if(EXISTS ${prefix}/${file})
        message(SEND_ERROR "${file} must not be there")
    endif()
endfunction()

present(include/mapview/section.hpp)
absent(include/windows.h)
absent(include/mapview/windows.h)
if(system STREQUAL "Windows")
    absent(include/mapview/object_list.hpp)
    absent(include/mapview-win32)
else()
    present(include/mapview/object_list.hpp)
    present(include/mapview-win32/windows.h)
    execute_process(COMMAND ${prefix}/bin/mapview ls OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endif()

file(GLOB_RECURSE traces ${prefix}/*.cmake ${prefix}/*.pc)
foreach(file IN LISTS traces)
    file(STRINGS ${file} trace REGEX "${build}|${prefix}")
    if(trace)
        message(SEND_ERROR "${file} tells where it was built: ${trace}")
    endif()
endforeach()
