# thirty_two_bit_test.py - mapview bridge with 32-bit programs, in a 64-bit prefix and in a 32-bit one.
# SPDX-License-Identifier: MIT
import glob
import os
import re
import shutil
import subprocess
import unittest

from bridge_case import Case, Memory
from wine_prefix import eventually


def has_32_bit_libraries():
    beside = os.path.join(os.path.realpath(shutil.which("wine") or "/usr/bin/wine"), "../../lib")
    return any(glob.glob(f"{folder}/wine/i386-unix")
               for folder in ("/usr/lib*", "/usr/lib/*", f"{beside}*", f"{beside}/*"))


def wine_version():
    version = subprocess.run(["wine", "--version"], capture_output=True, text=True).stdout
    number = re.search(r"wine-(\d+)", version)
    return int(number[1]) if number else 0


class Cases:
    @classmethod
    def setUpClass(cls):
        # A prefix takes long to make for nothing.
        if not cls.wine_may_run_them():
            raise unittest.SkipTest("no 32-bit Wine is installed")
        super().setUpClass()
        cls.prefix.windows_program = cls.prefix.file("windows_program32.exe")
        # Without names it ends at once, with 2.
        result = cls.prefix.run("wine", cls.prefix.windows_program)
        if result.returncode != 2:
            raise unittest.SkipTest(
                f"this Wine runs no 32-bit programs: exit status {result.returncode}")

    def test_what_it_makes_is_bound(self):
        self.prefix.program("create", "telemetry")
        _, path = self.bind("telemetry")
        memory = Memory(path)
        memory.counts()
        memory.put(64, 4711)
        eventually(lambda: memory.number(128) == 4711, "the Windows program answers")
        self.assertTrue(os.path.exists(self.agent_file()))

    def test_it_opens_what_is_published(self):
        self.prefix.program("create", "other")
        self.prefix.start(self.prefix.file("mapview"), "create", "wheel", "64K").wait_for("created")
        self.prefix.bridge("--publish", "wheel").wait_for("published 'wheel'")
        self.prefix.program("open", "wheel")


class In64BitPrefix(Cases, Case):
    @staticmethod
    def wine_may_run_them():
        return wine_version() >= 9 or has_32_bit_libraries()


class In32BitPrefix(Cases, Case):
    """Such prefixes are run by a Wine that is a 32-bit program itself."""
    agent = "agent32.exe"
    variables = {"WINEARCH": "win32"}

    @staticmethod
    def wine_may_run_them():
        return has_32_bit_libraries()
