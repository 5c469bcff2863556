# The library's targets. Programs link two of them:
#
#   mapview::mapview   the C++ API
#   mapview::win32     the same and, on Linux, <windows.h> and the names of Microsoft's C run time;
#                      on Windows it adds nothing
#
# Both mean the shared library unless BUILD_SHARED_LIBS is set to OFF. Who wants one of the two
# whatever that says links mapview::shared or mapview::static.
# SPDX-License-Identifier: MIT

set(api_headers
    include/mapview/error.hpp
    include/mapview/event.hpp
    include/mapview/export.hpp
    include/mapview/mapview.hpp
    include/mapview/mutex.hpp
    include/mapview/section.hpp
    include/mapview/semaphore.hpp
    include/mapview/timeout.hpp
    include/mapview/view.hpp
    include/mapview/wait.hpp
    include/mapview/waitable.hpp
    include/mapview/waitable_timer.hpp)

set(win32_headers
    include/win32/SDKDDKVer.h
    include/win32/accctrl.h
    include/win32/aclapi.h
    include/win32/basetsd.h
    include/win32/conio.h
    include/win32/consoleapi.h
    include/win32/corecrt.h
    include/win32/corecrt_short_wchar.h
    include/win32/corecrt_startup.h
    include/win32/corecrt_stdio.h
    include/win32/corecrt_stdlib.h
    include/win32/corecrt_string.h
    include/win32/crtdbg.h
    include/win32/debugapi.h
    include/win32/errhandlingapi.h
    include/win32/excpt.h
    include/win32/fileapi.h
    include/win32/guiddef.h
    include/win32/handleapi.h
    include/win32/intrin.h
    include/win32/io.h
    include/win32/libloaderapi.h
    include/win32/lmcons.h
    include/win32/mapview_program.h
    include/win32/memoryapi.h
    include/win32/minwinbase.h
    include/win32/minwindef.h
    include/win32/mmsystem.h
    include/win32/precompiled/framework.h
    include/win32/precompiled/pch.h
    include/win32/precompiled/stdafx.h
    include/win32/precompiled/targetver.h
    include/win32/process.h
    include/win32/processenv.h
    include/win32/processthreadsapi.h
    include/win32/profileapi.h
    include/win32/sal.h
    include/win32/sddl.h
    include/win32/securitybaseapi.h
    include/win32/shellapi.h
    include/win32/shlwapi.h
    include/win32/stringapiset.h
    include/win32/strsafe.h
    include/win32/synchapi.h
    include/win32/sysinfoapi.h
    include/win32/tchar.h
    include/win32/threadpoollegacyapiset.h
    include/win32/timeapi.h
    include/win32/timezoneapi.h
    include/win32/winbase.h
    include/win32/wincon.h
    include/win32/windef.h
    include/win32/windows.h
    include/win32/winerror.h
    include/win32/winnls.h
    include/win32/winnt.h
    include/win32/winnt_interlocked.h
    include/win32/winnt_security.h
    include/win32/winnt_status.h
    include/win32/winuser.h
    include/win32/winuser_keys.h)

# --- sources: on Windows the system has the rest

add_library(mapview_objects OBJECT
    src/api/error.cpp
    src/api/event.cpp
    src/api/mutex.cpp
    src/api/section.cpp
    src/api/semaphore.cpp
    src/api/view.cpp
    src/api/wait.cpp
    src/api/waitable.cpp
    src/api/waitable_timer.cpp
    src/api/wide_name.cpp)

if(NOT WIN32)
    list(APPEND api_headers
        include/mapview/foreign_section.hpp
        include/mapview/object_list.hpp)
    target_sources(mapview_objects PRIVATE
        src/foreign/foreign_section.cpp
        src/inspect/handle_copies.cpp
        src/inspect/object_list.cpp
        src/inspect/waitable_info.cpp
        src/kernel/address_space.cpp
        src/kernel/commit_limit.cpp
        src/kernel/construction.cpp
        src/kernel/control_signals.cpp
        src/kernel/descriptor.cpp
        src/kernel/descriptor_alarm.cpp
        src/kernel/event.cpp
        src/kernel/file.cpp
        src/kernel/file_copy.cpp
        src/kernel/file_owner.cpp
        src/kernel/file_rights.cpp
        src/kernel/file_sharing.cpp
        src/kernel/foreign_record.cpp
        src/kernel/foreign_section.cpp
        src/kernel/fork_guard.cpp
        src/kernel/futex.cpp
        src/kernel/handle_duplicate.cpp
        src/kernel/handle_table.cpp
        src/kernel/holder_link.cpp
        src/kernel/inbox.cpp
        src/kernel/inherited_files.cpp
        src/kernel/inherited_handle.cpp
        src/kernel/io_ring.cpp
        src/kernel/large_pages.cpp
        src/kernel/letter.cpp
        src/kernel/mapped_file.cpp
        src/kernel/memory_file.cpp
        src/kernel/memory_query.cpp
        src/kernel/missing_pages.cpp
        src/kernel/mutex.cpp
        src/kernel/named_numbers.cpp
        src/kernel/name_recovery.cpp
        src/kernel/object_directory.cpp
        src/kernel/object_folder.cpp
        src/kernel/object_name.cpp
        src/kernel/object_root.cpp
        src/kernel/own_ids.cpp
        src/kernel/page_change.cpp
        src/kernel/page_lock.cpp
        src/kernel/priority.cpp
        src/kernel/parked.cpp
        src/kernel/pidfd.cpp
        src/kernel/process.cpp
        src/kernel/process_maps.cpp
        src/kernel/process_scan.cpp
        src/kernel/process_start.cpp
        src/kernel/process_wait.cpp
        src/kernel/program_file.cpp
        src/kernel/protection.cpp
        src/kernel/region_table.cpp
        src/kernel/registration.cpp
        src/kernel/reserved_pages.cpp
        src/kernel/reserved_number.cpp
        src/kernel/robust_list.cpp
        src/kernel/section.cpp
        src/kernel/section_type.cpp
        src/kernel/semaphore.cpp
        src/kernel/sent_handle.cpp
        src/kernel/shared_lock.cpp
        src/kernel/sleep.cpp
        src/kernel/sleep_step.cpp
        src/kernel/sleepers.cpp
        src/kernel/spin.cpp
        src/kernel/status.cpp
        src/kernel/temporary_folder.cpp
        src/kernel/thread.cpp
        src/kernel/timer.cpp
        src/kernel/token.cpp
        src/kernel/view_table.cpp
        src/kernel/virtual_memory.cpp
        src/kernel/wait_all.cpp
        src/kernel/wait_any.cpp
        src/kernel/wait_for_handles.cpp
        src/kernel/wait_kind.cpp
        src/kernel/wait_one.cpp
        src/kernel/wait_page.cpp
        src/kernel/waitable_cache.cpp
        src/kernel/waitable_facts.cpp
        src/kernel/waitable_handle.cpp
        src/kernel/working_set.cpp
        src/kernel/written_pages.cpp
        src/win32/account.cpp
        src/win32/account_name.cpp
        src/win32/acl.cpp
        src/win32/acl_entries.cpp
        src/win32/code_page.cpp
        src/win32/command_line.cpp
        src/win32/condition_variable.cpp
        src/win32/console_control.cpp
        src/win32/create_process.cpp
        src/win32/critical_section.cpp
        src/win32/debug_string.cpp
        src/win32/descriptor_handle.cpp
        src/win32/environment.cpp
        src/win32/event.cpp
        src/win32/file.cpp
        src/win32/file_access.cpp
        src/win32/file_copy.cpp
        src/win32/file_facts.cpp
        src/win32/file_mapping.cpp
        src/win32/find_file.cpp
        src/win32/format_message.cpp
        src/win32/handle.cpp
        src/win32/init_once.cpp
        src/win32/last_error.cpp
        src/win32/letter_case.cpp
        src/win32/library.cpp
        src/win32/loaded_library.cpp
        src/win32/local_memory.cpp
        src/win32/lstr.cpp
        src/win32/memory_status.cpp
        src/win32/message_box.cpp
        src/win32/mode_list.cpp
        src/win32/module.cpp
        src/win32/module_list.cpp
        src/win32/multimedia_time.cpp
        src/win32/mutex.cpp
        src/win32/own_names.cpp
        src/win32/path.cpp
        src/win32/path_text.cpp
        src/win32/performance_counter.cpp
        src/win32/priority.cpp
        src/win32/privilege.cpp
        src/win32/procedure.cpp
        src/win32/process.cpp
        src/win32/registered_wait.cpp
        src/win32/sddl.cpp
        src/win32/security_descriptor.cpp
        src/win32/security_info.cpp
        src/win32/semaphore.cpp
        src/win32/sid.cpp
        src/win32/sleep.cpp
        src/win32/shell_execute.cpp
        src/win32/srw_lock.cpp
        src/win32/standard_handle.cpp
        src/win32/system_folder.cpp
        src/win32/system_info.cpp
        src/win32/system_metrics.cpp
        src/win32/system_time.cpp
        src/win32/temporary_file.cpp
        src/win32/text.cpp
        src/win32/thread.cpp
        src/win32/tick_count.cpp
        src/win32/version.cpp
        src/win32/token.cpp
        src/win32/view.cpp
        src/win32/view_extended.cpp
        src/win32/virtual_memory.cpp
        src/win32/wait.cpp
        src/win32/waitable.cpp
        src/win32/waitable_timer.cpp
        src/win32/working_set.cpp
        src/win32/wsprintf.cpp)
    include(cmake/system_calls.cmake)
    target_include_directories(mapview_objects PRIVATE include/win32 ${system_calls_dir})

    set(THREADS_PREFER_PTHREAD_FLAG ON)
    find_package(Threads REQUIRED)
    target_link_libraries(mapview_objects PRIVATE Threads::Threads)
endif()

target_include_directories(mapview_objects PRIVATE include src)
target_compile_features(mapview_objects PRIVATE cxx_std_20)
target_compile_definitions(mapview_objects PRIVATE MAPVIEW_BUILDING
    $<$<PLATFORM_ID:Windows>:MAPVIEW_SHARED>)
set_target_properties(mapview_objects PROPERTIES
    CXX_EXTENSIONS OFF
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON
    POSITION_INDEPENDENT_CODE ON)

# libstdc++ gives std::byte no visibility, so clang takes it for hidden, and basic_view<std::byte> with
# it. In this file hidden is not the default; the map below holds back what nobody asked for.
if(NOT WIN32)
    set_source_files_properties(src/api/view.cpp PROPERTIES COMPILE_OPTIONS -fvisibility=default)
endif()

# --- the two libraries

add_library(mapview_shared SHARED $<TARGET_OBJECTS:mapview_objects>)
add_library(mapview_static STATIC $<TARGET_OBJECTS:mapview_objects>)

foreach(library IN ITEMS mapview_shared mapview_static)
    target_sources(${library} PUBLIC FILE_SET HEADERS BASE_DIRS include FILES ${api_headers})
    target_compile_features(${library} PUBLIC cxx_std_20)
    if(NOT WIN32)
        target_link_libraries(${library} PRIVATE Threads::Threads)
    endif()
endforeach()

set_target_properties(mapview_shared PROPERTIES
    OUTPUT_NAME mapview
    EXPORT_NAME shared
    VERSION ${PROJECT_VERSION}
    SOVERSION ${PROJECT_VERSION_MAJOR}
    VERIFY_INTERFACE_HEADER_SETS ON)
set_target_properties(mapview_static PROPERTIES
    OUTPUT_NAME $<IF:$<BOOL:${MSVC}>,mapview_static,mapview>
    EXPORT_NAME static)
target_compile_definitions(mapview_shared INTERFACE $<$<PLATFORM_ID:Windows>:MAPVIEW_SHARED>)

# Hidden visibility does not reach templates of the standard library; the map does. Calls from one
# exported function to another stay inside, so that two copies of the library in one process do not
# mix: each has its own last error.
if(NOT WIN32)
    set(symbol_map ${PROJECT_SOURCE_DIR}/cmake/exported_symbols.map)
    target_link_options(mapview_shared PRIVATE
        LINKER:--version-script=${symbol_map} LINKER:-Bsymbolic-functions)
    set_property(TARGET mapview_shared APPEND PROPERTY LINK_DEPENDS ${symbol_map})
endif()

add_library(mapview::shared ALIAS mapview_shared)
add_library(mapview::static ALIAS mapview_static)
if(DEFINED BUILD_SHARED_LIBS AND NOT BUILD_SHARED_LIBS)
    add_library(mapview::mapview ALIAS mapview_static)
else()
    add_library(mapview::mapview ALIAS mapview_shared)
endif()

# --- <windows.h>, in an include root of its own

add_library(mapview_win32_headers INTERFACE)
set_target_properties(mapview_win32_headers PROPERTIES EXPORT_NAME win32_headers)
if(NOT WIN32)
    include(cmake/header_spellings.cmake)
    target_sources(mapview_win32_headers
        INTERFACE FILE_SET HEADERS
            BASE_DIRS include/win32 ${header_spellings_dir}
            FILES ${win32_headers} ${header_spellings})
    include(cmake/crt.cmake)
    target_link_libraries(mapview_win32_headers INTERFACE mapview_crt)
endif()

add_library(mapview_win32 INTERFACE)
add_library(mapview::win32 ALIAS mapview_win32)
target_link_libraries(mapview_win32 INTERFACE mapview::mapview mapview_win32_headers)
