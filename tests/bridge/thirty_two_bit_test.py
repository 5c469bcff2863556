# thirty_two_bit_test.py - mapview bridge with a 32-bit program and 64-bit Wine.
# SPDX-License-Identifier: MIT
import glob
import re
import subprocess
import unittest

from bridge_case import Case, Memory
from wine_prefix import eventually


def wine_may_run_them():
    """Before Wine 9 32-bit libraries of Linux are needed; a prefix takes long to make for nothing."""
    version = subprocess.run(["wine", "--version"], capture_output=True, text=True).stdout
    number = re.search(r"wine-(\d+)", version)
    return bool(number and int(number[1]) >= 9 or
                glob.glob("/usr/lib*/wine/i386-unix") or glob.glob("/usr/lib/*/wine/i386-unix"))


class Test(Case):
    @classmethod
    def setUpClass(cls):
        if not wine_may_run_them():
            raise unittest.SkipTest("no 32-bit Wine is installed")
        super().setUpClass()
        cls.program_file = cls.prefix.file("windows_program32.exe")
        # Without names it ends at once, with 2.
        result = cls.prefix.run("wine", cls.program_file)
        if result.returncode != 2:
            raise unittest.SkipTest(
                f"this Wine runs no 32-bit programs: exit status {result.returncode}")

    def program(self, *words):
        program = self.prefix.start("wine", self.program_file, *words)
        program.wait_for("ready")
        return program

    def test_what_it_makes_is_bound(self):
        self.program("create", "2048", "telemetry")
        _, path = self.bind("telemetry")
        memory = Memory(path)
        memory.counts()
        memory.put(64, 4711)
        eventually(lambda: memory.number(128) == 4711, "the Windows program answers")

    def test_it_opens_what_is_published(self):
        self.prefix.program("create", "other")
        self.prefix.start(self.prefix.file("mapview"), "create", "wheel", "64K").wait_for("created")
        self.prefix.bridge("--publish", "wheel").wait_for("published 'wheel'")
        self.program("open", "2048", "wheel")
