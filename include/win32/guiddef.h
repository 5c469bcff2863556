/* guiddef.h - globally unique identifiers.
 * https://learn.microsoft.com/windows/win32/api/guiddef/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <stdint.h>
#include <string.h>

typedef struct _GUID {
    uint32_t Data1;
    uint16_t Data2;
    uint16_t Data3;
    uint8_t Data4[8];
} GUID;
typedef GUID IID, CLSID, UUID, *LPGUID;
typedef const GUID *LPCGUID;

#ifdef __cplusplus
#define REFGUID const GUID &
#else
#define REFGUID const GUID *
#endif

#ifdef __cplusplus
inline int IsEqualGUID(REFGUID one, REFGUID other) {
    return memcmp(&one, &other, sizeof(GUID)) == 0;
}
inline bool operator==(REFGUID one, REFGUID other) {
    return IsEqualGUID(one, other) != 0;
}
inline bool operator!=(REFGUID one, REFGUID other) {
    return IsEqualGUID(one, other) == 0;
}
#else
#define IsEqualGUID(one, other) (memcmp((one), (other), sizeof(GUID)) == 0)
#endif
