// mapview/section.hpp - named memory that several processes can map.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/error.hpp>
#include <mapview/export.hpp>
#include <mapview/view.hpp>

#include <cstdint>
#include <string_view>
#include <system_error>
#include <utility>

namespace mapview {

/// What a new section is made of.
struct section_spec {
    std::uint64_t size = 0;    ///< in bytes, at least 1; rounded up to whole pages
    bool populate = false;     ///< have every page in memory before create returns, or fail
    bool inheritable = false;  ///< programs started by this one inherit the handle, value and all
};

/// What an opened handle may be used for.
enum class access {
    read,        ///< map_const and map_copy
    read_write,  ///< map as well
};

/// A handle to a section: memory that has a name while somebody holds a handle to it.
/// Move-only; an empty section holds no handle.
///
/// The system, not this library, keeps the count: when the last handle anywhere is closed, or its
/// process ends in whatever way, the name is free at once; when the last handle and view are gone
/// the memory is freed. Nothing stays behind, and nobody has to clean up.
///
///     auto frames = mapview::section::create("camera-0", {.size = 64 << 20});
///     auto pixels = frames.map();
///
/// Names are UTF-8, at most 32,766 UTF-16 units long and case-sensitive. `Global\` and `Local\` in
/// front choose the name space as on Windows, `Local\` being the default; no other backslash is
/// allowed. An empty name makes a section that has none. On Linux names belong to one user.
///
/// Each function that can fail comes twice: without `ec` it throws mapview::error; with `ec` it
/// never throws and returns an empty object. Different threads may use one section at the same
/// time, except while it is closed, moved or assigned to.
class MAPVIEW_API section {
  public:
    struct opened;

    /// Makes a section of zeroed bytes under a free name. Fails with already_exists if a section
    /// has the name, wrong_type if another kind of object has it, invalid_parameter for size 0,
    /// commitment_limit or not_enough_memory if the memory cannot be had.
    static section create(std::string_view name, section_spec spec);
    static section create(std::string_view name, section_spec spec, std::error_code& ec) noexcept;

    /// Opens a section by name. Fails with not_found if no object has the name, wrong_type if
    /// another kind of object has it.
    static section open(std::string_view name, access wanted = access::read_write);
    static section open(std::string_view name, access wanted, std::error_code& ec) noexcept;

    /// Opens a section, or makes it. One that existed keeps its own size.
    static opened open_or_create(std::string_view name, section_spec spec);
    static opened open_or_create(std::string_view name, section_spec spec,
                                 std::error_code& ec) noexcept;

    /// Takes over a Win32 HANDLE to a section, for instance one that was inherited.
    static section from_native_handle(void* handle) noexcept { return section(handle); }

    section() noexcept = default;
    section(section&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    section& operator=(section other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    ~section() { close(); }

    explicit operator bool() const noexcept { return handle_ != nullptr; }

    /// The size in bytes, a multiple of the page size.
    std::uint64_t size() const;
    std::uint64_t size(std::error_code& ec) const noexcept;

    /// Maps bytes to read and write. Fails with access_denied where the handle was opened to read
    /// or the range passes the end, misaligned for an offset that is not a multiple of
    /// map_granularity, not_enough_memory where the address space is full.
    view map(range part = {}) const;
    view map(range part, std::error_code& ec) const noexcept;

    /// Maps bytes to read. Fails as map does.
    const_view map_const(range part = {}) const;
    const_view map_const(range part, std::error_code& ec) const noexcept;

    /// Maps bytes copy-on-write: what is written stays in this view. Fails as map does.
    view map_copy(range part = {}) const;
    view map_copy(range part, std::error_code& ec) const noexcept;

    /// Closes the handle; the section is empty afterwards. Views stay valid.
    void close() noexcept;

    /// The Win32 HANDLE, owned by this object; null where the section is empty.
    void* native_handle() const noexcept { return handle_; }

  private:
    explicit section(void* owned) noexcept : handle_(owned) {}

    void* handle_ = nullptr;
};

/// What open_or_create returns.
struct section::opened {
    section object;
    bool created = false;  ///< true where this call made the section
};

}  // namespace mapview
