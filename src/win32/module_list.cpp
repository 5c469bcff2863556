// SPDX-License-Identifier: MIT
#include "win32/module_list.hpp"

#include "win32/system_folder.hpp"

#include <dlfcn.h>
#include <link.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <utility>

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

// /proc/self shows nothing once the first thread has ended; valgrind and qemu know no other place.
std::string path_of_program() {
    std::string path(PATH_MAX, '\0');
    ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size());
    if (length < 0) length = ::readlink("/proc/thread-self/exe", path.data(), path.size());
    path.resize(length < 0 ? 0 : static_cast<std::size_t>(length));
    // What the kernel adds where the file was removed, or replaced by a new build.
    constexpr std::string_view mark = " (deleted)";
    if (path.ends_with(mark) && ::access(path.c_str(), F_OK) != 0)
        path.resize(path.size() - mark.size());
    return path;
}

std::string real_path(const std::string& path) {
    const std::unique_ptr<char, void (*)(void*)> found(::realpath(path.c_str(), nullptr),
                                                       std::free);
    return found ? found.get() : std::string();
}

/// A library in memory.
struct library {
    std::string path;
    HMODULE file;
};

constexpr std::uintptr_t page = 4096;

extern "C" int note_library(dl_phdr_info* info, std::size_t, void* list) {
    if (info->dlpi_name == nullptr || *info->dlpi_name == 0) return 0;  // the program
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const auto& segment = info->dlpi_phdr[i];
        if (segment.p_type != PT_LOAD) continue;
        const std::uintptr_t begin = (info->dlpi_addr + segment.p_vaddr) & ~(page - 1);
        static_cast<std::vector<library>*>(list)->push_back(
            {info->dlpi_name, reinterpret_cast<HMODULE>(begin)});
        break;
    }
    return 0;
}

// As copies: what dladdr points to goes when another thread lets the library go.
std::vector<library> libraries_in_memory() {
    std::vector<library> list;
    ::dl_iterate_phdr(note_library, &list);
    return list;
}

// A name without a dot means a library, as on Windows; one that ends with a dot has no suffix.
bool is_program(std::string_view name) {
    const std::string path = path_of_program();
    if (path.empty()) return false;
    if (name.find('/') != name.npos) return real_path(std::string(name)) == path;
    const std::string_view file = file_of(path);
    if (name.ends_with('.')) return same(name.substr(0, name.size() - 1), file);
    if (name.find('.') == name.npos) return false;
    return same(name, file) || (ends_with(name, ".exe") && same(name, std::string(file) + ".exe"));
}

bool is_in_system_folder(std::string_view path) {
    const std::string_view file = file_of(path);
    return path.size() == system_folder.size() + 1 + file.size() &&
           path.starts_with(system_folder) && is_system_library(file);
}

HMODULE file_at(const void* address) noexcept {
    Dl_info found{};
    if (::dladdr(address, &found) == 0) return nullptr;
    return static_cast<HMODULE>(found.dli_fbase);
}

}  // namespace

// The headers of the program's segments are in its first page.
HMODULE program_module() noexcept {
    return reinterpret_cast<HMODULE>(::getauxval(AT_PHDR) & ~(page - 1));
}

HMODULE system_module() noexcept {
    return reinterpret_cast<HMODULE>(const_cast<char*>(&system_mark));
}

HMODULE module_at(const void* address) noexcept {
    const HMODULE file = file_at(address);
    if (file == nullptr || file == program_module()) return file;
    return file == file_at(&system_mark) ? system_module() : file;
}

HMODULE find_module(std::string_view name) {
    if (name.empty()) return nullptr;
    const bool has_path = name.find('/') != name.npos;
    if (!has_path && is_system_library(name)) return system_module();
    if (is_program(name)) return program_module();
    const auto loaded = libraries_in_memory();
    const auto module_of = [](const library& one) {
        return one.file == file_at(&system_mark) ? system_module() : one.file;
    };
    if (has_path) {
        const std::string path = real_path(file_of_library(name));
        if (path.empty()) return is_in_system_folder(name) ? system_module() : nullptr;
        for (const library& one : loaded)
            if (real_path(one.path) == path) return module_of(one);
        return nullptr;
    }
    for (const std::string& file : files_of_library(name))
        for (const library& one : loaded)
            if (same(file_of(one.path), file)) return module_of(one);
    return nullptr;
}

std::string path_of_module(HMODULE module) {
    if (module == nullptr || module == program_module()) return path_of_program();
    const HMODULE file = module == system_module() ? file_at(&system_mark) : module;
    if (file == program_module()) return path_of_program();
    for (library& one : libraries_in_memory()) {
        if (one.file != file) continue;
        // The program may have given dlopen a path from its current folder on.
        std::string whole = one.path.starts_with('/') ? std::string() : real_path(one.path);
        return whole.empty() ? std::move(one.path) : whole;
    }
    return {};
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

std::string file_of_library(std::string_view name) {
    for (const std::string& file : files_of_library(name)) {
        struct stat found {};
        if (::stat(file.c_str(), &found) == 0 && S_ISREG(found.st_mode)) return file;
    }
    return {};
}

}  // namespace mapview::win32
