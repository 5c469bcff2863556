// Files: CreateFile and the calls on its handles.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "files.hpp"
#include "support/doctest.hpp"
#include "support/wine.hpp"

#include <algorithm>
#include <string>

using test::ask, test::handle, test::read_write, test::share_all, test::temporary_file,
    test::untouched;

// Where Wine 8.0 differs here, Windows is as the pages of the calls say.

namespace {

struct opening {
    HANDLE value;
    DWORD error;
};

/// Opens, closes again, and tells what was said.
opening open_path(const std::wstring& path, DWORD access, DWORD share, DWORD how,
                  DWORD flags = FILE_ATTRIBUTE_NORMAL) {
    const auto opened =
        ask([&] { return CreateFileW(path.c_str(), access, share, nullptr, how, flags, nullptr); });
    if (opened.value != INVALID_HANDLE_VALUE) CloseHandle(opened.value);
    return {opened.value, opened.error};
}

DWORD error_of(const opening& opened) {
    return opened.value == INVALID_HANDLE_VALUE ? opened.error : ERROR_SUCCESS;
}

std::string read(const handle& file, DWORD most) {
    std::string bytes(most, '\0');
    DWORD done = 0;
    REQUIRE(ReadFile(file.get(), bytes.data(), most, &done, nullptr));
    return bytes.substr(0, done);
}

DWORD write(const handle& file, std::string_view bytes) {
    DWORD done = 0;
    const auto wrote = ask([&] {
        return WriteFile(file.get(), bytes.data(), static_cast<DWORD>(bytes.size()), &done,
                         nullptr);
    });
    if (wrote.value) REQUIRE(done == bytes.size());
    return wrote.value ? untouched : wrote.error;
}

LONGLONG seek(const handle& file, LONGLONG distance, DWORD method) {
    LARGE_INTEGER by{};
    LARGE_INTEGER now{};
    by.QuadPart = distance;
    return SetFilePointerEx(file.get(), by, &now, method) ? now.QuadPart : -1;
}

}  // namespace

TEST_CASE("each disposition opens, makes or refuses") {
    const temporary_file file("old");
    const std::wstring missing = std::wstring(file.path()) + L"x";
    const auto at = [&](const std::wstring& path, DWORD how) {
        return open_path(path, read_write, 0, how);
    };

    CHECK(error_of(at(file.path(), CREATE_NEW)) == ERROR_FILE_EXISTS);
    CHECK(at(file.path(), OPEN_EXISTING).error == ERROR_SUCCESS);
    CHECK(at(file.path(), OPEN_ALWAYS).error == ERROR_ALREADY_EXISTS);
    CHECK(file.content() == "old");
    CHECK(at(file.path(), TRUNCATE_EXISTING).error == ERROR_SUCCESS);
    CHECK(file.size() == 0);
    file.write("new");
    CHECK(at(file.path(), CREATE_ALWAYS).error == ERROR_ALREADY_EXISTS);
    CHECK(file.size() == 0);

    CHECK(error_of(at(missing, OPEN_EXISTING)) == ERROR_FILE_NOT_FOUND);
    CHECK(error_of(at(missing, TRUNCATE_EXISTING)) == ERROR_FILE_NOT_FOUND);
    for (const DWORD how : std::initializer_list<DWORD>{CREATE_NEW, CREATE_ALWAYS, OPEN_ALWAYS}) {
        CAPTURE(how);
        const auto made = at(missing, how);
        CHECK(made.value != INVALID_HANDLE_VALUE);
        CHECK(made.error == ERROR_SUCCESS);
        CHECK(DeleteFileW(missing.c_str()));
    }
}

TEST_CASE("dispositions that are none, and a truncation without the right to write, are refused") {
    const temporary_file file("old");
    CHECK(error_of(open_path(file.path(), GENERIC_READ, 0, 0)) == ERROR_INVALID_PARAMETER);
    CHECK(error_of(open_path(file.path(), GENERIC_READ, 0, 6)) == ERROR_INVALID_PARAMETER);
    CHECK(file.content() == "old");
    const auto truncated = open_path(file.path(), GENERIC_READ, 0, TRUNCATE_EXISTING);
    CHECK(test::differs_on_wine("TRUNCATE_EXISTING without GENERIC_WRITE",
                                error_of(truncated) == ERROR_INVALID_PARAMETER));
    CHECK(test::differs_on_wine("TRUNCATE_EXISTING without GENERIC_WRITE", file.size() == 3));
}

TEST_CASE("a folder that is not there is another error than a file that is not there") {
    const temporary_file file;
    const std::wstring below = std::wstring(file.path()) + L"x/file";
    CHECK(error_of(open_path(below, GENERIC_READ, 0, OPEN_EXISTING)) == ERROR_PATH_NOT_FOUND);
    CHECK(error_of(open_path(below, GENERIC_WRITE, 0, CREATE_NEW)) == ERROR_PATH_NOT_FOUND);
    CHECK(error_of(open_path(L"", GENERIC_READ, 0, OPEN_EXISTING)) == ERROR_PATH_NOT_FOUND);
    const auto removed = ask([&] { return DeleteFileW(below.c_str()); });
    CHECK_FALSE(removed.value);
    CHECK(removed.error == ERROR_PATH_NOT_FOUND);
}

TEST_CASE("paths are written with slashes of either kind, by the A and the W function") {
    const temporary_file file("here");
    std::wstring path = file.path();
    for (const wchar_t slash : {L'/', L'\\'}) {
        std::ranges::replace_if(
            path, [](wchar_t c) { return c == L'/' || c == L'\\'; }, slash);
        CHECK(error_of(open_path(path, GENERIC_READ, share_all, OPEN_EXISTING)) == ERROR_SUCCESS);
        const std::string narrow(path.begin(), path.end());
        const HANDLE opened = CreateFileA(narrow.c_str(), GENERIC_READ, share_all, nullptr,
                                          OPEN_EXISTING, 0, nullptr);
        CHECK(opened != INVALID_HANDLE_VALUE);
        CloseHandle(opened);
    }
}

TEST_CASE("a folder is opened for backup only") {
    wchar_t folder[MAX_PATH];
    REQUIRE(GetTempPathW(MAX_PATH, folder) > 0);
    CHECK(error_of(open_path(folder, GENERIC_READ, share_all, OPEN_EXISTING)) ==
          ERROR_ACCESS_DENIED);
    CHECK(error_of(open_path(folder, GENERIC_READ, share_all, OPEN_EXISTING,
                             FILE_FLAG_BACKUP_SEMANTICS)) == ERROR_SUCCESS);
}

TEST_CASE("what is written is read, and the position moves") {
    const temporary_file path;
    const auto file = path.open();
    CHECK(write(file, "0123456789") == untouched);
    CHECK(seek(file, 0, FILE_CURRENT) == 10);
    CHECK(read(file, 5).empty());  // the end is no failure
    CHECK(seek(file, 2, FILE_BEGIN) == 2);
    CHECK(read(file, 3) == "234");
    CHECK(seek(file, -2, FILE_CURRENT) == 3);
    CHECK(seek(file, -1, FILE_END) == 9);
    CHECK(read(file, 100) == "9");
}

TEST_CASE("a handle does no more than it was opened for") {
    const temporary_file path("data");
    const auto reading = path.open(GENERIC_READ);
    const auto writing = path.open(GENERIC_WRITE);
    const auto nothing = path.open(0);
    char byte = 0;
    DWORD done = 0;
    const auto read_by = [&](const handle& file) {
        const auto was = ask([&] { return ReadFile(file.get(), &byte, 1, &done, nullptr); });
        return was.value ? untouched : was.error;
    };
    CHECK(write(reading, "x") == ERROR_ACCESS_DENIED);
    CHECK(read_by(writing) == ERROR_ACCESS_DENIED);
    CHECK(read_by(nothing) == ERROR_ACCESS_DENIED);
    CHECK(write(nothing, "x") == ERROR_ACCESS_DENIED);
    CHECK(test::differs_on_wine("SetEndOfFile without GENERIC_WRITE",
                                test::set_size(reading, 0) == ERROR_ACCESS_DENIED));
    CHECK(ask([&] { return FlushFileBuffers(reading.get()); }).error == ERROR_ACCESS_DENIED);
    CHECK(FlushFileBuffers(writing.get()));
    CHECK(path.content() == "data");
}

TEST_CASE("an OVERLAPPED says where, and the end of the file is a failure then") {
    const temporary_file path("0123456789");
    const auto file = path.open();
    OVERLAPPED place{};
    char bytes[4]{};
    DWORD done = 0;
    place.Offset = 4;
    CHECK(ReadFile(file.get(), bytes, 4, &done, &place));
    CHECK(std::string(bytes, done) == "4567");
    CHECK(place.InternalHigh == 4);
    place.Offset = 8;
    CHECK(ReadFile(file.get(), bytes, 4, &done, &place));
    CHECK(done == 2);
    place.Offset = 10;
    const auto behind = ask([&] { return ReadFile(file.get(), bytes, 4, &done, &place); });
    CHECK_FALSE(behind.value);
    CHECK(behind.error == ERROR_HANDLE_EOF);
    place.Offset = 1;
    CHECK(WriteFile(file.get(), "x", 1, &done, &place));
    CHECK(path.content() == "0x23456789");
}

TEST_CASE("FILE_APPEND_DATA alone writes at the end") {
    const temporary_file path("one");
    const auto file = path.open(FILE_APPEND_DATA);
    CHECK(write(file, "two") == untouched);
    CHECK(path.content() == "onetwo");
}

TEST_CASE("positions before the beginning are refused") {
    const temporary_file path("data");
    const auto file = path.open();
    LARGE_INTEGER back{};
    back.QuadPart = -1;
    const auto moved = ask([&] { return SetFilePointerEx(file.get(), back, nullptr, FILE_BEGIN); });
    CHECK_FALSE(moved.value);
    CHECK(moved.error == ERROR_NEGATIVE_SEEK);
    const auto method = ask([&] { return SetFilePointerEx(file.get(), back, nullptr, 3); });
    CHECK_FALSE(method.value);
    CHECK(method.error == ERROR_INVALID_PARAMETER);
}

TEST_CASE("SetFilePointer takes and gives positions in halves") {
    const temporary_file path;
    const auto file = path.open();
    LONG high = 1;
    CHECK(SetFilePointer(file.get(), 5, &high, FILE_BEGIN) == 5);
    CHECK(high == 1);
    CHECK(seek(file, 0, FILE_CURRENT) == (1LL << 32) + 5);
    high = 0;
    const auto largest = ask([&] { return SetFilePointer(file.get(), -1, &high, FILE_CURRENT); });
    CHECK(largest.value == 4);
    high = 1;
    const auto low = ask([&] { return SetFilePointer(file.get(), -1, &high, FILE_BEGIN); });
    CHECK(low.value == INVALID_SET_FILE_POINTER);
    CHECK(low.error == NO_ERROR);
    CHECK(high == 1);
    const auto beyond = ask([&] { return SetFilePointer(file.get(), 1, nullptr, FILE_CURRENT); });
    CHECK(test::differs_on_wine("SetFilePointer beyond 4 GiB without the high half",
                                beyond.value == INVALID_SET_FILE_POINTER &&
                                    beyond.error == ERROR_INVALID_PARAMETER));
}

TEST_CASE("SetEndOfFile cuts off and extends, with zeros") {
    const temporary_file path("0123456789");
    const auto file = path.open();
    CHECK(test::set_size(file, 4) == untouched);
    CHECK(path.content() == "0123");
    CHECK(test::set_size(file, 6) == untouched);
    CHECK(path.content() == std::string("0123\0\0", 6));
    DWORD high = 7;
    CHECK(GetFileSize(file.get(), &high) == 6);
    CHECK(high == 0);
}

TEST_CASE("the calls on files refuse what is no file") {
    const auto section = test::create(PAGE_READWRITE, test::page);
    LARGE_INTEGER size{};
    char byte = 0;
    DWORD done = 0;
    for (const HANDLE none : {test::closed_handle(), static_cast<HANDLE>(nullptr)}) {
        CAPTURE(none);
        CHECK(ask([&] { return ReadFile(none, &byte, 1, &done, nullptr); }).error ==
              ERROR_INVALID_HANDLE);
        CHECK(ask([&] { return WriteFile(none, &byte, 1, &done, nullptr); }).error ==
              ERROR_INVALID_HANDLE);
        CHECK(ask([&] { return GetFileSizeEx(none, &size); }).error == ERROR_INVALID_HANDLE);
        CHECK(ask([&] { return SetEndOfFile(none); }).error == ERROR_INVALID_HANDLE);
        CHECK(ask([&] { return FlushFileBuffers(none); }).error == ERROR_INVALID_HANDLE);
        CHECK(ask([&] { return GetFileType(none); }).error == ERROR_INVALID_HANDLE);
    }
    const auto read_section =
        ask([&] { return ReadFile(section.get(), &byte, 1, &done, nullptr); });
    CHECK(
        test::differs_on_wine("ReadFile of a section", read_section.error == ERROR_INVALID_HANDLE));
    const auto sized = ask([&] { return GetFileSizeEx(section.get(), &size); });
    CHECK(test::differs_on_wine("GetFileSizeEx of a section", sized.error == ERROR_INVALID_HANDLE));
}

TEST_CASE("a file handle is no section") {
    const temporary_file path("data");
    const auto file = path.open();
    const auto view = ask([&] { return test::map_raw(file.get(), FILE_MAP_READ); });
    CHECK(view.value == nullptr);
    CHECK(view.error == ERROR_INVALID_HANDLE);
}

TEST_CASE("what one handle denies another does not get") {
    struct row {
        DWORD first_access, first_share, second_access, second_share;
        bool opens;
    };
    const row rows[]{
        {GENERIC_READ, 0, GENERIC_READ, FILE_SHARE_READ, false},
        {GENERIC_READ, FILE_SHARE_READ, GENERIC_READ, FILE_SHARE_READ, true},
        {GENERIC_READ, FILE_SHARE_READ, GENERIC_READ, 0, false},
        {GENERIC_READ, FILE_SHARE_READ, GENERIC_WRITE, share_all, false},
        {GENERIC_WRITE, FILE_SHARE_READ, GENERIC_READ, FILE_SHARE_READ, false},
        {GENERIC_WRITE, FILE_SHARE_READ, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, true},
        {GENERIC_WRITE, FILE_SHARE_WRITE, GENERIC_WRITE, FILE_SHARE_WRITE, true},
        {read_write, 0, read_write, share_all, false},
        {read_write, share_all, read_write, share_all, true},
        {GENERIC_READ, 0, 0, 0, true},  // who touches no data is asked nothing
        {GENERIC_READ, FILE_SHARE_READ, DELETE, share_all, false},
        {GENERIC_READ, share_all, DELETE, share_all, true},
    };
    const temporary_file path("data");
    for (const auto& each : rows) {
        CAPTURE(each.first_access);
        CAPTURE(each.first_share);
        CAPTURE(each.second_access);
        CAPTURE(each.second_share);
        auto first = path.open(each.first_access, each.first_share);
        REQUIRE(first);
        const auto second =
            open_path(path.path(), each.second_access, each.second_share, OPEN_EXISTING);
        CHECK(error_of(second) ==
              (each.opens ? DWORD{ERROR_SUCCESS} : DWORD{ERROR_SHARING_VIOLATION}));
        first.close();
        CHECK(error_of(open_path(path.path(), each.second_access, each.second_share,
                                 OPEN_EXISTING)) == ERROR_SUCCESS);
    }
}

TEST_CASE("a file is removed where its handles share that") {
    const temporary_file path("data");
    {
        const auto keeping = path.open(GENERIC_READ, FILE_SHARE_READ);
        const auto refused = ask([&] { return DeleteFileW(path.path()); });
        CHECK_FALSE(refused.value);
        CHECK(refused.error == ERROR_SHARING_VIOLATION);
    }
    const auto removed = ask([&] { return DeleteFileA(path.narrow().c_str()); });
    CHECK(removed.value);
    CHECK(removed.error == untouched);
    CHECK(error_of(open_path(path.path(), GENERIC_READ, 0, OPEN_EXISTING)) == ERROR_FILE_NOT_FOUND);
    CHECK(ask([&] { return DeleteFileW(path.path()); }).error == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("FILE_FLAG_DELETE_ON_CLOSE leaves no file") {
    const temporary_file path("data");
    const HANDLE file = CreateFileW(path.path(), read_write, share_all, nullptr, OPEN_EXISTING,
                                    FILE_FLAG_DELETE_ON_CLOSE, nullptr);
    REQUIRE(file != INVALID_HANDLE_VALUE);
    char bytes[4]{};
    DWORD done = 0;
    CHECK(ReadFile(file, bytes, 4, &done, nullptr));
    CHECK(std::string(bytes, done) == "data");
    CloseHandle(file);
    CHECK(error_of(open_path(path.path(), GENERIC_READ, 0, OPEN_EXISTING)) == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("a duplicate of a file handle shares its position") {
    const temporary_file path("0123456789");
    const auto file = path.open();
    HANDLE copy = nullptr;
    REQUIRE(DuplicateHandle(GetCurrentProcess(), file.get(), GetCurrentProcess(), &copy, 0, FALSE,
                            DUPLICATE_SAME_ACCESS));
    const handle owned(copy);
    CHECK(seek(file, 3, FILE_BEGIN) == 3);
    CHECK(read(owned, 2) == "34");
    CHECK(read(file, 2) == "56");
}

TEST_CASE("the kind of a file is told") {
    const temporary_file path;
    const auto file = path.open();
    CHECK(GetFileType(file.get()) == FILE_TYPE_DISK);
    const HANDLE null =
        CreateFileA("NUL", GENERIC_WRITE, share_all, nullptr, OPEN_EXISTING, 0, nullptr);
    REQUIRE(null != INVALID_HANDLE_VALUE);
    CHECK(GetFileType(null) == FILE_TYPE_CHAR);
    DWORD done = 0;
    CHECK(WriteFile(null, "gone", 4, &done, nullptr));
    CHECK(done == 4);
    CloseHandle(null);
}

TEST_CASE("the temporary folder exists, and its path ends in a slash") {
    wchar_t wide[MAX_PATH];
    char narrow[MAX_PATH];
    const DWORD length = GetTempPathW(MAX_PATH, wide);
    REQUIRE(length > 0);
    CHECK((wide[length - 1] == L'/' || wide[length - 1] == L'\\'));
    CHECK(wide[length] == 0);
    CHECK(GetTempPathA(MAX_PATH, narrow) == length);
    CHECK(GetTempPathW(1, wide) == length + 1);
}

TEST_CASE("GetTempFileName makes a new file of its own, or only a name") {
    char folder[MAX_PATH];
    char one[MAX_PATH];
    char two[MAX_PATH];
    REQUIRE(GetTempPathA(MAX_PATH, folder) > 0);
    const UINT first = GetTempFileNameA(folder, "abcxyz", 0, one);
    const UINT second = GetTempFileNameA(folder, "abcxyz", 0, two);
    REQUIRE(first != 0);
    REQUIRE(second != 0);
    CHECK(std::string(one) != two);
    CHECK(std::string(one).find("abc") != std::string::npos);
    CHECK(std::string(one).find("abcx") == std::string::npos);
    CHECK(DeleteFileA(one));
    CHECK(DeleteFileA(two));
    CHECK(GetTempFileNameA(folder, "abc", 0x1234, one) == 0x1234);
    CHECK_FALSE(DeleteFileA(one));
    const auto nowhere = ask([&] {
        return GetTempFileNameA((std::string(folder) + "no-such-folder").c_str(), "abc", 0, one);
    });
    CHECK(nowhere.value == 0);
    CHECK(nowhere.error == ERROR_DIRECTORY);
}

#ifndef _WIN32
TEST_CASE("on Linux there are no drives and no servers") {
    CHECK(error_of(open_path(L"C:\\file", GENERIC_READ, 0, OPEN_EXISTING)) == ERROR_PATH_NOT_FOUND);
    CHECK(error_of(open_path(L"c:file", GENERIC_WRITE, 0, CREATE_ALWAYS)) == ERROR_PATH_NOT_FOUND);
    CHECK(error_of(open_path(L"\\\\server\\share\\file", GENERIC_READ, 0, OPEN_EXISTING)) ==
          ERROR_BAD_NETPATH);
}

TEST_CASE("on Linux hints about a file change nothing") {
    const temporary_file path("data");
    for (const DWORD hint :
         {DWORD{FILE_FLAG_NO_BUFFERING}, DWORD{FILE_ATTRIBUTE_HIDDEN}, DWORD{FILE_ATTRIBUTE_SYSTEM},
          DWORD{FILE_ATTRIBUTE_ARCHIVE}, DWORD{FILE_ATTRIBUTE_TEMPORARY}}) {
        CAPTURE(hint);
        CHECK(error_of(open_path(path.path(), GENERIC_READ, share_all, OPEN_EXISTING, hint)) ==
              ERROR_SUCCESS);
        CHECK(read(path.open(GENERIC_READ), 10) == "data");
    }
}

TEST_CASE("on Linux overlapped files are not supported, and say so") {
    const temporary_file path("data");
    CHECK(error_of(open_path(path.path(), GENERIC_READ, share_all, OPEN_EXISTING,
                             FILE_FLAG_OVERLAPPED)) == ERROR_NOT_SUPPORTED);
    const auto file = path.open();
    const auto from_template = ask([&] {
        return CreateFileW(path.path(), GENERIC_READ, share_all, nullptr, OPEN_EXISTING, 0,
                           file.get());
    });
    CHECK(from_template.value == INVALID_HANDLE_VALUE);
    CHECK(from_template.error == ERROR_NOT_SUPPORTED);
    OVERLAPPED with_event{};
    with_event.hEvent = file.get();
    char byte = 0;
    DWORD done = 0;
    CHECK(ask([&] { return ReadFile(file.get(), &byte, 1, &done, &with_event); }).error ==
          ERROR_NOT_SUPPORTED);
}

TEST_CASE("on Linux a file that is deleted on close loses its path at once") {
    const temporary_file path("data");
    const HANDLE file = CreateFileW(path.path(), read_write, share_all, nullptr, OPEN_EXISTING,
                                    FILE_FLAG_DELETE_ON_CLOSE, nullptr);
    REQUIRE(file != INVALID_HANDLE_VALUE);
    CHECK(error_of(open_path(path.path(), GENERIC_READ, share_all, OPEN_EXISTING)) ==
          ERROR_FILE_NOT_FOUND);
    CloseHandle(file);
}

TEST_CASE("on Linux a file that is marked to be deleted loses its path at once, for good") {
    const temporary_file file("x");
    const auto mark = [](HANDLE which, FILE_INFO_BY_HANDLE_CLASS kind, BOOLEAN on, DWORD length) {
        FILE_DISPOSITION_INFO information{on};
        const auto done =
            ask([&] { return SetFileInformationByHandle(which, kind, &information, length); });
        return done.value ? untouched : done.error;
    };
    constexpr DWORD length = sizeof(FILE_DISPOSITION_INFO);
    const handle reading(file.open_raw(GENERIC_READ));
    CHECK(mark(reading.get(), FileDispositionInfo, TRUE, length) == ERROR_ACCESS_DENIED);
    const handle removing(file.open_raw(DELETE));
    CHECK(mark(removing.get(), FileDispositionInfo, TRUE, length - 1) == ERROR_BAD_LENGTH);
    CHECK(mark(removing.get(), FileDispositionInfo, FALSE, length) == ERROR_NOT_SUPPORTED);
    CHECK(mark(removing.get(), static_cast<FILE_INFO_BY_HANDLE_CLASS>(0), TRUE, length) ==
          ERROR_NOT_SUPPORTED);
    CHECK(mark(test::closed_handle(), FileDispositionInfo, TRUE, length) == ERROR_INVALID_HANDLE);
    CHECK(handle(file.open_raw(GENERIC_READ)));
    CHECK(mark(removing.get(), FileDispositionInfo, TRUE, length) == untouched);
    CHECK(file.open_raw(GENERIC_READ) == INVALID_HANDLE_VALUE);
    CHECK(mark(removing.get(), FileDispositionInfo, TRUE, length) == ERROR_FILE_NOT_FOUND);
}
#endif
