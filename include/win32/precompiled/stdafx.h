/* stdafx.h - stands in where a project's own is missing: what Visual Studio's wizard put there. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <stdio.h>
#include <tchar.h>
