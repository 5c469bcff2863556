# trouble_test.py - mapview bridge where something keeps it from working.
# SPDX-License-Identifier: MIT
import os

from bridge_case import Case
from wine_prefix import eventually

# Of this name, and for nobody to look at: as a program whose file may not be read.
HIDDEN = """
import ctypes
libc = ctypes.CDLL(None)
libc.prctl(15, b"%s", 0, 0, 0)  # PR_SET_NAME
libc.prctl(4, 0, 0, 0, 0)       # PR_SET_DUMPABLE
print("ready", flush=True)
input()
"""


class Test(Case):
    def break_wine(self):
        """Programs that run go on; none can be started. In both folders, as Wine looks in its own."""
        path = os.path.join(self.prefix.path, "drive_c/windows/system32/kernel32.dll")
        os.rename(path, path + ".away")
        self.addCleanup(os.rename, path + ".away", path)

    def hidden(self, name):
        program = self.prefix.start("python3", "-c", HIDDEN % name)
        program.wait_for("ready")
        return program

    @staticmethod
    def children(pid):
        found = []
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/children") as file:
                found += file.read().split()
        return found

    def test_an_agent_that_does_not_start_leaves_nothing(self):
        self.prefix.program("create", "telemetry")
        native = self.prefix.start(self.prefix.file("mapview"), "create", "wheel", "4K")
        native.wait_for("created")
        self.break_wine()
        for words in (("telemetry",), ("--publish", "wheel"), ("--event", "tick")):
            with self.subTest(words):
                bridge = self.prefix.bridge(*words)
                # Told from the second try on; so two, at least, have been started.
                bridge.wait_for("the agent did not start")
                eventually(lambda: not self.children(bridge.pid), "no child is left")
                self.assertIsNone(bridge.process.poll())
                self.assertEqual(bridge.end(), 0)

    def test_a_bridge_for_an_event_says_that_it_waits(self):
        bridge = self.prefix.bridge("--event", "tick")
        bridge.wait_for("waiting for a Wine prefix")
        self.assertEqual(bridge.end(), 0)

    def test_a_server_that_nobody_may_look_at_is_refused(self):
        server = self.hidden("wineserver")
        for words in (["--list"], ["--once", "telemetry"], ["--event", "tick"]):
            self.assert_refused(*words, text=f"wineserver {server.pid} lets nobody look at it")

    def test_a_program_that_nobody_may_look_at_is_refused(self):
        self.prefix.program("create", "telemetry")
        program = self.hidden("game.exe")
        self.assert_refused("telemetry", "--pid", str(program.pid),
                            text=f"process {program.pid} lets nobody look at it")
