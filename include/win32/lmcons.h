/* lmcons.h - how long names are. */
/* SPDX-License-Identifier: MIT */
#pragma once

#define UNLEN 256 /* of a user, without the zero */
