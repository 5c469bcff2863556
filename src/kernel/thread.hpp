// kernel/thread.hpp - threads with handles.
// SPDX-License-Identifier: MIT
//
// A thread is a waitable object (wait_kind::thread) that the thread itself owns, as one owns a
// mutex: it is in its robust list, and never let go. What makes it signaled is the kernel, at the
// thread's end, however that comes; so it is in other processes that have a handle as well.
#pragma once

#include "kernel/protection.hpp"
#include "kernel/status.hpp"

#include <cstddef>
#include <cstdint>

namespace mapview::kernel {

/// The exit code of a thread that has not ended.
inline constexpr std::uint32_t still_active = 259;

struct thread_request {
    std::uint32_t (*routine)(void*) = nullptr;
    void* argument = nullptr;
    std::size_t stack_size = 0;  ///< bytes at least; 0: as the system has it
    bool suspended = false;      ///< begins at resume_thread
    bool inheritable = false;
};

/// Starts a thread, and makes a handle with all rights. Statuses: not_enough_memory (also for a
/// limit on threads), not_supported, too_many_open_files.
status start_thread(const thread_request& request, int& handle, std::uint32_t& id);

/// Ends the calling thread. One that start_thread made returns to where it began, and no destructor
/// between runs, as on Windows; any other ends as pthread_exit has it.
[[noreturn]] void exit_thread(std::uint32_t code);

/// A handle to the calling thread, whoever made it.
status open_own_thread(rights granted, bool inheritable, int& handle);

/// Each of these is invalid_handle for what is no thread, access_denied without the right.
status thread_exit_code(int number, rights needed, std::uint32_t& code);
status thread_id(int number, rights needed, std::uint32_t& id);
status resume_thread(int number, rights needed, std::uint32_t& suspended_before);

/// Keeps a thread that was never resumed from beginning. not_supported where it has begun; `self`
/// where it is the calling one.
status cancel_thread(int number, rights needed, std::uint32_t code, bool& self);

}  // namespace mapview::kernel
