# The check of the check: plants one bad include at a time into a copy of the sources, and fails
# unless check_layers.cmake names each.
#
#     cmake -D root=<folder of the repository> -D work=<folder to use> -P check_layers_fails.cmake
# SPDX-License-Identifier: MIT
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE ${work})
file(COPY ${root}/include ${root}/src ${root}/bridge ${root}/tools ${root}/examples DESTINATION ${work})
foreach(folder IN ITEMS api calls conformance crt files threads views win32)
    file(COPY ${root}/tests/${folder} DESTINATION ${work}/tests)
endforeach()

function(run_check)
    execute_process(
        COMMAND ${CMAKE_COMMAND} -D root=${work} -P ${CMAKE_CURRENT_LIST_DIR}/check_layers.cmake
        RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
    string(REGEX REPLACE "[ \n]+" " " output "${output}")
    return(PROPAGATE result output)
endfunction()

set(planted_number 0)

# `file`, with one line that includes `header`, must be named as the culprit.
function(plant file header)
    file(WRITE ${work}/${file} "#include ${header}\n")
    run_check()
    file(REMOVE ${work}/${file})
    string(FIND "${output}" "${file} must not include ${header}" position)
    if(result EQUAL 0 OR position EQUAL -1)
        message(SEND_ERROR "${header} in ${file} went unnoticed:\n${output}")
    endif()
    math(EXPR planted_number "${planted_number} + 1")
    return(PROPAGATE planted_number)
endfunction()

run_check()
if(NOT result EQUAL 0)
    message(FATAL_ERROR "the sources themselves do not pass:\n${output}")
endif()

plant(include/mapview/planted.hpp "<windows.h>")
plant(include/mapview/planted.hpp "<unistd.h>")
plant(include/mapview/planted.hpp "\"kernel/section.hpp\"")
plant(include/win32/planted.h     "<unistd.h>")
plant(include/win32/planted.h     "<mapview/section.hpp>")
plant(src/api/planted.cpp         "<sys/mman.h>")
plant(src/api/planted.cpp         "\"kernel/section.hpp\"")
plant(src/api/planted.cpp         "\"../kernel/section.hpp\"")
plant(src/api/planted.cpp         "MACRO")
plant(src/win32/planted.cpp       "<mapview/section.hpp>")
plant(src/win32/planted.cpp       "\"api/wide_name.hpp\"")
plant(src/kernel/planted.cpp      "<windows.h>")
plant(src/kernel/planted.cpp      "<winerror.h>")
plant(src/kernel/planted.cpp      "<mapview/error.hpp>")
plant(src/kernel/planted.cpp      "\"win32/text.hpp\"")
plant(src/kernel/planted.cpp      "\"inspect/object_list.hpp\"")
plant(src/crt/planted.cpp         "\"kernel/section.hpp\"")
plant(src/crt/planted.cpp         "\"win32/handle_value.hpp\"")
plant(src/crt/planted.cpp         "<mapview/section.hpp>")
plant(src/foreign/planted.cpp     "<windows.h>")
plant(src/inspect/planted.cpp     "<windows.h>")
plant(bridge/planted.cpp          "\"kernel/section.hpp\"")
plant(bridge/planted.cpp          "<CLI/App.hpp>")
plant(tools/mapview/planted.cpp   "<windows.h>")
plant(tools/mapview/planted.cpp   "\"kernel/section.hpp\"")
plant(tools/mapview/planted.cpp   "\"../../src/kernel/section.hpp\"")
plant(examples/wine/planted.cpp    "<unistd.h>")
plant(examples/Process2/planted.cpp "<mapview/section.hpp>")
plant(examples/Process2/planted.cpp "<unistd.h>")
plant(examples/HandleFileMapping2/planted.cpp "<unistd.h>")
plant(tests/api/planted_test.cpp  "<windows.h>")
plant(tests/api/planted_test.cpp  "\"kernel/section.hpp\"")
plant(tests/conformance/planted_test.cpp "<unistd.h>")
plant(tests/win32/planted_test.cpp "<mapview/section.hpp>")
plant(tests/crt/planted_test.cpp  "\"kernel/section.hpp\"")

message(STATUS "${planted_number} planted includes, each of them found")
