// SPDX-License-Identifier: MIT
#include "win32/last_error.hpp"
#include "win32/path.hpp"

#include <unistd.h>
#include <windows.h>

#include <algorithm>
#include <array>
#include <climits>

namespace {

using mapview::kernel::status;
using mapview::win32::guarded;
using mapview::win32::report;

template <class Character>
DWORD file_name(HMODULE module, Character* name, DWORD size) {
    if (module != nullptr) {
        SetLastError(ERROR_MOD_NOT_FOUND);
        return 0;
    }
    DWORD length = 0;
    const status result = guarded([&] {
        std::array<char, PATH_MAX> path;
        const ssize_t bytes = ::readlink("/proc/self/exe", path.data(), path.size());
        if (bytes < 0) return status::not_supported;
        const auto text =
            mapview::win32::text_for({path.data(), static_cast<std::size_t>(bytes)}, Character());
        length = static_cast<DWORD>(std::min<std::size_t>(text.size(), size));
        std::copy_n(text.data(), length, name);
        if (length < size) {
            name[length] = 0;
            return status::success;
        }
        if (size > 0) name[size - 1] = 0;
        return status::insufficient_buffer;
    });
    report(result);
    return length;
}

}  // namespace

DWORD WINAPI GetModuleFileNameA(HMODULE hModule, LPSTR lpFilename, DWORD nSize) {
    return file_name(hModule, lpFilename, nSize);
}

MAPVIEW_WIN32 DWORD GetModuleFileNameW_utf16(HMODULE module, char16_t* name, DWORD size) {
    return file_name(module, name, size);
}

MAPVIEW_WIN32 DWORD GetModuleFileNameW_utf32(HMODULE module, char32_t* name, DWORD size) {
    return file_name(module, name, size);
}
