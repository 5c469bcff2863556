// mapview/error.hpp - the failures a caller can act on, and the exception that carries them.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/export.hpp>

#include <string>
#include <string_view>
#include <system_error>

namespace mapview {

/// The Win32 error numbers that the library itself reports, the same on Linux and on Windows.
/// They belong to win32_category() and compare equal to the std::errc named beside them.
/// Any other number that the system reports arrives unchanged in the same category.
enum class errc {
    not_found = 2,               ///< no object has this name           no_such_file_or_directory
    path_not_found = 3,          ///< a backslash where none may be     no_such_file_or_directory
    too_many_open_files = 4,     ///< no descriptor is left             too_many_files_open
    access_denied = 5,           ///< a right is missing, or the range passes the end
                                 ///<                                   permission_denied
    wrong_type = 6,              ///< the name or handle is of another kind  invalid_argument
    not_enough_memory = 8,       ///< no memory or address space        not_enough_memory
    write_protected = 19,        ///< /dev/shm is read-only             read_only_file_system
    bad_length = 24,             ///< larger than the view              result_out_of_range
    not_supported = 50,          ///< the system lacks what is needed   not_supported
    invalid_parameter = 87,      ///< a size or flag makes no sense     invalid_argument
    invalid_name = 123,          ///< nothing after a prefix, or a NUL  invalid_argument
    bad_path = 161,              ///< the name begins with a backslash  invalid_argument
    already_exists = 183,        ///< the name is taken                 file_exists
    name_too_long = 206,         ///< more than 32,766 UTF-16 units     filename_too_long
    not_owner = 288,             ///< of a mutex                        operation_not_permitted
    too_many_posts = 298,        ///< above a semaphore's maximum       value_too_large
    invalid_address = 487,       ///< no view is there, or it is taken  bad_address
    misaligned = 1132,           ///< not a multiple of map_granularity invalid_argument
    no_system_resources = 1450,  ///< the object directory is full   no_space_on_device
    commitment_limit = 1455,     ///< the memory cannot be had          not_enough_memory
};

/// The category of every std::error_code that the library hands out; values are Win32 error
/// numbers. Thread-safe; lives as long as the program.
MAPVIEW_API const std::error_category& win32_category() noexcept;
MAPVIEW_API std::error_code make_error_code(errc code) noexcept;

/// Thrown by every function that has no `std::error_code&` parameter.
/// what() reads "open section 'camera-0': no object has this name".
class MAPVIEW_API error : public std::system_error {
  public:
    error(std::error_code code, std::string_view action, std::string_view name);

    /// The object's name as the caller gave it; empty where the call had none.
    const std::string& name() const noexcept { return name_; }

    const char* what() const noexcept override { return text_.c_str(); }

  private:
    std::string name_;
    std::string text_;
};

}  // namespace mapview

template <>
struct std::is_error_code_enum<mapview::errc> : std::true_type {};
