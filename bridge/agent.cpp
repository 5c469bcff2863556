// SPDX-License-Identifier: MIT
#include "bridge/agent.hpp"

#include "bridge/agent_file.hpp"
#include "bridge/failure.hpp"
#include "bridge/process.hpp"
#include "bridge/utf16.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <system_error>

namespace mapview::bridge {
namespace {

using clock = std::chrono::steady_clock;

constexpr int start_patience_ms = 30'000;  // a cold Wine on a busy machine
constexpr int answer_patience_ms = 10'000;
constexpr int endless_patience = -1;

struct pipe_ends {
    descriptor from, to;
};

pipe_ends make_pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        throw failure("no pipe can be made: " + std::generic_category().message(errno));
    return {descriptor(ends[0]), descriptor(ends[1])};
}

// The environment of a program of the prefix, without what was meant for its own start alone.
std::vector<std::string> agent_environment(const wine_program& program, int server) {
    std::vector<std::string> variables;
    for (const auto& variable : program.environment) {
        const auto name = std::string_view(variable).substr(0, variable.find('='));
        constexpr std::string_view left_out[] = {"WINELOADERNOEXEC", "WINEPRELOADRESERVE",
                                                 "WINESERVERSOCKET", "WINEDEBUG", "WINEPREFIX"};
        if (std::ranges::find(left_out, name) == std::end(left_out)) variables.push_back(variable);
    }
    variables.push_back("WINEPREFIX=" + program.prefix);
    variables.emplace_back("WINEDEBUG=-all");
    variables.push_back("WINESERVERSOCKET=" + std::to_string(server));
    return variables;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

// What the child does between fork and exec: system calls only.
struct child_start {
    const container& home;
    int input, output, error, server;
    pid_t parent;
    char* const* words;
    char* const* environment;

    [[noreturn]] void run() const {
        ::setsid();  // Ctrl-C at the bridge's terminal is for the bridge
        sigset_t none;
        sigemptyset(&none);
        ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
        ::signal(SIGPIPE, SIG_DFL);
        if (home) move_into_container();
        else die_with(parent);
        ::dup2(input, STDIN_FILENO);
        ::dup2(output, STDOUT_FILENO);
        ::dup2(error, STDERR_FILENO);
        ::fcntl(server, F_SETFD, 0);
        ::execve(words[0], words, environment);
        ::_exit(127);
    }

    static void die_with(pid_t parent) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) ::_exit(127);
    }

    // Only a child is a process of the container's; this one waits for it. Other rights undo the
    // wish to die with the parent, so it comes after them.
    void move_into_container() const {
        if (!home.enter()) ::_exit(126);
        die_with(parent);
        const pid_t outside = ::getpid();
        const pid_t inside = ::_Fork();
        if (inside < 0) ::_exit(126);
        if (inside == 0) return die_with(home.has_own_processes() ? 0 : outside);
        while (::waitpid(inside, nullptr, 0) < 0 && errno == EINTR) {
        }
        ::_exit(0);
    }
};

}  // namespace

agent::agent(const wine_server& server, int memory) : program_(program_in(server)) {
    try {
        begin(server, memory);
    } catch (const agent_lost&) {
        throw;
    } catch (const failure& error) {
        // Of a prefix that is ending nothing can be said.
        if (is_ending(program_.pid) || !is_running(server)) throw agent_lost(error.what());
        throw;
    }
}

void agent::begin(const wine_server& server, int memory) {
    const container home(program_.pid);
    const std::string file = agent_file(program_.is_32_bit);
    if (home && !home.shows(file))
        throw failure("the container of the prefix does not have the agent, " + file);
    start(server, home, file, memory);
    protocol::hello hello{};
    try {
        read_exactly(&hello, sizeof hello, start_patience_ms);
    } catch (const agent_lost&) {
        throw agent_lost("the agent did not start in " + program_.prefix + " by " +
                         program_.loader + "; does that Wine work?");
    }
    if (hello.version != protocol::version) throw failure("the agent is of another mapview");
    find_process();
}

void agent::start(const wine_server& server, const container& home, const std::string& file,
                  int memory) {
    descriptor null;
    if (memory < 0) {
        null = descriptor(::open("/dev/null", O_WRONLY | O_CLOEXEC));
        memory = null.get();
    }
    auto requests = make_pipe();
    auto answers = make_pipe();
    const descriptor connection = connect_to(server);
    std::vector<std::string> words{program_.loader, file};
    auto variables = agent_environment(program_, connection.get());
    const auto word_pointers = pointers_to(words);
    const auto variable_pointers = pointers_to(variables);
    const child_start child{
        home,       requests.from.get(),  answers.to.get(),        memory, connection.get(),
        ::getpid(), word_pointers.data(), variable_pointers.data()};
    const pid_t pid = ::fork();
    if (pid < 0) throw failure("no process can be made: " + std::generic_category().message(errno));
    if (pid == 0) child.run();
    child_ = child_process(pid);
    requests_ = std::move(requests.to);
    answers_ = std::move(answers.from);
}

// Wine tells a Windows program nothing of its Linux process. Ours has the other end of our pipe.
void agent::find_process() {
    for (const pid_t pid : own_processes())
        if (pid != ::getpid() && has_our_pipe(pid) &&
            read_file(pid, "maps").find("/ntdll.") != std::string::npos)
            pid_ = pid;
    if (pid_ < 0) fail("the agent's process cannot be looked at in /proc");
}

// What cannot be seen of an agent that is ending says nothing.
void agent::fail(const std::string& text) const {
    if (has_ended() || is_ending(pid_ < 0 ? child_.pid() : pid_))
        throw agent_lost("the agent has ended");
    throw failure(text);
}

bool agent::has_our_pipe(pid_t pid) const {
    struct stat pipe {};
    ::fstat(answers_.get(), &pipe);
    const auto output = file_of(pid, STDOUT_FILENO);
    return output && output->st_ino == pipe.st_ino && output->st_dev == pipe.st_dev;
}

void agent::read_exactly(void* to, std::size_t bytes, int patience_ms) {
    const auto deadline = clock::now() + std::chrono::milliseconds(patience_ms);
    auto* at = static_cast<unsigned char*>(to);
    while (bytes > 0) {
        const auto left =
            patience_ms == endless_patience
                ? 1'000'000
                : std::chrono::duration_cast<std::chrono::milliseconds>(deadline - clock::now())
                      .count();
        pollfd readable{answers_.get(), POLLIN, 0};
        if (left <= 0 || ::poll(&readable, 1, static_cast<int>(left)) <= 0) {
            if (left > 0 && errno == EINTR) continue;
            throw agent_lost("the agent does not answer");
        }
        const ssize_t got = ::read(answers_.get(), at, bytes);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) throw agent_lost("the agent has ended");
        at += got;
        bytes -= static_cast<std::size_t>(got);
    }
}

// A request is smaller than a pipe, so writing it never waits for an agent that is stopped.
void agent::send(protocol::operation wanted, std::uint32_t slot, std::u16string_view name) {
    const protocol::request head{wanted, slot, static_cast<std::uint32_t>(name.size() * 2)};
    if (name.size() > protocol::longest_name) throw failure("the name is too long");
    std::vector<unsigned char> message(sizeof head + head.length);
    std::memcpy(message.data(), &head, sizeof head);
    if (!name.empty()) std::memcpy(message.data() + sizeof head, name.data(), head.length);
    for (std::size_t at = 0; at < message.size();) {
        const ssize_t put = ::write(requests_.get(), message.data() + at, message.size() - at);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) throw agent_lost("the agent has ended");
        at += static_cast<std::size_t>(put);
    }
}

std::vector<unsigned char> agent::ask(protocol::operation wanted, std::uint32_t slot,
                                      std::u16string_view name, std::uint32_t& error) {
    send(wanted, slot, name);
    protocol::answer answer{};
    read_exactly(&answer, sizeof answer, answer_patience_ms);
    if (answer.length > protocol::most_bytes) throw agent_lost("the agent talks nonsense");
    error = answer.error;
    std::vector<unsigned char> content(answer.length);
    read_exactly(content.data(), content.size(), answer_patience_ms);
    return content;
}

void agent::watch(std::uint32_t slot, std::string_view name) {
    std::uint32_t error = 0;
    ask(protocol::operation::watch, slot, utf16_of(name), error);
    if (error != 0) throw failure("the agent has no memory left");
}

agent::look agent::poll() {
    std::uint32_t error = 0;
    const auto content = ask(protocol::operation::poll, 0, {}, error);
    protocol::poll_head head{};
    if (content.size() < sizeof head) throw agent_lost("the agent talks nonsense");
    std::memcpy(&head, content.data(), sizeof head);
    look result{head.names_changed != 0, {}};
    auto& reports = result.reports;
    reports.resize((content.size() - sizeof head) / sizeof reports[0]);
    if (!reports.empty())
        std::memcpy(reports.data(), content.data() + sizeof head,
                    reports.size() * sizeof reports[0]);
    return result;
}

void agent::release(std::uint32_t slot) {
    std::uint32_t error = 0;
    ask(protocol::operation::release, slot, {}, error);
}

std::vector<listed_mapping> agent::list() {
    std::uint32_t error = 0;
    const auto content = ask(protocol::operation::list, 0, {}, error);
    std::vector<listed_mapping> mappings;
    for (std::size_t at = 0; content.size() - at >= sizeof(protocol::listed_mapping);) {
        protocol::listed_mapping head{};
        std::memcpy(&head, content.data() + at, sizeof head);
        at += sizeof head;
        if (head.length > content.size() - at) break;
        std::u16string name(head.length / 2, u'\0');
        std::memcpy(name.data(), content.data() + at, name.size() * 2);
        at += std::min<std::size_t>((head.length + 7U) / 8 * 8, content.size() - at);
        mappings.push_back(
            {(head.global != 0 ? "Global\\" : "") + utf8_of(name), head.size, head.handles});
    }
    return mappings;
}

protocol::slot_report agent::publish(std::string_view name) {
    std::uint32_t error = 0;
    ask(protocol::operation::watch, 0, utf16_of(name), error);
    const auto content = ask(protocol::operation::publish, 0, {}, error);
    protocol::slot_report report{};
    if (error != 0 || content.size() != sizeof report)
        throw failure("Wine does not take '" + std::string(name) + "': Windows error " +
                      std::to_string(error));
    std::memcpy(&report, content.data(), sizeof report);
    return report;
}

void agent::follow_event(std::string_view name) {
    send(protocol::operation::follow_event, 0, utf16_of(name));
}

protocol::event_report agent::next_change() {
    protocol::event_report report{};
    read_exactly(&report, sizeof report, endless_patience);
    return report;
}

bool agent::hold_event(std::string_view name, bool manual_reset) {
    std::uint32_t error = 0;
    const auto content =
        ask(protocol::operation::hold_event, manual_reset ? 1 : 0, utf16_of(name), error);
    protocol::event_report report{};
    if (error != 0 || content.size() != sizeof report)
        throw failure("Wine makes no event '" + std::string(name) + "': Windows error " +
                      std::to_string(error));
    std::memcpy(&report, content.data(), sizeof report);
    return report.manual != 0;
}

void agent::set_event() {
    std::uint32_t error = 0;
    ask(protocol::operation::set_event, 0, {}, error);
}

void agent::reset_event() {
    std::uint32_t error = 0;
    ask(protocol::operation::reset_event, 0, {}, error);
}

void agent::end() const noexcept {
    child_.kill();
    // Where it is a child of that one, its number may be another's by now.
    if (pid_ != child_.pid() && has_our_pipe(pid_)) ::kill(pid_, SIGKILL);
}

bool agent::has_ended() const noexcept {
    pollfd closed{answers_.get(), 0, 0};
    return ::poll(&closed, 1, 0) > 0;
}

// What maps shows as the device is not what stat says on every file system, so a descriptor is
// known to be the view's file by a view of our own of it. An inode that is mapped is not used
// again.
descriptor agent::open_file(std::uint64_t view) const {
    const mapped_file wanted = mapped_at(pid_, view);
    if (wanted.inode == 0 || !wanted.shared || wanted.offset != 0)
        fail("the mapping's memory is no file that can be shared");
    for (const int number : descriptors_of(pid_)) {
        const auto found = file_of(pid_, number);
        if (!found || found->st_ino != wanted.inode || !S_ISREG(found->st_mode)) continue;
        const std::string path = "/proc/" + std::to_string(pid_) + "/fd/" + std::to_string(number);
        descriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
        if (!file) continue;
        void* const mapped = ::mmap(nullptr, 1, PROT_READ, MAP_SHARED, file.get(), 0);
        if (mapped == MAP_FAILED) continue;
        const mapped_file own = mapped_at(::getpid(), reinterpret_cast<std::uintptr_t>(mapped));
        ::munmap(mapped, 1);
        if (own.inode == wanted.inode && own.device == wanted.device) return file;
    }
    fail("the file behind the mapping cannot be opened: " + wanted.path);
}

}  // namespace mapview::bridge
