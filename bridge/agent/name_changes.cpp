// SPDX-License-Identifier: MIT
#include "name_changes.hpp"

#include "object_folder.hpp"

#include <utility>

namespace mapview::bridge {

// One name that came and another that went leave the number as it was: hence the longest rest.
bool name_changes::look() noexcept {
    const bool in_global = changed(global_, global_names);
    const bool in_local = changed(local_, local_names);
    if (!in_global && !in_local && ++rest_ < longest_rest) return false;
    rest_ = 0;
    return true;
}

// In wineserver each name holds a reference to its folder, so that one request tells of all.
bool name_changes::changed(folder& one, const wchar_t* path) noexcept {
    if (!one.handle) one.handle = open_folder(path);
    nt::object_basic_information facts{};
    if (!one.handle || NtQueryObject(one.handle, static_cast<OBJECT_INFORMATION_CLASS>(0), &facts,
                                     sizeof facts, nullptr) != 0)
        return false;
    return std::exchange(one.references, facts.pointers) != facts.pointers;
}

}  // namespace mapview::bridge
