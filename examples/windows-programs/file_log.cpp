// file_log.cpp - a log that lives in a file: each run maps it, appends, and finds what others
// wrote.
//
//     file_log FILE TEXT...   appends each text as a record; grows the file where it is full
//     file_log FILE           prints the records, and what ReadFile finds at the file's beginning
//
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <stdio.h>
#include <string.h>

struct HEADER {
    char magic[4];
    DWORD count;
    DWORD capacity;
};

struct RECORD {
    DWORD number;
    char text[28];
};

static const DWORD first_capacity = 4;

static DWORD size_for(DWORD capacity) {
    return sizeof(HEADER) + capacity * sizeof(RECORD);
}

static int fail(const char* call) {
    printf("%s failed: %lu\n", call, GetLastError());
    return 1;
}

// Maps the file with room for so many records; the file grows to that size.
static HEADER* map_log(HANDLE file, DWORD capacity) {
    HANDLE mapping = CreateFileMapping(file, NULL, PAGE_READWRITE, 0, size_for(capacity), NULL);
    if (mapping == NULL) return NULL;
    HEADER* log = (HEADER*)MapViewOfFile(mapping, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    CloseHandle(mapping);  // the view keeps it
    if (log != NULL) log->capacity = capacity;
    return log;
}

static int append(HANDLE file, int count, char* texts[]) {
    LARGE_INTEGER size;
    if (!GetFileSizeEx(file, &size)) return fail("GetFileSizeEx");
    DWORD capacity = first_capacity;
    if (size.QuadPart > (LONGLONG)sizeof(HEADER))
        capacity = (DWORD)((size.QuadPart - sizeof(HEADER)) / sizeof(RECORD));
    HEADER* log = map_log(file, capacity);
    if (log == NULL) return fail("map_log");
    if (log->count == 0) memcpy(log->magic, "LOG1", 4);
    for (int i = 0; i < count; ++i) {
        if (log->count == log->capacity) {
            capacity *= 2;
            UnmapViewOfFile(log);
            log = map_log(file, capacity);
            if (log == NULL) return fail("map_log");
        }
        RECORD* record = (RECORD*)(log + 1) + log->count;
        record->number = ++log->count;
        strncpy(record->text, texts[i], sizeof record->text - 1);
    }
    if (!FlushViewOfFile(log, 0)) return fail("FlushViewOfFile");
    UnmapViewOfFile(log);
    return 0;
}

static int print(HANDLE file) {
    HANDLE mapping = CreateFileMapping(file, NULL, PAGE_READONLY, 0, 0, NULL);
    if (mapping == NULL) return fail("CreateFileMapping");
    const HEADER* log = (const HEADER*)MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, 0);
    if (log == NULL) return fail("MapViewOfFile");
    const RECORD* records = (const RECORD*)(log + 1);
    for (DWORD i = 0; i < log->count; ++i) printf("%lu %s\n", records[i].number, records[i].text);
    UnmapViewOfFile(log);
    CloseHandle(mapping);

    HEADER read;
    DWORD length = 0;
    if (!ReadFile(file, &read, sizeof read, &length, NULL)) return fail("ReadFile");
    printf("%lu bytes in the file, %lu read: %.4s, %lu of %lu\n", GetFileSize(file, NULL), length,
           read.magic, read.count, read.capacity);
    return 0;
}

int main(int argc, char* argv[]) {
    if (argc < 2) {
        printf("usage: file_log FILE [TEXT...]\n");
        return 2;
    }
    const bool appending = argc > 2;
    HANDLE file = CreateFile(argv[1], appending ? GENERIC_READ | GENERIC_WRITE : GENERIC_READ,
                             FILE_SHARE_READ, NULL, appending ? OPEN_ALWAYS : OPEN_EXISTING,
                             FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE) return fail("CreateFile");
    const int result = appending ? append(file, argc - 2, argv + 2) : print(file);
    CloseHandle(file);
    return result;
}
