// SPDX-License-Identifier: MIT
#include "kernel/handle_duplicate.hpp"

#include "kernel/file_rights.hpp"
#include "kernel/file_sharing.hpp"
#include "kernel/fixed_text.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/handle_table.hpp"
#include "kernel/holder_link.hpp"
#include "kernel/inbox.hpp"
#include "kernel/mapped_file.hpp"
#include "kernel/memory_file.hpp"
#include "kernel/parked.hpp"
#include "kernel/patience.hpp"
#include "kernel/pidfd.hpp"
#include "kernel/process.hpp"
#include "kernel/reserved_number.hpp"
#include "kernel/section_type.hpp"
#include "kernel/wait_kind.hpp"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace mapview::kernel {
namespace {

/// What a handle consists of before it is one.
struct handle_parts {
    descriptor file;
    descriptor handle;
    std::uint64_t size = 0;
    std::optional<registration> place;
    std::string type;
    rights granted = 0;
    std::shared_ptr<process_record> process;
};

int enter(handle_parts parts, bool inheritable) {
    auto made =
        std::make_shared<object_handle>(std::move(parts.handle), parts.size, std::move(parts.place),
                                        std::move(parts.type), parts.granted, inheritable, false);
    if (parts.file) made->keep_file(std::move(parts.file));
    made->keep(std::move(parts.process));
    return add_handle(std::move(made));
}

open_mode memory_mode(std::string_view type, rights granted, bool inheritable) {
    const bool writes = waitable_of_type(type) || (granted & right::map_write) != 0;
    return {.writable = writes, .inheritable = inheritable};
}

open_mode file_mode(std::string_view type, open_mode memory) {
    const auto page = section_of_type(type);
    return {.writable = memory.writable && page && allows(*page, protection::read_write),
            .inheritable = memory.inheritable};
}

descriptor open_proc() noexcept {
    return descriptor(::open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC));
}

// The duplicate shares the description, and so the position in the file, as on Windows. Of a file
// it cannot have more rights than that.
status copy_descriptor(const object_handle& handle, bool inheritable, handle_parts& parts) {
    if (!handle.is_process() && (parts.granted & ~handle.granted()) != 0)
        return status::access_denied;
    parts.handle = above_standard_streams(
        descriptor(::fcntl(handle.number(), inheritable ? F_DUPFD : F_DUPFD_CLOEXEC, 0)),
        inheritable);
    if (!parts.handle) return status_of(errno);
    parts.process = handle.process();
    return status::success;
}

status copy_memory(const object_handle& handle, bool inheritable, handle_parts& parts) {
    const open_mode mode = memory_mode(handle.type(), parts.granted, inheritable);
    const descriptor proc = open_proc();
    if (proc) parts.handle = reopen_memory(proc.get(), handle.number(), mode);
    if (!parts.handle) return errno == ENOENT ? status::not_supported : status_of(errno);
    if (handle.file() >= 0) {
        const status opened =
            open_mapped(handle.file(), file_mode(handle.type(), mode), parts.file);
        if (opened != status::success) return opened;
    }
    if (!handle.place()) return status::success;
    registration joined;
    const status result = join(*handle.place(), mode, parts.handle.get(), handle.type(), joined);
    if (result == status::success) parts.place = std::move(joined);
    return result;
}

status copy_parts(const duplicate_request& request, bool inheritable, handle_parts& parts) {
    const auto handle = find_handle(request.number);
    if (!handle) return status::invalid_handle;
    parts.granted = request.granted.value_or(handle->granted());
    parts.size = handle->size();
    parts.type = handle->type();
    return handle->is_memory() ? copy_memory(*handle, inheritable, parts)
                               : copy_descriptor(*handle, inheritable, parts);
}

/// A descriptor of another process: looked at, and nothing done to it.
struct seen_there {
    descriptor place;  // O_PATH
    std::string target;
};

status look_there(int proc, pid_t process, int number, seen_there& seen) {
    const auto path = descriptor_path(process, number);
    seen.place = descriptor(::openat(proc, path.c_str(), O_PATH | O_CLOEXEC));
    if (!seen.place) return errno == ENOENT ? status::invalid_handle : status_of(errno);
    std::array<char, PATH_MAX> target;
    const ssize_t length = ::readlinkat(proc, path.c_str(), target.data(), target.size());
    if (length < 0) return errno == ENOENT ? status::invalid_handle : status_of(errno);
    seen.target.assign(target.data(), static_cast<std::size_t>(length));
    return status::success;
}

status memory_from(int proc, pid_t process, int number, int there, const memory_tag& tag,
                   handle_parts& parts) {
    const auto told = parked_by(process, number);
    if (!told) return status::invalid_handle;  // memory, but no handle to it: a view's
    const auto kind = waitable_of_type(tag.type);
    parts.granted = told->granted & (kind ? rights_to_all(*kind) : right::all | right::synchronize);
    const open_mode mode = memory_mode(tag.type, parts.granted, false);
    parts.handle = reopen_memory(proc, there, mode);
    if (!parts.handle) return status_of(errno);
    if (!is_sealed(parts.handle.get())) return status::invalid_handle;
    parts.size = facts_of(parts.handle.get()).size;
    parts.type = tag.type;
    const auto section = section_type::parse(tag.type);
    if (section && section->file) {
        const status found =
            find_mapped(process, number, *section->file, file_mode(tag.type, mode), parts.file);
        if (found != status::success)
            return found == status::not_found ? status::invalid_handle : found;
    }
    const status joined =
        join_other_process(process, told->folder, parts.handle.get(), tag.type, parts.place);
    if (joined != status::success) return joined;
    // Still there, now that this process holds the object as well: so it was there all the time.
    const descriptor again(
        ::openat(proc, descriptor_path(process, number).c_str(), O_PATH | O_CLOEXEC));
    const bool same = again && facts_of(again.get()).inode == facts_of(there).inode;
    if (!same && parts.place)
        leave(*std::exchange(parts.place, {}), std::move(parts.handle), false);
    return same ? status::success : status::invalid_handle;
}

status thing_from(int pidfd, int number, std::string_view target, handle_parts& parts) {
    parts.handle = above_standard_streams(
        descriptor(static_cast<int>(::syscall(SYS_pidfd_getfd, pidfd, number, 0))), false);
    if (!parts.handle)
        return errno == EBADF   ? status::invalid_handle
               : errno == ESRCH ? status::access_denied  // it has just ended
                                : status_of(errno);
    if (is_pidfd(target)) {
        parts.type = process_type;
        parts.granted = right::all_of_process;
        parts.process = process_record::of(parts.handle.get());
        return parts.process ? status::success : status::invalid_handle;
    }
    const auto granted = rights_of_open_file(parts.handle.get());
    const bool stream = number <= STDERR_FILENO;
    if (!granted || (!stream && !is_used(parts.handle.get()))) return status::invalid_handle;
    parts.type = file_type;
    parts.granted = *granted;
    return status::success;
}

sent_kind kind_of(std::string_view type) {
    if (type == file_type) return sent_kind::file;
    if (type == process_type) return sent_kind::process;
    return type == first_thread_type ? sent_kind::first_thread : sent_kind::memory;
}

status send(const duplicate_request& request, int connection, int& number) {
    handle_parts parts;
    const status copied = copy_parts(request, false, parts);
    if (copied != status::success) return copied;
    if (parts.type == token_type) return status::not_supported;
    letter sent{.kind = kind_of(parts.type),
                .granted = parts.granted,
                .inheritable = request.inheritable,
                .reservation = reserve_number(number),
                .handle = std::move(parts.handle),
                .file = std::move(parts.file),
                .folder = parts.place ? std::move(parts.place->folder) : descriptor()};
    const bool done = sent.reservation && send_letter(connection, sent);
    const int error = errno;
    // What was sent is a copy: the link stays, dead, and keeps the folder while the letter and its
    // receiver keep the lock.
    if (parts.place) {
        parts.place->folder = std::move(sent.folder);
        leave(*std::move(parts.place), std::move(sent.handle), done);
    }
    if (done) return status::success;
    if (error == EPIPE || error == ECONNRESET) return status::access_denied;  // it is just ending
    return error == ETOOMANYREFS ? status::too_many_open_files : status_of(error);
}

}  // namespace

status duplicate_handle(const duplicate_request& request, int& duplicate) {
    const fork_guard guard;
    handle_parts parts;
    const status copied = copy_parts(request, request.inheritable, parts);
    if (copied == status::success) duplicate = enter(std::move(parts), request.inheritable);
    return copied;
}

status duplicate_from(int process, rights needed, int number, int& duplicate) {
    pid_t id = 0;
    descriptor pidfd;
    const status runs = running_process(process, needed, id, pidfd);
    if (runs != status::success) return runs;
    if (number < 0) return status::invalid_handle;
    const fork_guard guard;
    if (number >= first_reserved_number)
        return is_reserved(number) ? status::not_supported : status::invalid_handle;
    const descriptor proc = open_proc();
    if (!proc) return status_of(errno);
    seen_there seen;
    const status looked = look_there(proc.get(), id, number, seen);
    if (looked != status::success) return looked;
    memory_tag tag;
    handle_parts parts;
    const status got = memory_tag::parse(seen.target, tag)
                           ? memory_from(proc.get(), id, number, seen.place.get(), tag, parts)
                           : thing_from(pidfd.get(), number, seen.target, parts);
    if (got == status::success) duplicate = enter(std::move(parts), false);
    return got;
}

status duplicate_into(int process, rights needed, const duplicate_request& request, int& number) {
    pid_t id = 0;
    descriptor pidfd;
    status result = running_process(process, needed, id, pidfd);
    if (result != status::success) return result;
    // A program that has only just been started needs a moment until it has its inbox. Between two
    // tries other threads may fork.
    patience tries;
    do {
        const fork_guard guard;
        descriptor connection;
        result = connect_to_inbox(id, connection);
        if (has_ended(pidfd.get())) return status::access_denied;
        if (result == status::success) {
            result = send(request, connection.get(), number);
            return has_ended(pidfd.get()) ? status::access_denied : result;
        }
    } while (result == status::not_supported && tries.allows_another_try());
    return result;
}

}  // namespace mapview::kernel
