// SPDX-License-Identifier: MIT
#include "mapping_list.hpp"

#include "mapping.hpp"
#include "nt.hpp"
#include "object_folder.hpp"

namespace mapview::bridge {
namespace {

constexpr std::size_t entry_room = 68 * 1024;  // a name of 65,534 bytes, a type, the strings
alignas(8) unsigned char entry_buffer[entry_room];

bool equal(const UNICODE_STRING& text, const wchar_t* wanted) noexcept {
    const auto length = static_cast<std::size_t>(lstrlenW(wanted));
    if (text.Length != length * 2) return false;
    for (std::size_t i = 0; i < length; ++i)
        if (text.Buffer[i] != wanted[i]) return false;
    return true;
}

mapping_facts look_at(HANDLE folder, UNICODE_STRING& name) noexcept {
    OBJECT_ATTRIBUTES attributes = attributes_of(name, folder);
    HANDLE section = nullptr;
    if (NtOpenSection(&section, SECTION_QUERY, &attributes) != 0) return {};
    mapping_facts facts = facts_of(section);
    if (facts.handles > 0) --facts.handles;
    CloseHandle(section);
    return facts;
}

class listing {
  public:
    listing(unsigned char* to, std::uint32_t room) noexcept : to_(to), room_(room) {}

    DWORD add_directory(const wchar_t* path, bool global) noexcept {
        const HANDLE folder = open_folder(path);
        if (!folder) return ERROR_SUCCESS;
        ULONG context = 0;
        DWORD error = ERROR_SUCCESS;
        for (BOOLEAN first = TRUE; error == ERROR_SUCCESS; first = FALSE) {
            if (NtQueryDirectoryObject(folder, entry_buffer, sizeof entry_buffer, TRUE, first,
                                       &context, nullptr) != 0)
                break;
            auto& entry = *reinterpret_cast<nt::directory_entry*>(entry_buffer);
            if (equal(entry.type, L"Section")) error = add(folder, entry.name, global);
        }
        CloseHandle(folder);
        return error;
    }

    std::uint32_t length() const noexcept { return length_; }

  private:
    DWORD add(HANDLE folder, UNICODE_STRING& name, bool global) noexcept {
        const std::uint32_t padded = (name.Length + 7U) / 8 * 8;
        if (sizeof(protocol::listed_mapping) + padded > room_ - length_) return ERROR_MORE_DATA;
        const mapping_facts facts = look_at(folder, name);
        protocol::listed_mapping mapping{};
        mapping.size = facts.size;
        mapping.handles = facts.handles;
        mapping.global = global ? 1 : 0;
        mapping.length = name.Length;
        RtlMoveMemory(to_ + length_, &mapping, sizeof mapping);
        RtlMoveMemory(to_ + length_ + sizeof mapping, name.Buffer, name.Length);
        length_ += static_cast<std::uint32_t>(sizeof mapping) + padded;
        return ERROR_SUCCESS;
    }

    unsigned char* to_;
    std::uint32_t room_;
    std::uint32_t length_ = 0;
};

}  // namespace

DWORD list_mappings(unsigned char* to, std::uint32_t room, std::uint32_t& length) noexcept {
    listing all(to, room);
    DWORD error = all.add_directory(global_names, true);
    if (error == ERROR_SUCCESS) error = all.add_directory(local_names, false);
    length = all.length();
    return error;
}

}  // namespace mapview::bridge
