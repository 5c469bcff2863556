// SPDX-License-Identifier: MIT
#include <mapview/error.hpp>

#include <windows.h>

#include <algorithm>
#include <array>

namespace mapview {
namespace {

struct known_error {
    errc code;
    std::errc condition;
    const char* text;
};

constexpr auto known_errors = std::to_array<known_error>({
    {errc::not_found, std::errc::no_such_file_or_directory, "no object has this name"},
    {errc::path_not_found, std::errc::no_such_file_or_directory,
     "there is no such folder for names"},
    {errc::too_many_open_files, std::errc::too_many_files_open, "no file descriptor is left"},
    {errc::access_denied, std::errc::permission_denied, "access is denied"},
    {errc::wrong_type, std::errc::invalid_argument, "it is another kind of object"},
    {errc::not_enough_memory, std::errc::not_enough_memory, "not enough memory"},
    {errc::write_protected, std::errc::read_only_file_system,
     "the folder for names is on a read-only file system"},
    {errc::bad_length, std::errc::result_out_of_range, "it does not fit into the view"},
    {errc::not_supported, std::errc::not_supported, "this system lacks what that needs"},
    {errc::invalid_parameter, std::errc::invalid_argument, "a size or flag makes no sense"},
    {errc::invalid_name, std::errc::invalid_argument, "the name is malformed"},
    {errc::bad_path, std::errc::invalid_argument, "the name begins with a backslash"},
    {errc::already_exists, std::errc::file_exists, "the name is taken"},
    {errc::name_too_long, std::errc::filename_too_long, "the name is too long"},
    {errc::not_owner, std::errc::operation_not_permitted, "it is not owned by the calling thread"},
    {errc::too_many_posts, std::errc::value_too_large, "it would pass the semaphore's maximum"},
    {errc::invalid_address, std::errc::bad_address, "no view is there, or the place is taken"},
    {errc::misaligned, std::errc::invalid_argument, "the offset is not a multiple of 64 KiB"},
    {errc::no_system_resources, std::errc::no_space_on_device,
     "the folder for names takes no more entries"},
    {errc::commitment_limit, std::errc::not_enough_memory,
     "there is not that much memory on this system"},
});

const known_error* find_known(int value) noexcept {
    const auto found =
        std::ranges::find(known_errors, static_cast<errc>(value), &known_error::code);
    return found == known_errors.end() ? nullptr : &*found;
}

std::string system_text(int value) {
    std::array<char, 512> text{};
    const DWORD length = FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS |
                                            FORMAT_MESSAGE_MAX_WIDTH_MASK,
                                        nullptr, static_cast<DWORD>(value), 0, text.data(),
                                        static_cast<DWORD>(text.size()), nullptr);
    std::string out(text.data(), length);
    out.erase(out.find_last_not_of(' ') + 1);
    return out.empty() ? "Win32 error " + std::to_string(value) : out;
}

class category final : public std::error_category {
  public:
    const char* name() const noexcept override { return "win32"; }

    std::string message(int value) const override {
        if (value == 0) return "success";
        const auto* const known = find_known(value);
        return known != nullptr ? known->text : system_text(value);
    }

    std::error_condition default_error_condition(int value) const noexcept override {
        const auto* const known = find_known(value);
        return known != nullptr ? std::make_error_condition(known->condition)
                                : std::error_condition(value, *this);
    }
};

std::string sentence(const std::error_code& code, std::string_view action, std::string_view name) {
    std::string text(action);
    if (!name.empty()) text.append(" '").append(name).append("'");
    return text + ": " + code.message();
}

}  // namespace

const std::error_category& win32_category() noexcept {
    static const category instance;
    return instance;
}

std::error_code make_error_code(errc code) noexcept {
    return {static_cast<int>(code), win32_category()};
}

error::error(std::error_code code, std::string_view action, std::string_view name)
    : std::system_error(code), name_(name), text_(sentence(code, action, name)) {}

}  // namespace mapview
