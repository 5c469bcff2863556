# bridge_test.py - mapview bridge with programs that run under Wine.
# SPDX-License-Identifier: MIT
import mmap
import os
import struct
import time
import unittest

from wine_prefix import Prefix, eventually

prefix = None


def setUpModule():
    global prefix
    prefix = Prefix()


def tearDownModule():
    prefix.remove()


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


class Test(unittest.TestCase):
    def setUp(self):
        self.addCleanup(prefix.end_programs)

    def bind(self, *words):
        bridge = prefix.bridge(*words)
        return bridge, self.bound(bridge)

    def bound(self, bridge):
        line = bridge.wait_for("bound ")
        return line[line.index(prefix.names):]

    def names_left(self):
        return [name for space in ("Local", "Global")
                for name in os.listdir(os.path.join(prefix.names, space))]

    def test_a_program_that_runs_is_bound_without_a_copy(self):
        program = prefix.program("create", "telemetry")
        _, path = self.bind("telemetry")
        memory = Memory(path)
        memory.counts()
        memory.put(64, 4711)
        eventually(lambda: memory.number(128) == 4711, "the Windows program answers")
        inodes = {os.stat(f"/proc/{program.pid}/fd/{fd}").st_ino
                  for fd in os.listdir(f"/proc/{program.pid}/fd")
                  if os.path.exists(f"/proc/{program.pid}/fd/{fd}")}
        self.assertIn(memory.inode, inodes)

        found = prefix.mapview("stat", "telemetry").stdout.decode()
        self.assertIn("size:       4096\n", found)  # Wine keeps no other size than whole pages
        self.assertIn("windows_program", found)
        content = prefix.mapview("cat", "telemetry").stdout
        self.assertEqual(struct.unpack_from("<Q", content, 64)[0], 4711)

    def test_binding_is_fast_when_wine_is_warm(self):
        prefix.program("create", "telemetry")
        self.bind("telemetry")[0].end()
        begun = time.monotonic()
        self.bind("telemetry")
        self.assertLess(time.monotonic() - begun, 1)

    def test_a_name_that_nobody_has_made_is_waited_for(self):
        bridge = prefix.bridge("telemetry")
        bridge.wait_for("waiting for a Wine prefix")
        prefix.program("create", "other")
        eventually(prefix.agents, "an agent")
        prefix.program("create", "telemetry")
        Memory(self.bound(bridge)).counts()

    def test_a_program_that_restarts_is_bound_anew(self):
        other = prefix.program("create", "other")  # keeps the prefix
        program = prefix.program("create", "telemetry")
        bridge, path = self.bind("telemetry")
        old = Memory(path)
        program.kill()
        bridge.wait_for("left 'telemetry'")
        self.assertFalse(os.path.exists(path))
        self.assertNotIn("telemetry", self.names_left())
        prefix.program("create", "telemetry")
        begun = time.monotonic()
        new = Memory(self.bound(bridge))
        self.assertLess(time.monotonic() - begun, 1)
        self.assertNotEqual(new.inode, old.inode)
        new.counts()
        self.assertIsNone(other.process.poll())

    def test_names_of_every_kind(self):
        names = ["with blanks", "$pcars2$", "Fahrt \u00e4\u4e2d\U0001f600", "Global\\everywhere"]
        prefix.program("create", *names)
        bridge, _ = self.bind(*names)
        for _ in names[1:]:
            self.bound(bridge)
        listed = prefix.mapview("ls").stdout.decode()
        for name in names:
            self.assertIn(name, listed)

    def test_as_another_name(self):
        prefix.program("create", "telemetry")
        _, path = self.bind("telemetry", "--as", "car")
        self.assertIn("/Local/car/", path)

    def test_once_takes_what_is_there_and_ends_with_it(self):
        program = prefix.program("create", "telemetry")
        missing = prefix.mapview("bridge", "--once", "telemetry", "missing")
        self.assertEqual(missing.returncode, 1)
        self.assertIn(b"no program has made 'missing'", missing.stderr)
        bridge, _ = self.bind("--once", "telemetry")
        program.kill()
        bridge.wait_for("left 'telemetry'")
        self.assertEqual(bridge.process.wait(30), 0)

    def test_list(self):
        program = prefix.program("create", "telemetry", "Global\\everywhere")
        result = prefix.mapview("bridge", "--list")
        lines = result.stdout.decode().splitlines()
        self.assertEqual(lines[0], prefix.path, result)
        for name in ("telemetry", "Global\\everywhere"):
            line = next(line for line in lines if line.split()[0] == name)
            self.assertIn("4096", line)
            self.assertIn(f"{program.pid} windows_program", line)
        eventually(lambda: not prefix.agents(), "the agent is gone")

    def test_no_prefix_runs(self):
        for words in (["--list"], ["--once", "telemetry"]):
            result = prefix.mapview("bridge", *words)
            self.assertEqual(result.returncode, 1)
            self.assertIn(b"no Wine prefix runs", result.stderr)
        self.assertEqual(prefix.servers(), [])  # and none was started

    def test_what_is_no_prefix_is_refused(self):
        prefix.program("create", "telemetry")
        result = prefix.mapview("bridge", "telemetry", "--prefix", "/tmp")
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"is no Wine prefix", result.stderr)
        result = prefix.mapview("bridge", "telemetry", "--pid", str(os.getpid()))
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"is no program of a running Wine prefix", result.stderr)

    def test_a_native_section_of_the_name_is_left_alone(self):
        prefix.program("create", "telemetry")
        native = prefix.start(os.path.join(prefix.folder, "mapview"), "create", "telemetry", "4K")
        native.wait_for("created")
        result = prefix.mapview("bridge", "telemetry")
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"telemetry", result.stderr)

    def test_killed_agent(self):
        program = prefix.program("create", "telemetry")
        bridge, path = self.bind("telemetry")
        memory = Memory(path)
        (agent,) = prefix.agents()
        os.kill(agent, 9)
        eventually(lambda: prefix.agents() not in ([], [agent]), "another agent")
        memory.counts()
        self.assertEqual(Memory(path).inode, memory.inode)
        program.kill()
        bridge.wait_for("left 'telemetry'")

    def test_killed_bridge_leaves_nothing(self):
        prefix.program("create", "telemetry")
        bridge, path = self.bind("telemetry")
        memory = Memory(path)
        bridge.kill()
        eventually(lambda: not prefix.agents(), "the agent is gone")
        memory.counts()
        self.assertNotEqual(prefix.mapview("cat", "telemetry").returncode, 0)
        self.assertNotIn("telemetry", self.names_left())
        self.bind("telemetry")

    def test_killed_server(self):
        prefix.program("create", "telemetry")
        bridge, _ = self.bind("telemetry")
        (server,) = prefix.servers()
        os.kill(server, 9)
        bridge.wait_for("left 'telemetry'")
        bridge.wait_for("waiting for a Wine prefix")
        eventually(lambda: not prefix.agents(), "the agent is gone")
        self.assertEqual(bridge.end(), 0)

    def test_the_prefix_never_waits_for_the_bridge(self):
        program = prefix.program("create", "telemetry")
        bridge, _ = self.bind("telemetry")
        program.kill()
        begun = time.monotonic()
        self.assertEqual(prefix.run("wineserver", "-w").returncode, 0)
        self.assertLess(time.monotonic() - begun, 30)
        bridge.wait_for("waiting for a Wine prefix")
        self.assertIsNone(bridge.process.poll())
        self.assertEqual(prefix.servers(), [])

    def publish(self, *words, size="64K"):
        native = prefix.start(os.path.join(prefix.folder, "mapview"), "create", "wheel", size)
        native.wait_for("created")
        bridge = prefix.bridge("--publish", *words)
        bridge.wait_for("published 'wheel'")
        path = prefix.mapview("stat", "wheel").stdout.decode().split("path:")[1].strip()
        return native, bridge, Memory(path)

    def test_a_native_section_is_opened_and_created_by_windows_programs(self):
        prefix.program("create", "other")
        _, _, memory = self.publish("wheel")
        for mode, said in (("open", "mapped"), ("create", "existed")):
            program = prefix.start("wine", prefix.windows_program, mode, "2048", "wheel")
            program.wait_for(said)
            program.wait_for("ready")
            memory.counts()
            program.kill()

    def test_a_program_that_waits_finds_what_is_published_later(self):
        prefix.program("create", "other")
        bridge = prefix.bridge("--publish", "wheel=Global\\rudder")
        eventually(prefix.servers, "the prefix")
        native = prefix.start(os.path.join(prefix.folder, "mapview"), "create", "wheel", "4K")
        bridge.wait_for("published 'wheel' ('Global\\rudder')")
        prefix.program("open", "Global\\rudder")
        native.end()
        bridge.wait_for("withdrawn 'wheel'")

    def test_publishing_is_refused_where_the_name_has_other_pages(self):
        program = prefix.program("create", "wheel")
        native = prefix.start(os.path.join(prefix.folder, "mapview"), "create", "wheel", "4K")
        native.wait_for("created")
        result = prefix.mapview("bridge", "--publish", "wheel")
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"has made 'wheel' already, with pages of its own", result.stderr)
        self.assertIsNone(program.process.poll())

    def test_all_of_two_hundred(self):
        names = [f"mapping {i}" for i in range(200)]
        prefix.program("create", *names)
        bridge, _ = self.bind("--all")
        for _ in names[1:]:
            self.bound(bridge)
        listed = prefix.mapview("ls").stdout.decode()
        self.assertEqual(listed.count("mapping "), 200)

    def test_watching_twenty_names_costs_little(self):
        prefix.program("create", "other")
        bridge = prefix.bridge(*[f"missing {i}" for i in range(20)])
        (agent,) = eventually(prefix.agents, "an agent")
        (server,) = prefix.servers()
        time.sleep(1)  # past the start

        def ticks():
            used = 0
            for pid in (bridge.pid, agent, server):
                with open(f"/proc/{pid}/stat") as stat:
                    fields = stat.read().rsplit(")", 1)[1].split()
                used += int(fields[11]) + int(fields[12])
            return used

        begun, before = time.monotonic(), ticks()
        time.sleep(5)
        share = (ticks() - before) / os.sysconf("SC_CLK_TCK") / (time.monotonic() - begun)
        print(f"watching 20 names takes {share:.2%} of a core")
        self.assertLess(share, 0.01)
