// SPDX-License-Identifier: MIT
#include "kernel/protection.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <array>

namespace mapview::kernel {
namespace {

using namespace right;

constexpr rights creator = standard | query;

// A section of each protection.
struct section_row {
    protection page;
    std::string_view type;
    rights of_creator;
};

// A foreign section allows what a section of pages to read and write does.
constexpr std::array<section_row, 7> sections{{
    {protection::read, "section-r", creator | map_read},
    {protection::read_write, "section-rw", creator | map_read | map_write},
    {protection::write_copy, "section-wc", creator | map_read},
    {protection::execute_read, "section-rx", creator | map_read | map_execute},
    {protection::execute_read_write, "section-rwx", creator | map_read | map_write | map_execute},
    {protection::execute_write_copy, "section-wcx", creator | map_read | map_execute},
    {protection::read_write, "foreign-rw", creator | map_read | map_write},
}};

// Pages of each protection.
struct view_row {
    protection page;
    rights needed;
    int prot;
    int sharing;
};

constexpr std::array<view_row, 8> views{{
    {protection::no_access, map_read, PROT_NONE, MAP_SHARED},
    {protection::read, map_read, PROT_READ, MAP_SHARED},
    {protection::read_write, map_write, PROT_READ | PROT_WRITE, MAP_SHARED},
    {protection::write_copy, map_read, PROT_READ | PROT_WRITE, MAP_PRIVATE},
    {protection::execute, map_read | map_execute, PROT_EXEC, MAP_SHARED},
    {protection::execute_read, map_read | map_execute, PROT_READ | PROT_EXEC, MAP_SHARED},
    {protection::execute_read_write, map_write | map_execute, PROT_READ | PROT_WRITE | PROT_EXEC,
     MAP_SHARED},
    {protection::execute_write_copy, map_read | map_execute, PROT_READ | PROT_WRITE | PROT_EXEC,
     MAP_PRIVATE},
}};

template <class Table>
const auto& row_of(const Table& table, protection page) noexcept {
    return *std::ranges::find(table, page, [](const auto& row) { return row.page; });
}

}  // namespace

std::optional<protection> section_protection(std::uint32_t value) noexcept {
    const auto page = static_cast<protection>(value);
    if (std::ranges::find(sections, page, &section_row::page) == sections.end()) return {};
    return page;
}

rights rights_of_creator(protection section) noexcept {
    return row_of(sections, section).of_creator;
}

rights rights_to_map(protection view) noexcept {
    return row_of(views, view).needed;
}

// What a view asks of the handle's rights it asks of the section as well, where the creator's
// rights stand for what the section allows.
bool allows(protection section, protection view) noexcept {
    const rights needed = rights_to_map(view);
    return (rights_of_creator(section) & needed) == needed;
}

bool is_executable(protection section) noexcept {
    return (rights_of_creator(section) & map_execute) != 0;
}

std::optional<protection> page_protection(std::uint32_t value) noexcept {
    const auto page = static_cast<protection>(value);
    if (std::ranges::find(views, page, &view_row::page) == views.end()) return {};
    return page;
}

bool may_become(protection view, protection wanted) noexcept {
    if (wanted == protection::no_access) return true;
    if (view == protection::no_access) return false;
    const rights granted = rights_to_map(view) | map_read;
    return (rights_to_map(wanted) & ~granted) == 0;
}

bool copies_on_write(protection page) noexcept {
    return mmap_sharing(page) == MAP_PRIVATE;
}

std::string_view type_of_section(protection section) noexcept {
    return row_of(sections, section).type;
}

std::optional<protection> section_of_type(std::string_view type) noexcept {
    const auto row =
        std::ranges::find(sections, type.substr(0, type.find_first_of("@+")), &section_row::type);
    if (row == sections.end()) return {};
    return row->page;
}

int mmap_protection(protection view) noexcept {
    return row_of(views, view).prot;
}

int mmap_sharing(protection view) noexcept {
    return row_of(views, view).sharing;
}

}  // namespace mapview::kernel
