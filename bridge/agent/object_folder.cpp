// SPDX-License-Identifier: MIT
#include "object_folder.hpp"

namespace mapview::bridge {

OBJECT_ATTRIBUTES attributes_of(UNICODE_STRING& name, HANDLE folder) noexcept {
    OBJECT_ATTRIBUTES attributes;
    InitializeObjectAttributes(&attributes, &name, 0, folder, nullptr);
    return attributes;
}

HANDLE open_folder(const wchar_t* path) noexcept {
    constexpr ACCESS_MASK directory_query = 0x0001;
    const auto bytes = static_cast<USHORT>(lstrlenW(path) * 2);
    UNICODE_STRING name{bytes, bytes, const_cast<wchar_t*>(path)};
    OBJECT_ATTRIBUTES attributes = attributes_of(name, nullptr);
    HANDLE folder = nullptr;
    return NtOpenDirectoryObject(&folder, directory_query, &attributes) == 0 ? folder : nullptr;
}

}  // namespace mapview::bridge
