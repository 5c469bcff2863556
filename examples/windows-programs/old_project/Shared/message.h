// message.h - what both programs know.
// SPDX-License-Identifier: MIT
#pragma once

struct Message {
    int number;
    char text[60];
};
