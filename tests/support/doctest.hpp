// support/doctest.hpp - doctest, able to print what our tests compare.
// SPDX-License-Identifier: MIT
#pragma once

#include <ostream>

#include <doctest/doctest.h>
