// The library twice in one process.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "one_name.hpp"
#include "private_root.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"

#include <dlfcn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <type_traits>
#include <vector>

namespace fs = std::filesystem;

using test::create, test::eventually, test::forked, test::gate, test::in_child, test::map,
    test::open, test::opening_afresh, test::page, test::private_root, test::untouched;

namespace {

using strings = std::vector<std::string>;

}  // namespace

#ifdef MAPVIEW_SHARED_LIBRARY
namespace {

/// The calls of one copy of the library, loaded by hand.
struct copy_of_library {
    decltype(&CreateFileMappingA) create;
    decltype(&OpenFileMappingA) open;
    decltype(&MapViewOfFile) map;
    decltype(&CloseHandle) close;
    decltype(&GetLastError) last_error;

    explicit copy_of_library(const std::string& path) {
        void* const library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
        REQUIRE(library != nullptr);
        const auto find = [&](const char* name, auto& function) {
            function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(
                ::dlsym(library, name));
            const bool found = function != nullptr;
            REQUIRE(found);
        };
        find("CreateFileMappingA", create);
        find("OpenFileMappingA", open);
        find("MapViewOfFile", map);
        find("CloseHandle", close);
        find("GetLastError", last_error);
    }
};

}  // namespace

TEST_CASE("two copies of the library in one process share names and count alike") {
    const private_root root;
    in_child([&] {
        const auto first_path = root.parent() + "/first.so";
        const auto second_path = root.parent() + "/second.so";
        fs::copy_file(MAPVIEW_SHARED_LIBRARY, first_path);
        fs::copy_file(MAPVIEW_SHARED_LIBRARY, second_path);
        const copy_of_library one(first_path);
        const copy_of_library two(second_path);
        const bool loaded_twice = one.create != two.create;
        REQUIRE(loaded_twice);

        const HANDLE made = one.create(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, page, "n");
        REQUIRE(made != nullptr);
        const HANDLE opened = two.open(FILE_MAP_WRITE, FALSE, "n");
        REQUIRE(opened != nullptr);
        auto* const here = static_cast<volatile char*>(one.map(made, FILE_MAP_WRITE, 0, 0, 0));
        auto* const there = static_cast<volatile char*>(two.map(opened, FILE_MAP_WRITE, 0, 0, 0));
        const bool both_mapped = here != nullptr && there != nullptr;
        REQUIRE(both_mapped);
        here[0] = 5;
        CHECK(there[0] == 5);

        CHECK(one.close(made));
        const HANDLE still = one.open(FILE_MAP_READ, FALSE, "n");
        CHECK(still != nullptr);
        CHECK(one.close(still));
        CHECK(two.close(opened));
        CHECK(one.open(FILE_MAP_READ, FALSE, "n") == nullptr);
        CHECK(one.last_error() == ERROR_FILE_NOT_FOUND);
    });
    CHECK(root.leftovers() == strings());
}

TEST_CASE("the copies of handles in a fork count, whichever copy of the library made them") {
    const private_root root;
    gate ready;
    gate done;
    forked parent([&] {
        const auto path = root.parent() + "/another.so";
        fs::copy_file(MAPVIEW_SHARED_LIBRARY, path);
        const copy_of_library another(path);
        const HANDLE made =
            another.create(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, page, "n");
        if (::fork() == 0) {
            ready.open();
            ::_exit(done.pass() ? 0 : 1);
        }
        CHECK(another.close(made));
    });
    REQUIRE(ready.pass());
    CHECK(parent.passed());
    CHECK(opening_afresh() == untouched);
    done.open();
    CHECK(eventually([] { return opening_afresh() == ERROR_FILE_NOT_FOUND; }));
}
#endif
