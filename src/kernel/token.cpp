// SPDX-License-Identifier: MIT
#include "kernel/token.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/fixed_text.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/handle_table.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <sstream>
#include <string>

namespace mapview::kernel {
namespace {

std::string whole_text(int file) {
    std::string text;
    std::array<char, 4096> part{};
    for (;;) {
        const ssize_t count =
            ::pread(file, part.data(), part.size(), static_cast<off_t>(text.size()));
        if (count <= 0) return count < 0 ? std::string() : text;
        text.append(part.data(), static_cast<std::size_t>(count));
    }
}

// Of each line "Uid: real effective saved filesystem" what counts is the second number.
bool parse(const std::string& status_text, token_facts& facts) {
    std::istringstream lines(status_text);
    bool complete = false;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream in(line);
        std::string name;
        id_t real = 0;
        in >> name;
        if (name == "Uid:") in >> real >> facts.user;
        if (name == "Gid:") in >> real >> facts.group;
        if (name == "Groups:")
            for (gid_t group = 0; in >> group;) facts.groups.push_back(group);
        if (name == "CapEff:") complete = static_cast<bool>(in >> std::hex >> facts.capabilities);
    }
    return complete;
}

}  // namespace

status open_token(pid_t process, rights granted, int& handle) {
    const fork_guard guard;
    const auto path = fixed_text<48>().add("/proc/").add(process).add("/status");
    descriptor file =
        above_standard_streams(descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), false);
    if (!file) return errno == ENOENT ? status::invalid_parameter : status_of(errno);
    handle = add_handle(std::make_shared<object_handle>(
        std::move(file), 0, std::nullopt, std::string(token_type), granted, false, false));
    return status::success;
}

status read_token(int number, rights needed, token_facts& facts) {
    const fork_guard guard;
    const auto handle = find_handle(number);
    if (!handle || handle->type() != token_type) return status::invalid_handle;
    if ((handle->granted() & needed) != needed) return status::access_denied;
    return parse(whole_text(handle->number()), facts) ? status::success : status::invalid_handle;
}

}  // namespace mapview::kernel
