// SPDX-License-Identifier: MIT
#include "mapping.hpp"

#include "nt.hpp"

namespace mapview::bridge {

mapping_facts facts_of(HANDLE section) noexcept {
    nt::section_basic_information memory{};
    nt::object_basic_information object{};
    mapping_facts facts;
    if (NtQuerySection(section, 0, &memory, sizeof memory, nullptr) == 0)
        facts.size = static_cast<std::uint64_t>(memory.size.QuadPart);
    if (NtQueryObject(section, static_cast<OBJECT_INFORMATION_CLASS>(0), &object, sizeof object,
                      nullptr) == 0)
        facts.handles = object.handles;
    return facts;
}

void mapping::watch(wchar_t* name) noexcept {
    release();
    if (name_) HeapFree(GetProcessHeap(), 0, name_);
    name_ = name;
}

protocol::slot_report mapping::look(std::uint32_t slot) noexcept {
    report_ = {};
    report_.slot = slot;
    if (!section_) report_.error = open();
    looked_ = true;
    if (!section_) return report_;
    const mapping_facts facts = facts_of(section_);
    report_.view = reinterpret_cast<std::uintptr_t>(view_);
    report_.size = facts.size;
    report_.handles = facts.handles;
    return report_;
}

DWORD mapping::publish(HANDLE file, bool& existed) noexcept {
    release();
    SetLastError(ERROR_SUCCESS);
    section_ = CreateFileMappingW(file, nullptr, PAGE_READWRITE, 0, 0, name_);
    const DWORD error = GetLastError();
    if (!section_) return error;
    existed = error == ERROR_ALREADY_EXISTS;
    return map(FILE_MAP_READ | FILE_MAP_WRITE);
}

void mapping::release() noexcept {
    if (view_) UnmapViewOfFile(view_);
    if (section_) CloseHandle(section_);
    view_ = nullptr;
    section_ = nullptr;
    looked_ = false;
}

// A program may have made a mapping that can only be read.
DWORD mapping::open() noexcept {
    constexpr DWORD accesses[] = {FILE_MAP_READ | FILE_MAP_WRITE, FILE_MAP_READ};
    for (const DWORD access : accesses) {
        section_ = OpenFileMappingW(access | SECTION_QUERY, FALSE, name_);
        if (section_) return map(access);
        if (GetLastError() != ERROR_ACCESS_DENIED) break;
    }
    return GetLastError();
}

// The view is what the bridge finds the file by.
DWORD mapping::map(DWORD access) noexcept {
    view_ = MapViewOfFile(section_, access, 0, 0, 0);
    if (view_) return ERROR_SUCCESS;
    const DWORD error = GetLastError();
    release();
    return error;
}

}  // namespace mapview::bridge
