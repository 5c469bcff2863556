/* SDKDDKVer.h - on Windows, which version of the system to build for. Here there is one. */
/* SPDX-License-Identifier: MIT */
#pragma once
