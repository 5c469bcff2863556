#!/usr/bin/env python3
"""Shows a racing simulator's telemetry, live. Needs nothing but Python.

    mapview bridge acpmf_physics acpmf_graphics acpmf_static &
    telemetry.py [COUNT]        COUNT lines, ten a second; without it, until Ctrl-C
"""
# SPDX-License-Identifier: MIT
import itertools
import mmap
import os
import struct
import sys
import time

NAMES = os.environ.get("MAPVIEW_DIR", f"/dev/shm/mapview-{os.getuid()}")


def memory(name):
    """The shared memory that `mapview bridge` has bound, to read."""
    with open(f"{NAMES}/Local/{name}/memory", "rb") as file:
        return mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)


def text(raw):
    return raw.decode("utf-16-le", "replace").split("\0")[0]


physics, graphics, fixed = map(memory, ("acpmf_physics", "acpmf_graphics", "acpmf_static"))
_, _, _, cars, car, track = struct.unpack_from("<30s30sii66s66s", fixed)
print(f"{text(car)} on {text(track)}, {cars} cars")
for _ in range(int(sys.argv[1])) if len(sys.argv) > 1 else itertools.count():
    packet, gas, brake, fuel, gear, rpm, steer, speed = struct.unpack_from("<i3f2i2f", physics)
    laps, position = struct.unpack_from("<ii", graphics, 132)
    print(f"packet {packet}: {speed:5.1f} km/h, gear {gear - 1}, {rpm} rpm, gas {gas:.2f}, "
          f"brake {brake:.2f}, {fuel:.1f} l, lap {laps + 1}, place {position}", flush=True)
    time.sleep(0.1)
