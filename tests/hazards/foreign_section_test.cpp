// Names for memory that the library did not make: found like any section, and nothing is left when
// the publisher is killed.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <mapview/error.hpp>
#include <mapview/foreign_section.hpp>
#include <mapview/object_list.hpp>

#include "conformance/calls.hpp"
#include "forked.hpp"
#include "private_root.hpp"
#include "stepper.hpp"
#include "support/doctest.hpp"
#include "support/skip.hpp"
#include "surroundings.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

using mapview::errc, mapview::foreign_section, mapview::section, mapview::state_of;
using test::ask, test::create_raw, test::forked, test::gate, test::handle, test::in_child,
    test::page, test::private_root, test::untouched;

namespace {

using strings = std::vector<std::string>;

// What Wine keeps a named mapping in: a file that has lost its name, not sealed.
int wine_like_file(off_t size = 2 * page) {
    char path[] = "/tmp/tmpmap-XXXXXX";
    const int file = ::mkostemp(path, O_CLOEXEC);
    REQUIRE(file >= 0);
    REQUIRE(::unlink(path) == 0);
    REQUIRE(::ftruncate(file, size) == 0);
    return file;
}

void put(int file, char value) {
    REQUIRE(::pwrite(file, &value, 1, 0) == 1);
}

char first(const mapview::const_view& bytes) {
    return static_cast<char>(bytes.data()[0]);
}

ino_t inode_of(const std::string& path) {
    struct stat found {};
    return ::stat(path.c_str(), &found) == 0 ? found.st_ino : 0;
}

ino_t inode_of(int file) {
    return inode_of("/proc/self/fd/" + std::to_string(file));
}

std::error_code publishing(const char* name, int memory) {
    std::error_code ec;
    foreign_section::publish(name, memory, "a test", ec);
    return ec;
}

std::error_code opening(const char* name) {
    std::error_code ec;
    section::open(name, mapview::access::read_write, ec);
    return ec;
}

}  // namespace

TEST_CASE("foreign memory is found by its name, the same pages for all") {
    const private_root root;
    in_child([&] {
        const int file = wine_like_file();
        put(file, 'a');
        {
            const auto published = foreign_section::publish("n", file, "a test");
            const auto opened = section::open("n");
            CHECK(opened.size() == 2 * page);
            auto view = opened.map();
            CHECK(static_cast<char>(view.data()[0]) == 'a');
            view.data()[1] = std::byte{'b'};
            char bytes[2] = {};
            CHECK(::pread(file, bytes, 2, 0) == 2);
            CHECK(bytes[1] == 'b');

            const auto reading = section::open("n", mapview::access::read);
            CHECK(first(reading.map_const()) == 'a');
            std::error_code ec;
            reading.map({}, ec);
            CHECK(ec == errc::access_denied);

            const auto made = ask([] { return create_raw(PAGE_READWRITE, page, L"n"); });
            const handle existing(made.value);
            CHECK(made.value != nullptr);
            CHECK(made.error == ERROR_ALREADY_EXISTS);

            CHECK(inode_of(published.path()) == inode_of(file));
            const auto listed = mapview::list_objects();
            REQUIRE(listed.size() == 1);
            CHECK(listed[0].kind == "section");
            CHECK(listed[0].protection == "rw");
            CHECK(listed[0].size == 2 * page);
            CHECK(listed[0].source == "a test");
            CHECK(inode_of(listed[0].path) == inode_of(file));
        }
        CHECK(opening("n") == errc::not_found);
        CHECK(root.leftovers() == strings());
    });
}

TEST_CASE("a long name has a path and no ghost pieces") {
    const private_root root;
    in_child([&] {
        const int file = wine_like_file();
        const std::string name(1000, 'n');
        const auto published = foreign_section::publish(name, file, "a test");
        CHECK(inode_of(published.path()) == inode_of(file));
        const auto listed = mapview::list_objects();
        REQUIRE(listed.size() == 1);
        CHECK(listed[0].name == name);
    });
}

TEST_CASE("a name that moves tells its readers, and keeps what they have mapped") {
    const private_root root;
    in_child([&] {
        const int old_file = wine_like_file();
        const int new_file = wine_like_file(5 * page);
        put(old_file, 'o');
        put(new_file, 'n');
        auto published = foreign_section::publish("n", old_file, "first");
        const auto reader = section::open("n", mapview::access::read);
        const auto old_view = reader.map_const();
        CHECK(state_of(reader).generation == 1);
        CHECK(state_of(reader).present);
        CHECK(state_of(reader).published);
        CHECK(state_of(reader).source == "first");

        published.retire();
        CHECK(state_of(reader).generation == 1);
        CHECK_FALSE(state_of(reader).present);
        CHECK(inode_of(published.path()) == 0);

        published.move_to(new_file, "second");
        CHECK(state_of(reader).generation == 2);
        CHECK(state_of(reader).present);
        CHECK(state_of(reader).source == "second");
        CHECK(inode_of(published.path()) == inode_of(new_file));
        CHECK(first(old_view) == 'o');
        CHECK(first(reader.map_const()) == 'n');
        CHECK(reader.size() == 5 * page);
    });
}

TEST_CASE("an ordinary section has no generation") {
    const private_root root;
    in_child([&] {
        const auto made = section::create("n", {.size = page});
        CHECK(state_of(made).generation == 0);
        std::error_code ec;
        CHECK(state_of(section(), ec).generation == 0);
        CHECK(ec == errc::wrong_type);
    });
}

TEST_CASE("what is no memory without a name is refused") {
    const private_root root;
    in_child([&] {
        const std::string path = root.parent() + "/file";
        const int named = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        REQUIRE(::ftruncate(named, page) == 0);
        CHECK(publishing("n", named) == errc::invalid_parameter);
        CHECK(publishing("n", wine_like_file(0)) == errc::invalid_parameter);
        CHECK(publishing("n", ::open("/dev/zero", O_RDWR | O_CLOEXEC)) == errc::invalid_parameter);
        CHECK(publishing("n", -1) == errc::invalid_parameter);
        const int file = wine_like_file();
        const std::string again = "/proc/self/fd/" + std::to_string(file);
        CHECK(publishing("n", ::open(again.c_str(), O_RDONLY | O_CLOEXEC)) ==
              errc::invalid_parameter);
        if (::geteuid() == 0) {
            REQUIRE(::fchown(file, test::nobody, test::nobody) == 0);
            CHECK(publishing("n", file) == errc::invalid_parameter);
        }
        CHECK(root.leftovers() == strings());
    });
}

TEST_CASE("a name that is taken is refused, and stays what it is") {
    const private_root root;
    in_child([&] {
        const auto ordinary = section::create("ordinary", {.size = page});
        CHECK(publishing("ordinary", wine_like_file()) == errc::already_exists);
        const int file = wine_like_file();
        put(file, 'a');
        const auto published = foreign_section::publish("foreign", file, "a test");
        CHECK(publishing("foreign", wine_like_file()) == errc::already_exists);
        CHECK(first(section::open("foreign").map_const()) == 'a');
        CHECK(state_of(section::open("foreign")).generation == 1);
    });
}

TEST_CASE("a publisher that is killed leaves nothing") {
    const private_root root;
    gate published;
    forked publisher([&] {
        const auto made = foreign_section::publish("n", wine_like_file(), "a test");
        published.open();
        ::pause();
    });
    REQUIRE(published.pass());
    publisher.kill();
    in_child([&] {
        CHECK(opening("n") == errc::not_found);
        CHECK(root.leftovers() == strings());
        CHECK(mapview::list_objects().empty());
    });
}

TEST_CASE("readers outlive a killed publisher, and the next one finds them") {
    const private_root root;
    gate published, read, killed, looked, moved;
    forked publisher([&] {
        const int file = wine_like_file();
        put(file, 'o');
        const auto made = foreign_section::publish("n", file, "first");
        published.open();
        ::pause();
    });
    forked reader([&] {
        REQUIRE(published.pass());
        const auto opened = section::open("n");
        const auto view = opened.map_const();
        read.open();
        REQUIRE(killed.pass());
        CHECK(first(view) == 'o');
        CHECK_FALSE(state_of(opened).published);
        CHECK(opening("n") == errc::not_found);  // no process has the file open any more
        looked.open();
        REQUIRE(moved.pass());
        CHECK(state_of(opened).generation == 2);
        CHECK(state_of(opened).published);
        CHECK(first(opened.map_const()) == 'n');
    });
    REQUIRE(read.pass());
    publisher.kill();
    killed.open();
    REQUIRE(looked.pass());
    forked next([&] {
        const int file = wine_like_file();
        put(file, 'n');
        const auto made = foreign_section::publish("n", file, "second");
        moved.open();
        ::pause();
    });
    CHECK(reader.passed());
}

TEST_CASE("without its publisher, memory is found with the program that made it") {
    const private_root root;
    const int file = wine_like_file();
    put(file, 'a');
    gate published, opened, killed;
    forked publisher([&] {
        const int own = ::open(("/proc/self/fd/" + std::to_string(file)).c_str(), O_RDWR);
        const auto made = foreign_section::publish("n", own, "a test");
        published.open();
        ::pause();
    });
    forked holder([&] {
        REQUIRE(published.pass());
        const auto held = section::open("n");
        opened.open();
        REQUIRE(killed.pass());
        CHECK(first(section::open("n").map_const()) == 'a');
    });
    REQUIRE(opened.pass());
    publisher.kill();
    killed.open();
    CHECK(holder.passed());
    ::close(file);
}

TEST_CASE("a descriptor that means something else by now is not taken for the memory") {
    const private_root root;
    in_child([&] {
        const int file = wine_like_file();
        const auto published = foreign_section::publish("n", file, "a test");
        REQUIRE(opening("n") == std::error_code());
        const int other = wine_like_file();
        REQUIRE(::dup3(other, file, O_CLOEXEC) == file);
        CHECK(opening("n") == errc::not_found);
        REQUIRE(::dup3(::open("/dev/null", O_RDWR | O_CLOEXEC), file, O_CLOEXEC) == file);
        CHECK(opening("n") == errc::not_found);
    });
}

TEST_CASE("killed at any system call, publishing leaves nothing") {
    if (const auto why = test::why_no_stepping(); !why.empty()) SKIP_BECAUSE(why);
    const int file = wine_like_file();
    bool complete = false;
    int stops = 0;
    for (; !complete; ++stops) {
        const private_root root;
        test::stepper publisher([] { section::create("warm-up", {.size = page}).close(); },
                                [&] {
                                    static foreign_section made;
                                    made = foreign_section::publish("n", file, "a test");
                                });
        for (int i = 0; i <= stops && !complete; ++i) complete = !publisher.step();
        CAPTURE(publisher.place());
        publisher.kill();
        in_child([&] {
            CHECK(opening("n") == errc::not_found);
            CHECK(root.leftovers() == strings());
        });
    }
    CHECK(stops > 20);
    ::close(file);
}
