// SPDX-License-Identifier: MIT
#include "source_text.hpp"

#include <iconv.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <stdexcept>
#include <string_view>

namespace {

std::string read_bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(file), {});
    if (!file) throw std::runtime_error(path.string() + ": cannot be read");
    return bytes;
}

// The converter looks at the byte order mark, and takes it away.
std::string utf8_of_utf16(std::string bytes, const std::filesystem::path& path) {
    iconv_t converter = ::iconv_open("UTF-8", "UTF-16");
    if (converter == reinterpret_cast<iconv_t>(-1)) throw std::runtime_error("no iconv for UTF-16");
    std::string text(bytes.size() * 2, '\0');  // 2 bytes become 3 at most
    char* from = bytes.data();
    char* to = text.data();
    std::size_t left = bytes.size();
    std::size_t room = text.size();
    const std::size_t result = ::iconv(converter, &from, &left, &to, &room);
    ::iconv_close(converter);
    if (result == static_cast<std::size_t>(-1))
        throw std::runtime_error(path.string() + ": is not UTF-16, though it begins like that");
    text.resize(text.size() - room);
    return text;
}

// The code with blanks for comments and for what is in quotes; the ends of lines stay.
std::string without_comments(std::string_view text) {
    enum class state { code, line_comment, comment, quoted } now = state::code;
    std::string code(text);
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view pair = text.substr(i, 2);
        const char c = text[i];
        if (c == '\n') {
            if (now != state::comment) now = state::code;
            continue;
        }
        if (now == state::code) {
            if (pair == "//" || pair == "/*") {
                now = pair == "//" ? state::line_comment : state::comment;
                code[i] = code[i + 1] = ' ';
                ++i;
            } else if (c == '"' || c == '\'') {
                now = state::quoted;
                quote = c;
            }
            continue;
        }
        code[i] = ' ';
        if (now == state::comment && pair == "*/") {
            code[++i] = ' ';
            now = state::code;
        } else if (now == state::quoted && c == '\\' && i + 1 < text.size() &&
                   text[i + 1] != '\n') {
            code[++i] = ' ';
        } else if (now == state::quoted && c == quote) {
            code[i] = c;
            now = state::code;
        }
    }
    return code;
}

// An #include is looked for in the code, where it is no comment; its path is in the text.
std::vector<include_directive> find_includes(const std::string& text, const std::string& code) {
    static const std::regex directive(R"(^[ \t]*#[ \t]*include[ \t]*(["<]))",
                                      std::regex::ECMAScript | std::regex::multiline);
    std::vector<include_directive> found;
    for (std::sregex_iterator i(code.begin(), code.end(), directive), end; i != end; ++i) {
        const auto begin = static_cast<std::size_t>(i->position(1)) + 1;
        const bool quoted = text[begin - 1] == '"';
        const std::size_t stop = text.find_first_of(quoted ? "\"\n" : ">\n", begin);
        if (stop == std::string::npos || text[stop] == '\n') continue;
        found.push_back({begin, text.substr(begin, stop - begin), quoted});
    }
    return found;
}

bool declares_main(const std::string& code, const std::string& type) {
    return std::regex_search(code,
                             std::regex("\\b" + type + R"(\s+(\w+\s+)?(main|wmain|_tmain)\s*\()"));
}

}  // namespace

source_text read_source(const std::filesystem::path& path) {
    source_text source;
    source.text = read_bytes(path);
    const std::string_view mark = std::string_view(source.text).substr(0, 2);
    source.was_utf16 = mark == "\xff\xfe" || mark == "\xfe\xff";
    if (source.was_utf16) source.text = utf8_of_utf16(std::move(source.text), path);
    const std::string code = without_comments(source.text);
    source.includes = find_includes(source.text, code);
    source.has_void_main = declares_main(code, "void") && !declares_main(code, "int");
    return source;
}
