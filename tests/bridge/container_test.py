# container_test.py - mapview bridge with a prefix in a container of bubblewrap's.
# SPDX-License-Identifier: MIT
import os
import unittest

from bridge_case import Case, Memory
from wine_prefix import eventually


class Test(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Inside, the prefix has a path that leads to an empty folder outside.
        cls.inside = cls.prefix.file("inside")
        cls.prefix.run("mkdir", cls.inside)
        cls.container = ("bwrap", "--unshare-user", "--unshare-pid", "--die-with-parent",
                         "--dev-bind", "/", "/", "--bind", cls.prefix.path, cls.inside,
                         "--proc", "/proc")
        try:
            works = cls.prefix.run(*cls.container, "true")
        except FileNotFoundError:
            raise unittest.SkipTest("there is no bwrap")
        if works.returncode != 0:
            raise unittest.SkipTest(f"no containers for this user: {works.stderr.decode()}")

    def program(self, *words):
        program = self.prefix.start(*self.container, "wine", self.prefix.windows_program, *words,
                                    WINEPREFIX=self.inside)
        program.wait_for("ready")
        return program

    def test_a_program_in_a_container_is_bound(self):
        program = self.program("create", "2048", "telemetry")
        bridge, path = self.bind("telemetry")
        Memory(path).counts()
        (agent,) = [pid for pid in self.prefix.agents() if self.is_inside(pid)]
        self.assertIn(self.inside, self.prefix.mapview("bridge", "--list").stdout.decode())
        program.kill()
        bridge.wait_for("left 'telemetry'")
        bridge.wait_for("waiting for a Wine prefix")
        eventually(lambda: not self.prefix.agents(), "the agent is gone")

    def test_a_native_section_is_published_into_a_container(self):
        self.program("create", "2048", "other")
        native = self.prefix.start(self.prefix.file("mapview"), "create", "wheel", "64K")
        native.wait_for("created")
        self.prefix.bridge("--publish", "wheel").wait_for("published 'wheel'")

    def test_a_killed_bridge_takes_the_agent_along(self):
        self.program("create", "2048", "telemetry")
        bridge, path = self.bind("telemetry")
        memory = Memory(path)
        bridge.kill()
        eventually(lambda: not self.prefix.agents(), "the agent is gone")
        memory.counts()

    @staticmethod
    def is_inside(pid):
        return os.readlink(f"/proc/{pid}/ns/pid") != os.readlink("/proc/self/ns/pid")
