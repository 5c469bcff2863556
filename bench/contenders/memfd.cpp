// SPDX-License-Identifier: MIT
#include "contender.hpp"
#include "failure.hpp"
#include "page.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace bench;

void* map(int fd, std::size_t size, int protection) {
    void* const mapped = mmap(nullptr, size, protection, MAP_SHARED, fd, 0);
    check_call(mapped != MAP_FAILED, "mmap");
    return mapped;
}

/// Memory without a name: others must be told process and descriptor.
class memfd_contender : public contender {
  public:
    std::string title() const override { return "memfd"; }

    void create(const std::string& name) override {
        const int fd = memfd_create(name.c_str(), MFD_CLOEXEC);
        check_call(fd >= 0, "memfd_create");
        check_call(ftruncate(fd, page_size) == 0, "ftruncate");
        void* const page = map(fd, page_size, PROT_READ | PROT_WRITE);
        fill_page(page);
        check_call(munmap(page, page_size) == 0, "munmap");
        check_call(close(fd) == 0, "close");
    }

    std::string hold(const std::string& name, std::uint64_t size) override {
        const int fd = memfd_create(name.c_str(), MFD_CLOEXEC);
        check_call(fd >= 0, "memfd_create");
        check_call(ftruncate(fd, static_cast<off_t>(size)) == 0, "ftruncate");
        std::memset(map(fd, size, PROT_READ | PROT_WRITE), 'm', size);
        return "/proc/" + std::to_string(getpid()) + "/fd/" + std::to_string(fd);
    }

    void open(const std::string& location) override {
        const int fd = ::open(location.c_str(), O_RDONLY | O_CLOEXEC);
        check_call(fd >= 0, "open");
        struct stat status;
        check_call(fstat(fd, &status) == 0, "fstat");
        void* const page = map(fd, static_cast<std::size_t>(status.st_size), PROT_READ);
        read_page(page);
        check_call(munmap(page, static_cast<std::size_t>(status.st_size)) == 0, "munmap");
        check_call(close(fd) == 0, "close");
    }

    bool exists(const std::string& location) override {
        const int fd = ::open(location.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0) return false;
        close(fd);
        return true;
    }

    void release() override {}
};

}  // namespace

std::unique_ptr<bench::contender> bench::make_memfd() {
    return std::make_unique<memfd_contender>();
}
