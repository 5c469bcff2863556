// SPDX-License-Identifier: MIT
#include "paths.hpp"

#include "contender.hpp"
#include "holder.hpp"
#include "own_name.hpp"
#include "page.hpp"

#include <memory>

namespace {

using namespace bench;
using contenders = std::vector<std::unique_ptr<contender>>;

/// One object for each contender, held by a process of its own.
std::vector<std::unique_ptr<holder>> hold_one_each(const contenders& all) {
    std::vector<std::unique_ptr<holder>> holders;
    for (const auto& contender : all)
        holders.push_back(std::make_unique<holder>(std::vector<std::string>{
            "hold-object", contender->title(), own_name("held-" + contender->title()),
            std::to_string(page_size)}));
    return holders;
}

timed_path time_create(const contenders& all, const std::string& suffix, const pace& pace) {
    std::vector<entry> entries;
    for (const auto& contender : all)
        entries.push_back({contender->title(),
                           [&contender, name = own_name("created")] { contender->create(name); }});
    return {"create, map, write, unmap, close" + suffix, take_turns(entries, pace)};
}

timed_path time_open(const contenders& all, const std::string& suffix, const pace& pace) {
    const auto holders = hold_one_each(all);
    std::vector<entry> entries;
    for (std::size_t i = 0; i < all.size(); ++i)
        entries.push_back({all[i]->title(), [&contender = *all[i], &holder = *holders[i]] {
                               contender.open(holder.report());
                           }});
    return {"open, map, read, unmap, close" + suffix, take_turns(entries, pace)};
}

/// Ours, and shm_open as the measure that company does not change.
contenders ours() {
    contenders all;
    all.push_back(make_shm_open());
    all.push_back(make_mapview_api());
    all.push_back(make_mapview_win32());
    return all;
}

}  // namespace

std::vector<bench::timed_path> bench::time_whole_paths(const pace& pace) {
    const auto all = all_contenders();
    return {time_create(all, "", pace), time_open(all, "", pace)};
}

bench::among_names bench::time_among_names(std::size_t names, const pace& pace) {
    std::vector<std::unique_ptr<holder>> holders;
    among_names result = {.wanted = names, .live = 0, .processes = 0, .paths = {}};
    while (result.live < names) {
        holders.push_back(std::make_unique<holder>(std::vector<std::string>{
            "hold-names", own_name("crowd-" + std::to_string(holders.size()) + '-'),
            std::to_string(names - result.live)}));
        const std::size_t made = std::stoul(holders.back()->report());
        if (made == 0) break;
        result.live += made;
        result.processes = holders.size();
    }
    const std::string suffix = ", " + std::to_string(result.live) + " other names";
    const auto all = ours();
    result.paths = {time_create(all, suffix, pace), time_open(all, suffix, pace)};
    return result;
}

bench::timed_path bench::time_among_holders(std::size_t handles, std::size_t processes,
                                            const pace& pace) {
    const auto all = ours();
    const auto makers = hold_one_each(all);
    std::vector<std::unique_ptr<holder>> crowds;
    std::vector<entry> entries;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string& location = makers[i]->report();
        if (i > 0)
            crowds.push_back(std::make_unique<holder>(std::vector<std::string>{
                "hold-handles", location, std::to_string(handles), std::to_string(processes)}));
        entries.push_back(
            {all[i]->title(), [&contender = *all[i], &location] { contender.open(location); }});
    }
    return {"open, map, read, unmap, close, " + std::to_string(processes) + " x " +
                std::to_string(handles) + " other handles",
            take_turns(entries, pace)};
}
