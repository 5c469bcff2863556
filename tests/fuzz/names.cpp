// Names: any text becomes a folder's name that a file system can hold, or an error; different names
// become different folders; a spelling tells the name again; a link's name is what it says.
// SPDX-License-Identifier: MIT
#include "input.hpp"
#include "kernel/holder_link.hpp"
#include "kernel/memory_file.hpp"
#include "kernel/object_name.hpp"
#include "win32/text.hpp"

#include <climits>
#include <map>
#include <string>
#include <utility>

using namespace mapview::kernel;

namespace {

// A folder and what it stands for, of this run's names: none may stand for two.
std::map<std::pair<name_space, std::string>, std::u16string> seen;

std::u16string without_prefixes(std::u16string text) {
    for (;;) {
        if (text.starts_with(u"Local\\")) text.erase(0, 6);
        else if (text.starts_with(u"Global\\")) text.erase(0, 7);
        else return text;
    }
}

void check_name(const std::u16string& text) {
    object_name name;
    if (text.empty() || parse_object_name(text, name) != status::success) return;
    fuzz::require(!name.folder.empty() && name.folder.size() <= NAME_MAX);
    fuzz::require(name.folder.find('/') == std::string::npos);
    fuzz::require(name.folder.find('\0') == std::string::npos);
    fuzz::require(name.folder[0] != '.');
    fuzz::require(name.whole.empty() || name.whole.size() > NAME_MAX);

    const auto plain = without_prefixes(text);
    if (seen.size() > 20000) seen.clear();
    const auto [at, fresh] = seen.try_emplace({name.space, name.folder}, plain);
    fuzz::require(fresh || at->second == plain);
    unescape(name.whole.empty() ? name.folder : name.whole);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::input input(data, size);
    const auto kind = input.take<std::uint8_t>();
    if (kind % 4 == 0) {  // UTF-16, a zero ends it as it does for the W functions
        std::u16string text;
        while (!input.empty())
            if (const auto unit = input.take<char16_t>(); unit != 0) text += unit;
        if (kind & 4) text.insert(0, u"Global\\");
        if (kind & 8) text.append(300, u'\x4E2D');
        check_name(text);
    } else if (kind % 4 == 1) {
        check_name(mapview::win32::utf16_of(
            std::string_view(reinterpret_cast<const char*>(data) + 1, size - 1)));
    } else if (kind % 4 == 2) {
        std::u32string text;
        while (!input.empty()) text += input.take<char32_t>();
        mapview::win32::utf16_of(text);
    } else {
        const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
        unescape(text);
        memory_tag tag;
        memory_tag::parse(text, tag);
        holder_link link;
        if (!holder_link::parse(text, link)) return 0;
        fuzz::require(link.pid > 0 && !link.type.empty());
        holder_link again;
        const auto spelled = link.name();
        fuzz::require(holder_link::parse(spelled.view(), again));
        fuzz::require(again.pid == link.pid && again.fd == link.fd && again.nonce == link.nonce &&
                      again.memory == link.memory && again.type == link.type);
    }
    return 0;
}
