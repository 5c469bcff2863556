// name_argument.hpp - the name of an object on the command line.
// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/App.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace tool {

/// Declares the required argument NAME; `target` has to outlive the parsing.
CLI::Option* add_name(CLI::App& app, std::string& target,
                      const std::string& help = "the section's name");

/// Declares the required argument NAME..., of 1 to `most` names.
CLI::Option* add_names(CLI::App& app, std::vector<std::string>& target, std::size_t most,
                       const std::string& help);

/// Throws CLI::ValidationError for an empty name: nobody else could open what it makes.
void check_name(const std::string& name);

}  // namespace tool
