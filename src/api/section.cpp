// SPDX-License-Identifier: MIT
#include <mapview/section.hpp>

#include "api/last_error.hpp"
#include "api/or_throw.hpp"
#include "api/wide_name.hpp"

#include <windows.h>

#include <span>

namespace mapview {
namespace {

constexpr DWORD low(std::uint64_t number) {
    return static_cast<DWORD>(number);
}

constexpr DWORD high(std::uint64_t number) {
    return static_cast<DWORD>(number >> 32);
}

std::size_t mapped_size(const void* view) noexcept {
    MEMORY_BASIC_INFORMATION region{};
    return VirtualQuery(view, &region, sizeof region) != 0 ? region.RegionSize : 0;
}

std::span<std::byte> map_bytes(HANDLE handle, DWORD desired, range part,
                               std::error_code& ec) noexcept {
    ec.clear();
    void* const address =
        MapViewOfFile(handle, desired, high(part.offset), low(part.offset), part.length);
    if (address == nullptr) {
        ec = api::last_error();
        return {};
    }
    const std::size_t size = part.length != 0 ? part.length : mapped_size(address);
    return {static_cast<std::byte*>(address), size};
}

// Brings every page in, through a view that is gone afterwards.
void populate(const section& made, std::error_code& ec) noexcept {
    const view all = made.map({}, ec);
    if (ec) return;
    WIN32_MEMORY_RANGE_ENTRY range{all.data(), all.size()};
    if (!PrefetchVirtualMemory(GetCurrentProcess(), 1, &range, 0)) ec = api::last_error();
}

}  // namespace

section::opened section::open_or_create(std::string_view name, section_spec spec,
                                        std::error_code& ec) noexcept {
    const std::wstring wide = api::wide_name(name, ec);
    if (ec) return {};
    SECURITY_ATTRIBUTES attributes{sizeof attributes, nullptr, spec.inheritable ? TRUE : FALSE};
    opened result;
    result.object.handle_ = CreateFileMappingW(INVALID_HANDLE_VALUE, &attributes, PAGE_READWRITE,
                                               high(spec.size), low(spec.size), wide.c_str());
    if (!result.object) {
        ec = api::last_error();
        return {};
    }
    result.created = GetLastError() != ERROR_ALREADY_EXISTS;
    if (result.created && spec.populate) populate(result.object, ec);
    if (ec) return {};
    return result;
}

section section::create(std::string_view name, section_spec spec, std::error_code& ec) noexcept {
    opened result = open_or_create(name, spec, ec);
    if (ec) return {};
    if (!result.created) {
        ec = errc::already_exists;
        return {};
    }
    return std::move(result.object);
}

section section::open(std::string_view name, access wanted, std::error_code& ec) noexcept {
    const std::wstring wide = api::wide_name(name, ec);
    if (ec) return {};
    const DWORD desired = wanted == access::read ? FILE_MAP_READ : FILE_MAP_READ | FILE_MAP_WRITE;
    section result(OpenFileMappingW(desired, FALSE, wide.c_str()));
    if (!result) ec = api::last_error();
    return result;
}

view section::map(range part, std::error_code& ec) const noexcept {
    return view(map_bytes(handle_, FILE_MAP_READ | FILE_MAP_WRITE, part, ec));
}

const_view section::map_const(range part, std::error_code& ec) const noexcept {
    return const_view(map_bytes(handle_, FILE_MAP_READ, part, ec));
}

view section::map_copy(range part, std::error_code& ec) const noexcept {
    return view(map_bytes(handle_, FILE_MAP_COPY, part, ec));
}

// Win32 tells the size of a view, but not of a section.
std::uint64_t section::size(std::error_code& ec) const noexcept {
    return map_const({}, ec).size();
}

void section::close() noexcept {
    if (*this) CloseHandle(std::exchange(handle_, nullptr));
}

section section::create(std::string_view name, section_spec spec) {
    return api::or_throw("create section", name,
                         [&](std::error_code& ec) { return create(name, spec, ec); });
}

section section::open(std::string_view name, access wanted) {
    return api::or_throw("open section", name,
                         [&](std::error_code& ec) { return open(name, wanted, ec); });
}

section::opened section::open_or_create(std::string_view name, section_spec spec) {
    return api::or_throw("open or create section", name,
                         [&](std::error_code& ec) { return open_or_create(name, spec, ec); });
}

view section::map(range part) const {
    return api::or_throw("map section", {}, [&](std::error_code& ec) { return map(part, ec); });
}

const_view section::map_const(range part) const {
    return api::or_throw("map section", {},
                         [&](std::error_code& ec) { return map_const(part, ec); });
}

view section::map_copy(range part) const {
    return api::or_throw("map section", {},
                         [&](std::error_code& ec) { return map_copy(part, ec); });
}

std::uint64_t section::size() const {
    return api::or_throw("measure section", {}, [&](std::error_code& ec) { return size(ec); });
}

}  // namespace mapview
