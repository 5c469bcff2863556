// kernel/inherited_handle.hpp - handles that came through exec.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

namespace mapview::kernel {

class object_handle;

/// The handle that a descriptor of no table stands for: memory of ours, a file or a process that
/// exec passed on, or what another copy of this library in the same process made. Null where it
/// stands for none. It is not entered: use enter_inherited_handle.
std::shared_ptr<object_handle> inherited_handle(int number);

}  // namespace mapview::kernel
