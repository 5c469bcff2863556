// old_project.cpp - as of Visual Studio 6: stdafx.h that nobody kept, backslashes, void main.
// SPDX-License-Identifier: MIT
#include "StdAfx.h"
#include "shared\Message.h"
#include <WinDOWS.h>
#include <conio.h>

void main(int argc, char* argv[]) {
    HANDLE hMapping =
        CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, sizeof(Message), "old");
    Message* pMessage = (Message*)MapViewOfFile(hMapping, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    pMessage->number = argc;
    strcpy_s(pMessage->text, "still works");
    printf("%d: %s, mapping is %d bits\n", pMessage->number, pMessage->text,
           (int)hMapping ? 32 : 0);
    UnmapViewOfFile(pMessage);
    CloseHandle(hMapping);
    if (argc > 1) {
        _getch();
        return;
    }
    printf("done\n");
}
