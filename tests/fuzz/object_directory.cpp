// What another process of the same user can write into the object directory: entries, links,
// folders and files of any name and content, below a name and beside it. Opening and creating ends
// in an answer, follows nothing out of the directory, and maps nothing that is not a section.
// SPDX-License-Identifier: MIT
#include "input.hpp"
#include "private_directory.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <windows.h>

#include <filesystem>
#include <string>
#include <system_error>

namespace {

namespace fs = std::filesystem;

class planted {
  public:
    planted(fuzz::input& input, const std::string& root) : input_(input), root_(root) {
        std::error_code ignored;
        fs::remove_all(root, ignored);
        for (const char* const below : {"", "/Local", "/Global", "/.tmp", "/Local/n"})
            mkdir((root + below).c_str(), 0700);
        // Memory as a peer could have it: sealed or not, with a name like ours or another.
        memory_ =
            memfd_create(input.take<std::uint8_t>() & 1 ? "mapview:1:section-rw:n"
                                                        : input.take_text().substr(0, 200).c_str(),
                         MFD_CLOEXEC | MFD_ALLOW_SEALING);
        if (memory_ < 0) return;
        if (ftruncate(memory_, input.take<std::uint8_t>() * 512) != 0) return;
        if (input.take<std::uint8_t>() & 1)
            fcntl(memory_, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
    }
    planted(const planted&) = delete;
    planted& operator=(const planted&) = delete;
    ~planted() {
        if (memory_ >= 0) close(memory_);
    }

    void plant() {
        constexpr const char* folders[] = {"/Local/n/", "/Local/", "/Global/", "/.tmp/", "/"};
        const auto where = root_ + folders[input_.take<std::uint8_t>() % 5] + entry_name();
        const auto kind = input_.take<std::uint8_t>() % 8;
        if (kind < 4) {
            const auto to = target();
            if (symlink(to.c_str(), where.c_str()) != 0) return;
        } else if (kind == 4) {
            mkdir(where.c_str(), input_.take<std::uint8_t>() & 1 ? 0700 : 0);
        } else if (kind == 5) {
            mkfifo(where.c_str(), 0600);
        } else if (kind == 6) {
            // A pipe that was planted before has nobody who reads it.
            constexpr int flags = O_CREAT | O_WRONLY | O_NONBLOCK | O_CLOEXEC;
            if (const int file = open(where.c_str(), flags, 0600); file >= 0) close(file);
        } else {
            rmdir(where.c_str());
        }
    }

  private:
    // Mostly the name of a link: of this process, or of another that may be anybody.
    std::string entry_name() {
        const auto choice = input_.take<std::uint8_t>();
        auto text = input_.take_text();
        if (choice < 60) {
            for (auto& c : text)
                if (c == '/' || c == 0) c = '.';
            return text.empty() || text == "." || text == ".." ? "n" : text.substr(0, 255);
        }
        struct stat facts {};
        fstat(memory_, &facts);
        const auto pid = choice < 180 ? getpid() : input_.take<std::uint16_t>();
        const auto fd = choice < 150 ? memory_ : input_.take<std::uint8_t>();
        const ULONGLONG inode = choice < 220 ? facts.st_ino : input_.take<ULONGLONG>();
        char hex[64];
        snprintf(hex, sizeof hex, "%x.%llx.", static_cast<unsigned>(input_.take<std::uint8_t>()),
                 static_cast<unsigned long long>(inode));
        constexpr const char* types[] = {"section-rw", "section-r", "event", "section-", "x"};
        return std::to_string(pid) + '.' + std::to_string(fd) + '.' + hex + types[choice % 5];
    }

    std::string target() {
        const auto choice = input_.take<std::uint8_t>();
        if (choice < 128)
            return "/proc/" + std::to_string(getpid()) + "/fd/" + std::to_string(memory_);
        if (choice < 160) return "/proc/self/fd/" + std::to_string(choice % 20);
        if (choice < 180) return "/dev/zero";
        if (choice < 200) return root_ + "/Global";
        auto text = input_.take_text();
        return text.empty() || text.find('\0') != std::string::npos ? "/" : text;
    }

    fuzz::input& input_;
    std::string root_;
    int memory_ = -1;
};

void use(HANDLE section) {
    if (section == nullptr) return fuzz::require(GetLastError() != ERROR_SUCCESS);
    auto* const view =
        static_cast<volatile unsigned char*>(MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0));
    if (view != nullptr) {
        MEMORY_BASIC_INFORMATION found;
        fuzz::require(VirtualQuery(const_cast<unsigned char*>(view), &found, sizeof found) != 0);
        // Touches the first and last byte: a peer's memory that shrank would be a SIGBUS.
        fuzz::require(found.RegionSize != 0);
        static_cast<void>(view[0] + view[found.RegionSize - 1]);
        UnmapViewOfFile(const_cast<unsigned char*>(view));
    }
    fuzz::require(CloseHandle(section) != FALSE);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fuzz::private_directory directory;
    fuzz::input input(data, size);
    planted hostile(input, directory.path());
    for (int i = 0; i < 12 && !input.empty(); ++i) hostile.plant();
    SetLastError(0);
    use(OpenFileMappingA(FILE_MAP_READ, FALSE, "n"));
    SetLastError(0);
    const auto made =
        CreateFileMappingA(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, 4096, "n");
    if (made != nullptr) {
        fuzz::require(GetLastError() == ERROR_SUCCESS || GetLastError() == ERROR_ALREADY_EXISTS);
        SetLastError(0);
        use(OpenFileMappingA(FILE_MAP_READ, FALSE, "n"));
        fuzz::require(CloseHandle(made) != FALSE);
    }
    return 0;
}
