// SPDX-License-Identifier: MIT
#include "kernel/large_pages.hpp"

#include <exception>
#include <fstream>
#include <string>

namespace mapview::kernel {
namespace {

std::uint64_t number_in(const char* file) {
    std::ifstream in(file);
    std::uint64_t number = 0;
    in >> number;
    return number;
}

}  // namespace

std::uint64_t large_page_size() noexcept try {
    std::ifstream in("/proc/meminfo");
    std::string name;
    std::uint64_t kibibytes = 0;
    std::string rest;
    while (in >> name >> kibibytes && std::getline(in, rest))
        if (name == "Hugepagesize:") return kibibytes * 1024;
    return 0;
} catch (const std::exception&) {
    return 0;
}

bool may_have_large_pages() noexcept try {
    return number_in("/proc/sys/vm/nr_hugepages") != 0 ||
           number_in("/proc/sys/vm/nr_overcommit_hugepages") != 0;
} catch (const std::exception&) {
    return false;
}

}  // namespace mapview::kernel
