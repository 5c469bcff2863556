// SPDX-License-Identifier: MIT
#include "kernel/section.hpp"

#include "kernel/commit_limit.hpp"
#include "kernel/foreign_section.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/handle_table.hpp"
#include "kernel/memory_file.hpp"
#include "kernel/object_directory.hpp"
#include "kernel/object_name.hpp"
#include "kernel/view_table.hpp"

#include <sys/types.h>

#include <limits>
#include <utility>

namespace mapview::kernel {
namespace {

constexpr bool is_aligned(std::uint64_t number) {
    return number % allocation_granularity == 0;
}

std::uint64_t whole_pages(std::uint64_t bytes) {
    const std::uint64_t page = page_size();
    return (bytes + page - 1) / page * page;
}

open_mode mode_for(rights granted, bool inheritable) {
    return {.writable = (granted & right::map_write) != 0, .inheritable = inheritable};
}

status add_section(named_memory opened, rights granted, bool inheritable, int& handle) {
    if (!section_of_type(opened.type)) {
        leave(std::move(opened.place), std::move(opened.memory), inheritable);
        return status::invalid_handle;
    }
    status found = status::success;
    if (opened.type == foreign_type) {
        descriptor real;
        std::uint64_t size = 0;
        found = resolve_foreign(opened.memory.get(), (granted & right::map_write) != 0, real, size);
    }
    auto section = std::make_shared<object_handle>(std::move(opened.memory), opened.size,
                                                   std::move(opened.place), std::move(opened.type),
                                                   granted, inheritable, false);
    if (found == status::success) handle = add_handle(std::move(section));
    return found;
}

status create_unnamed(const memory_spec& spec, rights granted, int& handle) {
    descriptor memory;
    if (const status made = make_memory(spec, {}, memory); made != status::success) return made;
    // A section without a name shows nobody its memory, so a handle that may not write can keep a
    // descriptor that could: map_section looks at the rights.
    handle = add_handle(std::make_shared<object_handle>(std::move(memory), spec.size, std::nullopt,
                                                        std::string(spec.type), granted,
                                                        spec.inheritable, false));
    return status::success;
}

}  // namespace

status create_section(const section_request& request, int& handle, bool& existed) {
    constexpr auto longest = static_cast<std::uint64_t>(std::numeric_limits<off_t>::max());
    if (request.size > longest - page_size()) return status::not_enough_memory;
    const fork_guard guard;

    object_name name;
    if (!request.name.empty()) {
        const status parsed = parse_object_name(request.name, name);
        if (parsed != status::success) return parsed;
    }
    const std::uint64_t size = whole_pages(request.size);
    if (!can_commit(size)) return status::commitment_limit;

    const rights granted = rights_of_creator(request.page);
    const memory_spec spec{type_of_section(request.page), size, is_executable(request.page),
                           request.inheritable};
    existed = false;
    if (request.name.empty()) return create_unnamed(spec, granted, handle);

    named_memory opened;
    const status result =
        open_or_make_named(name, mode_for(granted, request.inheritable), spec, opened);
    if (result != status::success) return result;
    existed = !opened.made;
    return add_section(std::move(opened), granted, request.inheritable, handle);
}

status open_section(std::u16string_view text, rights wanted, bool inheritable, int& handle) {
    const fork_guard guard;
    object_name name;
    if (const status parsed = parse_object_name(text, name); parsed != status::success)
        return parsed;
    named_memory opened;
    const status result = open_named(name, mode_for(wanted, inheritable), opened);
    if (result != status::success) return result;
    return add_section(std::move(opened), wanted, inheritable, handle);
}

status map_section(int handle, protection view, section_range part, void* base, void*& address) {
    const auto start = reinterpret_cast<std::uintptr_t>(base);
    if (start >= end_of_user_space || part.length > end_of_user_space - start)
        return status::invalid_parameter;

    const fork_guard guard;
    const auto section = find_handle(handle);
    const auto page = section ? section_of_type(section->type()) : std::nullopt;
    if (!page) return status::invalid_handle;
    const rights needed = rights_to_map(view);
    if ((section->granted() & needed) != needed) return status::access_denied;
    if (!is_aligned(part.offset) || !is_aligned(start)) return status::misaligned;
    if (!allows(*page, view)) return status::invalid_parameter;

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
    const std::uint64_t length = part.length != 0 ? whole_pages(part.length) : size - part.offset;
    return map_view(memory, view, part.offset, length, base, address);
}

}  // namespace mapview::kernel
