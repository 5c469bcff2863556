// SPDX-License-Identifier: MIT
#include "kernel/section.hpp"

#include "kernel/commit_limit.hpp"
#include "kernel/foreign_section.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/handle_table.hpp"
#include "kernel/large_pages.hpp"
#include "kernel/mapped_file.hpp"
#include "kernel/memory_file.hpp"
#include "kernel/object_directory.hpp"
#include "kernel/object_name.hpp"
#include "kernel/patience.hpp"
#include "kernel/reserved_pages.hpp"
#include "kernel/section_type.hpp"
#include "kernel/view_table.hpp"

#include <fcntl.h>
#include <sys/types.h>

#include <cerrno>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace mapview::kernel {
namespace {

constexpr bool is_aligned(std::uint64_t number) {
    return number % allocation_granularity == 0;
}

constexpr std::uint64_t in_units(std::uint64_t bytes, std::uint64_t unit) {
    return (bytes + unit - 1) / unit * unit;
}

open_mode mode_for(rights granted, bool inheritable) {
    return {.writable = (granted & right::map_write) != 0, .inheritable = inheritable};
}

open_mode file_mode(protection page, rights granted, bool inheritable) {
    const bool writable = (granted & right::map_write) != 0 && allows(page, protection::read_write);
    return {.writable = writable, .inheritable = inheritable};
}

int enter_section(descriptor memory, std::uint64_t size, std::optional<registration> place,
                  std::string type, rights granted, bool inheritable, descriptor file) {
    auto handle = std::make_shared<object_handle>(std::move(memory), size, std::move(place),
                                                  std::move(type), granted, inheritable, false);
    if (file) handle->keep_file(std::move(file));
    return add_handle(std::move(handle));
}

// The memory behind a section that was opened by name: its file, or that it is to be had.
status find_memory(const named_memory& opened, const section_type& type, open_mode mode,
                   descriptor& file) {
    if (opened.type == foreign_type) {
        descriptor real;
        std::uint64_t size = 0;
        return resolve_foreign(opened.memory.get(), mode.writable, real, size);
    }
    if (!type.file || file) return status::success;
    return find_mapped(opened.holder, opened.holder_fd, *type.file, mode, file);
}

// Makes a handle of an object that was opened by name. Nothing, so that it is opened again, where
// its last other holder has let go of its file in this instant.
std::optional<status> add_section(named_memory opened, rights granted, bool inheritable,
                                  descriptor& own_file, int& handle) {
    const auto type = section_type::parse(opened.type);
    descriptor file;
    if (opened.made) file = std::move(own_file);
    status result = status::invalid_handle;
    if (type)
        result = find_memory(opened, *type, file_mode(type->page, granted, inheritable), file);
    if (result != status::success) {
        leave(std::move(opened.place), std::move(opened.memory), inheritable);
        if (result == status::not_found && type->file) return std::nullopt;
        return result;
    }
    handle = enter_section(std::move(opened.memory), opened.size, std::move(opened.place),
                           std::move(opened.type), granted, inheritable, std::move(file));
    return status::success;
}

status create_unnamed(const memory_spec& spec, rights granted, descriptor file, int& handle) {
    descriptor memory;
    if (const status made = make_memory(spec, {}, memory); made != status::success) return made;
    // A section without a name shows nobody its memory, so a handle that may not write can keep a
    // descriptor that could: map_section looks at the rights.
    handle = enter_section(std::move(memory), spec.size, std::nullopt, std::string(spec.type),
                           granted, spec.inheritable, std::move(file));
    return status::success;
}

}  // namespace

status create_section(const section_request& request, int& handle, bool& existed) {
    constexpr auto longest = static_cast<std::uint64_t>(std::numeric_limits<off_t>::max());
    if (request.size > longest - page_size()) return status::not_enough_memory;
    const fork_guard guard;

    const rights granted = request.granted.value_or(rights_of_creator(request.page));
    section_type type{request.page, {}, request.pages};
    std::uint64_t size = request.size;
    descriptor file;
    if (request.file >= 0) {
        const status prepared =
            prepare_file(request.file, request.page, size,
                         file_mode(request.page, granted, request.inheritable), file);
        if (prepared != status::success) return prepared;
        type.file = identity_of(file.get());
    } else {
        size = in_units(size, page_size());
    }
    object_name name;
    if (!request.name.empty()) {
        const status parsed = parse_object_name(request.name, name);
        if (parsed != status::success) return parsed;
    }
    if (request.pages == section_pages::reserved) {
        if (size > end_of_user_space) return status::not_enough_memory;
    } else if (request.pages == section_pages::large) {
        if (!may_have_large_pages()) return status::privilege_not_held;
    } else if (!file && !can_commit(size)) {
        return status::commitment_limit;
    }

    const std::string text = type.text();
    const memory_spec spec{text, size, !file && is_executable(request.page), request.inheritable,
                           request.pages == section_pages::large};
    existed = false;
    if (request.name.empty()) return create_unnamed(spec, granted, std::move(file), handle);

    for (patience tries;;) {
        named_memory opened;
        const status result =
            open_or_make_named(name, mode_for(granted, request.inheritable), spec, opened);
        if (result != status::success) return result;
        existed = !opened.made;
        const auto added =
            add_section(std::move(opened), granted, request.inheritable, file, handle);
        if (added) return *added;
        if (!tries.allows_another_try()) return status::access_denied;
    }
}

status open_section(std::u16string_view text, rights wanted, bool inheritable, int& handle) {
    const fork_guard guard;
    object_name name;
    if (const status parsed = parse_object_name(text, name); parsed != status::success)
        return parsed;
    descriptor no_file;
    for (patience tries;;) {
        named_memory opened;
        const status result = open_named(name, mode_for(wanted, inheritable), opened);
        if (result != status::success) return result;
        const auto added = add_section(std::move(opened), wanted, inheritable, no_file, handle);
        if (added) return *added;
        if (!tries.allows_another_try()) return status::access_denied;
    }
}

status map_section(int handle, protection view, section_range part, void* base, void*& address) {
    const auto start = reinterpret_cast<std::uintptr_t>(base);
    if (start >= end_of_user_space || part.length > end_of_user_space - start)
        return status::invalid_parameter;

    const fork_guard guard;
    const auto section = find_handle(handle);
    const auto type = section ? section_type::parse(section->type()) : std::nullopt;
    if (!type) return status::invalid_handle;
    const rights needed = rights_to_map(view);
    if ((section->granted() & needed) != needed) return status::access_denied;
    if (!is_aligned(part.offset) || !is_aligned(start)) return status::misaligned;
    if (!allows(type->page, view)) return status::invalid_parameter;

    int memory = section->number();
    std::uint64_t size = section->size();
    descriptor real;
    if (section->type() == foreign_type) {
        const bool writable = (needed & right::map_write) != 0;
        const status found = resolve_foreign(memory, writable, real, size);
        if (found != status::success) return found;
        memory = real.get();
    }
    if (part.offset >= size || part.length > size - part.offset) return status::access_denied;
    const bool large = type->pages == section_pages::large;
    const std::uint64_t unit = large ? large_page_size() : page_size();
    if (unit == 0) return status::not_supported;
    if (part.offset % unit != 0) return status::misaligned;
    const std::uint64_t length =
        in_units(part.length != 0 ? part.length : size - part.offset, unit);
    view_request wanted{memory, region_kind::memory, view, part.offset,
                        length, type->file,          {},   large};
    descriptor writable;
    if (section->file() >= 0) {
        wanted.memory = section->file();
        wanted.kind = region_kind::file;
    } else if (type->pages == section_pages::reserved) {
        // To be told of pages that are missing the kernel wants what could make them.
        writable = reopen_kept(memory, O_RDWR);
        wanted.kept = keep_memory(memory);
        if (!writable || !wanted.kept) return status_of(errno);
        wanted.memory = writable.get();
        wanted.kind = region_kind::reserved;
    }
    return map_view(std::move(wanted), base, address);
}

}  // namespace mapview::kernel
