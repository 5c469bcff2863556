# lifetime_test.py - the promise of the command: what nobody holds any more is gone.
# SPDX-License-Identifier: MIT
import os

from command_line import Case


def shared_memory():
    """The bytes of shared memory in use on the whole machine."""
    with open("/proc/meminfo") as lines:
        for line in lines:
            if line.startswith("Shmem:"):
                return int(line.split()[1]) * 1024
    raise AssertionError("/proc/meminfo has no line Shmem")


class Test(Case):
    def test_a_killed_creator_leaves_no_name(self):
        self.assertEqual(self.hold("x").end(9), -9)
        self.assert_done(self.mapview("ls"), b"")
        self.assert_failed(self.mapview("cat", "x"), "open section 'x'")

    def test_a_killed_creator_leaves_the_name_to_the_next(self):
        old = self.hold("x", "64K", "--from", self.file(b"old"))
        old.end(9)
        self.hold("x", "4K")
        self.assert_done(self.mapview("cat", "x"), bytes(4096))

    def test_a_killed_creator_leaves_no_memory(self):
        size = 256 << 20
        before = shared_memory()
        creator = self.hold("x", str(size), "--populate")
        held = shared_memory()
        self.assertGreater(held - before, size // 2, "the section has no memory")
        creator.end(9)
        self.eventually(lambda: held - shared_memory() > size // 2, "the memory comes back")

    def test_a_killed_creator_leaves_no_file(self):
        self.hold("x").end(9)
        self.assertEqual(self.hold("x").end(), 0)
        for space in ("Local", "Global"):
            self.assertEqual(os.listdir(os.path.join(self.environment["MAPVIEW_DIR"], space)), [])

    def test_the_bytes_live_while_anybody_holds_them(self):
        creator = self.hold("x", "4K", "--from", self.file(b"kept"))
        other = self.start("mapview", "write", "x", "--offset", "4K")  # holds, and waits
        self.eventually(lambda: self.objects()[0]["handles"] == 2, "the writer has it open")
        creator.end(9)
        self.assert_done(self.mapview("cat", "x", "--length", "4"), b"kept")
        self.assert_failed(self.mapview("create", "x", "4K"), "create section 'x'")
        self.assertEqual(other.finish().status, 0)
        self.assertEqual(self.names(), [])

    def test_names_without_memory_on_dev_shm(self):
        used = os.statvfs("/dev/shm")
        self.hold("x", "64M", "--populate")
        now = os.statvfs("/dev/shm")
        self.assertLess((used.f_bfree - now.f_bfree) * used.f_bsize, 32 << 20)
