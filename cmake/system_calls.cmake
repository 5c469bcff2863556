# The functions that the drop-in headers declare, by their names, for GetProcAddress:
# system_calls.inc in the build tree, sorted. It is made again when a header changes.
# SPDX-License-Identifier: MIT

set(system_calls_dir ${PROJECT_BINARY_DIR}/system_calls)
set(declared_calls "")
set(wide_calls "")
foreach(header IN LISTS win32_headers)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${header})
    file(READ ${header} text)
    string(REGEX MATCHALL "WINAPIV?[ \n]+[A-Za-z0-9_]+\\(" found "${text}")
    string(REGEX REPLACE "WINAPIV?[ \n]+|\\(" "" found "${found}")
    list(APPEND declared_calls ${found})
    string(REGEX MATCHALL "MAPVIEW_WIDE\\([A-Za-z0-9_]+\\)" found "${text}")
    string(REGEX REPLACE "MAPVIEW_WIDE\\(|\\)" "" found "${found}")
    list(APPEND wide_calls ${found})
endforeach()
list(REMOVE_DUPLICATES declared_calls)
list(SORT declared_calls)

set(text "")
foreach(call IN LISTS declared_calls)
    if(call IN_LIST wide_calls)
        string(APPEND text "MAPVIEW_WIDE_CALL(${call})\n")
    else()
        string(APPEND text "MAPVIEW_CALL(${call})\n")
    endif()
endforeach()
file(CONFIGURE OUTPUT ${system_calls_dir}/system_calls.inc CONTENT "${text}" @ONLY)
