// mailbox.h - one message at a time, and the events that say whose turn it is.
// SPDX-License-Identifier: MIT
#pragma once
#include <windows.h>

#define MAILBOX_NAME "Mailbox"
#define MAILBOX_FULL "Mailbox is full"    // auto-reset: the consumer may take the message
#define MAILBOX_EMPTY "Mailbox is empty"  // auto-reset: the producer may put the next one
#define MAILBOX_TIME 60000                // milliseconds until the other side is given up

typedef struct {
    DWORD number;  // 0 is the last one
    char text[60];
} MESSAGE;
