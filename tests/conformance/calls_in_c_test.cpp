// The cases of calls_in_c.c.
// SPDX-License-Identifier: MIT
#include "calls_in_c.h"
#include "support/doctest.hpp"

#include <string>

namespace {

std::string outcome(c_case* run) {
    const char* const broken = run();
    return broken ? broken : "holds";
}

}  // namespace

TEST_CASE("A01 in C a section of size 0 is refused") {
    CHECK(outcome(c_create_size_zero) == "holds");
}

TEST_CASE("A04 E01 in C a fresh creation sets the last error to success") {
    CHECK(outcome(c_create_sets_success) == "holds");
}

TEST_CASE("E02 in C creating a name that exists opens it") {
    CHECK(outcome(c_create_existing) == "holds");
}

TEST_CASE("1.3 in C a name that nobody has is not found") {
    CHECK(outcome(c_open_missing) == "holds");
}

TEST_CASE("D30 in C a name of TCHARs is the wide name") {
    CHECK(outcome(c_name_and_tchar) == "holds");
}

TEST_CASE("P01 in C two views show the same bytes") {
    CHECK(outcome(c_map_write_read) == "holds");
}

TEST_CASE("H01 in C an offset between the 64 KiB boundaries is misaligned") {
    CHECK(outcome(c_map_misaligned) == "holds");
}

TEST_CASE("G01 in C a read-only section is not mapped to be written") {
    CHECK(outcome(c_read_only_is_not_written) == "holds");
}

TEST_CASE("K02 in C the name goes with the last handle") {
    CHECK(outcome(c_name_goes_with_last_handle) == "holds");
}

TEST_CASE("N02 in C a handle is closed once") {
    CHECK(outcome(c_close_twice) == "holds");
}

TEST_CASE("M02 in C a duplicate has the rights it was given") {
    CHECK(outcome(c_duplicate) == "holds");
}

TEST_CASE("S01 in C VirtualQuery tells all of a view") {
    CHECK(outcome(c_query) == "holds");
}

TEST_CASE("1.5 in C the constants and the sizes of types are those of Windows") {
    CHECK(outcome(c_constants) == "holds");
}
