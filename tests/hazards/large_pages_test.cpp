// Large pages, where this test may set some aside.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "private_root.hpp"
#include "support/doctest.hpp"
#include "support/skip.hpp"

#include <fstream>
#include <string>
#include <vector>

using test::ask, test::create, test::create_raw, test::handle, test::in_child, test::map,
    test::mapping, test::open, test::private_root;

namespace {

constexpr DWORD large = PAGE_READWRITE | SEC_COMMIT | SEC_LARGE_PAGES;

/// Large pages set aside while it lives.
class pages_set_aside {
  public:
    explicit pages_set_aside(int count) {
        std::ifstream(file_) >> before_;
        std::ofstream(file_) << before_ + count;
        int now = 0;
        std::ifstream(file_) >> now;
        there_ = now == before_ + count;
    }
    pages_set_aside(const pages_set_aside&) = delete;
    pages_set_aside& operator=(const pages_set_aside&) = delete;
    ~pages_set_aside() { std::ofstream(file_) << before_; }

    bool there() const noexcept { return there_; }

  private:
    static constexpr const char* file_ = "/proc/sys/vm/nr_hugepages";
    int before_ = 0;
    bool there_ = false;
};

}  // namespace

TEST_CASE("a section of large pages is shared by name, and begins where they do") {
    const pages_set_aside pages(2);
    if (!pages.there()) SKIP_BECAUSE("no large pages can be set aside here");
    const private_root root;
    in_child([] {
        const SIZE_T unit = GetLargePageMinimum();
        const auto section = create(large, 2 * unit, L"n");
        REQUIRE(section);
        const auto view = map(section, FILE_MAP_WRITE);
        REQUIRE(view);
        CHECK(reinterpret_cast<ULONG_PTR>(view.get()) % unit == 0);
        view[unit] = 7;
        in_child([unit] {
            const auto opened = open(FILE_MAP_READ, L"n");
            CHECK(map(opened, FILE_MAP_READ, unit)[0] == 7);
            CHECK(mapping(opened, FILE_MAP_READ, unit / 2) == ERROR_MAPPED_ALIGNMENT);
            const auto part = map(opened, FILE_MAP_READ, 0, 1);
            MEMORY_BASIC_INFORMATION found{};
            REQUIRE(VirtualQuery(part.get(), &found, sizeof found));
            CHECK(found.RegionSize == unit);
        });
        const auto more = ask([&] { return create_raw(large, 1024 * unit); });
        CHECK(more.value == nullptr);
        CHECK(more.error == ERROR_NO_SYSTEM_RESOURCES);
    });
    CHECK(root.leftovers() == std::vector<std::string>());
}
