// SPDX-License-Identifier: MIT
#include "kernel/wait_page.hpp"

#include "kernel/address_space.hpp"
#include "kernel/descriptor.hpp"
#include "kernel/robust_list.hpp"

#include <csignal>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <mutex>
#include <unordered_map>

namespace mapview::kernel {
namespace {

// The object's page and a page of this process's own right behind it.
wait_cell* map_pages(int memory, status& failure) {
    const std::size_t page = page_size();
    void* const both = ::mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (both == MAP_FAILED) {
        failure = status_of(errno);
        return nullptr;
    }
    if (::mmap(both, page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, memory, 0) ==
        MAP_FAILED) {
        failure = status_of(errno);
        ::munmap(both, 2 * page);
        return nullptr;
    }
    auto* const end = static_cast<std::byte*>(both) + page;
    return reinterpret_cast<wait_cell*>(end - sizeof(shared_cell));
}

void unmap_pages(wait_cell* cell) noexcept {
    const std::size_t page = page_size();
    auto* const end = reinterpret_cast<std::byte*>(cell) + sizeof(shared_cell);
    ::munmap(end - page, 2 * page);
}

// Numbers of threads are never in use twice, and the kernel takes that of a dead one out.
bool is_owned_here(wait_cell* cell) noexcept {
    const std::uint32_t owner = cell->state().load().thread();
    return owner != 0 && is_linked(cell) &&
           ::syscall(SYS_tgkill, ::getpid(), static_cast<pid_t>(owner), 0) == 0;
}

class page_table {
  public:
    status map(int memory, std::shared_ptr<const wait_page>& page) {
        const ino_t inode = facts_of(memory).inode;
        const std::scoped_lock lock(lock_);
        auto& mapped = entries_[inode];
        if (mapped.cell == nullptr) {
            status failure = status::success;
            mapped.cell = map_pages(memory, failure);
            if (mapped.cell == nullptr) {
                entries_.erase(inode);
                unmap_abandoned();
                return failure;
            }
        }
        ++mapped.references;
        page = {new wait_page(mapped.cell, inode), [this](const wait_page* one) {
                    drop(one->memory());
                    delete one;
                }};
        return status::success;
    }

    std::size_t count() {
        const std::scoped_lock lock(lock_);
        return entries_.size();
    }

  private:
    static constexpr std::size_t fewest_kept = 16;

    struct entry {
        wait_cell* cell = nullptr;
        std::size_t references = 0;
    };

    void drop(ino_t inode) noexcept {
        const std::scoped_lock lock(lock_);
        const auto found = entries_.find(inode);
        if (--found->second.references == 0) {
            if (is_owned_here(found->second.cell)) ++kept_;
            else unmap_pages(found->second.cell), entries_.erase(found);
        }
        if (kept_ >= next_look_) unmap_abandoned();
    }

    // Pages that were kept because of their owners, and are owned no longer. Looked for when their
    // number has doubled.
    void unmap_abandoned() noexcept {
        kept_ = 0;
        std::erase_if(entries_, [this](const auto& item) {
            const entry& one = item.second;
            if (one.references != 0) return false;
            if (is_owned_here(one.cell)) {
                ++kept_;
                return false;
            }
            unmap_pages(one.cell);
            return true;
        });
        next_look_ = 2 * kept_ + fewest_kept;
    }

    std::mutex lock_;
    std::unordered_map<ino_t, entry> entries_;
    std::size_t kept_ = 0;  ///< pages without a reference
    std::size_t next_look_ = fewest_kept;
};

// Never destroyed: threads may wait until the process is gone.
page_table& pages() {
    static auto* const table = new page_table;
    return *table;
}

}  // namespace

status wait_page::map(int memory, std::shared_ptr<const wait_page>& page) {
    if (this_thread().list == nullptr) return status::not_supported;
    return pages().map(memory, page);
}

std::size_t wait_page::count() {
    return pages().count();
}

}  // namespace mapview::kernel
