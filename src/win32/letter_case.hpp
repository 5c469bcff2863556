// win32/letter_case.hpp - capital and small letters, whatever the program's locale.
// SPDX-License-Identifier: MIT
#pragma once

namespace mapview::win32 {

/// Unicode's simple mappings; of ASCII only where the system has no C.UTF-8.
char32_t lower_of(char32_t c) noexcept;
char32_t upper_of(char32_t c) noexcept;

}  // namespace mapview::win32
