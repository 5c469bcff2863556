// SPDX-License-Identifier: MIT
#include "bridge/wine_server.hpp"

#include "bridge/failure.hpp"
#include "bridge/process.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>

namespace mapview::bridge {
namespace {

// "server-fe00-a72004"
bool parse_folder(std::string_view folder, wine_server& server) {
    constexpr std::string_view prefix = "server-";
    folder.remove_prefix(std::min(folder.rfind('/') + 1, folder.size()));
    if (!folder.starts_with(prefix)) return false;
    const char* at = folder.data() + prefix.size();
    const char* const end = folder.data() + folder.size();
    const auto device = std::from_chars(at, end, server.device, 16);
    if (device.ec != std::errc() || device.ptr == end || *device.ptr != '-') return false;
    const auto inode = std::from_chars(device.ptr + 1, end, server.inode, 16);
    return inode.ec == std::errc() && inode.ptr == end;
}

bool is_named_as_server(pid_t pid) {
    return program_of(pid).starts_with("wineserver");
}

std::optional<wine_server> server_at(pid_t pid) {
    wine_server server;
    server.pid = pid;
    if (!is_named_as_server(pid) || !parse_folder(read_link(pid, "cwd"), server))
        return std::nullopt;
    return server;
}

std::string prefix_of(const std::vector<std::string>& environment) {
    if (const auto prefix = value_of(environment, "WINEPREFIX"); prefix && !prefix->empty())
        return *prefix;
    return value_of(environment, "HOME").value_or("") + "/.wine";
}

// Within the process's own root, which may be a container's.
std::string seen_by(pid_t pid, const std::string& path) {
    return "/proc/" + std::to_string(pid) + "/root" + path;
}

bool belongs_to(const wine_server& server, pid_t pid, const std::string& prefix) {
    struct stat found {};
    return ::stat(seen_by(pid, prefix).c_str(), &found) == 0 && found.st_dev == server.device &&
           found.st_ino == server.inode;
}

bool runs_windows_code(pid_t pid) {
    return read_file(pid, "maps").find("/ntdll.") != std::string::npos;
}

bool is_program(pid_t pid, const std::string& path) {
    struct stat found {};
    return path.starts_with('/') && ::stat(seen_by(pid, path).c_str(), &found) == 0 &&
           S_ISREG(found.st_mode) && (found.st_mode & S_IXUSR) != 0;
}

// "#arch=win32" is among the first lines of the registry's file.
bool is_32_bit_prefix(const std::string& prefix) {
    std::ifstream registry(prefix + "/system.reg");
    std::string line;
    for (int i = 0; i < 5 && std::getline(registry, line); ++i)
        if (line.starts_with("#arch=")) return line.starts_with("#arch=win32");
    return false;
}

// What the program itself was started by; where it does not say, what lies beside the server. A
// 32-bit program of a 64-bit prefix names the 32-bit loader, and the 64-bit one lies beside that.
std::string loader_of(const wine_program& program, const wine_server& server) {
    if (const auto loader = value_of(program.environment, "WINELOADER");
        loader && is_program(program.pid, *loader)) {
        const bool has_64_bit = !program.is_32_bit && loader->ends_with("/wine") &&
                                is_program(program.pid, *loader + "64");
        return has_64_bit ? *loader + "64" : *loader;
    }
    const std::string server_program = read_link(server.pid, "exe");
    const std::string folder = server_program.substr(0, server_program.rfind('/') + 1);
    for (const char* name : {"wine64", "wine"})
        if (is_program(program.pid, folder + name)) return folder + name;
    if (is_ending(program.pid) || !is_running(server)) throw agent_lost("the prefix has ended");
    throw failure("the Wine of the running prefix was not found beside " + server_program);
}

}  // namespace

std::vector<wine_server> running_servers() {
    std::vector<wine_server> servers;
    for (const pid_t pid : own_processes())
        if (const auto server = server_at(pid)) servers.push_back(*server);
    return servers;
}

wine_server server_of_prefix(const std::vector<wine_server>& running, const std::string& folder) {
    struct stat found {};
    // A prefix holds drive_c; Steam's compatdata/<number> holds it in pfx.
    std::string prefix = folder;
    if (::stat((folder + "/drive_c").c_str(), &found) != 0) prefix = folder + "/pfx";
    if (::stat((prefix + "/drive_c").c_str(), &found) != 0)
        throw failure("'" + folder + "' is no Wine prefix: it has no drive_c");
    if (::stat(prefix.c_str(), &found) != 0) throw failure("'" + prefix + "' cannot be looked at");
    if (found.st_uid != ::geteuid()) throw failure("'" + prefix + "' is another user's prefix");
    const auto server = std::ranges::find_if(running, [&](const wine_server& one) {
        return one.device == found.st_dev && one.inode == found.st_ino;
    });
    return server == running.end() ? wine_server() : *server;
}

wine_server server_of_process(const std::vector<wine_server>& running, pid_t pid) {
    const auto environment = environment_of(pid);
    if (environment.empty() && ::kill(pid, 0) != 0 && errno != ESRCH)
        throw failure("process " + std::to_string(pid) + " is another user's");
    if (is_hidden(pid)) throw failure("process " + std::to_string(pid) + " lets nobody look at it");
    const std::string prefix = prefix_of(environment);
    for (const auto& server : running)
        if (belongs_to(server, pid, prefix)) return server;
    throw failure("process " + std::to_string(pid) + " is no program of a running Wine prefix");
}

void refuse_hidden_server() {
    for (const pid_t pid : own_processes())
        if (is_named_as_server(pid) && is_hidden(pid))
            throw failure("wineserver " + std::to_string(pid) + " lets nobody look at it");
}

bool is_running(const wine_server& server) {
    return server.pid != 0 && server_at(server.pid) == server;
}

wine_program program_in(const wine_server& server) {
    for (const pid_t pid : own_processes()) {
        if (!runs_windows_code(pid)) continue;
        wine_program program;
        program.pid = pid;
        program.environment = environment_of(pid);
        program.prefix = prefix_of(program.environment);
        if (!belongs_to(server, pid, program.prefix)) continue;
        program.is_32_bit = is_32_bit_prefix(seen_by(pid, program.prefix));
        program.loader = loader_of(program, server);
        return program;
    }
    throw agent_lost("no program of the prefix of wineserver " + std::to_string(server.pid) +
                     " lets this user look at it");
}

descriptor connect_to(const wine_server& server) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    // By way of the server itself: the path of its folder may be too long, or a container's.
    const std::string path = "/proc/" + std::to_string(server.pid) + "/cwd/socket";
    std::ranges::copy(path, address.sun_path);
    descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!socket) throw failure("no socket can be made: " + std::generic_category().message(errno));
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw agent_lost("the prefix has ended");
    return socket;
}

}  // namespace mapview::bridge
