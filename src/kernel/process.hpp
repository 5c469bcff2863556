// kernel/process.hpp - processes as handles.
// SPDX-License-Identifier: MIT
//
// A process is known by a pidfd, which never comes to mean another one. It is readable once the
// process has ended. How it ended the kernel tells its parent, who must ask before anybody else
// can be told: children are asked for when the last handle of their record is closed.
#pragma once

#include "kernel/descriptor.hpp"
#include "kernel/protection.hpp"
#include "kernel/status.hpp"

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace mapview::kernel {

/// What the handles that come from one call have in common.
class process_record {
  public:
    process_record(pid_t id, bool child) noexcept : id_(id), child_(child) {}
    process_record(const process_record&) = delete;
    process_record& operator=(const process_record&) = delete;
    ~process_record();

    /// The record of a pidfd; null where it is none, or the process is gone.
    static std::shared_ptr<process_record> of(int pidfd);

    pid_t id() const noexcept { return id_; }

    /// SIGKILL has no exit code. Who sends it through these handles keeps the one it was given.
    void will_end_with(std::uint32_t code) noexcept { given_.store(code); }
    std::uint32_t code_of_kill() const noexcept { return given_.load(); }

  private:
    const pid_t id_;
    const bool child_;
    std::atomic<std::uint32_t> given_ = 0x80 + 9;
};

/// Opens a process of the same user. Statuses: invalid_parameter (there is none), access_denied,
/// too_many_open_files.
status open_process(pid_t id, rights granted, bool inheritable, int& handle);

/// Each of these is invalid_handle for what is no process, or no first thread of one where
/// `thread`; access_denied without the right.
///
/// The exit code is STILL_ACTIVE while it runs. That of a process which a signal ended is what
/// Windows has for the same mistake, or 128 and the signal's number. not_supported where Linux does
/// not tell any more: before 6.15, of a process that is no child of this one.
status process_exit_code(int number, rights needed, bool thread, std::uint32_t& code);
status process_id(int number, rights needed, bool thread, pid_t& id);

/// The same for a process that runs: access_denied for one that has ended. `pidfd` is a copy.
status running_process(int number, rights needed, pid_t& id, descriptor& pidfd);
status terminate_process(int number, rights needed, std::uint32_t code);

/// Makes known what start_process has started.
status add_process(int pidfd, std::string_view type, std::shared_ptr<process_record> process,
                   rights granted, bool inheritable, int& handle);

/// Asks for the ends of children whose handles were closed while they ran.
void reap_children() noexcept;

}  // namespace mapview::kernel
