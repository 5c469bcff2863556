// A file that is marked to be deleted beside sections of it (semantics 1.1).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "files.hpp"
#include "support/doctest.hpp"

using test::handle, test::page, test::untouched, test::open, test::map, test::ask;

namespace {

bool deleting(const handle& file) {
    FILE_DISPOSITION_INFO information{TRUE};
    return SetFileInformationByHandle(file.get(), FileDispositionInfo, &information,
                                      sizeof information) != 0;
}

}  // namespace

TEST_CASE("A69 a file is not marked to be deleted while a section or a view of it lives") {
    const test::temporary_file file(100);
    auto section = test::create_of(file.open(test::read_write), PAGE_READWRITE);
    auto view = map(section, FILE_MAP_READ);
    const auto opened = file.open(DELETE);
    const auto refused = ask([&] { return deleting(opened); });
    CHECK_FALSE(refused.value);
    CHECK(refused.error == ERROR_ACCESS_DENIED);
    view.unmap();
    CHECK_FALSE(deleting(opened));
    section.close();
    CHECK(deleting(opened));
}
