// SPDX-License-Identifier: MIT
#include "kernel/foreign_section.hpp"

#include "kernel/fork_guard.hpp"
#include "kernel/handle_table.hpp"
#include "kernel/holder_link.hpp"
#include "kernel/memory_file.hpp"
#include "kernel/object_directory.hpp"
#include "kernel/object_name.hpp"
#include "kernel/object_root.hpp"
#include "kernel/process_scan.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace mapview::kernel {
namespace {

constexpr const char* path_entry = "memory";

// What is at a descriptor's place in /proc, without touching it. Only files that have lost their
// name are foreign memory, and only one's own: so nobody can make a section lead to a file that
// means something to its owner.
bool look(int fd, memory_place& place) {
    struct statx seen {};
    constexpr unsigned wanted = STATX_INO | STATX_SIZE | STATX_TYPE | STATX_NLINK | STATX_UID;
    if (::statx(fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, wanted, &seen) != 0) return false;
    if (!S_ISREG(seen.stx_mode) || seen.stx_nlink != 0 || seen.stx_uid != ::geteuid() ||
        seen.stx_size == 0)
        return false;
    place.device = makedev(seen.stx_dev_major, seen.stx_dev_minor);
    place.inode = seen.stx_ino;
    place.size = seen.stx_size;
    return true;
}

status place_of(int memory, std::string_view source, memory_place& place) {
    if (!look(memory, place) || (::fcntl(memory, F_GETFL) & O_ACCMODE) != O_RDWR)
        return status::invalid_parameter;
    place.pid = ::getpid();
    place.fd = memory;
    place.source = {};
    std::ranges::copy(source.substr(0, place.source.size() - 1), place.source.begin());
    return status::success;
}

descriptor open_if_it_is(int proc, pid_t pid, int fd, const memory_place& wanted, bool writable) {
    const descriptor there(::openat(proc, descriptor_path(pid, fd).c_str(), O_PATH | O_CLOEXEC));
    memory_place seen;
    if (!there || !look(there.get(), seen) || seen.device != wanted.device ||
        seen.inode != wanted.inode || seen.size < wanted.size)
        return {};
    return reopen_memory(proc, there.get(), {.writable = writable});
}

// The publisher's lock on the record: the kernel drops it with the publisher.
struct flock whole_file(short type) {
    struct flock whole {};
    whole.l_type = type;
    whole.l_whence = SEEK_SET;
    return whole;
}

bool become_publisher(int memory) {
    auto whole = whole_file(F_WRLCK);
    return ::fcntl(memory, F_OFD_SETLK, &whole) == 0;
}

bool has_publisher(int memory) {
    auto whole = whole_file(F_RDLCK);
    return ::fcntl(memory, F_OFD_GETLK, &whole) != 0 || whole.l_type != F_UNLCK;
}

// Lays the link for programs that know nothing of this library, whole or not at all.
status link_path(const registration& place, int memory) {
    constexpr const char* fresh = "memory.new";
    const int folder = place.folder.get();
    const auto target = fixed_text<48>().add("/proc/").add(::getpid()).add("/fd/").add(memory);
    ::unlinkat(folder, fresh, 0);
    if (::symlinkat(target.c_str(), folder, fresh) != 0 ||
        ::renameat(folder, fresh, folder, path_entry) != 0)
        return status_of(errno);
    return status::success;
}

status lead_to(const object_handle& section, const memory_place& place) {
    const mapped_record record(section.number(), true);
    if (!record) return status_of(errno);
    const status linked = link_path(*section.place(), place.fd);
    if (linked == status::success) record->write(place);
    return linked;
}

std::shared_ptr<object_handle> find_foreign(int number) {
    auto handle = find_handle(number);
    if (handle && handle->type() == foreign_type && handle->place()) return handle;
    return nullptr;
}

}  // namespace

status publish_foreign(std::u16string_view text, int memory, std::string_view source, int& handle) {
    const fork_guard guard;
    object_name name;
    memory_place place;
    if (const status parsed = parse_object_name(text, name); parsed != status::success)
        return parsed;
    if (const status good = place_of(memory, source, place); good != status::success) return good;

    named_memory opened;
    const memory_spec spec{.type = foreign_type, .size = foreign_record::size};
    const status result = open_or_make_named(name, {.writable = true}, spec, opened);
    if (result != status::success) return result;
    const auto section = std::make_shared<object_handle>(
        std::move(opened.memory), opened.size, std::move(opened.place), std::move(opened.type),
        right::all, false, false);
    if (section->type() != foreign_type || !become_publisher(section->number()))
        return status::already_exists;
    if (const status led = lead_to(*section, place); led != status::success) return led;
    handle = add_handle(section);
    return status::success;
}

status move_foreign(int number, int memory, std::string_view source) {
    const fork_guard guard;
    const auto section = find_foreign(number);
    if (!section) return status::invalid_handle;
    memory_place place;
    const status good = place_of(memory, source, place);
    return good == status::success ? lead_to(*section, place) : good;
}

status retire_foreign(int number) {
    const fork_guard guard;
    const auto section = find_foreign(number);
    if (!section) return status::invalid_handle;
    const mapped_record record(section->number(), true);
    if (!record) return status_of(errno);
    record->set_present(false);
    ::unlinkat(section->place()->folder.get(), path_entry, 0);
    return status::success;
}

status withdraw_foreign(int number) {
    const status retired = retire_foreign(number);
    const status closed = close_handle(number);
    return retired == status::success ? closed : retired;
}

status foreign_path(int number, std::string& path) {
    const fork_guard guard;
    const auto section = find_foreign(number);
    if (!section) return status::invalid_handle;
    const auto& place = *section->place();
    path = place.root->path() + '/' + folder_of(place.space) + '/' + place.name + '/' + path_entry;
    return status::success;
}

status read_foreign(int number, foreign_facts& facts) {
    const fork_guard guard;
    const auto handle = find_handle(number);
    if (!handle) return status::invalid_handle;
    facts = {};
    if (handle->type() == foreign_type && !read_foreign_memory(handle->number(), facts))
        return status::not_found;
    return status::success;
}

bool read_foreign_memory(int memory, foreign_facts& facts) noexcept {
    const mapped_record record(memory, false);
    if (!record || !record->read(facts.generation, facts.present, facts.place)) return false;
    facts.published = has_publisher(memory);
    return true;
}

status resolve_foreign(int memory, bool writable, descriptor& real, std::uint64_t& size) {
    foreign_facts facts;
    if (!read_foreign_memory(memory, facts)) return status::not_found;
    const memory_place& place = facts.place;
    const descriptor proc(::open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!proc) return errno == ENOENT ? status::not_supported : status_of(errno);

    real = open_if_it_is(proc.get(), place.pid, place.fd, place, writable);
    // Without the publisher it may be found with whoever else has it: the program that made it.
    if (!real)
        scan_processes(proc.get(), [&](const seen_descriptor& seen) {
            if (!seen.target.ends_with(" (deleted)")) return false;
            real = open_if_it_is(proc.get(), seen.pid, seen.fd, place, writable);
            return static_cast<bool>(real);
        });
    size = place.size;
    return real ? status::success : status::not_found;
}

}  // namespace mapview::kernel
