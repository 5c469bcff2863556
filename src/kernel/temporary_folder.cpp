// SPDX-License-Identifier: MIT
#include "kernel/temporary_folder.hpp"

#include "kernel/fixed_text.hpp"
#include "kernel/object_folder.hpp"
#include "kernel/own_ids.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <new>
#include <vector>

namespace mapview::kernel {
namespace {

// A sweep delays its process's first call, so it is kept short; the next process goes on.
constexpr std::size_t swept_at_once = 16;

std::vector<std::string> first_entries(int folder) {
    std::vector<std::string> names;
    folder_reader entries(folder);
    for (auto entry = entries.next(); !entry.empty() && names.size() < swept_at_once;
         entry = entries.next())
        names.emplace_back(entry);
    return names;
}

void sweep_below(const object_root& root, int parent, const std::string& name) {
    if (const descriptor folder = open_folder(parent, name.c_str()))
        sweep(root, parent, name.c_str(), folder.get());
}

void sweep_half_built(const object_root& root, int parent, const std::string& name) {
    const descriptor folder = open_folder(parent, name.c_str());
    if (!folder || held_by_others(folder.get())) return;
    // A name space that was being recovered holds the folders of objects.
    for (const auto& object : first_entries(folder.get())) sweep_below(root, folder.get(), object);
    sweep(root, parent, name.c_str(), folder.get());
}

}  // namespace

status make_temporary_folder(int parent, std::string& name) {
    static std::atomic<unsigned> count = 0;
    for (;;) {
        const unsigned number = count.fetch_add(1, std::memory_order_relaxed);
        name = fixed_text<32>().add(own_process_id()).add(".").add(number).view();
        if (::mkdirat(parent, name.c_str(), 0700) == 0) return status::success;
        if (errno != EEXIST) return status_of(errno);
    }
}

void sweep_abandoned_folders(const object_root& root) noexcept try {
    if (const descriptor all = reopen_folder(root.temporary()))
        for (const auto& name : first_entries(all.get())) sweep_half_built(root, all.get(), name);
    for (const auto space : {name_space::local, name_space::global})
        if (const descriptor all = reopen_folder(root.space(space)))
            for (const auto& name : first_entries(all.get())) sweep_below(root, all.get(), name);
} catch (const std::bad_alloc&) {
    // Left for the next process.
}

}  // namespace mapview::kernel
