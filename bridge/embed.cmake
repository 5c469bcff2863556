# Writes a C++ file with the bytes of the agents.
#
#     cmake -D output=FILE [-D agent64=FILE] [-D agent32=FILE] -P embed.cmake
# SPDX-License-Identifier: MIT

set(text "#include \"bridge/agent_file.hpp\"\n\nnamespace mapview::bridge {\n")
foreach(bits IN ITEMS 64 32)
    if(agent${bits})
        file(READ ${agent${bits}} bytes HEX)
        string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
        string(APPEND text "static constexpr unsigned char bytes_${bits}[] = {${bytes}};\n"
            "const std::span<const unsigned char> agent_${bits}_bit(bytes_${bits});\n")
    else()
        string(APPEND text "const std::span<const unsigned char> agent_${bits}_bit;\n")
    endif()
endforeach()
file(WRITE ${output} "${text}}  // namespace mapview::bridge\n")
