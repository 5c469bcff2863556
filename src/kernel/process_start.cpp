// SPDX-License-Identifier: MIT
#include "kernel/process_start.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/handle_table.hpp"
#include "kernel/pidfd.hpp"
#include "kernel/process.hpp"
#include "kernel/reserved_number.hpp"
#include "kernel/wait_kind.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

namespace mapview::kernel {
namespace {

class file_actions {
  public:
    file_actions() { ::posix_spawn_file_actions_init(&actions_); }
    file_actions(const file_actions&) = delete;
    file_actions& operator=(const file_actions&) = delete;
    ~file_actions() { ::posix_spawn_file_actions_destroy(&actions_); }
    posix_spawn_file_actions_t* get() noexcept { return &actions_; }

  private:
    posix_spawn_file_actions_t actions_;
};

class spawn_attributes {
  public:
    spawn_attributes() { ::posix_spawnattr_init(&attributes_); }
    spawn_attributes(const spawn_attributes&) = delete;
    spawn_attributes& operator=(const spawn_attributes&) = delete;
    ~spawn_attributes() { ::posix_spawnattr_destroy(&attributes_); }
    void ask_for_new_group() { ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP); }
    posix_spawnattr_t* get() noexcept { return &attributes_; }

  private:
    posix_spawnattr_t attributes_;
};

bool is_folder(const std::string& path) {
    struct stat found {};
    return ::stat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode);
}

// Said before the attempt where that says less.
status check_program(const std::string& path) {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) {
        if (errno != ENOENT && errno != ENOTDIR) return status_of(errno);
        const auto folder = path.substr(0, path.rfind('/') + 1);
        return is_folder(folder) ? status::not_found : status::path_not_found;
    }
    if (!S_ISREG(found.st_mode)) return status::access_denied;
    // On Windows any file may be tried; what nobody may run is no program.
    return (found.st_mode & 0111) == 0 ? status::bad_exe_format : status::success;
}

status status_of_start(int error) {
    switch (error) {
        case ENOEXEC:
        case ELIBBAD:
        case EINVAL:
        case ENOENT: return status::bad_exe_format;  // ENOENT: its interpreter is missing
        case E2BIG: return status::name_too_long;
        case EAGAIN: return status::not_enough_memory;
        default: return status_of(error);
    }
}

// The streams are copied out of the way first: one may be the other's number.
status give_streams(const start_request& request, file_actions& actions,
                    std::array<descriptor, 3>& copies) {
    for (int stream = 0; stream < 3; ++stream) {
        int from = request.streams[static_cast<std::size_t>(stream)];
        if (from == own_stream) continue;
        if (from >= first_reserved_number) {
            const auto handle = find_handle(from);
            if (!handle) return status::invalid_handle;
            from = handle->number();
        }
        auto& copy = copies[static_cast<std::size_t>(stream)];
        copy = descriptor(from == no_stream ? ::open("/dev/null", O_RDWR | O_CLOEXEC)
                                            : ::fcntl(from, F_DUPFD_CLOEXEC, 3));
        copy = above_standard_streams(std::move(copy), false);
        if (!copy) return errno == EBADF ? status::invalid_handle : status_of(errno);
        ::posix_spawn_file_actions_adddup2(actions.get(), copy.get(), stream);
    }
    return status::success;
}

std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (const auto& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
    pointers.push_back(nullptr);
    return pointers;
}

status spawn(const start_request& request, pid_t& id) {
    file_actions actions;
    std::array<descriptor, 3> copies;
    const auto words = pointers_to(request.words);
    const auto environment = pointers_to(request.environment);
    spawn_attributes attributes;
    if (request.new_group) attributes.ask_for_new_group();
    const start_guard guard;
    if (const status given = give_streams(request, actions, copies); given != status::success)
        return given;
    if (!request.inherits) ::posix_spawn_file_actions_addclosefrom_np(actions.get(), 3);
    if (!request.folder.empty())
        ::posix_spawn_file_actions_addchdir_np(actions.get(), request.folder.c_str());
    const int error =
        ::posix_spawn(&id, request.program.c_str(), actions.get(), attributes.get(), words.data(),
                      request.own_environment ? environ : environment.data());
    return error == 0 ? status::success : status_of_start(error);
}

}  // namespace

status start_process(const start_request& request, started_process& started) {
    reap_children();
    if (const status checked = check_program(request.program); checked != status::success)
        return checked;
    if (!request.folder.empty() && !is_folder(request.folder)) return status::not_a_directory;
    if (const status spawned = spawn(request, started.id); spawned != status::success)
        return spawned;

    // The number means the child until it is asked for, which nobody but this record does.
    auto process = std::make_shared<process_record>(started.id, true);
    const fork_guard guard;
    descriptor first = open_pidfd(started.id);
    descriptor second(first ? ::fcntl(first.get(), F_DUPFD_CLOEXEC, 3) : -1);
    if (!second) {
        const int error = errno;
        // It runs, but nobody could ever know it.
        ::kill(started.id, SIGKILL);
        ::waitpid(started.id, nullptr, 0);
        return status_of(error);
    }
    status added = add_process(first.release(), process_type, process, right::all_of_process,
                               request.process_inheritable, started.process);
    if (added != status::success) return added;
    return add_process(second.release(), first_thread_type, std::move(process),
                       right::all_of_thread, request.thread_inheritable, started.thread);
}

}  // namespace mapview::kernel
