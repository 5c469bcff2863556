// SPDX-License-Identifier: MIT
#include "win32/last_error.hpp"
#include "win32/module_list.hpp"

#include <dlfcn.h>
#include <windows.h>

#include <algorithm>
#include <iterator>
#include <string_view>

// Where each function of the headers is, without asking what its arguments are. system_calls.inc is
// made from the headers (cmake/system_calls.cmake): a program that asks for functions by their
// names and has this library in it has all of them.
#define MAPVIEW_CALL(function) extern "C" void mapview_named_##function() __asm__(#function);
#define MAPVIEW_WIDE_CALL(function)                                                 \
    extern "C" void mapview_named_##function##_utf16() __asm__(#function "_utf16"); \
    extern "C" void mapview_named_##function##_utf32() __asm__(#function "_utf32");
#include "system_calls.inc"
#undef MAPVIEW_CALL
#undef MAPVIEW_WIDE_CALL

namespace {

using namespace mapview::win32;
using mapview::kernel::status;
using function = void (*)();

struct system_call {
    std::string_view name;
    function with_utf16;
    function with_utf32;
};

constexpr system_call system_calls[] = {
#define MAPVIEW_CALL(function) {#function, mapview_named_##function, mapview_named_##function},
#define MAPVIEW_WIDE_CALL(function) \
    {#function, mapview_named_##function##_utf16, mapview_named_##function##_utf32},
#include "system_calls.inc"
};
static_assert(std::ranges::is_sorted(system_calls, {}, &system_call::name));

function find_system_call(std::string_view name, function system_call::*variant) {
    const auto* const found = std::ranges::lower_bound(system_calls, name, {}, &system_call::name);
    return found != std::end(system_calls) && found->name == name ? found->*variant : nullptr;
}

// What the module shows itself, and not the libraries that it needs.
function find_in_file(HMODULE module, const char* name) {
    const bool is_program = module == program_module();
    const auto path = is_program ? std::string() : path_of_module(module);
    void* const opened = ::dlopen(is_program ? nullptr : path.c_str(), RTLD_LAZY | RTLD_NOLOAD);
    if (opened == nullptr) return nullptr;
    void* const found = ::dlsym(opened, name);
    ::dlclose(opened);
    return found != nullptr && module_at(found) == module ? reinterpret_cast<function>(found)
                                                          : nullptr;
}

FARPROC find(HMODULE module, const char* name, function system_call::*variant) {
    function found = nullptr;
    const status result = guarded([&] {
        constexpr ULONG_PTR numbers = 0x10000;
        if (module == nullptr) module = program_module();
        if (module != system_module() && module_at(module) != module)
            return status::module_not_found;
        if (reinterpret_cast<ULONG_PTR>(name) < numbers) return status::invalid_ordinal;
        found = module == system_module() ? find_system_call(name, variant)
                                          : find_in_file(module, name);
        return found != nullptr ? status::success : status::procedure_not_found;
    });
    return report(result) ? reinterpret_cast<FARPROC>(found) : nullptr;
}

}  // namespace

// The header chooses by the size of wchar_t of the caller, who gets functions for that.

MAPVIEW_WIN32 FARPROC GetProcAddress_utf16(HMODULE module, LPCSTR name) {
    return find(module, name, &system_call::with_utf16);
}

MAPVIEW_WIN32 FARPROC GetProcAddress_utf32(HMODULE module, LPCSTR name) {
    return find(module, name, &system_call::with_utf32);
}
