// SPDX-License-Identifier: MIT
#include "win32/last_error.hpp"
#include "win32/path.hpp"

#include <windows.h>

#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace {

// What a monitor makes under the name DBWIN_BUFFER.
struct debug_buffer {
    DWORD process;
    char text[4096 - sizeof(DWORD)];
};

using handle = std::unique_ptr<void, decltype(&CloseHandle)>;
using view = std::unique_ptr<void, decltype(&UnmapViewOfFile)>;

constexpr DWORD patience = 10'000;  // as on Windows, for a monitor that does not read

void hand_over(std::string_view text) {
    const handle section(OpenFileMappingA(FILE_MAP_WRITE, FALSE, "DBWIN_BUFFER"), CloseHandle);
    if (section == nullptr) return;
    const view mapped(MapViewOfFile(section.get(), FILE_MAP_WRITE, 0, 0, sizeof(debug_buffer)),
                      UnmapViewOfFile);
    const handle ready(OpenEventA(SYNCHRONIZE, FALSE, "DBWIN_BUFFER_READY"), CloseHandle);
    const handle filled(OpenEventA(EVENT_MODIFY_STATE, FALSE, "DBWIN_DATA_READY"), CloseHandle);
    if (mapped == nullptr || ready == nullptr || filled == nullptr) return;
    auto* const buffer = static_cast<debug_buffer*>(mapped.get());
    do {
        if (WaitForSingleObject(ready.get(), patience) != WAIT_OBJECT_0) return;
        const std::string_view part = text.substr(0, sizeof buffer->text - 1);
        text.remove_prefix(part.size());
        buffer->process = GetCurrentProcessId();
        std::memcpy(buffer->text, part.data(), part.size());
        buffer->text[part.size()] = 0;
        SetEvent(filled.get());
    } while (!text.empty());
}

}  // namespace

void WINAPI OutputDebugStringA(LPCSTR lpOutputString) {
    const DWORD before = GetLastError();
    const handle turn(CreateMutexA(nullptr, FALSE, "DBWinMutex"), CloseHandle);
    const DWORD waited = turn == nullptr ? WAIT_FAILED : WaitForSingleObject(turn.get(), patience);
    if (waited == WAIT_OBJECT_0 || waited == WAIT_ABANDONED) {
        if (lpOutputString != nullptr) hand_over(lpOutputString);
        ReleaseMutex(turn.get());
    }
    SetLastError(before);
}

namespace {

template <class Wide>
void output_wide(const Wide* text) {
    mapview::win32::guarded([&] {
        if (text != nullptr) OutputDebugStringA(mapview::win32::bytes_of(text).c_str());
        return mapview::kernel::status::success;
    });
}

}  // namespace

// OutputDebugStringW for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 void OutputDebugStringW_utf16(const char16_t* text) {
    output_wide(text);
}

MAPVIEW_WIN32 void OutputDebugStringW_utf32(const char32_t* text) {
    output_wide(text);
}
