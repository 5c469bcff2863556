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

std::string path_of(const std::string& name) {
    return "/" + name;
}

void* map(int fd, std::size_t size, int protection) {
    void* const mapped = mmap(nullptr, size, protection, MAP_SHARED, fd, 0);
    check_call(mapped != MAP_FAILED, "mmap");
    return mapped;
}

class shm_open_contender : public contender {
  public:
    std::string title() const override { return "shm_open"; }

    void create(const std::string& name) override {
        const std::string path = path_of(name);
        const int fd = shm_open(path.c_str(), O_CREAT | O_EXCL | O_RDWR, 0600);
        check_call(fd >= 0, "shm_open");
        check_call(ftruncate(fd, page_size) == 0, "ftruncate");
        void* const page = map(fd, page_size, PROT_READ | PROT_WRITE);
        fill_page(page);
        check_call(munmap(page, page_size) == 0, "munmap");
        check_call(close(fd) == 0, "close");
        check_call(shm_unlink(path.c_str()) == 0, "shm_unlink");
    }

    std::string hold(const std::string& name, std::uint64_t size) override {
        held_ = path_of(name);
        const int fd = shm_open(held_.c_str(), O_CREAT | O_EXCL | O_RDWR, 0600);
        check_call(fd >= 0, "shm_open");
        check_call(ftruncate(fd, static_cast<off_t>(size)) == 0, "ftruncate");
        std::memset(map(fd, size, PROT_READ | PROT_WRITE), 'm', size);
        return held_;
    }

    void open(const std::string& location) override {
        const int fd = shm_open(location.c_str(), O_RDONLY, 0);
        check_call(fd >= 0, "shm_open");
        struct stat status;
        check_call(fstat(fd, &status) == 0, "fstat");
        void* const page = map(fd, static_cast<std::size_t>(status.st_size), PROT_READ);
        read_page(page);
        check_call(munmap(page, static_cast<std::size_t>(status.st_size)) == 0, "munmap");
        check_call(close(fd) == 0, "close");
    }

    bool exists(const std::string& location) override {
        const int fd = shm_open(location.c_str(), O_RDONLY, 0);
        if (fd < 0) return false;
        close(fd);
        return true;
    }

    void release() override { shm_unlink(held_.c_str()); }
    void forget(const std::string& name) override { shm_unlink(path_of(name).c_str()); }

  private:
    std::string held_;
};

}  // namespace

std::unique_ptr<bench::contender> bench::make_shm_open() {
    return std::make_unique<shm_open_contender>();
}
