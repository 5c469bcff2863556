// SPDX-License-Identifier: MIT
#include "win32/last_error.hpp"
#include "win32/loaded_library.hpp"
#include "win32/module_list.hpp"
#include "win32/path.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <sys/stat.h>
#include <unistd.h>
#include <windows.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstring>
#include <string>
#include <string_view>

namespace {

using namespace mapview::win32;
using mapview::kernel::status;

constexpr DWORD as_data =
    LOAD_LIBRARY_AS_DATAFILE | LOAD_LIBRARY_AS_DATAFILE_EXCLUSIVE | LOAD_LIBRARY_AS_IMAGE_RESOURCE;
constexpr DWORD places = LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_APPLICATION_DIR |
                         LOAD_LIBRARY_SEARCH_USER_DIRS | LOAD_LIBRARY_SEARCH_SYSTEM32 |
                         LOAD_LIBRARY_SEARCH_DEFAULT_DIRS;
constexpr DWORD without_effect =
    LOAD_WITH_ALTERED_SEARCH_PATH | LOAD_IGNORE_CODE_AUTHZ_LEVEL | LOAD_LIBRARY_SAFE_CURRENT_DIRS;
constexpr DWORD known = as_data | places | without_effect | DONT_RESOLVE_DLL_REFERENCES |
                        LOAD_LIBRARY_REQUIRE_SIGNED_TARGET;

// For the same machine as the program, whose own header says which that is.
bool is_shared_object(const std::string& path) {
    const auto& own = *reinterpret_cast<const ElfW(Ehdr)*>(program_module());
    ElfW(Ehdr) header{};
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    const bool whole = ::read(file, &header, sizeof header) == ssize_t{sizeof header};
    ::close(file);
    return whole && std::memcmp(header.e_ident, own.e_ident, EI_VERSION) == 0 &&
           header.e_type == ET_DYN && header.e_machine == own.e_machine;
}

/// Loads one library, from wherever it is.
class search {
  public:
    explicit search(DWORD flags) : flags_(flags) {}

    // Statuses: success, module_not_found, procedure_not_found, bad_exe_format.
    status run(const std::string& name) {
        if (name.starts_with('/')) return open_file(name);
        status result = status::module_not_found;
        const bool begins_here = name.starts_with("./") || name.starts_with("../");
        if (!begins_here && looks(LOAD_LIBRARY_SEARCH_APPLICATION_DIR)) {
            const std::string program = path_of_module(nullptr);
            result = open_file(program.substr(0, program.rfind('/') + 1) + name);
        }
        if (result == status::module_not_found && looks(LOAD_LIBRARY_SEARCH_SYSTEM32) &&
            name.find('/') == name.npos)
            result = open_of_system(files_of_library(name));
        if (result == status::module_not_found && (flags_ & places) == 0)
            result = open_file(absolute(name));
        return result;
    }

    // To dlopen an empty path is the program.
    status open(const std::string& path) {
        if (path.empty()) return status::module_not_found;
        const bool bound = (flags_ & DONT_RESOLVE_DLL_REFERENCES) == 0;
        opened_ = ::dlopen(path.c_str(), (bound ? RTLD_NOW : RTLD_LAZY) | RTLD_LOCAL);
        if (opened_ != nullptr) return status::success;
        const char* const why = ::dlerror();  // NOLINT(concurrency-mt-unsafe): of this thread
        const bool lacks = why != nullptr && std::strstr(why, "undefined symbol") != nullptr;
        return lacks ? status::procedure_not_found : status::module_not_found;
    }

    void* opened() const noexcept { return opened_; }

  private:
    bool looks(DWORD place) const {
        return (flags_ & places) == 0 || (flags_ & (place | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS)) != 0;
    }

    static std::string absolute(const std::string& path) {
        std::array<char, PATH_MAX> folder;
        if (::getcwd(folder.data(), folder.size()) == nullptr) return "/" + path;
        return std::string(folder.data()) + "/" + path;
    }

    status open_file(const std::string& name) {
        const std::string path = file_of_library(name);
        if (path.empty()) return status::module_not_found;
        return is_shared_object(path) ? open(path) : status::bad_exe_format;
    }

    status open_of_system(const std::vector<std::string>& files) {
        status result = status::module_not_found;
        for (const auto& file : files) {
            result = open(file);
            if (result != status::module_not_found) break;
        }
        return result;
    }

    DWORD flags_;
    void* opened_ = nullptr;
};

status check_flags(HANDLE file, DWORD flags) {
    const bool both = (flags & LOAD_WITH_ALTERED_SEARCH_PATH) != 0 && (flags & places) != 0;
    if (file != nullptr || both || (flags & ~known) != 0) return status::invalid_parameter;
    if ((flags & (as_data | LOAD_LIBRARY_REQUIRE_SIGNED_TARGET)) != 0) return status::not_supported;
    return status::success;
}

status load(const std::string& path, DWORD flags, HMODULE& module) {
    if ((flags & LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR) != 0 && path[0] != '/')
        return status::invalid_parameter;
    const bool is_relative = path[0] != '/' && path.find('/') != path.npos;
    module = is_relative ? nullptr : find_module(path);
    if (module == program_module() || module == system_module()) return status::success;
    // It may be let go by another thread meanwhile.
    const std::string known_path = module != nullptr ? path_of_module(module) : std::string();
    search found(flags);
    const status opened = known_path.empty() ? found.run(path) : found.open(known_path);
    module = nullptr;
    if (opened != status::success) return opened;
    return add_library(found.opened(), (flags & DONT_RESOLVE_DLL_REFERENCES) == 0, module);
}

template <class Character>
HMODULE load_library(const Character* name, HANDLE file, DWORD flags) {
    HMODULE module = nullptr;
    const status result = guarded([&] {
        std::string path;
        if (const status checked = check_flags(file, flags); checked != status::success)
            return checked;
        if (path_of(name, path) != status::success) return status::module_not_found;
        return load(path, flags, module);
    });
    return report(result) ? module : nullptr;
}

}  // namespace

HMODULE WINAPI LoadLibraryA(LPCSTR lpLibFileName) {
    return load_library(lpLibFileName, nullptr, 0);
}

HMODULE WINAPI LoadLibraryExA(LPCSTR lpLibFileName, HANDLE hFile, DWORD dwFlags) {
    return load_library(lpLibFileName, hFile, dwFlags);
}

BOOL WINAPI FreeLibrary(HMODULE hLibModule) {
    return report(guarded(
        [&] { return hLibModule != nullptr ? drop_library(hLibModule) : status::invalid_handle; }));
}

void WINAPI FreeLibraryAndExitThread(HMODULE hLibModule, DWORD dwExitCode) {
    report(guarded([&] { return drop_library_at_thread_end(hLibModule); }));
    ExitThread(dwExitCode);
}

BOOL WINAPI DisableThreadLibraryCalls(HMODULE hLibModule) {
    return report(is_module(hLibModule) ? status::success : status::module_not_found);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 HMODULE LoadLibraryW_utf16(const char16_t* name) {
    return load_library(name, nullptr, 0);
}

MAPVIEW_WIN32 HMODULE LoadLibraryW_utf32(const char32_t* name) {
    return load_library(name, nullptr, 0);
}

MAPVIEW_WIN32 HMODULE LoadLibraryExW_utf16(const char16_t* name, HANDLE file, DWORD flags) {
    return load_library(name, file, flags);
}

MAPVIEW_WIN32 HMODULE LoadLibraryExW_utf32(const char32_t* name, HANDLE file, DWORD flags) {
    return load_library(name, file, flags);
}
