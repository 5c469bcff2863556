# Header-only packages of the host, for programs that are built for Windows.
#
# The host keeps them in /usr/include, among headers that no other system's compiler may see. So a
# folder in the build tree gets a link to each package's own folder and to nothing else, and
# find_package is given the same targets as on the host.
# SPDX-License-Identifier: MIT

set(host_headers ${PROJECT_BINARY_DIR}/host_headers)
file(MAKE_DIRECTORY ${host_headers})

# find_package(<package>) shall give `target`, with the headers that the host has in `folder`.
function(lend_host_headers package target folder)
    find_path(lent_${package} ${folder} PATHS /usr/local/include /usr/include
        NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)
    if(NOT lent_${package})
        return()
    endif()
    file(CREATE_LINK ${lent_${package}}/${folder} ${host_headers}/${folder} SYMBOLIC)
    file(WRITE ${CMAKE_FIND_PACKAGE_REDIRECTS_DIR}/${package}-config.cmake "
if(NOT TARGET ${target})
    add_library(${target} INTERFACE IMPORTED)
    set_target_properties(${target} PROPERTIES
        INTERFACE_INCLUDE_DIRECTORIES ${host_headers})
endif()
")
endfunction()

lend_host_headers(doctest doctest::doctest doctest)
lend_host_headers(CLI11 CLI11::CLI11 CLI)
lend_host_headers(nlohmann_json nlohmann_json::nlohmann_json nlohmann)
