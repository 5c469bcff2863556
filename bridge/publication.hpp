// bridge/publication.hpp - a native section as a mapping of a prefix.
// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/agent.hpp"
#include "bridge/agent_starts.hpp"
#include "bridge/descriptor.hpp"
#include "bridge/event.hpp"
#include "bridge/prefix_search.hpp"

#include <memory>
#include <string>

namespace mapview::bridge {

/// Gives a section's own pages a name in the prefix for as long as both are there. It holds the
/// memory but no handle, so the section ends when its programs close it. An agent of its own
/// inherits the memory: so it works across containers, where a path would not.
class publication {
  public:
    struct published_names {
        std::string section;
        std::string mapping;
        bool posix = false;  ///< the section is one of shm_open's, /dev/shm/<section>
    };
    publication(published_names names, prefix_search& search, observer tell);

    /// Looks once; to be called several times a second. Throws failure where other pages have the
    /// name in the prefix, or the section is Wine's own.
    void step();

  private:
    bool find_section();
    descriptor open_section() const;
    descriptor open_posix_section() const;
    void publish(const wine_server& server);
    void withdraw();

    published_names names_;
    prefix_search& search_;
    observer tell_;
    descriptor memory_;  ///< of the section; none while there is no section
    std::unique_ptr<agent> agent_;
    agent_starts starts_;
    bool published_ = false;
};

}  // namespace mapview::bridge
