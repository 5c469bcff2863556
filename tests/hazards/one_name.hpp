// hazards/one_name.hpp - what the calls say of one name.
// SPDX-License-Identifier: MIT
#pragma once

#include "forked.hpp"

#include <windows.h>

namespace test {

/// Another process that holds a section of a page under the name `n`, from the constructor on.
class other_holder {
  public:
    /// `first_byte` is what the section begins with.
    explicit other_holder(unsigned char first_byte = 0);

    /// Lets it close its handle and end; checks that all went well there.
    void let_go();

    const forked& process() const noexcept { return process_; }

  private:
    gate held_;
    gate done_;
    forked process_;
};

/// A section of a page under the name `n` that lives by a forked copy alone: who made it was
/// killed.
class copy_alone {
  public:
    copy_alone();

    /// Lets the process that has the copy end; checks that the name is gone with it.
    void let_go();

  private:
    gate forked_on_;
    gate done_;
};

/// Creates a section of a page, and closes it; the last error, so ERROR_SUCCESS or
/// ERROR_ALREADY_EXISTS where it was made.
DWORD creating(const wchar_t* name = L"n");

/// Opens the name, and closes it; `untouched` for success.
DWORD opening(const wchar_t* name = L"n");

/// What a process that never used the library finds under the name `n`.
DWORD opening_afresh();

}  // namespace test
