// conformance/calls.hpp - calls with their last error, and owners for what they return.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <string>
#include <utility>

namespace test {

/// Set before each call: a last error that no call of ours ever sets.
inline constexpr DWORD untouched = 0x2BADBEEF;

template <class Result>
struct answer {
    Result value;
    DWORD error;
};

/// What a call returned, and the last error right after it.
template <class Call>
auto ask(Call call) {
    SetLastError(untouched);
    auto value = call();
    const DWORD error = GetLastError();
    return answer<decltype(value)>{value, error};
}

/// Owns a handle; null means none.
class handle {
  public:
    handle() noexcept = default;
    explicit handle(HANDLE owned) noexcept : value_(owned) {}
    handle(handle&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
    handle& operator=(handle other) noexcept {
        std::swap(value_, other.value_);
        return *this;
    }
    ~handle() { close(); }

    explicit operator bool() const noexcept { return value_ != nullptr; }
    HANDLE get() const noexcept { return value_; }
    HANDLE release() noexcept { return std::exchange(value_, nullptr); }
    void close() noexcept {
        if (value_) CloseHandle(std::exchange(value_, nullptr));
    }

  private:
    HANDLE value_ = nullptr;
};

/// Owns a view; null means none.
class mapped {
  public:
    mapped() noexcept = default;
    explicit mapped(void* owned) noexcept : address_(owned) {}
    mapped(mapped&& other) noexcept : address_(std::exchange(other.address_, nullptr)) {}
    mapped& operator=(mapped other) noexcept {
        std::swap(address_, other.address_);
        return *this;
    }
    ~mapped() { unmap(); }

    explicit operator bool() const noexcept { return address_ != nullptr; }
    void* get() const noexcept { return address_; }
    unsigned char* bytes() const noexcept { return static_cast<unsigned char*>(address_); }
    volatile unsigned char& operator[](SIZE_T index) const noexcept { return bytes()[index]; }
    void unmap() noexcept {
        if (address_) UnmapViewOfFile(std::exchange(address_, nullptr));
    }

  private:
    void* address_ = nullptr;
};

inline constexpr DWORD page = 4096;
inline constexpr DWORD granularity = 65536;

/// A section without a file, with the size in one number.
inline HANDLE create_raw(DWORD protection, ULONGLONG size, const wchar_t* name = nullptr) {
    return CreateFileMappingW(INVALID_HANDLE_VALUE, nullptr, protection,
                              static_cast<DWORD>(size >> 32), static_cast<DWORD>(size), name);
}
inline handle create(DWORD protection, ULONGLONG size, const wchar_t* name = nullptr) {
    return handle(create_raw(protection, size, name));
}
inline handle open(DWORD access, const wchar_t* name) {
    return handle(OpenFileMappingW(access, FALSE, name));
}
inline void* map_raw(HANDLE section, DWORD access, ULONGLONG offset = 0, SIZE_T length = 0) {
    return MapViewOfFile(section, access, static_cast<DWORD>(offset >> 32),
                         static_cast<DWORD>(offset), length);
}
inline mapped map(const handle& section, DWORD access, ULONGLONG offset = 0, SIZE_T length = 0) {
    return mapped(map_raw(section.get(), access, offset, length));
}

/// The error of creating, `ERROR_SUCCESS` and `ERROR_ALREADY_EXISTS` for success.
inline DWORD creating(DWORD protection, ULONGLONG size = page, const wchar_t* name = nullptr) {
    const auto made = ask([&] { return create_raw(protection, size, name); });
    const handle owned(made.value);
    return made.error;
}

/// The error of opening a name; `untouched` for success.
inline DWORD opening(const std::wstring& name, DWORD access = FILE_MAP_READ) {
    const auto opened = ask([&] { return OpenFileMappingW(access, FALSE, name.c_str()); });
    const handle owned(opened.value);
    return opened.value ? untouched : opened.error;
}

/// The error of mapping; `untouched` for success.
inline DWORD mapping(const handle& section, DWORD access, ULONGLONG offset = 0, SIZE_T length = 0) {
    const auto view = ask([&] { return map_raw(section.get(), access, offset, length); });
    const mapped owned(view.value);
    return view.value ? untouched : view.error;
}

/// Marks a section and asks another handle for the mark: are both one object?
inline bool same_object(const handle& one, const handle& other) {
    const auto first = map(one, FILE_MAP_WRITE);
    const auto second = map(other, FILE_MAP_WRITE);
    if (!first || !second) return false;
    first[0] = 1;
    const bool seen = second[0] == 1;
    first[0] = 2;
    return seen && second[0] == 2;
}

/// Another handle to the same section, with rights of its own choice.
inline handle duplicate(const handle& source, DWORD access) {
    HANDLE copy = nullptr;
    if (!DuplicateHandle(GetCurrentProcess(), source.get(), GetCurrentProcess(), &copy, access,
                         FALSE, 0))
        return {};
    return handle(copy);
}

/// The protection of the page at an address inside a view; 0 where VirtualQuery fails.
inline DWORD protection_at(const void* address) {
    MEMORY_BASIC_INFORMATION found;
    return VirtualQuery(address, &found, sizeof found) ? found.Protect : 0;
}

/// A handle value that means nothing: it was one, and is closed.
inline HANDLE closed_handle() {
    const auto value = create_raw(PAGE_READWRITE, page);
    CloseHandle(value);
    return value;
}

}  // namespace test
