// The main() of a program that has none, but a wmain() or a void main(); see corecrt_startup.h.
// SPDX-License-Identifier: MIT
#include "win32/unicode.hpp"

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

extern "C" {
void mapview_crt_void_main(int, char**, char**) __attribute__((weak));
int mapview_crt_wmain_utf16(int, char16_t**, char16_t**) __attribute__((weak));
int mapview_crt_wmain_utf32(int, char32_t**, char32_t**) __attribute__((weak));
void mapview_crt_void_wmain_utf16(int, char16_t**, char16_t**) __attribute__((weak));
void mapview_crt_void_wmain_utf32(int, char32_t**, char32_t**) __attribute__((weak));
}

namespace {

// Words as wide characters, in an array that ends with a null pointer.
template <class Unit>
class wide_words {
  public:
    explicit wide_words(char** words) {
        for (; *words != nullptr; ++words)
            texts_.push_back(mapview::win32::converted<Unit>(std::string_view(*words)));
        for (auto& text : texts_) pointers_.push_back(text.data());
        pointers_.push_back(nullptr);
    }
    Unit** data() { return pointers_.data(); }

  private:
    std::vector<std::basic_string<Unit>> texts_;
    std::vector<Unit*> pointers_;
};

template <class Unit, class Main>
auto call(Main* wide_main, int count, char** words, char** environment) {
    // The program may keep pointers to them until it ends.
    static wide_words<Unit> wide(words);
    static wide_words<Unit> wide_environment(environment);
    return wide_main(count, wide.data(), wide_environment.data());
}

}  // namespace

int main(int count, char** words, char** environment) {
    if (mapview_crt_wmain_utf32 != nullptr)
        return call<char32_t>(mapview_crt_wmain_utf32, count, words, environment);
    if (mapview_crt_wmain_utf16 != nullptr)
        return call<char16_t>(mapview_crt_wmain_utf16, count, words, environment);
    if (mapview_crt_void_main != nullptr) mapview_crt_void_main(count, words, environment);
    else if (mapview_crt_void_wmain_utf32 != nullptr)
        call<char32_t>(mapview_crt_void_wmain_utf32, count, words, environment);
    else if (mapview_crt_void_wmain_utf16 != nullptr)
        call<char16_t>(mapview_crt_void_wmain_utf16, count, words, environment);
    else {
        std::fputs("mapview: this program has no main() and no wmain()\n", stderr);
        return 127;
    }
    return 0;
}
