// SPDX-License-Identifier: MIT
#include "name_argument.hpp"

#include <CLI/Error.hpp>

namespace tool {

CLI::Option* add_name(CLI::App& app, std::string& target, const std::string& help) {
    const auto store = [&target](const std::string& name) {
        check_name(name);
        target = name;
    };
    return app.add_option_function<std::string>("NAME", store, help)->required()->type_name("");
}

CLI::Option* add_names(CLI::App& app, std::vector<std::string>& target, std::size_t most,
                       const std::string& help) {
    const auto store = [&target, most](const std::vector<std::string>& names) {
        for (const auto& name : names) check_name(name);
        if (names.size() > most)
            throw CLI::ValidationError("NAME", "at most " + std::to_string(most) + " names");
        target = names;
    };
    return app.add_option_function<std::vector<std::string>>("NAME", store, help)
        ->required()
        ->type_name("");
}

void check_name(const std::string& name) {
    if (name.empty()) throw CLI::ValidationError("NAME", "an empty name is no name");
}

}  // namespace tool
