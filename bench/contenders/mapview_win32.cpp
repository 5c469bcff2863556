// SPDX-License-Identifier: MIT
#include "contender.hpp"
#include "failure.hpp"
#include "page.hpp"

#include <windows.h>

namespace {

using namespace bench;

void check_win32(bool succeeded, const char* call) {
    if (!succeeded) check(false, call + (": error " + std::to_string(GetLastError())));
}

HANDLE create_section(const std::string& name, std::uint64_t size) {
    const HANDLE section =
        CreateFileMappingA(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE,
                           static_cast<DWORD>(size >> 32), static_cast<DWORD>(size), name.c_str());
    check_win32(section && GetLastError() != ERROR_ALREADY_EXISTS, "CreateFileMapping");
    return section;
}

class mapview_win32 : public contender {
  public:
    std::string title() const override { return "mapview Win32"; }

    void create(const std::string& name) override {
        const HANDLE section = create_section(name, page_size);
        void* const view = MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, 0);
        check_win32(view, "MapViewOfFile");
        fill_page(view);
        check_win32(UnmapViewOfFile(view), "UnmapViewOfFile");
        check_win32(CloseHandle(section), "CloseHandle");
    }

    std::string hold(const std::string& name, std::uint64_t size) override {
        section_ = create_section(name, size);
        view_ = MapViewOfFile(section_, FILE_MAP_ALL_ACCESS, 0, 0, 0);
        check_win32(view_, "MapViewOfFile");
        std::memset(view_, 'm', size);
        return name;
    }

    void open(const std::string& location) override {
        const HANDLE section = OpenFileMappingA(FILE_MAP_READ, FALSE, location.c_str());
        check_win32(section, "OpenFileMapping");
        void* const view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
        check_win32(view, "MapViewOfFile");
        read_page(view);
        check_win32(UnmapViewOfFile(view), "UnmapViewOfFile");
        check_win32(CloseHandle(section), "CloseHandle");
    }

    bool exists(const std::string& location) override {
        const HANDLE section = OpenFileMappingA(FILE_MAP_READ, FALSE, location.c_str());
        check_win32(section || GetLastError() == ERROR_FILE_NOT_FOUND, "OpenFileMapping");
        if (section) CloseHandle(section);
        return section != nullptr;
    }

    void release() override {
        UnmapViewOfFile(view_);
        CloseHandle(section_);
    }

  private:
    HANDLE section_ = nullptr;
    void* view_ = nullptr;
};

}  // namespace

std::unique_ptr<bench::contender> bench::make_mapview_win32() {
    return std::make_unique<mapview_win32>();
}
