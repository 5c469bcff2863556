/* mmsystem.h - of multimedia the clock. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <timeapi.h>
