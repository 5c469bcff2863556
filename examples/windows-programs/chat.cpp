// chat.cpp - two people who talk by turns, a line each: `chat first` begins, `chat second` answers.
// An empty line, or the end of the input, ends it for both.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <stdio.h>
#include <string.h>

typedef struct {
    char line[200];  // UTF-8; empty: good-bye
} SAID;

static SAID* said;
static HANDLE mine, theirs;  // auto-reset: it is my turn, it is theirs

// False where I have nothing to say any more.
static BOOL speak() {
    char line[sizeof(said->line)] = "";
    if (fgets(line, sizeof(line), stdin)) line[strcspn(line, "\r\n")] = 0;
    strcpy(said->line, line);
    SetEvent(theirs);
    return line[0] != 0;
}

// False where the other one has gone.
static BOOL listen_to_them() {
    if (WaitForSingleObject(mine, 60000) != WAIT_OBJECT_0) {
        printf("nobody is there\n");
        return FALSE;
    }
    if (said->line[0] == 0) return FALSE;
    printf("> %s\n", said->line);
    fflush(stdout);
    return TRUE;
}

int main(int argc, char** argv) {
    BOOL first = argc > 1 && strcmp(argv[1], "first") == 0;
    HANDLE mapping =
        CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, sizeof(SAID), "Chat");
    HANDLE first_turn = CreateEventA(NULL, FALSE, FALSE, "Chat: first");
    HANDLE second_turn = CreateEventA(NULL, FALSE, FALSE, "Chat: second");
    if (!mapping || !first_turn || !second_turn) return 1;
    said = (SAID*)MapViewOfFile(mapping, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    if (!said) return 2;
    mine = first ? first_turn : second_turn;
    theirs = first ? second_turn : first_turn;
    printf("in the chat\n");
    fflush(stdout);

    BOOL going = first ? speak() : TRUE;
    while (going) going = listen_to_them() && speak();
    printf("good-bye\n");
    UnmapViewOfFile(said);
    CloseHandle(second_turn);
    CloseHandle(first_turn);
    CloseHandle(mapping);
    return 0;
}
