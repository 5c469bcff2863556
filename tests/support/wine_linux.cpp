// SPDX-License-Identifier: MIT
#include "support/wine.hpp"

bool test::running_on_wine() noexcept {
    return false;
}
