// SPDX-License-Identifier: MIT
#include "kernel/memory_query.hpp"

#include "kernel/fork_guard.hpp"
#include "kernel/process_maps.hpp"
#include "kernel/reserved_pages.hpp"
#include "kernel/written_pages.hpp"

#include <sys/mman.h>

#include <optional>

namespace mapview::kernel {
namespace {

constexpr auto value(protection page) {
    return static_cast<std::uint32_t>(page);
}

// What a page is told to be once it has been copied for its writer.
protection written(protection page) {
    if (page == protection::write_copy) return protection::read_write;
    if (page == protection::execute_write_copy) return protection::execute_read_write;
    return page;
}

struct page_facts {
    std::uintptr_t end = 0;  // of the pages that are alike
    std::uint32_t protection = 0;
    memory_state state = memory_state::committed;
};

status at(const region& of, std::uintptr_t page, page_facts& facts) {
    page_runs::run run = of.pages.at(page, {page, of.range().end});
    if (of.kind == region_kind::reserved) {
        committed_run same;
        const std::uint64_t begin = of.offset + (page - of.base);
        const std::uint64_t end = begin + run.pages.length();
        const status told = committed_from(of.memory.get(), begin, end, same);
        if (told != status::success) return told;
        run.pages.end = page + (same.end - begin);
        run.state.committed = same.committed;
    }
    facts = {run.pages.end, value(run.state.page)};
    if (!run.state.committed) {
        facts = {run.pages.end, 0, memory_state::reserved};
    } else if (copies_on_write(run.state.page)) {
        const written_run same = written_from(run.pages);
        facts.end = same.end;
        if (same.written) facts.protection = value(written(run.state.page));
    }
    return status::success;
}

// The PAGE_ value of PROT_ bits.
std::uint32_t protection_of(int bits) {
    const bool writable = (bits & PROT_WRITE) != 0;
    const bool readable = writable || (bits & PROT_READ) != 0;
    if ((bits & PROT_EXEC) == 0)
        return value(writable   ? protection::read_write
                     : readable ? protection::read
                                : protection::no_access);
    return value(writable   ? protection::execute_read_write
                 : readable ? protection::execute_read
                            : protection::execute);
}

// What the program or its libraries have mapped themselves. Linux loads programs as private
// mappings of their files.
memory_facts facts_of(const mapped_range& range, std::uintptr_t page) {
    memory_facts facts{{page, range.pages.end}, range.pages.begin};
    facts.state = memory_state::committed;
    facts.type = memory_type::private_memory;
    if (range.shared) facts.type = memory_type::mapped;
    else if (range.file) facts.type = memory_type::image;
    facts.first_protection = protection_of(range.protection);
    facts.protection = facts.first_protection;
    if (range.protection == PROT_NONE && facts.type == memory_type::private_memory) {
        facts.state = memory_state::reserved;
        facts.protection = 0;
    }
    return facts;
}

}  // namespace

status facts_within(const region& of, std::uintptr_t address, memory_facts& facts) {
    const std::uintptr_t page = whole_pages(address, 1).begin;
    page_facts first;
    if (const status told = at(of, page, first); told != status::success) return told;
    facts = {{page, first.end}, of.base,     value(of.page),
             first.protection,  first.state, memory_type::mapped};
    if (!of.is_view()) facts.type = memory_type::private_memory;
    // Neighbours that came to be alike in different ways are one.
    while (facts.pages.end < of.range().end) {
        page_facts next;
        if (const status told = at(of, facts.pages.end, next); told != status::success) return told;
        if (next.protection != first.protection || next.state != first.state) break;
        facts.pages.end = next.end;
    }
    return status::success;
}

status query_memory(std::uintptr_t address, memory_facts& facts) {
    const fork_guard guard;
    {
        regions table;
        const region* const found = table.holding(address);
        if (found != nullptr) return facts_within(*found, address, facts);
    }
    const std::uintptr_t page = whole_pages(address, 1).begin;
    const auto next = mapped_from(page);
    if (next && next->pages.holds(page)) {
        facts = facts_of(*next, page);
        return status::success;
    }
    const std::uintptr_t end =
        next && next->pages.begin < end_of_user_space ? next->pages.begin : end_of_user_space;
    facts = {{page, end}, 0, 0, value(protection::no_access)};
    return status::success;
}

}  // namespace mapview::kernel
