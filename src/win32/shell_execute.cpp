// SPDX-License-Identifier: MIT
#include "win32/path.hpp"

#include <strings.h>
#include <windows.h>

#include <shellapi.h>

#include <new>
#include <optional>
#include <string>

namespace {

using namespace mapview::win32;

HINSTANCE instance(INT_PTR value) {
    return reinterpret_cast<HINSTANCE>(value);
}

// Windows programs compare with 32; 42 is what Windows itself returns.
constexpr INT_PTR started = 42;

HINSTANCE failed(DWORD error) {
    SetLastError(error);
    switch (error) {
        case ERROR_FILE_NOT_FOUND: return instance(SE_ERR_FNF);
        case ERROR_PATH_NOT_FOUND:
        case ERROR_DIRECTORY: return instance(SE_ERR_PNF);
        case ERROR_ACCESS_DENIED: return instance(SE_ERR_ACCESSDENIED);
        case ERROR_NOT_ENOUGH_MEMORY: return instance(SE_ERR_OOM);
        default: return instance(SE_ERR_NOASSOC);
    }
}

bool is_folder(const std::string& file) {
    const DWORD attributes = GetFileAttributesA(file.c_str());
    return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

// Why a file that is there did not start.
bool is_of_a_document(DWORD error) {
    return error == ERROR_ACCESS_DENIED || error == ERROR_BAD_EXE_FORMAT;
}

bool is(const std::string& operation, const char* name) {
    return ::strcasecmp(operation.c_str(), name) == 0;
}

template <class Character>
std::optional<std::string> text_of(const Character* given) {
    if (given == nullptr) return std::nullopt;
    return bytes_of(given);
}

template <class Character>
HINSTANCE shell_execute(const Character* given_operation, const Character* given_file,
                        const Character* given_parameters, const Character* given_folder) noexcept
    try {
    const auto operation = text_of(given_operation), file = text_of(given_file);
    const auto parameters = text_of(given_parameters), folder = text_of(given_folder);
    if (operation && is(*operation, "runas")) return failed(ERROR_ACCESS_DENIED);
    if (operation && !operation->empty() && !is(*operation, "open"))
        return failed(ERROR_NO_ASSOCIATION);
    if (!file || file->empty()) return failed(ERROR_FILE_NOT_FOUND);
    if (is_folder(*file) || file->find("://") != file->npos) return failed(ERROR_NO_ASSOCIATION);

    std::string line = '"' + *file + '"' + (parameters ? ' ' + *parameters : "");
    STARTUPINFOA how{};
    how.cb = sizeof how;
    PROCESS_INFORMATION made{};
    if (!CreateProcessA(nullptr, line.data(), nullptr, nullptr, FALSE, 0, nullptr,
                        folder && !folder->empty() ? folder->c_str() : nullptr, &how, &made))
        return failed(is_of_a_document(GetLastError()) ? ERROR_NO_ASSOCIATION : GetLastError());
    CloseHandle(made.hThread);
    CloseHandle(made.hProcess);
    return instance(started);
} catch (const std::bad_alloc&) {
    return failed(ERROR_NOT_ENOUGH_MEMORY);
}

}  // namespace

HINSTANCE WINAPI ShellExecuteA(HWND, LPCSTR lpOperation, LPCSTR lpFile, LPCSTR lpParameters,
                               LPCSTR lpDirectory, INT) {
    return shell_execute(lpOperation, lpFile, lpParameters, lpDirectory);
}

MAPVIEW_WIN32 HINSTANCE ShellExecuteW_utf16(HWND, const char16_t* operation, const char16_t* file,
                                            const char16_t* parameters, const char16_t* folder,
                                            INT) {
    return shell_execute(operation, file, parameters, folder);
}

MAPVIEW_WIN32 HINSTANCE ShellExecuteW_utf32(HWND, const char32_t* operation, const char32_t* file,
                                            const char32_t* parameters, const char32_t* folder,
                                            INT) {
    return shell_execute(operation, file, parameters, folder);
}
