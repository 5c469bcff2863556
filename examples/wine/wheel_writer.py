#!/usr/bin/env python3
"""Writes for a Windows program: the position of a steering wheel, a hundred times a second.

    mapview create wheel 64K &
    mapview bridge --publish wheel='Local\\WheelData' &
    wheel_writer.py [COUNT]
"""
# SPDX-License-Identifier: MIT
import itertools
import math
import mmap
import os
import struct
import subprocess
import sys
import time


def path_of(section):
    """Where `mapview stat` says that the memory of a section is to be opened."""
    told = subprocess.run([os.environ.get("MAPVIEW", "mapview"), "stat", section], check=True,
                          capture_output=True, text=True).stdout
    return next(line.split(None, 1)[1] for line in told.splitlines() if line.startswith("path:"))


with open(path_of("wheel"), "r+b") as file:
    wheel = mmap.mmap(file.fileno(), 0)
for packet in range(1, int(sys.argv[1]) + 1) if len(sys.argv) > 1 else itertools.count(1):
    struct.pack_into("<f", wheel, 4, math.sin(packet / 100))
    struct.pack_into("<i", wheel, 0, packet)
    time.sleep(0.01)
