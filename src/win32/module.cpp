// SPDX-License-Identifier: MIT
#include "win32/last_error.hpp"
#include "win32/path.hpp"

#include <dlfcn.h>
#include <sys/auxv.h>
#include <unistd.h>
#include <windows.h>

#include <algorithm>
#include <climits>
#include <string>

namespace {

using mapview::kernel::status;
using mapview::win32::guarded;
using mapview::win32::report;
using mapview::win32::text_for;

// Where the program's file begins in memory: the headers of its segments are in its first page.
HMODULE program() {
    constexpr unsigned long page = 4096;
    return reinterpret_cast<HMODULE>(::getauxval(AT_PHDR) & ~(page - 1));
}

HMODULE module_at(const void* address) {
    Dl_info found{};
    if (::dladdr(address, &found) == 0) return nullptr;
    return static_cast<HMODULE>(found.dli_fbase);
}

std::string path_of_program() {
    std::string path(PATH_MAX, '\0');
    const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size());
    path.resize(length < 0 ? 0 : static_cast<std::size_t>(length));
    return path;
}

// Empty where there is no such module.
std::string path_of_module(HMODULE module) {
    if (module == nullptr || module == program()) return path_of_program();
    Dl_info found{};
    if (::dladdr(module, &found) == 0 || found.dli_fbase != module) return {};
    return found.dli_fname;
}

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
HMODULE module_handle(const Character* name) {
    if (name == nullptr) return program();
    SetLastError(ERROR_MOD_NOT_FOUND);
    return nullptr;
}

template <class Character>
BOOL module_handle_extended(DWORD flags, const Character* name, HMODULE* module) {
    constexpr DWORD pin = GET_MODULE_HANDLE_EX_FLAG_PIN;
    constexpr DWORD unchanged = GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT;
    constexpr DWORD from_address = GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS;
    const bool both = (flags & pin) != 0 && (flags & unchanged) != 0;
    if (module == nullptr || both || (flags & ~(pin | unchanged | from_address)) != 0)
        return report(status::invalid_parameter);
    if ((flags & from_address) == 0 || name == nullptr) {
        *module = module_handle(name);
        return *module != nullptr;
    }
    *module = module_at(name);
    if (*module == nullptr) SetLastError(ERROR_MOD_NOT_FOUND);
    return *module != nullptr;
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
