// ls.cpp - mapview ls: everything that is shared right now.
// SPDX-License-Identifier: MIT
#include "command.hpp"
#include "object_columns.hpp"
#include "output.hpp"

#include <mapview/object_list.hpp>

#include <CLI/App.hpp>

#include <memory>

std::function<void()> tool::ls(CLI::App& app) {
    const auto json = std::make_shared<bool>(false);
    app.add_flag("--json", *json, "an array of objects with the columns as keys");
    app.footer(table_help());
    return [json] {
        auto objects = mapview::list_objects();
        mapview::add_copies(objects);
        put(*json ? as_json(objects) : as_table(objects));
    };
}
