// SPDX-License-Identifier: MIT
#include "paths.hpp"

#include "contender.hpp"
#include "failure.hpp"
#include "holder.hpp"
#include "own_name.hpp"
#include "page.hpp"

#include <mapview/mapview.hpp>

#include <windows.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace {

using namespace bench;

/// A descriptor that closes itself.
struct memory_file {
    int fd = memfd_create("mapview-bench", MFD_CLOEXEC);
    memory_file() {
        check_call(fd >= 0, "memfd_create");
        check_call(ftruncate(fd, page_size) == 0, "ftruncate");
    }
    memory_file(const memory_file&) = delete;
    memory_file& operator=(const memory_file&) = delete;
    ~memory_file() { close(fd); }
};

void check_win32(bool succeeded, const char* call) {
    if (!succeeded) check(false, call + (": error " + std::to_string(GetLastError())));
}

timed_path time_missing(const pace& pace) {
    const auto all = all_contenders();
    std::vector<entry> entries;
    for (const auto& contender : all) {
        const bool is_memfd = contender->title() == make_memfd()->title();
        entries.push_back(
            {contender->title(), [&contender, name = is_memfd ? std::string("/proc/self/fd/100000")
                                                              : own_name("absent")] {
                 check(!contender->exists(name), "an absent name was found");
             }});
    }
    return {"open a name that is not there", take_turns(entries, pace)};
}

timed_path time_views(const pace& pace) {
    const memory_file file;
    const auto section = mapview::section::create(own_name("views"), {.size = page_size});
    const auto handle = section.native_handle();
    return {"map, unmap",
            take_turns({{"mmap",
                         [&] {
                             void* const page = mmap(nullptr, page_size, PROT_READ | PROT_WRITE,
                                                     MAP_SHARED, file.fd, 0);
                             check_call(page != MAP_FAILED, "mmap");
                             check_call(munmap(page, page_size) == 0, "munmap");
                         }},
                        {"mapview C++", [&] { (void)section.map(); }},
                        {"mapview Win32",
                         [&] {
                             void* const view = MapViewOfFile(handle, FILE_MAP_ALL_ACCESS, 0, 0, 0);
                             check_win32(view, "MapViewOfFile");
                             check_win32(UnmapViewOfFile(view), "UnmapViewOfFile");
                         }}},
                       pace)};
}

void duplicate_and_close(HANDLE handle) {
    HANDLE twin = nullptr;
    check_win32(DuplicateHandle(GetCurrentProcess(), handle, GetCurrentProcess(), &twin, 0, FALSE,
                                DUPLICATE_SAME_ACCESS),
                "DuplicateHandle");
    check_win32(CloseHandle(twin), "CloseHandle");
}

timed_path time_duplicates(const pace& pace) {
    const memory_file file;
    const std::string path = "/proc/self/fd/" + std::to_string(file.fd);
    const auto named = mapview::section::create(own_name("duplicates"), {.size = page_size});
    const auto unnamed = mapview::section::create("", {.size = page_size});
    return {"duplicate, close",
            take_turns({{"dup",
                         [&] {
                             const int twin = fcntl(file.fd, F_DUPFD_CLOEXEC, 0);
                             check_call(twin >= 0, "fcntl");
                             check_call(close(twin) == 0, "close");
                         }},
                        {"open /proc/self/fd",
                         [&] {
                             const int twin = open(path.c_str(), O_RDWR | O_CLOEXEC);
                             check_call(twin >= 0, "open");
                             check_call(close(twin) == 0, "close");
                         }},
                        {"mapview, unnamed", [&] { duplicate_and_close(unnamed.native_handle()); }},
                        {"mapview, named", [&] { duplicate_and_close(named.native_handle()); }}},
                       pace)};
}

timed_path time_create_alone(const pace& pace) {
    const std::string name = own_name("alone");
    const std::string path = '/' + name;
    return {"create, close, no view",
            take_turns({{"shm_open",
                         [&] {
                             const int fd = shm_open(path.c_str(), O_CREAT | O_EXCL | O_RDWR, 0600);
                             check_call(fd >= 0, "shm_open");
                             check_call(ftruncate(fd, page_size) == 0, "ftruncate");
                             check_call(close(fd) == 0, "close");
                             check_call(shm_unlink(path.c_str()) == 0, "shm_unlink");
                         }},
                        {"memfd", [] { const memory_file file; }},
                        {"mapview, unnamed",
                         [&] { (void)mapview::section::create("", {.size = page_size}); }},
                        {"mapview, named",
                         [&] { (void)mapview::section::create(name, {.size = page_size}); }}},
                       pace)};
}

timed_path time_open_alone(const pace& pace) {
    const auto shm = make_shm_open();
    const auto ours = make_mapview_api();
    const holder shm_holder({"hold-object", shm->title(), own_name("shm"), "4096"});
    const holder our_holder({"hold-object", ours->title(), own_name("ours"), "4096"});
    return {"open, close, no view",
            take_turns({{"shm_open", [&] { (void)shm->exists(shm_holder.report()); }},
                        {"mapview C++", [&] { (void)ours->exists(our_holder.report()); }}},
                       pace)};
}

/// A program that opens one object again and again while it holds it.
timed_path time_open_again(const pace& pace) {
    const auto shm = make_shm_open();
    const auto ours = make_mapview_api();
    const holder shm_holder({"hold-object", shm->title(), own_name("shm"), "4096"});
    const auto held = mapview::section::create(own_name("again"), {.size = page_size});
    auto view = held.map();
    fill_page(view.data());
    return {"open, map, read, unmap, close, held by this process too",
            take_turns({{"shm_open", [&] { shm->open(shm_holder.report()); }},
                        {"mapview C++", [&, name = own_name("again")] { ours->open(name); }}},
                       pace)};
}

}  // namespace

std::vector<bench::timed_path> bench::time_single_calls(const pace& pace) {
    return {time_missing(pace),      time_views(pace),      time_duplicates(pace),
            time_create_alone(pace), time_open_alone(pace), time_open_again(pace)};
}
