# mapview_crt: the names of Microsoft's C run time and a main() for programs without one, Linux only.
# A static library, a part of mapview::win32. Other than libmapview it has no state to share, and a
# main() is looked for in it when the program has none.
# SPDX-License-Identifier: MIT

add_library(mapview_crt STATIC
    src/crt/aligned_memory.cpp
    src/crt/command.cpp
    src/crt/descriptor.cpp
    src/crt/environment.cpp
    src/crt/key.cpp
    src/crt/number.cpp
    src/crt/process.cpp
    src/crt/startup.cpp
    src/crt/stream.cpp
    src/crt/string.cpp
    src/crt/thread.cpp)

# What takes wchar_t, for both its sizes.
set(wide_sources
    src/crt/multibyte.cpp
    src/crt/print.cpp
    src/crt/print_positional.cpp
    src/crt/scan.cpp
    src/crt/wide_number.cpp
    src/crt/wide_stream.cpp
    src/crt/wide_string.cpp)
target_sources(mapview_crt PRIVATE ${wide_sources})
add_library(mapview_crt_short_wchar OBJECT ${wide_sources} src/crt/short_wchar.cpp)
target_compile_options(mapview_crt_short_wchar PRIVATE -fshort-wchar)
target_sources(mapview_crt PRIVATE $<TARGET_OBJECTS:mapview_crt_short_wchar>)

foreach(target IN ITEMS mapview_crt mapview_crt_short_wchar)
    target_include_directories(${target} PRIVATE include/win32 src)
    target_compile_features(${target} PRIVATE cxx_std_20)
    set_target_properties(${target} PROPERTIES
        CXX_EXTENSIONS OFF
        CXX_VISIBILITY_PRESET hidden
        VISIBILITY_INLINES_HIDDEN ON
        POSITION_INDEPENDENT_CODE ON)
endforeach()
# Threads are made by CreateThread.
target_link_libraries(mapview_crt INTERFACE mapview::mapview)
set_target_properties(mapview_crt PROPERTIES EXPORT_NAME crt)
