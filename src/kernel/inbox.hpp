// kernel/inbox.hpp - where other processes leave handles for this one.
// SPDX-License-Identifier: MIT
//
// A listening socket with an abstract name, made when the library is loaded and again after fork:
// a program may be told a handle's value before its first call. Nobody watches it. Who is told a
// value that no table has looks there; until then the kernel holds what was sent, and drops it when
// this process ends.
#pragma once

#include "kernel/descriptor.hpp"
#include "kernel/letter.hpp"
#include "kernel/status.hpp"

#include <sys/types.h>

#include <functional>

namespace mapview::kernel {

/// Connects with the inbox of a process of the same user. Statuses: not_supported (it has none: no
/// program of this library, or in another network or process name space), access_denied (it, or
/// who pretends to be it, belongs to somebody else; or it has ended), no_system_resources (the
/// inbox is full).
status connect_to_inbox(pid_t process, descriptor& connection);

/// Takes each letter that this process has got. What processes of other users send is thrown away,
/// and so is what is no letter. Under a fork_guard; one at a time.
void take_letters(const std::function<void(letter&&)>& take);

}  // namespace mapview::kernel
