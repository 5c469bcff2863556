// bridge/watcher.hpp - mappings of a prefix as native sections.
// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/agent.hpp"
#include "bridge/agent_starts.hpp"
#include "bridge/event.hpp"
#include "bridge/memory_holders.hpp"
#include "bridge/prefix_search.hpp"

#include <mapview/foreign_section.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mapview::bridge {

struct watch_options {
    struct name_pair {
        std::string mapping;  ///< in the prefix
        std::string section;  ///< here
    };
    std::vector<name_pair> names;
    bool all = false;   ///< every mapping, as it appears
    bool once = false;  ///< what is there now, until it leaves
    bool keep = false;  ///< hold what programs leave, for them to find it again
};

/// Binds mappings as they appear and lets go of them as their programs leave. The prefix goes on as
/// if nobody watched: it may end, and be ended, at any time.
class watcher {
  public:
    watcher(watch_options options, prefix_search& search, observer tell);
    watcher(const watcher&) = delete;
    watcher& operator=(const watcher&) = delete;
    ~watcher();

    /// Looks once; to be called several times a second. False where nothing more can come. Throws
    /// failure, or mapview::error, where the user has to do something first.
    bool step();

  private:
    struct binding {
        watch_options::name_pair names;
        foreign_section section;  ///< empty while nothing is bound
        descriptor file;
        std::vector<program> programs;  ///< that had the mapping when it was bound
        bool confirmed = false;         ///< by this agent: the file is that of the mapping
        bool left = false;              ///< by its program, and kept
        bridge::trouble trouble;
    };

    static bool is_abandoned(const binding& one);
    void attach(const wine_server& server);
    bool add_new_names();
    void add(watch_options::name_pair names);
    void take(const protocol::slot_report& report);
    void bind(binding& one, const protocol::slot_report& report);
    void leave(binding& one);
    void lose_agent();
    bool all_bound() const;

    watch_options options_;
    observer tell_;
    prefix_search& search_;
    std::unique_ptr<agent> agent_;
    std::vector<std::unique_ptr<binding>> bindings_;
    agent_starts starts_;
    bool looked_ = false;
};

}  // namespace mapview::bridge
