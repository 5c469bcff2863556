# What `cmake --install` puts where: both libraries, the headers, the package for find_package, the
# pkg-config files and the command.
# SPDX-License-Identifier: MIT

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/mapview)

# <windows.h> gets an include root of its own: only who asks for mapview::win32 sees it.
install(TARGETS mapview_shared mapview_static EXPORT mapview-targets FILE_SET HEADERS)
if(WIN32)
    install(TARGETS mapview_win32_headers EXPORT mapview-targets)
else()
    install(TARGETS mapview_win32_headers mapview_crt EXPORT mapview-targets
        FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/mapview-win32)
endif()

if(TARGET mapview-tool)
    set_target_properties(mapview-tool PROPERTIES INSTALL_RPATH $ORIGIN/../${CMAKE_INSTALL_LIBDIR})
    install(TARGETS mapview-tool)
endif()

if(TARGET mapview-cxx)
    install(TARGETS mapview-cxx)
    install(CODE "file(CREATE_LINK mapview-c++
        \$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}/mapview-cc SYMBOLIC)")
endif()

# --- find_package(mapview)

install(EXPORT mapview-targets
    NAMESPACE mapview::
    FILE mapviewTargets.cmake
    DESTINATION ${package})
configure_package_config_file(packaging/mapviewConfig.cmake.in mapviewConfig.cmake
    INSTALL_DESTINATION ${package}
    NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(mapviewConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES
    ${CMAKE_CURRENT_BINARY_DIR}/mapviewConfig.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/mapviewConfigVersion.cmake
    DESTINATION ${package})

# --- pkg-config; paths are relative to the .pc file, so the whole prefix can be moved

if(NOT WIN32)
    set(pkg_config_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
    file(RELATIVE_PATH pc_to_prefix
        ${CMAKE_INSTALL_PREFIX}/${pkg_config_dir} ${CMAKE_INSTALL_PREFIX})
    cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_INCLUDEDIR BASE_DIRECTORY "\${prefix}"
        OUTPUT_VARIABLE pc_include_dir)
    cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_LIBDIR BASE_DIRECTORY "\${prefix}"
        OUTPUT_VARIABLE pc_lib_dir)

    # The C++ run time, for C programs that link the static library.
    set(pc_runtime stdc++)
    if("c++" IN_LIST CMAKE_CXX_IMPLICIT_LINK_LIBRARIES)
        set(pc_runtime c++)
    endif()

    foreach(module IN ITEMS mapview mapview-win32)
        configure_file(packaging/${module}.pc.in ${module}.pc @ONLY)
        install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${module}.pc DESTINATION ${pkg_config_dir})
    endforeach()
endif()

# --- cpack: a Debian package and a tarball

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_CONTACT "the mapview authors")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
include(CPack)
