// bridge/wine_server.hpp - the running prefixes of this user.
// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/descriptor.hpp"

#include <sys/types.h>

#include <string>
#include <vector>

namespace mapview::bridge {

/// A prefix runs while its wineserver does. The server's working folder is named after the device
/// and inode of the prefix, `server-<device>-<inode>`, which is how the two are known to belong
/// together.
struct wine_server {
    pid_t pid = 0;
    dev_t device = 0;
    ino_t inode = 0;

    bool operator==(const wine_server&) const = default;
};

std::vector<wine_server> running_servers();

/// The server of the prefix that is this folder, or in which this process runs; among `running`.
/// Throws failure where the folder is no prefix or the process none of Wine's, or may not be looked
/// at; pid 0 where the prefix does not run.
wine_server server_of_prefix(const std::vector<wine_server>& running, const std::string& folder);
wine_server server_of_process(const std::vector<wine_server>& running, pid_t pid);

/// Throws failure where this user runs a server that lets nobody look at it (not dumpable, as for a
/// program file that may not be read): of which prefix it is nobody can tell.
void refuse_hidden_server();

bool is_running(const wine_server& server);

/// A program in the prefix, to learn from how Wine is started there.
struct wine_program {
    pid_t pid = 0;
    std::vector<std::string> environment;
    std::string prefix;      ///< the folder
    bool is_32_bit = false;  ///< the prefix: it runs no 64-bit programs
    std::string loader;      ///< the program that starts Windows programs
};

/// Throws agent_lost where no program in the prefix lets us look at it: it may be ending.
wine_program program_in(const wine_server& server);

/// A connection to the server's socket, as every Wine process has one. Whoever is started with it
/// never starts a server of his own. Throws agent_lost where the server is gone.
descriptor connect_to(const wine_server& server);

}  // namespace mapview::bridge
