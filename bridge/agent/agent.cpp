// bridge/agent/agent.cpp - the bridge's program inside a Wine prefix.
// SPDX-License-Identifier: MIT
//
// It opens and makes named mappings for the bridge and tells how they stand; which file they are
// the bridge finds out. It needs kernel32 and ntdll alone, no C or C++ run time, so it starts in
// any prefix. It ends when its input ends, which is when the bridge does, and with the last program
// of the prefix: the prefix never waits for it.
#include <windows.h>

#include "event_facts.hpp"
#include "followed_event.hpp"
#include "mapping.hpp"
#include "mapping_list.hpp"
#include "name_changes.hpp"
#include "nt.hpp"
#include "protocol.hpp"

using namespace mapview::bridge;

namespace {

mapping slots[protocol::most_slots];
name_changes names;
bool ask_who_is_there = false;
HANDLE held_event = nullptr;
unsigned char* payload = nullptr;  // most_bytes, of a request or of an answer

void read_exactly(void* to, DWORD bytes) noexcept {
    const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    auto* at = static_cast<unsigned char*>(to);
    while (bytes > 0) {
        DWORD got = 0;
        if (!ReadFile(input, at, bytes, &got, nullptr) || got == 0) ExitProcess(0);
        at += got;
        bytes -= got;
    }
}

void write_exactly(const void* from, DWORD bytes) noexcept {
    const HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
    const auto* at = static_cast<const unsigned char*>(from);
    while (bytes > 0) {
        DWORD put = 0;
        if (!WriteFile(output, at, bytes, &put, nullptr) || put == 0) ExitProcess(0);
        at += put;
        bytes -= put;
    }
}

void reply(DWORD error, std::uint32_t length = 0) noexcept {
    const protocol::answer head{error, length};
    write_exactly(&head, sizeof head);
    write_exactly(payload, length);
}

void say_hello() noexcept {
    protocol::hello hello{};
    hello.version = protocol::version;
    hello.process = GetCurrentProcessId();
    if (auto* const wine = nt::function<const char * CDECL()>("wine_get_version"))
        lstrcpynA(hello.wine, wine(), sizeof hello.wine);
    write_exactly(&hello, sizeof hello);
}

DWORD WINAPI end_with_the_prefix(void* last_program_ended) noexcept {
    WaitForSingleObject(last_program_ended, INFINITE);
    ExitProcess(0);
}

// False where the prefix would wait for this process.
bool become_system_process() noexcept {
    HANDLE last_program_ended = nullptr;
    auto* const set = nt::function<nt::set_information_process>("NtSetInformationProcess");
    if (!set || set(GetCurrentProcess(), nt::process_wine_make_process_system, &last_program_ended,
                    sizeof(HANDLE*)) != 0)
        return false;
    const HANDLE thread =
        CreateThread(nullptr, 0, end_with_the_prefix, last_program_ended, 0, nullptr);
    if (!thread) return false;
    CloseHandle(thread);
    return true;
}

void watch(std::uint32_t slot, std::uint32_t length) noexcept {
    auto* const name =
        static_cast<wchar_t*>(HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, length + 2));
    if (!name) return reply(ERROR_NOT_ENOUGH_MEMORY);
    RtlMoveMemory(name, payload, length);
    slots[slot].watch(name);
    reply(ERROR_SUCCESS);
}

// Each look at a slot is a request to wineserver, so only those are taken that may bring news; how
// many still have a mapping that is open is asked every other time.
void poll() noexcept {
    auto& head = *reinterpret_cast<protocol::poll_head*>(payload);
    auto* const reports = reinterpret_cast<protocol::slot_report*>(&head + 1);
    head.names_changed = names.look() ? 1 : 0;
    ask_who_is_there = !ask_who_is_there;
    std::uint32_t count = 0;
    for (std::uint32_t i = 0; i < protocol::most_slots; ++i) {
        if (!slots[i].in_use()) continue;
        const bool look = slots[i].must_look() ||
                          (slots[i].is_open() ? ask_who_is_there : head.names_changed != 0);
        reports[count++] = look ? slots[i].look(i) : slots[i].last_report();
    }
    reply(ERROR_SUCCESS, static_cast<std::uint32_t>(sizeof head + count * sizeof *reports));
}

DWORD WINAPI end_with_the_input(void*) noexcept {
    for (unsigned char byte = 0;;) read_exactly(&byte, 1);
}

void tell_of_event(const protocol::event_report& report) noexcept {
    write_exactly(&report, sizeof report);
}

[[noreturn]] void follow(std::uint32_t length) noexcept {
    static wchar_t name[protocol::longest_name + 1];
    RtlMoveMemory(name, payload, length);
    if (!CreateThread(nullptr, 0, end_with_the_input, nullptr, 0, nullptr)) ExitProcess(1);
    follow_event(name, tell_of_event);
}

void hold_event(bool manual, std::uint32_t length) noexcept {
    payload[length] = payload[length + 1] = 0;
    SetLastError(ERROR_SUCCESS);
    held_event = CreateEventW(nullptr, manual, FALSE, reinterpret_cast<const wchar_t*>(payload));
    if (!held_event) return reply(GetLastError());
    auto& report = *reinterpret_cast<protocol::event_report*>(payload);
    report = {protocol::event_change::found, event_facts_of(held_event).manual ? 1U : 0U, 0};
    reply(ERROR_SUCCESS, sizeof report);
}

void change_event(bool set) noexcept {
    const bool done = set ? SetEvent(held_event) : ResetEvent(held_event);
    reply(done ? ERROR_SUCCESS : GetLastError());
}

// Wine makes the standard error stream a handle that may only write.
void publish(std::uint32_t slot) noexcept {
    HANDLE memory = nullptr;
    if (!DuplicateHandle(GetCurrentProcess(), GetStdHandle(STD_ERROR_HANDLE), GetCurrentProcess(),
                         &memory, GENERIC_READ | GENERIC_WRITE, FALSE, 0))
        return reply(GetLastError());
    bool existed = false;
    const DWORD error = slots[slot].publish(memory, existed);
    CloseHandle(memory);
    if (error != ERROR_SUCCESS) return reply(error);
    auto report = slots[slot].look(slot);
    report.existed = existed ? 1 : 0;
    RtlMoveMemory(payload, &report, sizeof report);
    reply(ERROR_SUCCESS, sizeof report);
}

void serve_one() noexcept {
    protocol::request head{};
    read_exactly(&head, sizeof head);
    if (head.length > protocol::longest_name * 2 || head.slot >= protocol::most_slots)
        ExitProcess(1);
    read_exactly(payload, head.length);
    switch (head.wanted) {
        case protocol::operation::watch: return watch(head.slot, head.length);
        case protocol::operation::poll: return poll();
        case protocol::operation::release: slots[head.slot].release(); return reply(ERROR_SUCCESS);
        case protocol::operation::list: {
            std::uint32_t length = 0;
            const DWORD error = list_mappings(payload, protocol::most_bytes, length);
            return reply(error, length);
        }
        case protocol::operation::publish: return publish(head.slot);
        case protocol::operation::follow_event: follow(head.length);
        case protocol::operation::hold_event: return hold_event(head.slot != 0, head.length);
        case protocol::operation::set_event: return change_event(true);
        case protocol::operation::reset_event: return change_event(false);
    }
    ExitProcess(1);
}

}  // namespace

static_assert(sizeof(protocol::poll_head) + sizeof(protocol::slot_report) * protocol::most_slots <=
              protocol::most_bytes);

extern "C" void agent_main() {
    payload = static_cast<unsigned char*>(
        VirtualAlloc(nullptr, protocol::most_bytes, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE));
    if (!payload || !become_system_process()) ExitProcess(1);
    say_hello();
    for (;;) serve_one();
}
