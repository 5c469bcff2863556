// SPDX-License-Identifier: MIT
#include "object_columns.hpp"

#include "printable.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <iterator>
#include <span>

namespace tool {
namespace {

using json = nlohmann::ordered_json;
using mapview::object_info;

json holders_of(const object_info& object) {
    auto result = json::array();
    for (const auto& holder : object.holders)
        result.push_back(
            {{"pid", holder.pid}, {"program", holder.program}, {"descriptor", holder.descriptor}});
    return result;
}

json owner_of(const mapview::waitable_info& mutex) {
    if (mutex.owner_thread == 0) return nullptr;
    return {
        {"pid", mutex.owner_pid}, {"thread", mutex.owner_thread}, {"program", mutex.owner_program}};
}

/// Milliseconds; null where there is no such time.
json milliseconds(std::chrono::nanoseconds time) {
    if (time.count() == 0) return nullptr;
    return std::chrono::duration<double, std::milli>(time).count();
}

/// An object with the facts of its kind; null for a section.
json state_of(const object_info& object) {
    if (!object.waitable) return nullptr;
    const auto& now = *object.waitable;
    if (object.kind == "event") return {{"set", now.set}, {"manual_reset", now.manual_reset}};
    if (object.kind == "timer")
        return {{"signaled", now.set},
                {"manual_reset", now.manual_reset},
                {"due_in_ms", milliseconds(now.next)},
                {"period_ms", milliseconds(now.period)}};
    if (object.kind == "semaphore") return {{"count", now.count}, {"maximum", now.maximum}};
    return {{"owner", owner_of(now)}, {"count", now.count}, {"abandoned", now.abandoned}};
}

json waiters_of(const object_info& object) {
    if (!object.waitable) return nullptr;
    return object.waitable->waiters;
}

/// The heading of the table is the key in capitals.
struct column {
    const char* key;
    const char* help;
    json (*value)(const object_info&);
};

/// ls shows the first ones, stat all.
constexpr std::size_t table_columns = 8;
constexpr column columns[] = {
    {"name", "the object's name", [](const object_info& o) -> json { return o.name; }},
    {"kind", "what kind of object it is", [](const object_info& o) -> json { return o.kind; }},
    {"size", "in bytes", [](const object_info& o) -> json { return o.size; }},
    {"protection", "what a section allows at most: read, write, execute",
     [](const object_info& o) -> json { return o.protection; }},
    {"state", "of an event, a semaphore, a mutex or a timer: set, count, owner, due", state_of},
    {"waiters", "the threads that sleep until they can have it", waiters_of},
    {"handles", "the number of open handles that can be seen, copies by fork included",
     [](const object_info& o) -> json { return o.holders.size(); }},
    {"holders", "the processes that have them", holders_of},
    {"resident", "bytes in memory now",
     [](const object_info& o) -> json { return mapview::measure(o).resident; }},
    {"huge", "bytes of that in huge pages",
     [](const object_info& o) -> json { return mapview::measure(o).huge; }},
    {"generation", "0, or how often foreign memory got the name",
     [](const object_info& o) -> json { return o.generation; }},
    {"source", "who made foreign memory", [](const object_info& o) -> json { return o.source; }},
    {"path", "the memory as a file that any program can open and mmap",
     [](const object_info& o) -> json { return o.path; }},
};
constexpr std::span all_columns(columns);
constexpr auto listed_columns = all_columns.first<table_columns>();

/// "4711 game, 4802 radar x2": a process that has several handles is named once.
std::string text_of_holders(const json& holders) {
    std::string text;
    for (auto holder = holders.begin(); holder != holders.end();) {
        const auto pid = holder->at("pid");
        const auto next =
            std::find_if(holder, holders.end(), [&](const json& h) { return h.at("pid") != pid; });
        const auto handles = std::distance(holder, next);
        fmt::format_to(std::back_inserter(text), "{}{} {}", text.empty() ? "" : ", ",
                       pid.get<int>(), printable(holder->at("program").get<std::string>()));
        if (handles > 1) fmt::format_to(std::back_inserter(text), " x{}", handles);
        holder = next;
    }
    return text;
}

std::string text_of_timer(const json& state) {
    std::string text =
        fmt::format("{}, {} reset", state.at("signaled").get<bool>() ? "signaled" : "not signaled",
                    state.at("manual_reset").get<bool>() ? "manual" : "auto");
    const auto seconds = [&](const char* key) { return state.at(key).get<double>() / 1000; };
    if (!state.at("due_in_ms").is_null())
        fmt::format_to(std::back_inserter(text), ", due in {:.3f} s", seconds("due_in_ms"));
    if (!state.at("period_ms").is_null())
        fmt::format_to(std::back_inserter(text), ", every {:.3f} s", seconds("period_ms"));
    return text;
}

/// "set, auto reset"; "3 of 10"; "free", "abandoned", "owned by 4711 game", with " x2" where that
/// one has it twice.
std::string text_of_state(const json& state) {
    if (state.contains("set"))
        return fmt::format("{}, {} reset", state.at("set").get<bool>() ? "set" : "not set",
                           state.at("manual_reset").get<bool>() ? "manual" : "auto");
    if (state.contains("signaled")) return text_of_timer(state);
    const auto count = state.at("count").get<std::uint32_t>();
    if (state.contains("maximum"))
        return fmt::format("{} of {}", count, state.at("maximum").get<std::uint32_t>());
    if (state.at("abandoned").get<bool>()) return "abandoned";
    const auto& owner = state.at("owner");
    if (owner.is_null()) return "free";
    return fmt::format("owned by {} {}{}", owner.at("pid").get<int>(),
                       printable(owner.at("program").get<std::string>()),
                       count > 1 ? fmt::format(" x{}", count) : "");
}

std::string text_of(const json& value) {
    if (value.is_null()) return {};
    if (value.is_object()) return text_of_state(value);
    if (value.is_array()) return text_of_holders(value);
    if (value.is_string()) return printable(value.get<std::string>());
    return value.dump();
}

std::string in_capitals(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

std::string padding(const std::string& text, std::size_t width) {
    return std::string(width - std::min(width, columns_of(text)), ' ');
}

json to_json(const object_info& object, std::span<const column> shown) {
    json result;
    for (const auto& column : shown) result[column.key] = column.value(object);
    return result;
}

std::string dump(const json& value) {
    return value.dump(2, ' ', true, json::error_handler_t::replace) + "\n";
}

std::string help(std::span<const column> shown, std::string text) {
    for (const auto& column : shown)
        fmt::format_to(std::back_inserter(text), "  {:<12}{}\n", column.key, column.help);
    return text;
}

}  // namespace

std::string as_table(const std::vector<object_info>& objects) {
    if (objects.empty()) return {};

    using cells = std::array<std::string, table_columns>;
    cells heading;
    std::ranges::transform(listed_columns, heading.begin(),
                           [](const column& c) { return in_capitals(c.key); });
    std::vector<cells> lines{heading};
    std::array<bool, table_columns> right{};
    std::array<bool, table_columns>
        filled{};  // a column that no object has anything in is left out
    for (const auto& object : objects) {
        auto& line = lines.emplace_back();
        for (std::size_t i = 0; i < table_columns; ++i) {
            const auto value = listed_columns[i].value(object);
            right[i] = right[i] || value.is_number();
            line[i] = text_of(value);
            filled[i] = filled[i] || !line[i].empty();
        }
    }

    std::string text;
    std::array<std::size_t, table_columns> widths{};
    for (const auto& line : lines)
        for (std::size_t i = 0; i < table_columns; ++i)
            widths[i] = std::max(widths[i], columns_of(line[i]));
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < table_columns; ++i) {
            if (!filled[i]) continue;
            const auto space = padding(line[i], widths[i]);
            text += right[i] ? space + line[i] : line[i] + space;
            text += "  ";
        }
        text.erase(text.find_last_not_of(' ') + 1);
        text += '\n';
    }
    return text;
}

std::string as_lines(const object_info& object) {
    std::string text;
    for (const auto& column : all_columns)
        if (const auto value = text_of(column.value(object)); !value.empty())
            fmt::format_to(std::back_inserter(text), "{:<12}{}\n", fmt::format("{}:", column.key),
                           value);
    return text;
}

std::string as_json(const std::vector<object_info>& objects) {
    auto result = json::array();
    for (const auto& object : objects) result.push_back(to_json(object, listed_columns));
    return dump(result);
}

std::string as_json(const object_info& object) {
    return dump(to_json(object, all_columns));
}

std::string table_help() {
    return help(listed_columns, "Columns, but those that are empty throughout:\n");
}

std::string lines_help() {
    return help(all_columns, "Lines, as far as the object has them:\n");
}

}  // namespace tool
