// SPDX-License-Identifier: MIT
#include "kernel/process.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/fixed_text.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/handle_table.hpp"
#include "kernel/pidfd.hpp"
#include "kernel/thread.hpp"
#include "kernel/wait_kind.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <mutex>
#include <vector>

namespace mapview::kernel {
namespace {

constexpr idtype_t by_pidfd = static_cast<idtype_t>(3);  // P_PIDFD

// From Linux 6.15 on also those who are no parent are told, by a pidfd.
struct process_info {
    std::uint64_t mask = 0;
    std::uint64_t control_group = 0;
    std::array<std::uint32_t, 11> ids{};
    std::int32_t wait_status = 0;
};
constexpr std::uint64_t info_exit = 8;
constexpr unsigned long get_info = _IOWR(0xFF, 11, process_info);
static_assert(sizeof(process_info) == 64);

std::optional<int> status_by_info(int pidfd) noexcept {
    process_info info;
    info.mask = info_exit;
    if (::ioctl(pidfd, get_info, &info) != 0 || (info.mask & info_exit) == 0) return {};
    return info.wait_status;
}

// Looks, and leaves the child to be asked for again.
std::optional<int> status_of_child(int pidfd) noexcept {
    siginfo_t end{};
    if (::waitid(by_pidfd, static_cast<id_t>(pidfd), &end, WEXITED | WNOHANG | WNOWAIT) != 0 ||
        end.si_pid == 0)
        return {};
    return end.si_code == CLD_EXITED ? end.si_status << 8 : end.si_status & 0x7F;
}

// A process that has ended and that nobody has asked for is still there to be seen: the last number
// of the line.
std::optional<int> status_by_proc(pid_t id) noexcept {
    const auto path = fixed_text<48>().add("/proc/").add(id).add("/stat");
    const descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 1024> text;
    const ssize_t length = file ? ::read(file.get(), text.data(), text.size()) : -1;
    if (length <= 0) return {};
    std::string_view line(text.data(), static_cast<std::size_t>(length));
    const auto name_end = line.rfind(')');
    if (name_end == line.npos || line.substr(name_end).substr(0, 3) != ") Z") return {};
    while (!line.empty() && line.back() == '\n') line.remove_suffix(1);
    line.remove_prefix(line.rfind(' ') + 1);
    int status = 0;
    if (std::from_chars(line.data(), line.data() + line.size(), status).ec != std::errc())
        return {};
    return status;
}

std::uint32_t code_of(int wait_status, const process_record& process) noexcept {
    if (WIFEXITED(wait_status)) return static_cast<std::uint32_t>(WEXITSTATUS(wait_status));
    switch (const int signal = WTERMSIG(wait_status)) {
        case SIGKILL: return process.code_of_kill();
        case SIGSEGV:
        case SIGBUS: return 0xC0000005;
        case SIGFPE: return 0xC0000094;
        case SIGILL: return 0xC000001D;
        case SIGTRAP: return 0x80000003;
        case SIGINT:
        case SIGQUIT: return 0xC000013A;
        case SIGABRT: return 3;
        default: return 0x80 + static_cast<std::uint32_t>(signal);
    }
}

// Children whose handles were closed while they ran. Their numbers mean them until they are asked
// for.
std::mutex left_lock;
std::vector<pid_t>& left() {
    static auto* const children = new std::vector<pid_t>;
    return *children;
}

bool reap(pid_t child) noexcept {
    const pid_t got = ::waitpid(child, nullptr, WNOHANG);
    return got == child || (got < 0 && errno == ECHILD);
}

template <class Use>
status with_process(int number, rights needed, bool thread, Use&& use) {
    std::shared_ptr<object_handle> handle;
    {
        const fork_guard guard;
        handle = find_handle(number);
    }
    if (!handle || handle->type() != (thread ? first_thread_type : process_type))
        return status::invalid_handle;
    if ((handle->granted() & needed) != needed) return status::access_denied;
    return use(handle->number(), *handle->process());
}

}  // namespace

process_record::~process_record() {
    if (!child_ || reap(id_)) return;
    try {
        const std::scoped_lock lock(left_lock);
        left().push_back(id_);
    } catch (const std::bad_alloc&) {
        // It stays until this process ends.
    }
}

std::shared_ptr<process_record> process_record::of(int pidfd) {
    const auto path = fixed_text<64>().add("/proc/thread-self/fdinfo/").add(pidfd);
    const descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 512> text;
    const ssize_t length = file ? ::read(file.get(), text.data(), text.size()) : -1;
    if (length <= 0) return nullptr;
    const std::string_view lines(text.data(), static_cast<std::size_t>(length));
    constexpr std::string_view label = "\nPid:\t";
    const auto at = lines.find(label);
    if (at == lines.npos) return nullptr;
    pid_t id = 0;
    std::from_chars(lines.data() + at + label.size(), lines.data() + lines.size(), id);
    return id > 0 ? std::make_shared<process_record>(id, false) : nullptr;
}

status add_process(int pidfd, std::string_view type, std::shared_ptr<process_record> process,
                   rights granted, bool inheritable, int& handle) {
    descriptor file = above_standard_streams(descriptor(pidfd), false);
    if (!file) return status_of(errno);
    if (inheritable && ::fcntl(file.get(), F_SETFD, 0) != 0) return status_of(errno);
    auto entry = std::make_shared<object_handle>(std::move(file), 0, std::nullopt,
                                                 std::string(type), granted, inheritable, false);
    entry->keep(std::move(process));
    handle = add_handle(std::move(entry));
    return status::success;
}

status open_process(pid_t id, rights granted, bool inheritable, int& handle) {
    if (id <= 0) return status::invalid_parameter;
    const fork_guard guard;
    descriptor process = open_pidfd(id);
    if (!process)
        return errno == EMFILE || errno == ENFILE || errno == ENOMEM ? status_of(errno)
                                                                     : status::invalid_parameter;
    if (::syscall(SYS_pidfd_send_signal, process.get(), 0, nullptr, 0) != 0 && errno == EPERM)
        return status::access_denied;
    return add_process(process.release(), process_type, std::make_shared<process_record>(id, false),
                       granted, inheritable, handle);
}

status process_exit_code(int number, rights needed, bool thread, std::uint32_t& code) {
    return with_process(number, needed, thread, [&](int pidfd, const process_record& process) {
        code = still_active;
        if (!has_ended(pidfd)) return status::success;
        auto end = status_by_info(pidfd);
        if (!end) end = status_of_child(pidfd);
        if (!end) end = status_by_proc(process.id());
        if (!end) end = status_by_info(pidfd);  // somebody has asked for it meanwhile
        if (!end) return status::not_supported;
        code = code_of(*end, process);
        return status::success;
    });
}

status process_id(int number, rights needed, bool thread, pid_t& id) {
    return with_process(number, needed, thread, [&](int, const process_record& process) {
        id = process.id();
        return status::success;
    });
}

status running_process(int number, rights needed, pid_t& id, descriptor& pidfd) {
    return with_process(number, needed, false, [&](int given, const process_record& process) {
        id = process.id();
        pidfd = descriptor(::fcntl(given, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
        if (!pidfd) return status_of(errno);
        return has_ended(given) ? status::access_denied : status::success;
    });
}

status terminate_process(int number, rights needed, std::uint32_t code) {
    return with_process(number, needed, false, [&](int pidfd, process_record& process) {
        if (has_ended(pidfd)) return status::access_denied;  // as on Windows
        process.will_end_with(code);
        if (::syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, nullptr, 0) == 0)
            return status::success;
        return errno == ESRCH ? status::access_denied : status_of(errno);
    });
}

void reap_children() noexcept {
    const std::scoped_lock lock(left_lock);
    std::erase_if(left(), reap);
}

}  // namespace mapview::kernel
