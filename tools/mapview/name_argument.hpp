// name_argument.hpp - the name of an object on the command line.
// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/App.hpp>

#include <string>

namespace tool {

/// Declares the required argument NAME; `target` has to outlive the parsing.
CLI::Option* add_name(CLI::App& app, std::string& target);

/// Throws CLI::ValidationError for an empty name: nobody else could open what it makes.
void check_name(const std::string& name);

}  // namespace tool
