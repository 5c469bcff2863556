// bridge/agent/name_changes.hpp - whether it is worth while to look for names again.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <cstdint>

namespace mapview::bridge {

/// To look for a name is a request to wineserver, so many names are not looked for every time.
class name_changes {
  public:
    /// Whether names may have come or gone since this was asked before. A change is told at the
    /// next call, or after `longest_rest` calls at the latest.
    bool look() noexcept;

  private:
    static constexpr std::uint32_t longest_rest = 5;

    struct folder {
        HANDLE handle = nullptr;
        ULONG references = 0;
    };
    folder global_, local_;
    std::uint32_t rest_ = 0;

    static bool changed(folder& one, const wchar_t* path) noexcept;
};

}  // namespace mapview::bridge
