// SPDX-License-Identifier: MIT
#include "win32/loaded_library.hpp"

#include "win32/module_list.hpp"

#include <dlfcn.h>
#include <link.h>
#include <pthread.h>

#include <map>
#include <mutex>
#include <new>
#include <utility>

namespace mapview::win32 {
namespace {

using kernel::status;

// To clang's sanitizer a function with other types of pointers is another one.
#ifdef __clang__
#define MAPVIEW_CALLS_BY_NAME __attribute__((no_sanitize("function")))
#else
#define MAPVIEW_CALLS_BY_NAME
#endif

/// A DllMain, or none. Where it is C++ its first argument may be a HANDLE.
class entry_point {
  public:
    entry_point() = default;
    explicit entry_point(void* found) noexcept
        : function_(reinterpret_cast<BOOL (*)(HMODULE, DWORD, LPVOID)>(found)) {}

    explicit operator bool() const noexcept { return function_ != nullptr; }

    MAPVIEW_CALLS_BY_NAME BOOL operator()(HMODULE module, DWORD reason, LPVOID reserved) const {
        return function_(module, reason, reserved);
    }

  private:
    BOOL (*function_)(HMODULE, DWORD, LPVOID) = nullptr;
};

struct loaded_library {
    void* opened = nullptr;
    unsigned count = 0;
    bool for_ever = false;
    bool entered = false;
    entry_point main;
};

/// Held while a DllMain runs, as Windows does; that may load and free libraries itself. Not held
/// while the dynamic linker is asked anything: it has a lock of its own, with which the constructor
/// of a library may come here.
std::recursive_mutex& loader_lock() {
    static auto* const lock = [] {
        auto* const made = new std::recursive_mutex;
        // At first use, so after the fork_guard's: fork takes this lock before that one, as DllMain
        // does.
        pthread_atfork([] { loader_lock().lock(); }, [] { loader_lock().unlock(); },
                       [] { loader_lock().unlock(); });
        return made;
    }();
    return *lock;
}

// Never destroyed: other threads may come at the process's end.
std::map<HMODULE, loaded_library>& loaded_libraries() {
    static auto* const all = new std::map<HMODULE, loaded_library>;
    return *all;
}

HMODULE module_of(void* opened) {
    link_map* map = nullptr;
    if (::dlinfo(opened, RTLD_DI_LINKMAP, &map) != 0) return nullptr;
    return module_at(map->l_ld);
}

// One of its own, not of a library that it needs. In C++ the name says what the arguments are, and
// the first is a HMODULE or, in older sources, a HANDLE.
entry_point main_of(void* opened, HMODULE module) {
    for (const char* name : {"DllMain", "_Z7DllMainP11HINSTANCE__jPv", "_Z7DllMainPvjS_"}) {
        void* const found = ::dlsym(opened, name);
        if (found != nullptr && module_at(found) == module) return entry_point(found);
    }
    return {};
}

bool enter(HMODULE module, loaded_library& library, entry_point main) {
    if (library.entered) return true;
    library.entered = true;
    library.main = main;
    return !library.main || library.main(module, DLL_PROCESS_ATTACH, nullptr) != FALSE;
}

// What is to be given to dlclose, or null.
void* let_go(HMODULE module, loaded_library& library) {
    if (library.for_ever || --library.count != 0) return nullptr;
    if (library.entered && library.main) library.main(module, DLL_PROCESS_DETACH, nullptr);
    void* const opened = library.opened;
    loaded_libraries().erase(module);
    return opened;
}

bool let_go_if_loaded(HMODULE module, void*& last) {
    const std::lock_guard lock(loader_lock());
    const auto found = loaded_libraries().find(module);
    if (found == loaded_libraries().end()) return false;
    last = let_go(module, found->second);
    return true;
}

void close(void* opened) {
    if (opened != nullptr) ::dlclose(opened);
}

}  // namespace

status add_library(void* opened, bool enters, HMODULE& module) {
    module = module_of(opened);
    if (module == nullptr || module == program_module() || module == system_module()) {
        close(opened);
        return module != nullptr ? status::success : status::module_not_found;
    }
    const entry_point main = main_of(opened, module);
    std::unique_lock lock(loader_lock());
    loaded_library& library = loaded_libraries()[module];
    void* superfluous = library.opened;  // it has been opened twice by now
    library.opened = opened;
    ++library.count;
    const bool refused = enters && !enter(module, library, main);
    void* last = nullptr;
    if (refused) {
        library.entered = library.count == 1;  // it hears of its end, unless others still have it
        last = let_go(module, library);
    }
    lock.unlock();
    close(last);
    close(superfluous);
    return refused ? status::library_refuses : status::success;
}

status keep_library(HMODULE module, bool for_ever) {
    if (module == program_module() || module == system_module()) return status::success;
    const std::string path = path_of_module(module);
    void* const opened = path.empty() ? nullptr : ::dlopen(path.c_str(), RTLD_LAZY | RTLD_NOLOAD);
    if (opened == nullptr) return status::module_not_found;
    HMODULE kept = nullptr;
    const status added = add_library(opened, false, kept);
    if (added != status::success || !for_ever) return added;
    const std::lock_guard lock(loader_lock());
    if (const auto found = loaded_libraries().find(kept); found != loaded_libraries().end())
        found->second.for_ever = true;
    return status::success;
}

status drop_library(HMODULE module) {
    void* last = nullptr;
    if (!let_go_if_loaded(module, last))
        return is_module(module) ? status::success : status::module_not_found;
    close(last);
    return status::success;
}

status drop_library_at_thread_end(HMODULE module) {
    struct closed_last {
        void* opened = nullptr;
        ~closed_last() { close(opened); }
    };
    thread_local closed_last library;
    if (let_go_if_loaded(module, library.opened)) return status::success;
    return is_module(module) ? status::success : status::module_not_found;
}

bool is_module(HMODULE module) {
    return module == system_module() || (module != nullptr && module_at(module) == module);
}

}  // namespace mapview::win32
