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
    {ERROR_BAD_ENVIRONMENT, "The environment is incorrect."},
    {ERROR_INVALID_ACCESS, "The access code is invalid."},
    {ERROR_INVALID_DATA, "The data is invalid."},
    {ERROR_OUTOFMEMORY, "Not enough memory resources are available to complete this operation."},
    {ERROR_INVALID_DRIVE, "The system cannot find the drive specified."},
    {ERROR_NOT_SAME_DEVICE, "The system cannot move the file to a different disk drive."},
    {ERROR_NO_MORE_FILES, "There are no more files."},
    {ERROR_WRITE_PROTECT, "The media is write protected."},
    {ERROR_BAD_UNIT, "The system cannot find the device specified."},
    {ERROR_NOT_READY, "The device is not ready."},
    {ERROR_CRC, "Data error (cyclic redundancy check)."},
    {ERROR_BAD_LENGTH, "The program issued a command but the command length is incorrect."},
    {ERROR_SEEK, "The drive cannot locate a specific area or track on the disk."},
    {ERROR_GEN_FAILURE, "A device attached to the system is not functioning."},
    {ERROR_SHARING_VIOLATION,
     "The process cannot access the file because it is being used by another process."},
    {ERROR_LOCK_VIOLATION, "The process cannot access the file because another process has locked "
                           "a portion of the file."},
    {ERROR_SHARING_BUFFER_EXCEEDED, "Too many files opened for sharing."},
    {ERROR_HANDLE_EOF, "Reached the end of the file."},
    {ERROR_HANDLE_DISK_FULL, "The disk is full."},
    {ERROR_NOT_SUPPORTED, "The request is not supported."},
    {ERROR_BAD_NETPATH, "The network path was not found."},
    {ERROR_UNEXP_NET_ERR, "An unexpected network error occurred."},
    {ERROR_FILE_EXISTS, "The file exists."},
    {ERROR_CANNOT_MAKE, "The directory or file cannot be created."},
    {ERROR_INVALID_PARAMETER, "The parameter is incorrect."},
    {ERROR_NO_PROC_SLOTS, "The system cannot start another process at this time."},
    {ERROR_INVALID_AT_INTERRUPT_TIME, "Cannot request exclusive semaphores at interrupt time."},
    {ERROR_BROKEN_PIPE, "The pipe has been ended."},
    {ERROR_OPEN_FAILED, "The system cannot open the device or file specified."},
    {ERROR_BUFFER_OVERFLOW, "The file name is too long."},
    {ERROR_DISK_FULL, "There is not enough space on the disk."},
    {ERROR_NO_MORE_SEARCH_HANDLES, "No more internal file identifiers available."},
    {ERROR_CALL_NOT_IMPLEMENTED, "This function is not supported on this system."},
    {ERROR_INSUFFICIENT_BUFFER, "The data area passed to a system call is too small."},
    {ERROR_INVALID_NAME, "The filename, directory name, or volume label syntax is incorrect."},
    {ERROR_MOD_NOT_FOUND, "The specified module could not be found."},
    {ERROR_PROC_NOT_FOUND, "The specified procedure could not be found."},
    {ERROR_WAIT_NO_CHILDREN, "There are no child processes to wait for."},
    {ERROR_CHILD_NOT_COMPLETE, "The %1 application cannot be run in Win32 mode."},
    {ERROR_NEGATIVE_SEEK,
     "An attempt was made to move the file pointer before the beginning of the file."},
    {ERROR_SEEK_ON_DEVICE, "The file pointer cannot be set on the specified device or file."},
    {ERROR_DIR_NOT_EMPTY, "The directory is not empty."},
    {ERROR_SIGNAL_REFUSED, "The recipient process has refused the signal."},
    {ERROR_NOT_LOCKED, "The segment is already unlocked."},
    {ERROR_BAD_PATHNAME, "The specified path is invalid."},
    {ERROR_SIGNAL_PENDING, "A signal is already pending."},
    {ERROR_MAX_THRDS_REACHED, "No more threads can be created in the system."},
    {ERROR_BUSY, "The requested resource is in use."},
    {ERROR_INVALID_ORDINAL, "The operating system cannot run %1."},
    {ERROR_ALREADY_EXISTS, "Cannot create a file when that file already exists."},
    {ERROR_BAD_EXE_FORMAT, "%1 is not a valid Win32 application."},
    {ERROR_ENVVAR_NOT_FOUND, "The system could not find the environment option that was entered."},
    {ERROR_NO_SIGNAL_SENT, "No process in the command subtree has a signal handler."},
    {ERROR_FILENAME_EXCED_RANGE, "The filename or extension is too long."},
    {ERROR_META_EXPANSION_TOO_LONG,
     "The global filename characters, * or ?, are entered incorrectly or too many global filename "
     "characters are specified."},
    {ERROR_INVALID_SIGNAL_NUMBER, "The signal being posted is not correct."},
    {ERROR_THREAD_1_INACTIVE, "The signal handler cannot be set."},
    {ERROR_BAD_PIPE, "The pipe state is invalid."},
    {ERROR_PIPE_BUSY, "All pipe instances are busy."},
    {ERROR_NO_DATA, "The pipe is being closed."},
    {ERROR_MORE_DATA, "More data is available."},
    {ERROR_DIRECTORY, "The directory name is invalid."},
    {ERROR_NOT_OWNER, "Attempt to release mutex not owned by caller."},
    {ERROR_TOO_MANY_POSTS, "Too many posts were made to a semaphore."},
    {ERROR_MR_MID_NOT_FOUND,
     "The system cannot find message text for message number 0x%1 in the message file for %2."},
    {ERROR_INVALID_ADDRESS, "Attempt to access invalid address."},
    {ERROR_PIPE_CONNECTED, "There is a process on other end of the pipe."},
    {ERROR_MUTANT_LIMIT_EXCEEDED,
     "An attempt was made to acquire a mutant such that its maximum count would have been "
     "exceeded."},
    {ERROR_ABANDONED_WAIT_0, "The wait completed with an abandoned mutex object."},
    {ERROR_OPERATION_ABORTED, "The I/O operation has been aborted because of either a thread exit "
                              "or an application request."},
    {ERROR_IO_PENDING, "Overlapped I/O operation is in progress."},
    {ERROR_NOACCESS, "Invalid access to memory location."},
    {ERROR_INVALID_FLAGS, "Invalid flags."},
    {ERROR_FILE_INVALID,
     "The volume for a file has been externally altered so that the opened file is no longer "
     "valid."},
    {ERROR_NO_TOKEN, "An attempt was made to reference a token that does not exist."},
    {ERROR_PROCESS_ABORTED, "The process terminated unexpectedly."},
    {ERROR_END_OF_MEDIA, "The physical end of the tape has been reached."},
    {ERROR_BEGINNING_OF_MEDIA, "The beginning of the tape or a partition was encountered."},
    {ERROR_SETMARK_DETECTED, "A tape access reached the end of a set of files."},
    {ERROR_NO_DATA_DETECTED, "No more data is on the tape."},
    {ERROR_NO_UNICODE_TRANSLATION,
     "No mapping for the Unicode character exists in the target multi-byte code page."},
    {ERROR_DLL_INIT_FAILED, "A dynamic link library (DLL) initialization routine failed."},
    {ERROR_IO_DEVICE, "The request could not be performed because of an I/O device error."},
    {ERROR_EOM_OVERFLOW, "Physical end of tape encountered."},
    {ERROR_POSSIBLE_DEADLOCK, "A potential deadlock condition has been detected."},
    {ERROR_MAPPED_ALIGNMENT,
     "The base address or the file offset specified does not have the proper alignment."},
    {ERROR_NO_ASSOCIATION,
     "No application is associated with the specified file for this operation."},
    {ERROR_NOT_FOUND, "Element not found."},
    {ERROR_BAD_DEVICE, "The specified device name is invalid."},
    {ERROR_CANCELLED, "The operation was canceled by the user."},
    {ERROR_USER_MAPPED_FILE,
     "The requested operation cannot be performed on a file with a user-mapped section open."},
    {ERROR_ADDRESS_ALREADY_ASSOCIATED,
     "The network transport endpoint already has an address associated with it."},
    {ERROR_NOT_ALL_ASSIGNED, "Not all privileges or groups referenced are assigned to the caller."},
    {ERROR_UNKNOWN_REVISION, "The revision level is unknown."},
    {ERROR_REVISION_MISMATCH, "Indicates two revision levels are incompatible."},
    {ERROR_INVALID_OWNER, "This security ID may not be assigned as the owner of this object."},
    {ERROR_INVALID_PRIMARY_GROUP,
     "This security ID may not be assigned as the primary group of an object."},
    {ERROR_NO_SUCH_PRIVILEGE, "A specified privilege does not exist."},
    {ERROR_PRIVILEGE_NOT_HELD, "A required privilege is not held by the client."},
    {ERROR_NONE_MAPPED, "No mapping between account names and security IDs was done."},
    {ERROR_INVALID_ACL, "The access control list (ACL) structure is invalid."},
    {ERROR_INVALID_SID, "The security ID structure is invalid."},
    {ERROR_INVALID_SECURITY_DESCR, "The security descriptor structure is invalid."},
    {ERROR_ALLOTTED_SPACE_EXCEEDED,
     "No more memory is available for security information updates."},
    {ERROR_INVALID_WINDOW_HANDLE, "Invalid window handle."},
    {ERROR_INVALID_MSGBOX_STYLE, "Invalid message box style."},
    {ERROR_NOT_GUI_PROCESS, "Unable to finish the requested operation because the specified "
                            "process is not a GUI process."},
    {ERROR_NO_SYSTEM_RESOURCES,
     "Insufficient system resources exist to complete the requested service."},
    {ERROR_WORKING_SET_QUOTA, "Insufficient quota to complete the requested service."},
    {ERROR_COMMITMENT_LIMIT, "The paging file is too small for this operation to complete."},
    {ERROR_TIMEOUT, "This operation returned because the timeout period expired."},
    {ERROR_RESOURCE_TYPE_NOT_FOUND,
     "The specified resource type cannot be found in the image file."},
    {ERROR_RESOURCE_LANG_NOT_FOUND,
     "The specified resource language ID cannot be found in the image file."},
    {ERROR_BAD_USERNAME, "The specified username is invalid."},
    {ERROR_OPEN_FILES, "This network connection has files open or requests pending."},
    {ERROR_ACTIVE_CONNECTIONS, "Active connections still exist."},
    {ERROR_DEVICE_IN_USE, "The device is in use by an active process and cannot be disconnected."},
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
