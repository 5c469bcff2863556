// SPDX-License-Identifier: MIT
#include "translation.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace fs = std::filesystem;

void translation::collect(files& found, const fs::path& shown) {
    const fs::path canonical = fs::canonical(shown);
    if (found.contains(canonical)) return;
    file& original = found[canonical];
    original.shown = shown;
    original.copy = folder_ / std::to_string(copies_++) / shown.filename();
    original.source = read_source(shown);
    original.changes = original.source.was_utf16;

    for (const include_directive& include : original.source.includes) {
        const fs::path includer = shown.has_parent_path() ? shown.parent_path() : fs::path(".");
        const bool has_backslash = include.path.find('\\') != std::string::npos;
        if (const auto own = path_.find_own(include.path, include.quoted ? includer : fs::path())) {
            original.own[include.position] = fs::canonical(*own);
            original.changes |= has_backslash || !own->string().ends_with(include.path);
            collect(found, own->lexically_normal());
        } else if (const auto ours = path_.find_ours(include.path); ours && *ours != include.path) {
            original.spelled[include.position] = *ours;
            original.changes = true;
        }
    }
}

void translation::write(const files& found, const file& original) {
    fs::create_directories(original.copy.parent_path());
    std::ofstream out(original.copy, std::ios::binary);
    std::string name;
    for (const char c : original.shown.string())
        name += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
    out << "#line 1 \"" << name << "\"\n";
    const std::string_view text = original.source.text;
    std::size_t position = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
    for (const include_directive& include : original.source.includes) {
        std::string replacement = include.path;
        if (const auto own = original.own.find(include.position); own != original.own.end())
            replacement = found.at(own->second).copy;
        else if (const auto ours = original.spelled.find(include.position);
                 ours != original.spelled.end())
            replacement = ours->second;
        out << text.substr(position, include.position - position) << replacement;
        position = include.position + include.path.size();
    }
    out << text.substr(position);
    out.close();
    if (!out) throw std::runtime_error(original.copy.string() + ": cannot be written");
}

fs::path translation::add(const fs::path& source) {
    files found;
    collect(found, source);
    const file& first = found.at(fs::canonical(source));
    has_void_main_ |= first.source.has_void_main;
    if (std::ranges::none_of(found, [](const auto& entry) { return entry.second.changes; }))
        return source;
    for (const auto& entry : found) write(found, entry.second);
    return first.copy;
}
