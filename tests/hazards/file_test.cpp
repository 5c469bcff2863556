// Files under sections, where Linux shows through.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "forked.hpp"
#include "private_root.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>

namespace {

class scratch_file {
  public:
    explicit scratch_file(std::size_t size) {
        number_ = ::mkstemp(path_.data());
        REQUIRE(number_ >= 0);
        REQUIRE(::ftruncate(number_, static_cast<off_t>(size)) == 0);
    }
    ~scratch_file() {
        ::close(number_);
        ::unlink(path_.c_str());
    }
    scratch_file(const scratch_file&) = delete;
    scratch_file& operator=(const scratch_file&) = delete;

    int number() const { return number_; }
    const char* path() const { return path_.c_str(); }
    HANDLE open() const {
        return CreateFileA(path(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                           nullptr, OPEN_EXISTING, 0, nullptr);
    }

  private:
    std::string path_ = "/tmp/mapview-test-XXXXXX";
    int number_ = -1;
};

HANDLE section_of(HANDLE file, const char* name = nullptr, bool inherit = false) {
    SECURITY_ATTRIBUTES attributes{sizeof attributes, nullptr, inherit};
    return CreateFileMappingA(file, &attributes, PAGE_READWRITE, 0, 0, name);
}

}  // namespace

TEST_CASE("a file that another program cuts off is a SIGBUS under a view") {
    const test::private_root root;
    const scratch_file scratch(8192);
    test::forked toucher([&] {
        const HANDLE section = section_of(scratch.open());
        const void* const view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
        REQUIRE(view != nullptr);
        REQUIRE(::ftruncate(scratch.number(), 0) == 0);
        std::signal(SIGBUS, [](int) { ::_exit(0); });
        static_cast<void>(*static_cast<const volatile char*>(view));
        FAIL("no SIGBUS");
    });
    CHECK(toucher.passed());
}

TEST_CASE("a section of a file leaves as many descriptors as it found") {
    const test::private_root root;
    const scratch_file scratch(100);
    test::in_child([&] {
        const auto next = [] {
            const int number = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
            ::close(number);
            return number;
        };
        const char* const name = "n";
        CloseHandle(section_of(scratch.open(), name));  // the root is open from now on
        const HANDLE file = scratch.open();
        const int before = next();
        const HANDLE made = section_of(file, name);
        const HANDLE opened = OpenFileMappingA(FILE_MAP_READ, FALSE, name);
        REQUIRE(opened != nullptr);
        CloseHandle(made);
        CloseHandle(opened);
        CHECK(next() == before);
        CloseHandle(file);
    });
}

TEST_CASE("a forked child's copy keeps the name of a file's section, and the file") {
    const test::private_root root;
    const scratch_file scratch(100);
    test::in_child([&] {
        const char* const name = "n";
        const HANDLE section = section_of(scratch.open(), name);
        REQUIRE(section != nullptr);
        test::forked child([] { ::pause(); });
        CloseHandle(section);
        const HANDLE again = OpenFileMappingA(FILE_MAP_WRITE, FALSE, name);
        REQUIRE(again != nullptr);
        auto* const view = static_cast<char*>(MapViewOfFile(again, FILE_MAP_WRITE, 0, 0, 0));
        REQUIRE(view != nullptr);
        view[0] = 'F';
        char byte = 0;
        CHECK(::pread(scratch.number(), &byte, 1, 0) == 1);
        CHECK(byte == 'F');
        UnmapViewOfFile(view);
        CloseHandle(again);
        child.kill();
        CHECK(OpenFileMappingA(FILE_MAP_READ, FALSE, name) == nullptr);
        CHECK(GetLastError() == ERROR_FILE_NOT_FOUND);
    });
    CHECK(root.leftovers().empty());
}

// Writes through the inherited handle whose value it is told, and closes it.
TEST_ROLE(file_heir) {
    const auto handle = reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::stoull(given.at(0))));
    DWORD written = 0;
    if (!WriteFile(handle, "heir", 4, &written, nullptr) || written != 4) return 1;
    if (!CloseHandle(handle)) return 2;
    return CloseHandle(handle) ? 3 : 0;
}

TEST_CASE("after exec an inheritable handle of a file works by its value") {
    const test::private_root root;
    const scratch_file scratch(0);
    test::forked parent([&] {
        SECURITY_ATTRIBUTES inheritable{sizeof inheritable, nullptr, TRUE};
        const HANDLE file = CreateFileA(scratch.path(), GENERIC_WRITE, FILE_SHARE_READ,
                                        &inheritable, OPEN_EXISTING, 0, nullptr);
        REQUIRE(file != INVALID_HANDLE_VALUE);
        const auto value = std::to_string(reinterpret_cast<ULONG_PTR>(file));
        ::execl("/proc/self/exe", "self", "--role", "file_heir", value.c_str(), nullptr);
        FAIL("exec");
    });
    CHECK(parent.passed());
    char bytes[5] = {};
    CHECK(::pread(scratch.number(), bytes, 4, 0) == 4);
    CHECK(std::string(bytes) == "heir");
}

TEST_CASE("a file that the program opens is no handle, though it has the number of a closed one") {
    const test::private_root root;
    const scratch_file scratch(0);
    test::in_child([&] {
        const HANDLE stale = scratch.open();
        REQUIRE(CloseHandle(stale));
        const int number = ::open(scratch.path(), O_RDONLY);  // inheritable, as fopen's are
        REQUIRE(reinterpret_cast<HANDLE>((static_cast<ULONG_PTR>(number) + 1) * 4) == stale);
        CHECK_FALSE(CloseHandle(stale));
        CHECK(GetLastError() == ERROR_INVALID_HANDLE);
        CHECK(::close(number) == 0);
    });
}
