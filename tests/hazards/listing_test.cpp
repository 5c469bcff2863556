// A folder's listing that shows entries twice, as tmpfs does where entries are removed meanwhile.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <mapview/object_list.hpp>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "one_name.hpp"
#include "private_root.hpp"
#include "support/doctest.hpp"

#include <dirent.h>
#include <linux/magic.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <set>
#include <string>
#include <vector>

using test::create, test::forked, test::gate, test::in_child, test::open, test::opening_afresh,
    test::page, test::private_root, test::untouched;

namespace {

using strings = std::vector<std::string>;

bool lists_twice = false;
std::set<int> listed_once;

bool is_on_tmpfs(int folder) {
    struct statfs system {};
    return ::fstatfs(folder, &system) == 0 && system.f_type == TMPFS_MAGIC;
}

}  // namespace

/// Stands in for the C library's in this program.
extern "C" ssize_t getdents64(int folder, void* buffer, size_t length) noexcept {
    const ssize_t got = ::syscall(SYS_getdents64, folder, buffer, length);
    if (got != 0 || !lists_twice || !is_on_tmpfs(folder)) return got;
    if (listed_once.erase(folder) != 0) return 0;
    listed_once.insert(folder);
    ::lseek(folder, 0, SEEK_SET);
    return ::syscall(SYS_getdents64, folder, buffer, length);
}

TEST_CASE("a name is not lost where a listing shows its links twice") {
    const private_root root;
    test::copy_alone copy;
    gate held;
    forked other([&] {
        const auto section = open(FILE_MAP_READ, L"n");
        held.open();
        ::pause();
    });
    REQUIRE(held.pass());
    other.kill();
    in_child([] {
        lists_twice = true;
        const auto section = open(FILE_MAP_READ, L"n");  // finds two dead links, and removes one
        CHECK(section);
        CHECK(listed_once.empty());
    });
    CHECK(opening_afresh() == untouched);
    copy.let_go();
    CHECK(root.leftovers() == strings());
}

TEST_CASE("each object is found by the name under which it is listed") {
    const private_root root;
    in_child([] {
        std::vector<test::handle> held;
        for (const std::wstring& name :
             {std::wstring(L"one"), std::wstring(L"Global\\one"), std::wstring(L"a b/%#.\u00e9"),
              std::wstring(300, L'x'), L"Global\\" + std::wstring(300, L'x'),
              std::wstring(299, L'x') + L'y'})
            held.push_back(create(PAGE_READWRITE, page * (held.size() + 1), name.c_str()));
        const auto objects = mapview::list_objects();
        REQUIRE(objects.size() == held.size());
        for (const auto& object : objects) {
            CAPTURE(object.name);
            const auto found = mapview::find_object(object.name);
            REQUIRE(found);
            CHECK(found->name == object.name);
            CHECK(found->size == object.size);
            CHECK(found->holders.size() == 1);
        }
        CHECK_FALSE(mapview::find_object("none"));
        CHECK_FALSE(mapview::find_object("Global\\none"));
        CHECK_FALSE(mapview::find_object(""));
    });
}

TEST_CASE("objects and holders are told once where a listing shows them twice") {
    const private_root root;
    in_child([] {
        const auto one = create(PAGE_READWRITE, page, L"one");
        const auto again = open(FILE_MAP_READ, L"one");
        const auto other = create(PAGE_READWRITE, page, L"other");
        lists_twice = true;
        const auto objects = mapview::list_objects();
        REQUIRE(objects.size() == 2);
        CHECK(objects[0].name == "one");
        CHECK(objects[0].holders.size() == 2);
        CHECK(objects[1].name == "other");
        CHECK(objects[1].holders.size() == 1);
    });
}
