// duration_argument.hpp - lengths of time on the command line.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/timeout.hpp>

#include <CLI/App.hpp>

#include <string>

namespace tool {

/// Declares an option that takes "10", "0.5", "250ms", "2s", "5m" or "1h"; without a unit seconds.
/// `target` has to outlive the parsing, and stays as it is where the option is not there.
CLI::Option* add_duration(CLI::App& app, const std::string& argument, mapview::timeout& target,
                          const std::string& help);

}  // namespace tool
