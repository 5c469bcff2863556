// signal.cpp - mapview signal: sets an event, or adds a unit to a semaphore.
// SPDX-License-Identifier: MIT
#include "command.hpp"
#include "failure.hpp"
#include "name_argument.hpp"
#include "waitable_argument.hpp"

#include <CLI/App.hpp>
#include <fmt/format.h>

#include <memory>
#include <string>
#include <variant>

namespace {

constexpr char action[] = "signal";

/// What a signal is to each kind of object.
struct signal_to {
    const std::string& name;

    void operator()(const mapview::event& event) const {
        std::error_code ec;
        event.set(ec);
        if (ec) throw mapview::error(ec, action, name);
    }

    void operator()(const mapview::semaphore& semaphore) const {
        std::error_code ec;
        semaphore.release(1, ec);
        if (ec) throw mapview::error(ec, action, name);
    }

    void operator()(const mapview::mutex&) const {
        throw tool::failure(
            fmt::format("{} '{}': it is a mutex, which only its owner unlocks", action, name));
    }

    void operator()(const mapview::waitable_timer&) const {
        throw tool::failure(
            fmt::format("{} '{}': it is a timer, which only time signals", action, name));
    }
};

}  // namespace

std::function<void()> tool::signal(CLI::App& app) {
    const auto name = std::make_shared<std::string>();
    add_name(app, *name, "the name of an event or a semaphore");
    app.footer("An auto-reset event lets one wait pass, a manual-reset one all until it is reset.\n"
               "An event that is set already stays as it is.");
    return [name] { std::visit(signal_to{*name}, open_waitable(*name, action)); };
}
