// Touching what a view does not allow (semantics 1.14).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/fault.hpp"
#include "support/role.hpp"

using test::page, test::create, test::map;

// Does what its argument says with a view; what it may not do ends it.
TEST_ROLE(toucher) {
    test::die_of_faults();
    const auto section = create(PAGE_READWRITE, page);
    const auto& what = given.at(0);
    auto view = map(section, what == "read a view of no access" ? 0
                             : what == "write a writable view"  ? FILE_MAP_WRITE
                                                                : FILE_MAP_READ);
    if (!view) return 1;
    auto* const address = view.bytes();
    if (what == "read after unmapping") view.unmap();
    auto* const first = static_cast<volatile unsigned char*>(address);
    if (what == "write a read-only view" || what == "write a writable view") *first = 1;
    else if (*first != 0) return 2;
    return 0;
}

namespace {

bool faults(const char* what) {
    test::child_process child("toucher", {what});
    const int code = child.wait();
    if (code != 0) CHECK(test::died_of_fault(code));
    return code != 0;
}

}  // namespace

TEST_CASE("T07 a write to a read-only view is a fault") {
    CHECK(faults("write a read-only view"));
    CHECK_FALSE(faults("read a read-only view"));
    CHECK_FALSE(faults("write a writable view"));
}

TEST_CASE("T08 a touch after unmapping is a fault") {
    CHECK(faults("read after unmapping"));
}

TEST_CASE("G01 a view of no access cannot be touched") {
    CHECK(faults("read a view of no access"));
}
