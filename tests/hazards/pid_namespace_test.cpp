// Processes in pid namespaces of their own.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "one_name.hpp"
#include "private_root.hpp"
#include "support/doctest.hpp"
#include "support/skip.hpp"
#include "surroundings.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

using test::ask, test::create_raw, test::creating, test::forked, test::handle, test::in_child,
    test::map, test::open, test::opening, test::other_holder, test::opening_afresh, test::page,
    test::private_root, test::untouched;

namespace {

using strings = std::vector<std::string>;

}  // namespace

TEST_CASE("a pid namespace of its own has names of its own by default") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    in_child([] {
        test::leave_mounts_of_others_alone();
        test::mount_tmpfs("/dev/shm", "");
        ::unsetenv("MAPVIEW_DIR");
        other_holder holder(6);
        test::in_pid_namespace([] {
            CHECK(opening() == ERROR_FILE_NOT_FOUND);
            const auto made = ask([] { return create_raw(PAGE_READWRITE, page, L"n"); });
            const handle section(made.value);
            CHECK(made.error == ERROR_SUCCESS);
            CHECK(map(section, FILE_MAP_READ)[0] == 0);
        });
        in_child([] {
            const auto section = open(FILE_MAP_READ, L"n");
            REQUIRE(section);
            CHECK(map(section, FILE_MAP_READ)[0] == 6);
        });
        holder.let_go();
    });
}

TEST_CASE("a name held in another pid namespace that shares the root is never taken for dead") {
    if (const auto why = test::why_no_mounts()) SKIP_BECAUSE(*why);
    if (const auto why = test::why_no_other_users()) SKIP_BECAUSE(*why);
    const private_root root;
    other_holder holder;
    test::in_pid_namespace([] {
        CHECK(opening() == ERROR_ACCESS_DENIED);
        CHECK(creating() == ERROR_ACCESS_DENIED);
    });
    CHECK(opening_afresh() == untouched);
    holder.let_go();
    CHECK(opening_afresh() == ERROR_FILE_NOT_FOUND);
    CHECK(root.leftovers() == strings());
}
