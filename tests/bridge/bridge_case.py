# bridge_case.py - a prefix for the cases of a file, and the command in it.
# SPDX-License-Identifier: MIT
import mmap
import os
import struct
import unittest

from wine_prefix import Prefix, eventually


class Memory:
    """Shared memory as any program sees it that knows nothing of mapview."""

    def __init__(self, path):
        with open(path, "r+b") as file:
            self.inode = os.fstat(file.fileno()).st_ino
            self.map = mmap.mmap(file.fileno(), 0)

    def number(self, offset):
        return struct.unpack_from("<Q", self.map, offset)[0]

    def put(self, offset, number):
        struct.pack_into("<Q", self.map, offset, number)

    def counts(self):
        first = self.number(0)
        eventually(lambda: self.number(0) > first, "the Windows program counts")


class Case(unittest.TestCase):
    variables = {}
    agent = "agent64.exe"

    @classmethod
    def setUpClass(cls):
        cls.prefix = Prefix(**cls.variables)
        cls.addClassCleanup(cls.prefix.remove)

    def setUp(self):
        self.addCleanup(self.prefix.end_programs)

    def agent_file(self):
        return self.prefix.file(f".cache/mapview/{self.agent}")

    def bind(self, *words):
        bridge = self.prefix.bridge(*words)
        return bridge, self.bound(bridge)

    def bound(self, bridge):
        line = bridge.wait_for("bound ")
        return line[line.index(self.prefix.names):]

    def assert_refused(self, *words, text):
        result = self.prefix.mapview("bridge", *words)
        self.assertEqual(result.returncode, 1, result)
        self.assertIn(text, result.stderr.decode())
