/* targetver.h - stands in where a project's own is missing. */
/* SPDX-License-Identifier: MIT */
#pragma once
