# bridge_test.py - mapview bridge with programs that run under Wine.
# SPDX-License-Identifier: MIT
import json
import os
import struct
import subprocess
import time
import unittest

from bridge_case import Case, Memory
from wine_prefix import eventually

def effort(pid):
    """How often the threads of a process went to sleep, and how many nanoseconds they ran."""
    sleeps = ran = 0
    for thread in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{thread}/status") as status:
            sleeps += int(status.read().split("\nvoluntary_ctxt_switches:")[1].split()[0])
        with open(f"/proc/{pid}/task/{thread}/schedstat") as schedstat:
            ran += int(schedstat.read().split()[0])
    return sleeps, ran


class Test(Case):
    def names_left(self):
        return [name for space in ("Local", "Global")
                for name in os.listdir(os.path.join(self.prefix.names, space))]

    def test_a_program_that_runs_is_bound_without_a_copy(self):
        program = self.prefix.program("create", "telemetry")
        _, path = self.bind("telemetry")
        memory = Memory(path)
        memory.counts()
        memory.put(64, 4711)
        eventually(lambda: memory.number(128) == 4711, "the Windows program answers")
        inodes = {os.stat(f"/proc/{program.pid}/fd/{fd}").st_ino
                  for fd in os.listdir(f"/proc/{program.pid}/fd")
                  if os.path.exists(f"/proc/{program.pid}/fd/{fd}")}
        self.assertIn(memory.inode, inodes)

        found = self.prefix.mapview("stat", "telemetry").stdout.decode()
        self.assertIn("size:       4096\n", found)  # Wine keeps no other size than whole pages
        self.assertIn("windows_program", found)
        content = self.prefix.mapview("cat", "telemetry").stdout
        self.assertEqual(struct.unpack_from("<Q", content, 64)[0], 4711)

    def test_a_name_is_bound_again(self):
        self.prefix.program("create", "telemetry")
        bridge, path = self.bind("telemetry")
        inode = Memory(path).inode
        self.assertEqual(bridge.end(), 0)
        self.assertEqual(Memory(self.bind("telemetry")[1]).inode, inode)

    def test_a_name_that_nobody_has_made_is_waited_for(self):
        bridge = self.prefix.bridge("telemetry")
        bridge.wait_for("waiting for a Wine prefix")
        self.prefix.program("create", "other")
        eventually(self.prefix.agents, "an agent")
        self.prefix.program("create", "telemetry")
        Memory(self.bound(bridge)).counts()

    def test_a_program_that_restarts_is_bound_anew(self):
        other = self.prefix.program("create", "other")  # keeps the prefix
        program = self.prefix.program("create", "telemetry")
        bridge, path = self.bind("telemetry")
        old = Memory(path)
        program.kill()
        bridge.wait_for("left 'telemetry'")
        self.assertFalse(os.path.exists(path))
        self.assertNotIn("telemetry", self.names_left())
        self.prefix.program("create", "telemetry")
        new = Memory(self.bound(bridge))
        self.assertNotEqual(new.inode, old.inode)
        new.counts()
        self.assertIsNone(other.process.poll())

    def test_a_program_that_restarts_before_its_memory_has_gone_is_bound_anew(self):
        def generation():
            stat = self.prefix.mapview("stat", "telemetry", "--json")
            return json.loads(stat.stdout)["generation"]

        program = self.prefix.program("create", "telemetry")
        bridge, path = self.bind("telemetry")
        inode = Memory(path).inode
        first = generation()
        again = self.prefix.start("wine", self.prefix.windows_program, "create", "2048", "telemetry")
        again.wait_for("existed")
        again.wait_for("ready")
        program.kill()
        memory = Memory(self.bound(bridge))
        self.assertEqual(memory.inode, inode)
        memory.counts()
        self.assertGreater(generation(), first)

    def test_names_of_every_kind(self):
        names = ["with blanks", "$pcars2$", "Fahrt \u00e4\u4e2d\U0001f600", "Global\\everywhere"]
        self.prefix.program("create", *names)
        bridge, _ = self.bind(*names)
        for _ in names[1:]:
            self.bound(bridge)
        listed = self.prefix.mapview("ls").stdout.decode()
        for name in names:
            self.assertIn(name, listed)

    def test_as_another_name(self):
        self.prefix.program("create", "telemetry")
        _, path = self.bind("telemetry", "--as", "car")
        self.assertIn("/Local/car/", path)

    def test_once_takes_what_is_there_and_ends_with_it(self):
        program = self.prefix.program("create", "telemetry")
        missing = self.prefix.mapview("bridge", "--once", "telemetry", "missing")
        self.assertEqual(missing.returncode, 1)
        self.assertIn(b"no program has made 'missing'", missing.stderr)
        bridge, _ = self.bind("--once", "telemetry")
        program.kill()
        bridge.wait_for("left 'telemetry'")
        self.assertEqual(bridge.process.wait(30), 0)

    def test_list(self):
        program = self.prefix.program("create", "telemetry", "Global\\everywhere")
        result = self.prefix.mapview("bridge", "--list")
        lines = result.stdout.decode().splitlines()
        self.assertEqual(lines[0], self.prefix.path, result)
        for name in ("telemetry", "Global\\everywhere"):
            line = next(line for line in lines if line.split()[0] == name)
            self.assertIn("4096", line)
            self.assertIn(f"{program.pid} windows_program", line)
        eventually(lambda: not self.prefix.agents(), "the agent is gone")

    def test_no_prefix_runs(self):
        for words in (["--list"], ["--once", "telemetry"]):
            result = self.prefix.mapview("bridge", *words)
            self.assertEqual(result.returncode, 1)
            self.assertIn(b"no Wine prefix runs", result.stderr)
        self.assertEqual(self.prefix.servers(), [])  # and none was started

    def test_what_is_no_prefix_is_refused(self):
        self.prefix.program("create", "telemetry")
        result = self.prefix.mapview("bridge", "telemetry", "--prefix", "/tmp")
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"is no Wine prefix", result.stderr)
        native = self.prefix.start(self.prefix.file("mapview"), "create", "other", "4K",
                                   WINEPREFIX="/nowhere")
        native.wait_for("created")
        result = self.prefix.mapview("bridge", "telemetry", "--pid", str(native.pid))
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"is no program of a running Wine prefix", result.stderr)

    def test_a_native_section_of_the_name_is_left_alone(self):
        self.prefix.program("create", "telemetry")
        native = self.prefix.start(os.path.join(self.prefix.folder, "mapview"), "create", "telemetry", "4K")
        native.wait_for("created")
        result = self.prefix.mapview("bridge", "telemetry")
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"telemetry", result.stderr)

    def test_killed_agent(self):
        program = self.prefix.program("create", "telemetry")
        bridge, path = self.bind("telemetry")
        memory = Memory(path)
        (agent,) = self.prefix.agents()
        os.kill(agent, 9)
        eventually(lambda: self.prefix.agents() not in ([], [agent]), "another agent")
        memory.counts()
        self.assertEqual(Memory(path).inode, memory.inode)
        program.kill()
        bridge.wait_for("left 'telemetry'")

    def test_killed_bridge_leaves_nothing(self):
        self.prefix.program("create", "telemetry")
        bridge, path = self.bind("telemetry")
        memory = Memory(path)
        bridge.kill()
        eventually(lambda: not self.prefix.agents(), "the agent is gone")
        memory.counts()
        self.assertNotEqual(self.prefix.mapview("cat", "telemetry").returncode, 0)
        self.assertNotIn("telemetry", self.names_left())
        self.bind("telemetry")

    def test_killed_server(self):
        self.prefix.program("create", "telemetry")
        bridge, _ = self.bind("telemetry")
        (server,) = self.prefix.servers()
        os.kill(server, 9)
        bridge.wait_for("left 'telemetry'")
        bridge.wait_for("waiting for a Wine prefix")
        eventually(lambda: not self.prefix.agents(), "the agent is gone")
        self.assertEqual(bridge.end(), 0)

    def test_the_prefix_never_waits_for_the_bridge(self):
        program = self.prefix.program("create", "telemetry")
        bridge, _ = self.bind("telemetry")
        program.kill()
        self.assertEqual(self.prefix.run("wineserver", "-w").returncode, 0)
        bridge.wait_for("waiting for a Wine prefix")
        self.assertIsNone(bridge.process.poll())
        self.assertEqual(self.prefix.servers(), [])

    def test_keep_holds_what_a_program_leaves(self):
        self.prefix.program("create", "other")  # keeps the prefix
        program = self.prefix.program("create", "telemetry")
        bridge, path = self.bind("--keep", "telemetry")
        memory = Memory(path)
        memory.put(64, 4711)
        program.kill()
        bridge.wait_for("left 'telemetry'")
        again = self.prefix.start("wine", self.prefix.windows_program, "create", "2048", "telemetry")
        again.wait_for("existed")
        self.assertEqual(Memory(self.bound(bridge)).inode, memory.inode)
        eventually(lambda: memory.number(128) == 4711, "the program goes on with the old data")

    def test_two_prefixes_with_one_name(self):
        second = os.path.join(self.prefix.folder, "second")
        self.assertEqual(self.prefix.run("cp", "-a", self.prefix.path, second).returncode, 0)
        program = self.prefix.program("create", "telemetry")
        other = self.prefix.start("wine", self.prefix.windows_program, "create", "2048",
                                  "telemetry", WINEPREFIX=second)
        try:
            other.wait_for("ready")
            self.assert_refused("telemetry", text="2 Wine prefixes run; --prefix or --pid")
            memories = [Memory(self.bind("telemetry", *words)[1])
                        for words in (("--prefix", second, "--as", "second"),
                                      ("--pid", str(program.pid)))]
            for memory in memories:
                memory.counts()
            self.assertNotEqual(memories[0].inode, memories[1].inode)
        finally:
            other.kill()
            self.prefix.run("wineserver", "-k", WINEPREFIX=second)

    @unittest.skipIf(os.geteuid() != 0, "takes another user")
    def test_what_another_user_has_is_refused(self):
        os.chown(self.prefix.path, 1, 1)
        try:
            self.assert_refused("telemetry", "--prefix", self.prefix.path,
                                text="is another user's prefix")
        finally:
            os.chown(self.prefix.path, self.prefix.user, self.prefix.group)
        self.prefix.program("create", "telemetry")
        self.assert_refused("telemetry", "--pid", "1", text="process 1 is another user's")

    def test_nothing_is_written_but_the_agent(self):
        self.prefix.program("create", "telemetry")
        agent = self.agent_file()
        self.prefix.run("rm", "-f", agent)
        marker = self.prefix.file("marker")
        with open(marker, "w"):
            pass
        self.bind("telemetry")[0].end()
        self.assertEqual(self.written_since(marker), [agent])
        os.utime(marker)
        self.bind("telemetry")[0].end()
        self.assertEqual(self.written_since(marker), [])

    def written_since(self, marker):
        """Files of the user's, wherever; an ordinary user's other programs may write elsewhere."""
        places = ["/"] if os.geteuid() == 0 else [self.prefix.folder]
        skipped = [("-fstype", kind) for kind in ("proc", "sysfs", "devpts")]
        skipped += [("-path", path) for path in (self.prefix.names, self.prefix.path)]
        either = [word for pair in skipped for word in (*pair, "-o")][:-1]
        found = self.find(*places, "(", *either, ")", "-prune", "-o", "-type", "f",
                          "-uid", str(self.prefix.user), "-newercm", marker, "-print")
        return sorted(found.splitlines())

    @staticmethod
    def find(*words):
        # What vanishes while it is looked for is no error.
        return subprocess.run(["find", *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              text=True).stdout

    def test_memory_of_shm_open_is_published(self):
        self.prefix.program("create", "other")
        name = f"mapview-bridge-test-{os.getpid()}"
        path = os.path.join("/dev/shm", name)
        bridge = self.prefix.bridge("--posix", "--publish", f"{name}=telemetry")
        eventually(self.prefix.servers, "the prefix")
        with open(path, "wb") as file:
            os.fchown(file.fileno(), self.prefix.user, self.prefix.group)
            file.truncate(4096)
        try:
            bridge.wait_for(f"published '{name}' ('telemetry')")
            program = self.prefix.start("wine", self.prefix.windows_program, "create", "2048",
                                        "telemetry")
            program.wait_for("existed")
            Memory(path).counts()
        finally:
            os.unlink(path)
        bridge.wait_for(f"withdrawn '{name}'")

    def test_memory_of_wine_is_none_of_shm_open(self):
        self.prefix.program("create", "telemetry")
        self.assert_refused("--posix", "telemetry", text="it has no name in a file system")

    def publish(self, *words, size="64K"):
        native = self.prefix.start(os.path.join(self.prefix.folder, "mapview"), "create", "wheel", size)
        native.wait_for("created")
        bridge = self.prefix.bridge("--publish", *words)
        bridge.wait_for("published 'wheel'")
        path = self.prefix.mapview("stat", "wheel").stdout.decode().split("path:")[1].strip()
        return native, bridge, Memory(path)

    def test_a_native_section_is_opened_and_created_by_windows_programs(self):
        self.prefix.program("create", "other")
        _, _, memory = self.publish("wheel")
        for mode, said in (("open", "mapped"), ("create", "existed")):
            program = self.prefix.start("wine", self.prefix.windows_program, mode, "2048", "wheel")
            program.wait_for(said)
            program.wait_for("ready")
            memory.counts()
            program.kill()

    def test_a_program_that_waits_finds_what_is_published_later(self):
        self.prefix.program("create", "other")
        bridge = self.prefix.bridge("--publish", "wheel=Global\\rudder")
        eventually(self.prefix.servers, "the prefix")
        native = self.prefix.start(os.path.join(self.prefix.folder, "mapview"), "create", "wheel", "4K")
        bridge.wait_for("published 'wheel' ('Global\\rudder')")
        self.prefix.program("open", "Global\\rudder")
        native.end()
        bridge.wait_for("withdrawn 'wheel'")

    def test_publishing_is_refused_where_the_name_has_other_pages(self):
        program = self.prefix.program("create", "wheel")
        native = self.prefix.start(os.path.join(self.prefix.folder, "mapview"), "create", "wheel", "4K")
        native.wait_for("created")
        result = self.prefix.mapview("bridge", "--publish", "wheel")
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"has made 'wheel' already, with pages of its own", result.stderr)
        self.assertIsNone(program.process.poll())

    def test_all_of_two_hundred(self):
        names = [f"mapping {i}" for i in range(200)]
        self.prefix.program("create", *names)
        bridge, _ = self.bind("--all")
        for _ in names[1:]:
            self.bound(bridge)
        listed = self.prefix.mapview("ls").stdout.decode()
        self.assertEqual(listed.count("mapping "), 200)

    def test_watching_twenty_names_takes_few_looks(self):
        self.prefix.program("create", *[f"mapping {i}" for i in range(10)])
        bridge, _ = self.bind(*[f"mapping {i}" for i in range(20)])
        for _ in range(9):
            self.bound(bridge)
        (agent,) = self.prefix.agents()
        watched = (bridge.pid, agent, *self.prefix.servers())
        begun, sleeps, worked = time.monotonic(), *zip(*map(effort, watched))
        time.sleep(5)
        elapsed, after, works = time.monotonic() - begun, *zip(*map(effort, watched))

        # The bridge looks every 400 ms at most; each request that the agent makes of wineserver is
        # one sleep of his. A load makes them fewer.
        looks = elapsed / 0.4 + 1
        self.assertLess(after[0] - sleeps[0], 6 * looks, "the bridge's sleeps")
        self.assertLess(after[1] - sleeps[1], 15 * looks, "the agent's sleeps")
        share = (sum(works) - sum(worked)) / 1e9 / elapsed
        print(f"watching 20 names took {share:.2%} of a core, wineserver included")
