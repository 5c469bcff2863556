// exec: what is inherited, and what is not.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "one_name.hpp"
#include "private_root.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"
#include "support/role.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

using test::create, test::eventually, test::forked, test::gate, test::handle, test::in_child,
    test::map, test::mapped, test::open, test::opening, test::opening_afresh, test::page,
    test::private_root, test::untouched;

namespace {

using strings = std::vector<std::string>;

handle create_inheritable(const wchar_t* name) {
    SECURITY_ATTRIBUTES attributes{sizeof attributes, nullptr, TRUE};
    return handle(
        CreateFileMappingW(INVALID_HANDLE_VALUE, &attributes, PAGE_READWRITE, 0, page, name));
}

/// Starts a program in place of this process; does not return.
[[noreturn]] void execute(const char* program, strings words) {
    std::vector<char*> vector;
    for (auto& word : words) vector.push_back(word.data());
    vector.push_back(nullptr);
    ::execvp(program, vector.data());
    ::_exit(96);
}

std::string text_of(HANDLE value) {
    return std::to_string(reinterpret_cast<ULONG_PTR>(value));
}

}  // namespace

TEST_CASE("a program that does not know the library keeps the name of an inherited handle") {
    const private_root root;
    gate ready;
    forked parent([&] {
        const auto section = create_inheritable(L"n");
        map(section, FILE_MAP_WRITE)[0] = 3;
        ready.open();
        execute("sleep", {"sleep", "60"});
    });
    REQUIRE(ready.pass());
    const auto runs_sleep = [&] {
        return fs::read_symlink("/proc/" + std::to_string(parent.id()) + "/exe").filename() !=
               fs::read_symlink("/proc/self/exe").filename();
    };
    REQUIRE(eventually(runs_sleep));
    CHECK(opening_afresh() == untouched);
    in_child([] {
        const auto section = open(FILE_MAP_READ, L"n");
        REQUIRE(section);
        CHECK(map(section, FILE_MAP_READ)[0] == 3);
    });
    parent.kill();
    CHECK(eventually([] { return opening_afresh() == ERROR_FILE_NOT_FOUND; }));
    CHECK(root.leftovers() == strings());
}

TEST_CASE("a program does not inherit a handle that is not inheritable, nor keep its name") {
    const private_root root;
    gate ready;
    forked parent([&] {
        const auto section = create(PAGE_READWRITE, page, L"n");
        ready.open();
        execute("sleep", {"sleep", "60"});
    });
    REQUIRE(ready.pass());
    CHECK(eventually([] { return opening_afresh() == ERROR_FILE_NOT_FOUND; }));
    CHECK(root.leftovers() == strings());
}

// Uses an inherited handle by its value; leaves what it found in the exit code.
TEST_ROLE(heir) {
    const auto value = reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::stoull(given.at(0))));
    if (opening() != untouched) return 1;
    {
        const mapped view(test::map_raw(value, FILE_MAP_WRITE));
        if (!view) return 2;
        if (view[0] != 7) return 3;
    }
    if (opening() != untouched) return 4;
    if (!CloseHandle(value)) return 5;
    if (opening() != ERROR_FILE_NOT_FOUND) return 6;
    if (CloseHandle(value)) return 7;
    return 0;
}

TEST_CASE("after exec an inheritable handle works by its value, and closing it frees the name") {
    const private_root root;
    forked parent([&] {
        const auto section = create_inheritable(L"n");
        map(section, FILE_MAP_WRITE)[0] = 7;
        execute("/proc/self/exe", {"self", "--role", "heir", text_of(section.get())});
    });
    CHECK(parent.passed());
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    CHECK(root.leftovers() == strings());
}

// Opens nothing, just closes what it inherited.
TEST_ROLE(closer) {
    const auto value = reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::stoull(given.at(0))));
    return CloseHandle(value) ? 0 : 1;
}

// Closes both of two inherited handles to one object, and loses nothing else by it.
TEST_ROLE(heir_of_two) {
    std::array<HANDLE, 2> values{};
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::stoull(given.at(i))));
    for (const HANDLE value : values)
        if (!mapped(test::map_raw(value, FILE_MAP_WRITE))) return 1;
    if (!CloseHandle(values[0])) return 2;
    std::array<int, 8> others{};  // they get the numbers that are free now
    for (int& other : others) other = ::open("/dev/null", O_RDONLY);
    if (opening() != untouched) return 3;
    if (!CloseHandle(values[1])) return 4;
    for (const int other : others)
        if (::fcntl(other, F_GETFD) < 0) return 5;
    if (opening() != ERROR_FILE_NOT_FOUND) return 6;
    return 0;
}

TEST_CASE("after exec two handles to one object are closed one by one") {
    const private_root root;
    forked parent([&] {
        const auto section = create_inheritable(L"n");
        const auto again = create_inheritable(L"n");
        execute("/proc/self/exe",
                {"self", "--role", "heir_of_two", text_of(section.get()), text_of(again.get())});
    });
    CHECK(parent.passed());
    CHECK(root.leftovers() == strings());
}

// Each handle is used for the first time by two threads at once.
TEST_ROLE(heirs_at_once) {
    for (const auto& text : given) {
        const auto value = reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::stoull(text)));
        std::atomic<int> failed = 0;
        std::atomic<int> to_come = 2;
        std::vector<std::thread> all;
        for (int i = 0; i < 2; ++i)
            all.emplace_back([&] {
                --to_come;
                while (to_come != 0) {  // awake, so that they begin at the same instant
                }
                if (!mapped(test::map_raw(value, FILE_MAP_WRITE))) ++failed;
            });
        for (auto& one : all) one.join();
        if (failed != 0) return 1;
        if (!CloseHandle(value)) return 2;
    }
    return 0;
}

TEST_CASE("after exec two threads may be the first to use a handle at once") {
    const private_root root;
    forked parent([&] {
        strings words{"self", "--role", "heirs_at_once"};
        std::vector<handle> sections;
        for (int i = 0; i < 50; ++i) {
            sections.push_back(create_inheritable((L"n" + std::to_wstring(i / 2)).c_str()));
            words.push_back(text_of(sections.back().get()));
        }
        execute("/proc/self/exe", words);
    });
    CHECK(parent.passed());
    CHECK(root.leftovers() == strings());
}

TEST_CASE("after exec an inherited handle can be closed by the first call") {
    const private_root root;
    forked parent([&] {
        const auto section = create_inheritable(L"n");
        execute("/proc/self/exe", {"self", "--role", "closer", text_of(section.get())});
    });
    CHECK(parent.passed());
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    CHECK(root.leftovers() == strings());
}

// Passes an inherited handle on to a program of its own.
TEST_ROLE(middleman) {
    execute("/proc/self/exe", {"self", "--role", "heir", given.at(0)});
}

TEST_CASE("an inheritable handle is inherited through programs that do not touch it") {
    const private_root root;
    forked parent([&] {
        const auto section = create_inheritable(L"n");
        map(section, FILE_MAP_WRITE)[0] = 7;
        execute("/proc/self/exe", {"self", "--role", "middleman", text_of(section.get())});
    });
    CHECK(parent.passed());
    CHECK(root.leftovers() == strings());
}
