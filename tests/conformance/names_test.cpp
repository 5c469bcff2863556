// Names, and names that exist (semantics 1.3, 1.4).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"

#include <string>

using test::ask, test::handle, test::page, test::untouched, test::create_raw, test::create,
    test::open, test::map_raw, test::map, test::opening, test::same_object, test::unique_wide_name;

namespace {

DWORD creating(const std::wstring& name) {
    return test::creating(PAGE_READWRITE, page, name.c_str());
}

void check_both(const std::wstring& name, DWORD expected) {
    CAPTURE(std::string(name.begin(), name.end()));
    CHECK(creating(name) == expected);
    CHECK(opening(name) == expected);
}

/// A name that is accepted: made, found again, and free afterwards.
void check_accepted(const std::wstring& name) {
    CHECK(opening(name) == ERROR_FILE_NOT_FOUND);
    {
        const auto made = ask([&] { return create_raw(PAGE_READWRITE, page, name.c_str()); });
        const handle owned(made.value);
        CHECK(made.value != nullptr);
        CHECK(made.error == ERROR_SUCCESS);
        CHECK(opening(name) == untouched);
        CHECK(creating(name) == ERROR_ALREADY_EXISTS);
    }
    CHECK(opening(name) == ERROR_FILE_NOT_FOUND);
}

std::wstring padded(const std::wstring& start, std::size_t length) {
    return start + std::wstring(length - start.size(), L'n');
}

}  // namespace

TEST_CASE("D01 sections without a name are separate objects") {
    const auto first = create(PAGE_READWRITE, page);
    const auto made = ask([] { return create_raw(PAGE_READWRITE, page); });
    const handle second(made.value);
    CHECK(made.error == ERROR_SUCCESS);
    CHECK_FALSE(same_object(first, second));
}

TEST_CASE("D02 nothing can be opened without a name") {
    const auto opened = ask([] { return OpenFileMappingW(FILE_MAP_READ, FALSE, nullptr); });
    CHECK(opened.value == nullptr);
    CHECK(opened.error == ERROR_INVALID_PARAMETER);
    const auto ansi = ask([] { return OpenFileMappingA(FILE_MAP_READ, FALSE, nullptr); });
    CHECK(ansi.value == nullptr);
    CHECK(ansi.error == ERROR_INVALID_PARAMETER);
}

TEST_CASE("D04 a wide empty name is no name") {
    const auto first = create(PAGE_READWRITE, page, L"");
    const auto made = ask([] { return create_raw(PAGE_READWRITE, page, L""); });
    const handle second(made.value);
    CHECK(made.error == ERROR_SUCCESS);
    CHECK_FALSE(same_object(first, second));
}

TEST_CASE("D06 a narrow empty name is no name") {
    const auto make = [] {
        return CreateFileMappingA(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, page, "");
    };
    const handle first(make());
    const auto made = ask(make);
    const handle second(made.value);
    CHECK(made.error == ERROR_SUCCESS);
    CHECK_FALSE(same_object(first, second));
}

TEST_CASE("D05 D08 opening the empty name is a matter of the wrong type") {
    CHECK(opening(L"") == ERROR_INVALID_HANDLE);
    const auto ansi = ask([] { return OpenFileMappingA(FILE_MAP_READ, FALSE, ""); });
    CHECK(ansi.value == nullptr);
    CHECK(ansi.error == ERROR_INVALID_HANDLE);
}

TEST_CASE("1.3 a name that nobody has is not found") {
    CHECK(opening(unique_wide_name()) == ERROR_FILE_NOT_FOUND);
    CHECK(opening(L"Local\\" + unique_wide_name()) == ERROR_FILE_NOT_FOUND);
    CHECK(opening(L"Global\\" + unique_wide_name()) == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("1.3 a further backslash is a path that is not there") {
    const auto name = unique_wide_name();
    for (const auto& bad :
         {name + L"\\b", name + L"\\", L"Local\\" + name + L"\\b", L"Global\\" + name + L"\\b"})
        check_both(bad, ERROR_PATH_NOT_FOUND);
}

TEST_CASE("1.3 a leading backslash is a bad path") {
    for (const auto* bad : {L"\\", L"\\a", L"\\\\a", L"\\BaseNamedObjects\\a"})
        check_both(bad, ERROR_BAD_PATHNAME);
}

TEST_CASE("1.3 a prefix with nothing behind it is an invalid name") {
    for (const auto* bad : {L"Global\\", L"Local\\", L"Session\\"})
        check_both(bad, ERROR_INVALID_NAME);
}

TEST_CASE("1.3 the prefixes without a backslash are objects of another type") {
    for (const auto* bad : {L"Global", L"Local", L"Session"}) check_both(bad, ERROR_INVALID_HANDLE);
}

TEST_CASE("1.3 prefixes are case-sensitive") {
    for (const auto* bad : {L"global\\x", L"LOCAL\\x", L"local\\x", L"GLOBAL\\x"})
        check_both(bad, ERROR_PATH_NOT_FOUND);
}

TEST_CASE("1.3 other sessions are paths that are not there") {
    for (const auto* bad : {L"Session\\99\\x", L"Session\\x\\y"})
        check_both(bad, ERROR_PATH_NOT_FOUND);
}

TEST_CASE("D10 Local is the name space of names without a prefix") {
    const auto name = unique_wide_name();
    const auto plain = create(PAGE_READWRITE, page, name.c_str());
    const auto local = open(FILE_MAP_WRITE, (L"Local\\" + name).c_str());
    REQUIRE(local);
    CHECK(same_object(plain, local));
}

TEST_CASE("D10 a name made with Local is found without it") {
    const auto name = unique_wide_name();
    const auto local = create(PAGE_READWRITE, page, (L"Local\\" + name).c_str());
    const auto plain = open(FILE_MAP_WRITE, name.c_str());
    REQUIRE(plain);
    CHECK(same_object(plain, local));
}

TEST_CASE("D10 Local may be said twice") {
    const auto name = unique_wide_name();
    const auto plain = create(PAGE_READWRITE, page, name.c_str());
    CHECK(opening(L"Local\\Local\\" + name) == untouched);
}

TEST_CASE("1.3 Global names are other objects than local ones") {
    const auto name = unique_wide_name();
    const auto global = create(PAGE_READWRITE, page, (L"Global\\" + name).c_str());
    REQUIRE(global);
    CHECK(opening(name) == ERROR_FILE_NOT_FOUND);
    const auto made = ask([&] { return create_raw(PAGE_READWRITE, page, name.c_str()); });
    const handle local(made.value);
    CHECK(made.error == ERROR_SUCCESS);
    CHECK_FALSE(same_object(global, local));
    CHECK(opening(L"Global\\" + name) == untouched);
}

TEST_CASE("1.3 a slash is an ordinary character") {
    const auto name = unique_wide_name();
    check_accepted(name + L"/b");
    check_accepted(L"/" + name);
    check_accepted(name + L"/");
    check_accepted(name + L"//../..");
}

TEST_CASE("1.3 dots are ordinary characters") {
    check_accepted(L".");
    check_accepted(L"..");
    check_accepted(L"../" + unique_wide_name());
    check_accepted(L"." + unique_wide_name());
}

TEST_CASE("1.3 punctuation that files may not have is accepted") {
    const auto name = unique_wide_name();
    for (const wchar_t character : L":*?<>|\"%&$ ") {
        if (character == 0) continue;
        CAPTURE(static_cast<unsigned>(character));
        check_accepted(name + character);
    }
}

TEST_CASE("1.3 spaces at either end belong to the name") {
    const auto name = unique_wide_name();
    const auto plain = create(PAGE_READWRITE, page, name.c_str());
    check_accepted(L" " + name);
    check_accepted(name + L" ");
}

TEST_CASE("1.3 control characters are accepted") {
    const auto name = unique_wide_name();
    for (wchar_t character = 1; character < 32; ++character) {
        CAPTURE(static_cast<unsigned>(character));
        check_accepted(name + character);
    }
    check_accepted(name + L'\x7F');
}

TEST_CASE("1.3 characters beyond ASCII are accepted") {
    const auto name = unique_wide_name();
    check_accepted(name + L"\u4E2D");
    check_accepted(name + L"\u00E9");
    check_accepted(name + L"\U0001F600");
}

TEST_CASE("1.3 a lone surrogate is accepted") {
    const auto name = unique_wide_name();
    check_accepted(name + static_cast<wchar_t>(0xD800));
    check_accepted(name + static_cast<wchar_t>(0xDC00) + L"x");
}

TEST_CASE("1.3 two lone surrogates are two names") {
    const auto name = unique_wide_name();
    const auto high = name + static_cast<wchar_t>(0xD800);
    const auto section = create(PAGE_READWRITE, page, high.c_str());
    CHECK(opening(high) == untouched);
    CHECK(opening(name + static_cast<wchar_t>(0xD801)) == ERROR_FILE_NOT_FOUND);
    CHECK(opening(name + L'\xFFFD') == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("an escaped character and its escape are two names") {
    const auto name = unique_wide_name();
    const auto section = create(PAGE_READWRITE, page, (name + L"/").c_str());
    CHECK(opening(name + L"%2F") == ERROR_FILE_NOT_FOUND);
    CHECK(opening(name + L"%2f") == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("D31 names are case-sensitive") {
    const auto name = unique_wide_name();
    const auto lower = create(PAGE_READWRITE, page, (name + L"x").c_str());
    CHECK(opening(name + L"X") == ERROR_FILE_NOT_FOUND);
    const auto accented = create(PAGE_READWRITE, page, (name + L"\u00E9").c_str());
    CHECK(opening(name + L"\u00C9") == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("names that look alike but differ in their characters are two names") {
    const auto name = unique_wide_name();
    const auto composed = create(PAGE_READWRITE, page, (name + L"\u00E9").c_str());
    CHECK(opening(name + L"e\u0301") == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("a name of one character is accepted") {
    check_accepted(L"\u0429");
}

TEST_CASE("D20 wide names of up to 32,766 characters are accepted") {
    const auto name = unique_wide_name();
    for (const std::size_t length : {255U, 256U, 259U, 260U, 1000U, 4096U, 32766U}) {
        CAPTURE(length);
        check_accepted(padded(name, length));
    }
}

TEST_CASE("D20 long names that differ in the last character are two names") {
    const auto name = padded(unique_wide_name(), 32765);
    const auto one = create(PAGE_READWRITE, page, (name + L"1").c_str());
    REQUIRE(one);
    CHECK(opening(name + L"2") == ERROR_FILE_NOT_FOUND);
    CHECK(opening(name) == ERROR_FILE_NOT_FOUND);
    CHECK(opening(name + L"1") == untouched);
}

TEST_CASE("D20 a long name of wide characters is accepted") {
    check_accepted(unique_wide_name() + std::wstring(3000, L'\x4E2D'));
}

TEST_CASE("D22 narrow names of up to 259 characters are accepted") {
    const auto name = test::unique_name();
    const auto full = name + std::string(259 - name.size(), 'n');
    const handle section(
        CreateFileMappingA(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, page, full.c_str()));
    REQUIRE(section);
    const handle opened(OpenFileMappingA(FILE_MAP_WRITE, FALSE, full.c_str()));
    REQUIRE(opened);
    CHECK(same_object(section, opened));
}

TEST_CASE("D22 narrow names of 261 characters are refused") {
    const auto name = test::unique_name();
    const auto longer = name + std::string(261 - name.size(), 'n');
    const auto made = ask([&] {
        return CreateFileMappingA(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, page,
                                  longer.c_str());
    });
    CHECK(made.value == nullptr);
    CHECK(made.error == ERROR_FILENAME_EXCED_RANGE);
    const auto opened = ask([&] { return OpenFileMappingA(FILE_MAP_READ, FALSE, longer.c_str()); });
    CHECK(opened.value == nullptr);
    CHECK(opened.error == ERROR_FILENAME_EXCED_RANGE);
}

TEST_CASE("D30 a narrow ASCII name is the same as the wide one") {
    const auto name = test::unique_name();
    const handle section(
        CreateFileMappingA(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, page, name.c_str()));
    const auto opened = open(FILE_MAP_WRITE, std::wstring(name.begin(), name.end()).c_str());
    REQUIRE(opened);
    CHECK(same_object(section, opened));
}

TEST_CASE("D41 a bad size is found before a bad path") {
    const auto made = ask([] { return create_raw(PAGE_READWRITE, 0, L"\\a"); });
    CHECK(made.value == nullptr);
    CHECK(made.error == ERROR_INVALID_PARAMETER);
}

TEST_CASE("D42 a bad protection is found before a bad path") {
    const auto made = ask([] { return create_raw(PAGE_NOACCESS, page, L"\\a"); });
    CHECK(made.value == nullptr);
    CHECK(made.error == ERROR_INVALID_PARAMETER);
}

TEST_CASE("E01 a fresh creation overwrites an old error with success") {
    const auto name = unique_wide_name();
    const auto made = ask([&] { return create_raw(PAGE_READWRITE, page, name.c_str()); });
    const handle owned(made.value);
    CHECK(made.value != nullptr);
    CHECK(made.error == ERROR_SUCCESS);
}

TEST_CASE("E02 creating a name that exists opens the same object by a new handle") {
    const auto name = unique_wide_name();
    const auto first = create(PAGE_READWRITE, page, name.c_str());
    const auto made = ask([&] { return create_raw(PAGE_READWRITE, page, name.c_str()); });
    const handle second(made.value);
    REQUIRE(second);
    CHECK(made.error == ERROR_ALREADY_EXISTS);
    CHECK(second.get() != first.get());
    CHECK(same_object(first, second));
}

TEST_CASE("E03 E04 an existing section keeps a smaller size") {
    const auto name = unique_wide_name();
    const auto first = create(PAGE_READWRITE, page, name.c_str());
    const auto second = create(PAGE_READWRITE, 16 * page, name.c_str());
    const auto larger = ask([&] { return map_raw(second.get(), FILE_MAP_WRITE, 0, 16 * page); });
    CHECK(larger.value == nullptr);
    CHECK(larger.error == ERROR_ACCESS_DENIED);
}

TEST_CASE("E05 an existing section keeps a larger size") {
    const auto name = unique_wide_name();
    const auto first = create(PAGE_READWRITE, 16 * page, name.c_str());
    const auto second = create(PAGE_READWRITE, page, name.c_str());
    CHECK(map(second, FILE_MAP_WRITE, 0, 16 * page));
}

TEST_CASE("E06 a handle to an existing section has the rights of the protection asked for") {
    const auto name = unique_wide_name();
    const auto first = create(PAGE_EXECUTE_READWRITE, page, name.c_str());
    const auto rights_of = [&](DWORD protection) {
        const auto made = ask([&] { return create_raw(protection, page, name.c_str()); });
        const handle second(made.value);
        CHECK(made.error == ERROR_ALREADY_EXISTS);
        std::string rights;
        if (map(second, FILE_MAP_READ)) rights += 'r';
        if (map(second, FILE_MAP_WRITE)) rights += 'w';
        if (map(second, FILE_MAP_READ | FILE_MAP_EXECUTE)) rights += 'x';
        return rights;
    };
    CHECK(rights_of(PAGE_READONLY) == "r");
    CHECK(rights_of(PAGE_WRITECOPY) == "r");
    CHECK(rights_of(PAGE_READWRITE) == "rw");
    CHECK(rights_of(PAGE_EXECUTE_READ) == "rx");
    CHECK(rights_of(PAGE_EXECUTE_WRITECOPY) == "rx");
    CHECK(rights_of(PAGE_EXECUTE_READWRITE) == "rwx");
}

TEST_CASE("E07 a writable section created again to read cannot be written by that handle") {
    const auto name = unique_wide_name();
    const auto first = create(PAGE_READWRITE, page, name.c_str());
    const auto second = create(PAGE_READONLY, page, name.c_str());
    const auto view = ask([&] { return map_raw(second.get(), FILE_MAP_WRITE); });
    CHECK(view.value == nullptr);
    CHECK(view.error == ERROR_ACCESS_DENIED);
}

TEST_CASE("E20 a read-only section created again to write is opened") {
    const auto name = unique_wide_name();
    const auto first = create(PAGE_READONLY, page, name.c_str());
    const auto made = ask([&] { return create_raw(PAGE_READWRITE, page, name.c_str()); });
    const handle second(made.value);
    CHECK(made.value != nullptr);
    CHECK(made.error == ERROR_ALREADY_EXISTS);
}

TEST_CASE("E21 a read-only section is not written by any handle") {
    const auto name = unique_wide_name();
    const auto first = create(PAGE_READONLY, page, name.c_str());
    const auto second = create(PAGE_READWRITE, page, name.c_str());
    const auto view = ask([&] { return map_raw(second.get(), FILE_MAP_WRITE); });
    const test::mapped owned(view.value);
    CHECK(test::differs_on_wine("E21", view.value == nullptr));
    CHECK(test::differs_on_wine("E21", view.error == ERROR_INVALID_PARAMETER));
}

TEST_CASE("E08 a section without execution is not executed by any handle") {
    const auto name = unique_wide_name();
    const auto first = create(PAGE_READWRITE, page, name.c_str());
    const auto second = create(PAGE_EXECUTE_READ, page, name.c_str());
    const auto view = ask([&] { return map_raw(second.get(), FILE_MAP_READ | FILE_MAP_EXECUTE); });
    const test::mapped owned(view.value);
    CHECK(test::differs_on_wine("E08", view.value == nullptr));
    CHECK(test::differs_on_wine("E08", view.error == ERROR_INVALID_PARAMETER));
}

TEST_CASE("E09 an invalid protection is found before the name") {
    const auto name = unique_wide_name();
    const auto first = create(PAGE_READWRITE, page, name.c_str());
    const auto made = ask([&] { return create_raw(PAGE_EXECUTE, page, name.c_str()); });
    CHECK(made.value == nullptr);
    CHECK(made.error == ERROR_INVALID_PARAMETER);
}

TEST_CASE("E10 committed and reserved at once is found before the name") {
    const auto name = unique_wide_name();
    const auto first = create(PAGE_READWRITE, page, name.c_str());
    const auto made = ask(
        [&] { return create_raw(PAGE_READWRITE | SEC_COMMIT | SEC_RESERVE, page, name.c_str()); });
    const handle owned(made.value);
    CHECK(test::differs_on_wine("E10", made.value == nullptr));
    CHECK(test::differs_on_wine("E10", made.error == ERROR_INVALID_PARAMETER));
}

TEST_CASE("E13 a bad file handle is found before the name") {
    const auto name = unique_wide_name();
    const auto first = create(PAGE_READWRITE, page, name.c_str());
    const auto no_file = test::closed_handle();
    const auto made = ask([&] {
        return CreateFileMappingW(no_file, nullptr, PAGE_READWRITE, 0, page, name.c_str());
    });
    const handle owned(made.value);
    CHECK(test::differs_on_wine("E13", made.value == nullptr));
    CHECK(test::differs_on_wine("E13", made.error == ERROR_INVALID_HANDLE));
}

TEST_CASE("L16 the inherit flag is honoured on a name that exists") {
    const auto name = unique_wide_name();
    const auto first = create(PAGE_READWRITE, page, name.c_str());
    SECURITY_ATTRIBUTES attributes{sizeof attributes, nullptr, TRUE};
    const auto made = ask([&] {
        return CreateFileMappingW(INVALID_HANDLE_VALUE, &attributes, PAGE_READWRITE, 0, page,
                                  name.c_str());
    });
    const handle second(made.value);
    CHECK(made.error == ERROR_ALREADY_EXISTS);
    DWORD flags = 0;
    CHECK(GetHandleInformation(second.get(), &flags));
    CHECK((flags & HANDLE_FLAG_INHERIT) != 0);
    CHECK(GetHandleInformation(first.get(), &flags));
    CHECK((flags & HANDLE_FLAG_INHERIT) == 0);
}
