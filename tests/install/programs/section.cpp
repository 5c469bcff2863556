// Uses the C++ API as a program outside the repository does.
// SPDX-License-Identifier: MIT
#include <mapview/mapview.hpp>

#include <cstdio>
#include <string>

#if __has_include(<windows.h>) && !defined(_WIN32)
#error "<windows.h> must exist for those only who ask for it"
#endif

int main(int, char** words) {
    std::string name = words[0];
    name = "install-test-" + name.substr(name.find_last_of("/\\") + 1);

    const auto made = mapview::section::create(name, {.size = 4096});
    made.map().as<char>() = 'm';
    const auto opened = mapview::section::open(name, mapview::access::read);
    std::printf("section of %d bytes, first is %c\n", static_cast<int>(opened.size()),
                opened.map_const().as<char>());

    std::error_code ec;
    mapview::section::open("install-test-nobody-has-this", mapview::access::read, ec);
    if (ec != mapview::errc::not_found || ec != std::errc::no_such_file_or_directory) return 1;
    try {
        mapview::section::open("install-test-nobody-has-this");
    } catch (const mapview::error&) {
        return 0;  // it is known as what it was thrown
    }
    return 1;
}
