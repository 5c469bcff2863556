// bridge/agent/mapping.hpp - a named mapping that the agent has open.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include "protocol.hpp"

namespace mapview::bridge {

/// A slot of the bridge's: a name, and the mapping where there is one.
class mapping {
  public:
    /// Takes `name`, which ends with a NUL and came from the heap.
    void watch(wchar_t* name) noexcept;

    bool in_use() const noexcept { return name_ != nullptr; }

    /// Says how the mapping stands, and opens it first where it is not open.
    protocol::slot_report look(std::uint32_t slot) noexcept;

    /// What look() said last, without a request to wineserver.
    protocol::slot_report last_report() const noexcept { return report_; }

    bool is_open() const noexcept { return section_ != nullptr; }

    /// Whether the last report says nothing of what is here now.
    bool must_look() const noexcept { return !looked_; }

    /// Makes a mapping of this file for the name instead; tells whether another had the name.
    DWORD publish(HANDLE file, bool& existed) noexcept;

    void release() noexcept;

  private:
    DWORD open() noexcept;
    DWORD map(DWORD access) noexcept;

    wchar_t* name_ = nullptr;
    protocol::slot_report report_{};
    bool looked_ = false;
    HANDLE section_ = nullptr;
    void* view_ = nullptr;
};

/// What NtQuerySection and NtQueryObject tell of an open mapping.
struct mapping_facts {
    std::uint64_t size = 0;
    std::uint32_t handles = 0;
};
mapping_facts facts_of(HANDLE section) noexcept;

}  // namespace mapview::bridge
