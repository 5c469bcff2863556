// mapview/view.hpp - bytes of a section, mapped into this process.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/error.hpp>
#include <mapview/export.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <system_error>
#include <type_traits>
#include <utility>

namespace mapview {

/// A view begins at a multiple of this many bytes, in the section and in memory.
inline constexpr std::uint64_t map_granularity = 64 * 1024;

/// Part of a section. A length of 0 means: to the end of the section.
struct range {
    std::uint64_t offset = 0;  ///< in bytes, a multiple of map_granularity
    std::size_t length = 0;    ///< in bytes
};

/// A mapping of a section's bytes. Move-only; an empty view maps nothing.
///
/// A view keeps the memory alive, but not the section's name: when the last handle is closed the
/// name is free, while the view stays valid until it is destroyed. Its bytes are shared with every
/// other view of the section, in any process, except for copy-on-write views (section::map_copy).
///
/// The bytes are plain memory: the library synchronises nothing. Different threads may use one
/// view at the same time as they may use one array. Like std::span, a const view does not make
/// its bytes const; const_view does.
template <class Byte>
class basic_view {
    static_assert(std::is_same_v<std::remove_const_t<Byte>, std::byte>);

    template <class T>
    using like_bytes = std::conditional_t<std::is_const_v<Byte>, const T, T>;

  public:
    basic_view() noexcept = default;
    basic_view(basic_view&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
    basic_view& operator=(basic_view other) noexcept {
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    ~basic_view() { unmap(); }

    explicit operator bool() const noexcept { return bytes_.data() != nullptr; }

    /// The mapped bytes: as many as were asked for, or the rest of the section.
    std::span<Byte> bytes() const noexcept { return bytes_; }
    Byte* data() const noexcept { return bytes_.data(); }
    std::size_t size() const noexcept { return bytes_.size(); }

    /// The object of type T at `offset` bytes. Fails with bad_length where it does not fit into the
    /// view, and with misaligned where `offset` does not suit T.
    template <class T>
    like_bytes<T>& as(std::size_t offset = 0) const {
        std::error_code ec;
        auto* const object = as<T>(offset, ec);
        if (ec) throw error(ec, "read view", {});
        return *object;
    }
    template <class T>
    like_bytes<T>* as(std::size_t offset, std::error_code& ec) const noexcept {
        static_assert(std::is_trivially_copyable_v<T>,
                      "other processes cannot use what pointers and destructors look after");
        ec.clear();
        if (offset > size() || size() - offset < sizeof(T)) ec = errc::bad_length;
        else if (offset % alignof(T) != 0) ec = errc::misaligned;
        return ec ? nullptr : reinterpret_cast<like_bytes<T>*>(data() + offset);
    }

    /// As many objects of type T as fit from the view's first byte on.
    template <class T>
    std::span<like_bytes<T>> as_span() const noexcept {
        static_assert(std::is_trivially_copyable_v<T>,
                      "other processes cannot use what pointers and destructors look after");
        return {reinterpret_cast<like_bytes<T>*>(data()), size() / sizeof(T)};
    }

    /// Writes changed bytes of a file-backed section to its file; does nothing for others, whose
    /// bytes every process sees at once.
    /// https://learn.microsoft.com/windows/win32/api/memoryapi/nf-memoryapi-flushviewoffile
    MAPVIEW_API void flush() const;
    MAPVIEW_API void flush(std::error_code& ec) const noexcept;

    /// Gives the mapping back at once; the view is empty afterwards.
    MAPVIEW_API void unmap() noexcept;

  private:
    friend class section;
    explicit basic_view(std::span<Byte> mapped) noexcept : bytes_(mapped) {}

    std::span<Byte> bytes_;
};

using view = basic_view<std::byte>;
using const_view = basic_view<const std::byte>;

}  // namespace mapview
