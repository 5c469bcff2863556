// SPDX-License-Identifier: MIT
#include "win32/file_facts.hpp"
#include "win32/last_error.hpp"
#include "win32/path.hpp"
#include "win32/unicode.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <windows.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace {

using mapview::kernel::status;
using mapview::win32::converted;
using mapview::win32::file_facts;
using mapview::win32::guarded;
using mapview::win32::read_facts;
using mapview::win32::report;

// WIN32_FIND_DATA of each kind of characters.
template <class Character>
struct find_data {
    DWORD attributes;
    FILETIME created, read, written;
    DWORD size_high, size_low, reserved[2];
    Character name[MAX_PATH];
    Character alternate_name[14];
};
static_assert(sizeof(find_data<char>) == sizeof(WIN32_FIND_DATAA));
static_assert(sizeof(find_data<wchar_t>) == sizeof(WIN32_FIND_DATAW));

// A search: the names that match, as they were at its beginning.
struct search {
    std::string folder;  // ends in '/'
    std::vector<std::string> names;
    std::size_t next = 0;
};

// The searches that are open; what is none of them is no handle of one.
std::mutex& guard() {
    static std::mutex made;
    return made;
}

std::vector<std::unique_ptr<search>>& searches() {
    static std::vector<std::unique_ptr<search>> made;
    return made;
}

search* find_search(HANDLE handle) {
    const auto found = std::ranges::find(searches(), handle, &std::unique_ptr<search>::get);
    return found == searches().end() ? nullptr : found->get();
}

// `*` takes what it must: where the rest does not match, the last one takes a character more.
bool matches(std::u32string_view pattern, std::u32string_view name) {
    std::size_t at = 0;
    std::size_t star = pattern.npos;
    std::size_t taken = 0;
    for (std::size_t i = 0; i < name.size();) {
        if (at < pattern.size() && pattern[at] == U'*') {
            star = at++;
            taken = i;
        } else if (at < pattern.size() && (pattern[at] == U'?' || pattern[at] == name[i])) {
            ++at;
            ++i;
        } else if (star != pattern.npos) {
            at = star + 1;
            i = ++taken;
        } else {
            return false;
        }
    }
    while (at < pattern.size() && pattern[at] == U'*') ++at;
    return at == pattern.size();
}

struct closer {
    void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};

status list(const std::string& pattern, search& made) {
    const auto slash = pattern.find_last_of('/');
    made.folder = slash == pattern.npos ? "./" : pattern.substr(0, slash + 1);
    std::string last = slash == pattern.npos ? pattern : pattern.substr(slash + 1);
    if (last == "*.*") last = "*";  // names without a dot as well
    const auto wanted = converted<char32_t>(std::string_view(last));
    const std::unique_ptr<DIR, closer> folder(::opendir(made.folder.c_str()));
    if (folder == nullptr) return errno == EACCES ? status::access_denied : status::path_not_found;
    while (const dirent* const entry = ::readdir(folder.get())) {  // NOLINT(concurrency-mt-unsafe)
        const std::string_view name = entry->d_name;
        if (matches(wanted, converted<char32_t>(name))) made.names.emplace_back(name);
    }
    std::ranges::sort(made.names, [](const std::string& one, const std::string& other) {
        const auto rank = [](const std::string& name) {
            return name == "." ? 0 : name == ".." ? 1 : 2;
        };
        return rank(one) != rank(other) ? rank(one) < rank(other) : one < other;
    });
    return status::success;
}

// Tells the next file that is still there.
template <class Character>
status tell_next(search& going, find_data<Character>& data, status at_end) {
    while (going.next < going.names.size()) {
        const std::string& name = going.names[going.next++];
        file_facts facts;
        if (read_facts(AT_FDCWD, (going.folder + name).c_str(), facts) != status::success) continue;
        const auto text = mapview::win32::text_for(name, Character{});
        if (text.size() >= MAX_PATH) continue;
        data = {};
        data.attributes = facts.attributes;
        data.created = facts.created;
        data.read = facts.read;
        data.written = facts.written;
        data.size_high = static_cast<DWORD>(facts.size >> 32);
        data.size_low = static_cast<DWORD>(facts.size);
        std::ranges::copy(text, data.name);
        return status::success;
    }
    return at_end;
}

template <class Character>
HANDLE find_first(const Character* pattern, find_data<Character>* data) {
    HANDLE handle = INVALID_HANDLE_VALUE;
    const status result = guarded([&] {
        std::string path;
        status found = mapview::win32::path_of(pattern, path);
        auto made = std::make_unique<search>();
        if (found == status::success) found = list(path, *made);
        if (found == status::success) found = tell_next(*made, *data, status::not_found);
        if (found != status::success) return found;
        const std::lock_guard lock(guard());
        searches().push_back(std::move(made));
        handle = searches().back().get();
        return found;
    });
    return report(result) ? handle : INVALID_HANDLE_VALUE;
}

template <class Character>
BOOL find_next(HANDLE handle, find_data<Character>* data) {
    return report(guarded([&] {
        const std::lock_guard lock(guard());
        search* const going = find_search(handle);
        if (going == nullptr) return status::invalid_handle;
        return tell_next(*going, *data, status::no_more_files);
    }));
}

}  // namespace

HANDLE WINAPI FindFirstFileA(LPCSTR lpFileName, LPWIN32_FIND_DATAA lpFindFileData) {
    return find_first(lpFileName, reinterpret_cast<find_data<char>*>(lpFindFileData));
}

BOOL WINAPI FindNextFileA(HANDLE hFindFile, LPWIN32_FIND_DATAA lpFindFileData) {
    return find_next(hFindFile, reinterpret_cast<find_data<char>*>(lpFindFileData));
}

BOOL WINAPI FindClose(HANDLE hFindFile) {
    const std::lock_guard lock(guard());
    const bool known =
        std::erase_if(searches(), [&](const auto& each) { return each.get() == hFindFile; }) > 0;
    return report(known ? status::success : status::invalid_handle);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 HANDLE FindFirstFileW_utf16(const char16_t* pattern, find_data<char16_t>* data) {
    return find_first(pattern, data);
}

MAPVIEW_WIN32 HANDLE FindFirstFileW_utf32(const char32_t* pattern, find_data<char32_t>* data) {
    return find_first(pattern, data);
}

MAPVIEW_WIN32 BOOL FindNextFileW_utf16(HANDLE search, find_data<char16_t>* data) {
    return find_next(search, data);
}

MAPVIEW_WIN32 BOOL FindNextFileW_utf32(HANDLE search, find_data<char32_t>* data) {
    return find_next(search, data);
}
