// wide_exchange.cpp - wide text in shared memory for readers of either size of wchar_t: UTF-16, as
// Windows has it, whatever wchar_t is in the program.
//
//     wide_exchange ask      shares a question, holds it until Enter, and tells the answer
//     wide_exchange answer   tells the question, and answers
//
// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <string.h>
#include <windows.h>

struct EXCHANGE {
    char16_t question[64];
    char16_t answer[64];
};

// wchar_t is a UTF-16 unit on Windows and with -fshort-wchar, a whole character elsewhere.
static void write(char16_t* to, const wchar_t* text) {
    for (; *text != 0; ++text) {
        const unsigned long character = *text;
        if (character > 0xFFFF) {
            *to++ = (char16_t)(0xD800 + ((character - 0x10000) >> 10));
            *to++ = (char16_t)(0xDC00 + ((character - 0x10000) & 0x3FF));
        } else {
            *to++ = (char16_t)character;
        }
    }
    *to = 0;
}

static void read(wchar_t* to, const char16_t* text) {
    for (; *text != 0; ++text) {
        if (sizeof(wchar_t) > 2 && (*text & 0xFC00) == 0xD800) {
            *to++ = (wchar_t)(0x10000 + ((text[0] & 0x3FF) << 10) + (text[1] & 0x3FF));
            ++text;
        } else {
            *to++ = (wchar_t)*text;
        }
    }
    *to = 0;
}

static void tell(const char16_t* text) {
    for (const char16_t* unit = text; *unit != 0; ++unit) printf("%04x ", (unsigned)*unit);
    wchar_t wide[64];
    read(wide, text);
    char utf8[256];
    WideCharToMultiByte(CP_UTF8, 0, wide, -1, utf8, sizeof utf8, NULL, NULL);
    printf("= %s\n", utf8);
}

int main(int argc, char* argv[]) {
    const bool asks = argc > 1 && strcmp(argv[1], "ask") == 0;
    HANDLE mapping = CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0,
                                        sizeof(EXCHANGE), L"Local\\Gr\u00fc\u00dfe \U0001F44B");
    if (mapping == NULL) return 1;
    if (!asks && GetLastError() != ERROR_ALREADY_EXISTS) {
        printf("nobody asks\n");
        return 1;
    }
    EXCHANGE* both = (EXCHANGE*)MapViewOfFile(mapping, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    if (both == NULL) return 1;
    if (asks) {
        write(both->question, L"Wie sp\u00e4t? \U0001F557");
        printf("Press Enter\n");
        fflush(stdout);
        getchar();
        tell(both->answer);
    } else {
        tell(both->question);
        write(both->answer, L"8 \u20ac \U0001F3C1");
    }
    UnmapViewOfFile(both);
    CloseHandle(mapping);
    return 0;
}
