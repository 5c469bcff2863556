// SPDX-License-Identifier: MIT
#include "command_line.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace {

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::ranges::find(words, word) != words.end();
}

// Options whose value is the next word, which is no source file then.
bool takes_next_word(std::string_view word) {
    static constexpr std::array<std::string_view, 21> options{
        "-o",         "-I",         "-D",       "-U",       "-L",
        "-l",         "-x",         "-include", "-imacros", "-isystem",
        "-iquote",    "-idirafter", "-MF",      "-MT",      "-MQ",
        "-T",         "-u",         "-z",       "-Xlinker", "-Xpreprocessor",
        "-Xassembler"};
    return is_one_of(word, options);
}

bool stops_before_linking(std::string_view word) {
    static constexpr std::array<std::string_view, 6> options{"-c", "-S",  "-E",
                                                             "-M", "-MM", "-fsyntax-only"};
    return is_one_of(word, options);
}

bool is_source(const std::filesystem::path& word) {
    static constexpr std::array<std::string_view, 9> endings{".c", ".cc",  ".cpp", ".cxx", ".c++",
                                                             ".C", ".CPP", ".Cpp", ".CXX"};
    return is_one_of(word.extension().string(), endings);
}

}  // namespace

command_line read_command_line(int count, char** words) {
    command_line line;
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        if (word == "--show") {
            line.show = true;
        } else if (word == "-municode") {  // as MinGW has it
            line.words.insert(line.words.end(), {"-DUNICODE", "-D_UNICODE"});
        } else if (takes_next_word(word) && i + 1 < count) {
            line.words.insert(line.words.end(), {word, words[++i]});
            if (word == "-I" || word == "-iquote") line.include_folders.emplace_back(words[i]);
        } else {
            if (stops_before_linking(word)) line.links = false;
            if (word.starts_with("-I")) line.include_folders.emplace_back(word.substr(2));
            if (!word.starts_with('-') && is_source(word))
                line.sources.push_back(line.words.size());
            line.words.push_back(word);
        }
    }
    return line;
}
