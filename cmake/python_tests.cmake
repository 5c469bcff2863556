# Tests written in Python, with its unittest.
# SPDX-License-Identifier: MIT

find_package(Python3 REQUIRED COMPONENTS Interpreter)

# The interpreter itself, not the shim of a version manager: that starts shells before each test.
execute_process(COMMAND ${Python3_EXECUTABLE} -c "import sys; print(sys.executable)"
    OUTPUT_VARIABLE python OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)

# mapview_python_tests(LABEL label TOPICS topic... [TIMEOUT seconds] [FIXTURE name]
#                      [ENVIRONMENT variable=value...])
# Each function test_* of <topic>_test.py is a test, <label>.<topic>.<name>.
function(mapview_python_tests)
    cmake_parse_arguments(PARSE_ARGV 0 tests "" "LABEL;TIMEOUT;FIXTURE" "TOPICS;ENVIRONMENT")
    foreach(topic IN LISTS tests_TOPICS)
        set(file ${CMAKE_CURRENT_SOURCE_DIR}/${topic}_test.py)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
        file(STRINGS ${file} functions REGEX "^    def test_")
        foreach(function IN LISTS functions)
            string(REGEX REPLACE "^    def test_([a-z0-9_]+).*" "\\1" name "${function}")
            set(test ${tests_LABEL}.${topic}.${name})
            add_test(NAME ${test}
                COMMAND ${python} -B -m unittest ${topic}_test.Test.test_${name}
                WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
            set_tests_properties(${test} PROPERTIES
                LABELS ${tests_LABEL}
                TIMEOUT ${tests_TIMEOUT}
                SKIP_REGULAR_EXPRESSION "OK \\(skipped="
                FIXTURES_REQUIRED "${tests_FIXTURE}"
                ENVIRONMENT "${tests_ENVIRONMENT}")
        endforeach()
    endforeach()
endfunction()
