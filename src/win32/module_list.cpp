// SPDX-License-Identifier: MIT
#include "win32/module_list.hpp"

#include <dlfcn.h>
#include <link.h>
#include <sys/auxv.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <memory>

namespace mapview::win32 {
namespace {

constexpr char system_mark = 0;

// Those that have functions of these headers, and what they forward to.
constexpr std::string_view system_libraries[] = {
    "kernel32", "kernelbase", "ntdll", "user32", "advapi32", "shell32", "shlwapi", "winmm",
};
constexpr std::string_view system_contracts = "api-ms-win-core-";

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool same(std::string_view one, std::string_view other) {
    return std::ranges::equal(one, other, {}, lower, lower);
}

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() > end.size() && same(text.substr(text.size() - end.size()), end);
}

std::string_view file_of(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

bool is_system_library(std::string_view name) {
    if (ends_with(name, ".dll")) name.remove_suffix(4);
    return std::ranges::any_of(system_libraries, [&](auto known) { return same(known, name); }) ||
           (name.size() > system_contracts.size() &&
            same(name.substr(0, system_contracts.size()), system_contracts));
}

std::string path_of_program() {
    std::string path(PATH_MAX, '\0');
    const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size());
    path.resize(length < 0 ? 0 : static_cast<std::size_t>(length));
    return path;
}

std::string real_path(const std::string& path) {
    const std::unique_ptr<char, void (*)(void*)> found(::realpath(path.c_str(), nullptr),
                                                       std::free);
    return found ? found.get() : std::string();
}

/// A library in memory: its path, and an address in it.
struct library {
    std::string path;
    const void* inside;
};

extern "C" int note_library(dl_phdr_info* info, std::size_t, void* list) {
    if (info->dlpi_name == nullptr || *info->dlpi_name == 0) return 0;  // the program
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const auto& segment = info->dlpi_phdr[i];
        if (segment.p_type != PT_LOAD) continue;
        static_cast<std::vector<library>*>(list)->push_back(
            {info->dlpi_name, reinterpret_cast<const void*>(info->dlpi_addr + segment.p_vaddr)});
        break;
    }
    return 0;
}

bool is_program(std::string_view name) {
    const std::string path = path_of_program();
    if (name.find('/') != name.npos) return real_path(std::string(name)) == path;
    const std::string_view file = file_of(path);
    return same(name, file) || (ends_with(name, ".exe") && same(name, std::string(file) + ".exe"));
}

}  // namespace

// The headers of the program's segments are in its first page.
HMODULE program_module() noexcept {
    constexpr unsigned long page = 4096;
    return reinterpret_cast<HMODULE>(::getauxval(AT_PHDR) & ~(page - 1));
}

HMODULE system_module() noexcept {
    return reinterpret_cast<HMODULE>(const_cast<char*>(&system_mark));
}

HMODULE module_at(const void* address) noexcept {
    Dl_info found{};
    if (::dladdr(address, &found) == 0) return nullptr;
    return static_cast<HMODULE>(found.dli_fbase);
}

HMODULE find_module(std::string_view name) {
    if (name.empty()) return nullptr;
    const bool has_path = name.find('/') != name.npos;
    if (!has_path && is_system_library(name)) return system_module();
    if (is_program(name)) return program_module();
    std::vector<library> loaded;
    ::dl_iterate_phdr(note_library, &loaded);
    for (const std::string& file : files_of_library(name)) {
        const std::string path = has_path ? real_path(file) : file;
        if (path.empty()) continue;
        for (const library& one : loaded)
            if (has_path ? real_path(one.path) == path : same(file_of(one.path), path))
                return module_at(one.inside);
    }
    return nullptr;
}

std::string path_of_module(HMODULE module) {
    if (module == nullptr || module == program_module()) return path_of_program();
    const HMODULE file = module == system_module() ? module_at(&system_mark) : module;
    if (file == program_module()) return path_of_program();
    Dl_info found{};
    if (::dladdr(file, &found) == 0 || found.dli_fbase != file) return {};
    return found.dli_fname;
}

std::vector<std::string> files_of_library(std::string_view name) {
    const std::string_view file = file_of(name);
    const std::string folder(name.substr(0, name.size() - file.size()));
    if (file.ends_with('.')) return {folder + std::string(file.substr(0, file.size() - 1))};
    const bool has_suffix = file.find('.') != file.npos;
    if (has_suffix && !ends_with(file, ".dll")) return {std::string(name)};
    const std::string stem(has_suffix ? file.substr(0, file.size() - 4) : file);
    std::vector<std::string> files{has_suffix ? std::string(name) : folder + stem + ".dll",
                                   folder + "lib" + stem + ".so", folder + stem + ".so"};
    if (!has_suffix) files.emplace_back(name);
    return files;
}

}  // namespace mapview::win32
