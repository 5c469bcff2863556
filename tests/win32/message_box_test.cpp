// MessageBox, which is a question on the terminal.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"
#include "support/unique_name.hpp"

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

using test::ask, test::child_process;

namespace {

constexpr const char* shown = "shown";

// Answers a box of the type by the lines; what the box wrote is in the file.
struct box {
    explicit box(UINT type, const std::vector<std::string>& lines, const char* kind = "narrow")
        : file("/tmp/" + test::unique_name()) {
        child_process child("message_box", {std::to_string(type), file, kind});
        if (child.hear() != shown) throw std::runtime_error("no box");
        for (const auto& line : lines) child.say(line);
        result = child.wait();
        std::ostringstream all;
        all << std::ifstream(file).rdbuf();
        written = all.str();
        std::remove(file.c_str());
    }

    std::string file;
    int result = 0;
    std::string written;
};

}  // namespace

TEST_ROLE(message_box) {
    const auto type = static_cast<UINT>(std::stoul(given[0]));
    if (std::freopen(given[1].c_str(), "w", stderr) == nullptr) return 99;
    test::say(shown);
    if (given[2] == "wide") return MessageBoxW(nullptr, L"\u00E9 text", L"title", type);
    return MessageBoxA(nullptr, "the text", nullptr, type);
}

TEST_CASE("on Linux a message box is a question on the terminal, and Enter says OK") {
    const box answered(MB_OK | MB_ICONWARNING, {""});
    CHECK(answered.result == IDOK);
    CHECK(answered.written == "Error\nthe text\n[OK] ");
    const box wide(MB_OK, {"anything"}, "wide");
    CHECK(wide.result == IDOK);
    CHECK(wide.written == "title\n\u00E9 text\n[OK] ");
}

TEST_CASE("on Linux other buttons are chosen by their beginnings, and asked for again") {
    CHECK(box(MB_YESNO, {""}).result == IDYES);
    CHECK(box(MB_YESNO, {"n"}).result == IDNO);
    CHECK(box(MB_YESNO | MB_DEFBUTTON2, {""}).result == IDNO);
    CHECK(box(MB_YESNOCANCEL, {"perhaps", "CANCEL"}).result == IDCANCEL);
    CHECK(box(MB_ABORTRETRYIGNORE, {"r"}).result == IDRETRY);
    CHECK(box(MB_RETRYCANCEL, {"R"}).result == IDRETRY);
    CHECK(box(MB_CANCELTRYCONTINUE, {"try again"}).result == IDTRYAGAIN);
    CHECK(box(MB_OKCANCEL | MB_DEFBUTTON2, {"o"}).written == "Error\nthe text\nOK [Cancel] ");
}

TEST_CASE("on Linux the end of input closes a message box") {
    CHECK(box(MB_OK, {}).result == IDOK);
    CHECK(box(MB_OKCANCEL, {}).result == IDCANCEL);
    CHECK(box(MB_YESNO, {}).result == 0);
}

TEST_CASE("on Linux a message box has no window, and no buttons but the known ones") {
    const auto owner = reinterpret_cast<HWND>(ULONG_PTR{8});
    const auto owned = ask([&] { return MessageBoxA(owner, "text", "title", MB_OK); });
    CHECK(owned.value == 0);
    CHECK(owned.error == ERROR_INVALID_WINDOW_HANDLE);
    const auto strange = ask([] { return MessageBoxA(nullptr, "text", "title", 7); });
    CHECK(strange.value == 0);
    CHECK(strange.error == ERROR_INVALID_MSGBOX_STYLE);
}
