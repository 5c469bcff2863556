// quickstart.cpp - run `quickstart write` in one terminal and `quickstart read` in another.
// SPDX-License-Identifier: MIT
#include <mapview/mapview.hpp>

#include <iostream>
#include <string_view>

struct message {
    char text[256];
};

int main(int argc, char** argv) try {
    const std::string_view role = argc == 2 ? argv[1] : "";
    if (role == "write") {
        const auto memory = mapview::section::create("quickstart", {.size = sizeof(message)});
        memory.map().as<message>() = {"Hello from the other process"};
        std::cout << "Written. Press Enter to end." << std::endl;
        std::cin.get();
    } else if (role == "read") {
        const auto view = mapview::section::open("quickstart", mapview::access::read).map_const();
        std::cout << view.as<message>().text << std::endl;
    } else {
        std::cerr << "usage: quickstart write|read\n";
        return 2;
    }
} catch (const mapview::error& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
}
