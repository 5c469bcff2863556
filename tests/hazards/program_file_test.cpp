// A program whose file is removed or replaced while it runs, as a new build does.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "forked.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"

#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>

namespace fs = std::filesystem;

// Compares the name of the program's file with the one given, before and after it is removed.
TEST_ROLE(removed_program) {
    const auto is_as_given = [&] {
        std::array<char, 4096> file{};
        return GetModuleFileNameA(nullptr, file.data(), 4096) > 0 && file.data() == given.at(0);
    };
    if (!is_as_given()) return 1;
    fs::remove(given.at(0));
    return is_as_given() ? 0 : 2;
}

TEST_CASE("a program knows its file's name after the file was removed") {
    const auto self = fs::read_symlink("/proc/self/exe");
    const auto folder = self.parent_path() / ("removed." + std::to_string(::getpid()));
    fs::create_directory(folder);
    for (const char* const name : {"program", "program (deleted)"}) {
        const std::string file = folder / name;
        fs::copy_file(self, file);
        test::forked program([&] {
            ::execl(file.c_str(), "program", "--role", "removed_program", file.c_str(), nullptr);
        });
        CHECK(program.passed());
    }
    CHECK(fs::remove(folder));
}
