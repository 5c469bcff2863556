// SPDX-License-Identifier: MIT
#include <windows.h>

int WINAPI GetSystemMetrics(int nIndex) {
    constexpr int icon = 32;
    constexpr int small_icon = 16;
    switch (nIndex) {
        case SM_CXICON:
        case SM_CYICON:
        case SM_CXCURSOR:
        case SM_CYCURSOR: return icon;
        case SM_CXSMICON:
        case SM_CYSMICON: return small_icon;
        default: return 0;  // there is none
    }
}
