// SPDX-License-Identifier: MIT
#include "win32/last_error.hpp"
#include "win32/loaded_library.hpp"
#include "win32/module_list.hpp"
#include "win32/path.hpp"

#include <windows.h>

#include <algorithm>
#include <string>

namespace {

using mapview::kernel::status;
using namespace mapview::win32;

template <class Character>
DWORD module_file_name(HMODULE module, Character* buffer, DWORD room) {
    DWORD length = 0;
    bool found = false;
    bool fits = false;
    const status result = guarded([&] {
        const auto text = text_for(path_of_module(module), Character{});
        found = !text.empty();
        fits = text.size() < room;
        if (!found || room == 0) return status::success;
        length = static_cast<DWORD>(fits ? text.size() : room);
        const std::size_t copied = fits ? text.size() : room - 1;
        std::copy_n(text.c_str(), copied, buffer);
        buffer[copied] = 0;
        return status::success;
    });
    if (!report(result)) return 0;
    if (!found) SetLastError(ERROR_MOD_NOT_FOUND);
    else if (!fits) SetLastError(ERROR_INSUFFICIENT_BUFFER);
    return length;
}

template <class Character>
status find(const Character* name, HMODULE& module) {
    module = nullptr;
    std::string path;
    if (name == nullptr) module = program_module();
    else if (path_of(name, path) == status::success) module = find_module(path);
    return module != nullptr ? status::success : status::module_not_found;
}

template <class Character>
HMODULE module_handle(const Character* name) {
    HMODULE module = nullptr;
    report(guarded([&] { return find(name, module); }));
    return module;
}

template <class Character>
BOOL module_handle_extended(DWORD flags, const Character* name, HMODULE* module) {
    constexpr DWORD pin = GET_MODULE_HANDLE_EX_FLAG_PIN;
    constexpr DWORD unchanged = GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT;
    constexpr DWORD from_address = GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS;
    const bool both = (flags & pin) != 0 && (flags & unchanged) != 0;
    if (module == nullptr || both || (flags & ~(pin | unchanged | from_address)) != 0)
        return report(status::invalid_parameter);
    return report(guarded([&] {
        status result = status::success;
        if ((flags & from_address) == 0 || name == nullptr) result = find(name, *module);
        else if ((*module = module_at(name)) == nullptr) result = status::module_not_found;
        if (result != status::success || (flags & unchanged) != 0) return result;
        return keep_library(*module, (flags & pin) != 0);
    }));
}

}  // namespace

DWORD WINAPI GetModuleFileNameA(HMODULE hModule, LPSTR lpFilename, DWORD nSize) {
    return module_file_name(hModule, lpFilename, nSize);
}

HMODULE WINAPI GetModuleHandleA(LPCSTR lpModuleName) {
    return module_handle(lpModuleName);
}

BOOL WINAPI GetModuleHandleExA(DWORD dwFlags, LPCSTR lpModuleName, HMODULE* phModule) {
    return module_handle_extended(dwFlags, lpModuleName, phModule);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 DWORD GetModuleFileNameW_utf16(HMODULE module, char16_t* buffer, DWORD room) {
    return module_file_name(module, buffer, room);
}

MAPVIEW_WIN32 DWORD GetModuleFileNameW_utf32(HMODULE module, char32_t* buffer, DWORD room) {
    return module_file_name(module, buffer, room);
}

MAPVIEW_WIN32 HMODULE GetModuleHandleW_utf16(const char16_t* name) {
    return module_handle(name);
}

MAPVIEW_WIN32 HMODULE GetModuleHandleW_utf32(const char32_t* name) {
    return module_handle(name);
}

MAPVIEW_WIN32 BOOL GetModuleHandleExW_utf16(DWORD flags, const char16_t* name, HMODULE* module) {
    return module_handle_extended(flags, name, module);
}

MAPVIEW_WIN32 BOOL GetModuleHandleExW_utf32(DWORD flags, const char32_t* name, HMODULE* module) {
    return module_handle_extended(flags, name, module);
}
