// SPDX-License-Identifier: MIT
#include "win32/last_error.hpp"
#include "win32/text.hpp"

#include <windows.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

using mapview::kernel::status;
using mapview::win32::guarded;
using mapview::win32::report;
using mapview::win32::utf16_of;

struct message {
    DWORD number;
    std::string_view text;
};

// Every number of winerror.h.
// https://learn.microsoft.com/windows/win32/debug/system-error-codes
constexpr auto messages = std::to_array<message>({
    {ERROR_SUCCESS, "The operation completed successfully."},
    {ERROR_INVALID_FUNCTION, "Incorrect function."},
    {ERROR_FILE_NOT_FOUND, "The system cannot find the file specified."},
    {ERROR_PATH_NOT_FOUND, "The system cannot find the path specified."},
    {ERROR_TOO_MANY_OPEN_FILES, "The system cannot open the file."},
    {ERROR_ACCESS_DENIED, "Access is denied."},
    {ERROR_INVALID_HANDLE, "The handle is invalid."},
    {ERROR_NOT_ENOUGH_MEMORY, "Not enough memory resources are available to process this command."},
    {ERROR_OUTOFMEMORY, "Not enough memory resources are available to complete this operation."},
    {ERROR_WRITE_PROTECT, "The media is write protected."},
    {ERROR_BAD_LENGTH, "The program issued a command but the command length is incorrect."},
    {ERROR_NOT_SUPPORTED, "The request is not supported."},
    {ERROR_INVALID_PARAMETER, "The parameter is incorrect."},
    {ERROR_DISK_FULL, "There is not enough space on the disk."},
    {ERROR_CALL_NOT_IMPLEMENTED, "This function is not supported on this system."},
    {ERROR_INSUFFICIENT_BUFFER, "The data area passed to a system call is too small."},
    {ERROR_INVALID_NAME, "The filename, directory name, or volume label syntax is incorrect."},
    {ERROR_BAD_PATHNAME, "The specified path is invalid."},
    {ERROR_ALREADY_EXISTS, "Cannot create a file when that file already exists."},
    {ERROR_BAD_EXE_FORMAT, "%1 is not a valid Win32 application."},
    {ERROR_FILENAME_EXCED_RANGE, "The filename or extension is too long."},
    {ERROR_NOT_OWNER, "Attempt to release mutex not owned by caller."},
    {ERROR_TOO_MANY_POSTS, "Too many posts were made to a semaphore."},
    {ERROR_MR_MID_NOT_FOUND,
     "The system cannot find message text for message number 0x%1 in the message file for %2."},
    {ERROR_INVALID_ADDRESS, "Attempt to access invalid address."},
    {ERROR_MUTANT_LIMIT_EXCEEDED,
     "An attempt was made to acquire a mutant such that its maximum count would have been "
     "exceeded."},
    {ERROR_NOACCESS, "Invalid access to memory location."},
    {ERROR_FILE_INVALID,
     "The volume for a file has been externally altered so that the opened file is no longer "
     "valid."},
    {ERROR_MAPPED_ALIGNMENT,
     "The base address or the file offset specified does not have the proper alignment."},
    {ERROR_USER_MAPPED_FILE,
     "The requested operation cannot be performed on a file with a user-mapped section open."},
    {ERROR_PRIVILEGE_NOT_HELD, "A required privilege is not held by the client."},
    {ERROR_NO_SYSTEM_RESOURCES,
     "Insufficient system resources exist to complete the requested service."},
    {ERROR_COMMITMENT_LIMIT, "The paging file is too small for this operation to complete."},
    {ERROR_RESOURCE_TYPE_NOT_FOUND,
     "The specified resource type cannot be found in the image file."},
    {ERROR_RESOURCE_LANG_NOT_FOUND,
     "The specified resource language ID cannot be found in the image file."},
});

status find_text(DWORD flags, DWORD number, DWORD language, std::string_view& text) {
    constexpr DWORD sources =
        FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_FROM_STRING | FORMAT_MESSAGE_FROM_HMODULE;
    if ((flags & sources) == 0) return status::invalid_parameter;
    if ((flags & sources) != FORMAT_MESSAGE_FROM_SYSTEM) return status::not_supported;
    constexpr DWORD primary_language = 0x3FF;
    const DWORD primary = language & primary_language;
    if (primary != LANG_NEUTRAL && primary != LANG_ENGLISH) return status::no_such_language;
    const auto found = std::ranges::find(messages, number, &message::number);
    if (found == messages.end()) return status::no_such_message;
    // A text with inserts needs what would be inserted.
    if ((flags & FORMAT_MESSAGE_IGNORE_INSERTS) == 0 && found->text.find('%') != found->text.npos)
        return status::not_supported;
    text = found->text;
    return status::success;
}

// Hands the text over, into the caller's buffer or one of its own. Returns its length.
template <class Character>
DWORD hand_over(const std::basic_string<Character>& text, DWORD flags, Character* buffer,
                DWORD room) {
    const std::size_t needed = text.size() + 1;
    Character* out = buffer;
    if ((flags & FORMAT_MESSAGE_ALLOCATE_BUFFER) != 0) {
        out = static_cast<Character*>(
            std::malloc(std::max<std::size_t>(needed, room) * sizeof(Character)));
        if (out == nullptr) {
            report(status::not_enough_memory);
            return 0;
        }
        std::memcpy(buffer, &out, sizeof out);  // the argument is a pointer to a pointer then
    } else if (room < needed) {
        report(status::insufficient_buffer);
        return 0;
    }
    std::copy_n(text.c_str(), needed, out);
    return static_cast<DWORD>(text.size());
}

template <class Character, class Convert>
DWORD format(DWORD flags, DWORD number, DWORD language, Character* buffer, DWORD room,
             Convert&& convert) {
    if (buffer == nullptr) {
        report(status::invalid_parameter);
        return 0;
    }
    std::basic_string<Character> text;
    const status result = guarded([&] {
        std::string_view found;
        const status looked = find_text(flags, number, language, found);
        if (looked != status::success) return looked;
        // As in the message tables of Windows, a line break ends the text; the width mask asks for
        // none, and gets a blank.
        const bool one_line = (flags & FORMAT_MESSAGE_MAX_WIDTH_MASK) != 0;
        text = convert(std::string(found) + (one_line ? " " : "\r\n"));
        return status::success;
    });
    return report(result) ? hand_over(text, flags, buffer, room) : 0;
}

}  // namespace

DWORD WINAPI FormatMessageA(DWORD dwFlags, LPCVOID, DWORD dwMessageId, DWORD dwLanguageId,
                            LPSTR lpBuffer, DWORD nSize, va_list*) {
    return format(dwFlags, dwMessageId, dwLanguageId, lpBuffer, nSize,
                  [](std::string text) { return text; });
}

// FormatMessageW for either size of wchar_t: see MAPVIEW_WIDE. The texts are ASCII.

MAPVIEW_WIN32 DWORD FormatMessageW_utf16(DWORD flags, LPCVOID, DWORD number, DWORD language,
                                         char16_t* buffer, DWORD room, va_list*) {
    return format(flags, number, language, buffer, room,
                  [](const std::string& text) { return utf16_of(text); });
}

MAPVIEW_WIN32 DWORD FormatMessageW_utf32(DWORD flags, LPCVOID, DWORD number, DWORD language,
                                         char32_t* buffer, DWORD room, va_list*) {
    return format(flags, number, language, buffer, room,
                  [](const std::string& text) { return std::u32string(text.begin(), text.end()); });
}

HLOCAL WINAPI LocalFree(HLOCAL hMem) {
    std::free(hMem);
    return nullptr;
}
