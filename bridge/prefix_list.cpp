// SPDX-License-Identifier: MIT
#include "bridge/prefix_list.hpp"

#include "bridge/agent.hpp"
#include "bridge/failure.hpp"
#include "bridge/memory_holders.hpp"
#include "bridge/wine_server.hpp"

#include <algorithm>

namespace mapview::bridge {
namespace {

void look_into(const wine_server& server, prefix_info& prefix) {
    agent visitor(server);
    std::uint32_t slot = 0;
    for (auto& mapping : visitor.list()) {
        if (slot == protocol::most_slots) break;
        visitor.watch(slot++, mapping.name);
        prefix.mappings.push_back({std::move(mapping.name), mapping.size, mapping.handles, {}});
    }
    std::vector<struct stat> files(prefix.mappings.size());
    for (const auto& report : visitor.poll().reports) {
        if (report.error != 0 || report.slot >= files.size()) continue;
        try {
            ::fstat(visitor.open_file(report.view).get(), &files[report.slot]);
        } catch (const failure&) {
            // Its programs stay unknown.
        }
    }
    const auto programs = programs_with(files, visitor.pid());
    for (std::size_t i = 0; i < files.size(); ++i)
        if (files[i].st_ino != 0) prefix.mappings[i].programs = text_of(programs[i]);
    std::ranges::sort(prefix.mappings, {}, &mapping_info::name);
}

}  // namespace

std::vector<prefix_info> list_prefixes() {
    std::vector<prefix_info> prefixes;
    for (const auto& server : running_servers()) {
        auto& prefix = prefixes.emplace_back();
        try {
            prefix.folder = program_in(server).prefix;
            look_into(server, prefix);
        } catch (const failure& error) {
            prefix.trouble = error.what();
        }
    }
    if (prefixes.empty()) refuse_hidden_server();
    return prefixes;
}

}  // namespace mapview::bridge
