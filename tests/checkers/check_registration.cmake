# Fails unless every test has a time limit and a label.
#
#     cmake -D build=<build folder> -D ctest=<ctest> -P check_registration.cmake
# SPDX-License-Identifier: MIT
cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND ${ctest} --show-only=json-v1
    WORKING_DIRECTORY ${build} OUTPUT_VARIABLE json COMMAND_ERROR_IS_FATAL ANY)
string(JSON tests GET "${json}" tests)
string(JSON last LENGTH "${tests}")
math(EXPR last "${last} - 1")

foreach(index RANGE ${last})
    string(JSON test GET "${tests}" ${index})
    string(JSON name GET "${test}" name)
    string(JSON properties ERROR_VARIABLE none GET "${test}" properties)
    foreach(wanted IN ITEMS TIMEOUT LABELS)
        if(NOT properties MATCHES "\"name\" : \"${wanted}\"")
            message(SEND_ERROR "test ${name} has no ${wanted}")
        endif()
    endforeach()
endforeach()

math(EXPR number "${last} + 1")
message(STATUS "${number} tests, each with a time limit and a label")
