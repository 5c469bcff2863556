// SPDX-License-Identifier: MIT
#include <mapview/error.hpp>
#include <mapview/foreign_section.hpp>

#include "kernel/foreign_section.hpp"
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"
#include "win32/text.hpp"

namespace mapview {
namespace {

using kernel::status;

std::error_code code_of(status result) noexcept {
    return {static_cast<int>(result), win32_category()};
}

}  // namespace

foreign_section foreign_section::publish(std::string_view name, int memory, std::string_view source,
                                         std::error_code& ec) noexcept {
    int number = -1;
    ec = code_of(win32::guarded(
        [&] { return kernel::publish_foreign(win32::utf16_of(name), memory, source, number); }));
    return foreign_section(number);
}

foreign_section foreign_section::publish(std::string_view name, int memory,
                                         std::string_view source) {
    std::error_code ec;
    auto made = publish(name, memory, source, ec);
    if (ec) throw error(ec, "publish section", name);
    return made;
}

// Not const, these two: they change where the name leads, for all who hold it.
// NOLINTNEXTLINE(readability-make-member-function-const)
void foreign_section::move_to(int memory, std::string_view source, std::error_code& ec) noexcept {
    ec = code_of(win32::guarded([&] { return kernel::move_foreign(number_, memory, source); }));
}

void foreign_section::move_to(int memory, std::string_view source) {
    std::error_code ec;
    move_to(memory, source, ec);
    if (ec) throw error(ec, "move section", {});
}

// NOLINTNEXTLINE(readability-make-member-function-const)
void foreign_section::retire() noexcept {
    win32::guarded([&] { return kernel::retire_foreign(number_); });
}

std::string foreign_section::path() const {
    std::string path;
    const status found = kernel::foreign_path(number_, path);
    if (found != status::success) throw error(code_of(found), "find the path of a section", {});
    return path;
}

void foreign_section::withdraw() noexcept {
    if (number_ < 0) return;
    win32::guarded([&] { return kernel::withdraw_foreign(std::exchange(number_, -1)); });
}

foreign_state state_of(const section& opened, std::error_code& ec) noexcept {
    foreign_state state;
    ec = code_of(win32::guarded([&] {
        kernel::foreign_facts facts;
        const status read = kernel::read_foreign(win32::number_of(opened.native_handle()), facts);
        state = {facts.generation, facts.present, facts.published, facts.place.source.data()};
        return read;
    }));
    return state;
}

foreign_state state_of(const section& opened) {
    std::error_code ec;
    auto state = state_of(opened, ec);
    if (ec) throw error(ec, "read the state of a section", {});
    return state;
}

}  // namespace mapview
