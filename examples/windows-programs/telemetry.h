// telemetry.h - a page as simulators share it: wide text amid numbers. Build with -fshort-wchar.
// SPDX-License-Identifier: MIT
#pragma once

#pragma pack(push, 4)
struct Telemetry {
    int packetId;
    float gas;
    float brake;
    int gear;
    wchar_t car[33];
    wchar_t track[33];
    double lapTime;
};
#pragma pack(pop)
