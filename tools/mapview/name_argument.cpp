// SPDX-License-Identifier: MIT
#include "name_argument.hpp"

#include <CLI/Error.hpp>

namespace tool {

CLI::Option* add_name(CLI::App& app, std::string& target) {
    const auto store = [&target](const std::string& name) {
        check_name(name);
        target = name;
    };
    return app.add_option_function<std::string>("NAME", store, "the section's name")
        ->required()
        ->type_name("");
}

void check_name(const std::string& name) {
    if (name.empty()) throw CLI::ValidationError("NAME", "an empty name is no name");
}

}  // namespace tool
