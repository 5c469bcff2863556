// stat.cpp - mapview stat: one object and its memory.
// SPDX-License-Identifier: MIT
#include "command.hpp"
#include "name_argument.hpp"
#include "object_columns.hpp"
#include "output.hpp"

#include <mapview/error.hpp>
#include <mapview/object_list.hpp>
#include <mapview/section.hpp>

#include <CLI/App.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct arguments {
    std::string name;
    bool json = false;
};

/// The name as the list shows it: of several prefixes the last one counts, and `Local\` is the name
/// space of names without a prefix.
std::string listed(std::string_view name) {
    constexpr std::string_view local = "Local\\", global = "Global\\";
    std::string_view prefix;
    for (;;) {
        if (name.starts_with(local)) name.remove_prefix(local.size()), prefix = {};
        else if (name.starts_with(global)) name.remove_prefix(global.size()), prefix = global;
        else return std::string(prefix).append(name);
    }
}

mapview::object_info find(std::string_view name) {
    if (const auto found = mapview::find_object(listed(name))) {
        std::vector<mapview::object_info> object{*found};
        mapview::add_copies(object);
        return object.front();
    }

    // Opening it tells whether something is wrong with the name itself. It succeeds where the
    // object came this very moment; when the look was taken there was none.
    std::error_code why;
    mapview::section::open(name, mapview::access::read, why);
    throw mapview::error(why ? why : make_error_code(mapview::errc::not_found), "stat object",
                         name);
}

}  // namespace

std::function<void()> tool::stat(CLI::App& app) {
    const auto given = std::make_shared<arguments>();
    add_name(app, given->name, "the object's name");
    app.add_flag("--json", given->json, "an object with the lines as keys");
    app.footer(lines_help());
    return [given] {
        const auto object = find(given->name);
        put(given->json ? as_json(object) : as_lines(object));
    };
}
