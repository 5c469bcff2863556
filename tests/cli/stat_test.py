# stat_test.py - mapview stat: one object, its memory and its path.
# SPDX-License-Identifier: MIT
import mmap
import os

from command_line import Case


class Test(Case):
    def stat(self, name):
        result = self.mapview("stat", name, "--json")
        self.assert_done(result)
        return result.json()

    def test_lines(self):
        holder = self.hold("x", "64K")
        result = self.mapview("stat", "x")
        self.assert_done(result)
        lines = result.out.decode().splitlines()
        self.assertEqual(lines[:-1], [
            "name:       x",
            "kind:       section",
            "size:       65536",
            "protection: rw",
            "handles:    1",
            f"holders:    {holder.pid} mapview",
            "resident:   0",
            "huge:       0",
            "generation: 0",
        ])
        self.assertRegex(lines[-1], r"^path:       /proc/\d+/fd/\d+$")

    def test_json_is_what_ls_shows_and_more(self):
        self.hold("x", "64K")
        found = self.stat("x")
        listed = self.objects()[0]
        self.assertEqual({key: found[key] for key in listed}, listed)
        self.assertEqual(set(found) - set(listed),
                         {"resident", "huge", "generation", "source", "path"})

    def test_resident_memory(self):
        self.hold("x", "1M")
        self.assertEqual(self.stat("x")["resident"], 0)
        self.mapview("write", "x", stdin=b"h" * 20000)
        self.assertEqual(self.stat("x")["resident"], 5 * 4096)

    def test_any_program_can_open_and_map_the_path(self):
        self.hold("x", "64K", "--from", self.file(b"from mapview"))
        with open(self.stat("x")["path"], "r+b") as memory:
            with mmap.mmap(memory.fileno(), 0) as view:
                self.assertEqual(len(view), 65536)
                self.assertEqual(view[:12], b"from mapview")
                view[:11] = b"from python"
        self.assertEqual(self.mapview("cat", "x", "--length", "12").out, b"from pythonw")

    def test_the_path_ends_with_the_object(self):
        holder = self.hold("x")
        path = self.stat("x")["path"]
        self.assertTrue(os.path.exists(path))
        holder.end()
        self.assertFalse(os.path.exists(path))

    def test_prefixes(self):
        self.hold("x")
        self.hold("Global\\x", "8K")
        self.assertEqual(self.stat("Local\\x")["size"], 4096)
        self.assertEqual(self.stat("Global\\x")["size"], 8192)

    def test_chained_prefixes(self):
        self.hold("x")
        self.assertEqual(self.stat("Local\\Local\\x")["name"], "x")
        self.hold("Global\\x", "8K")
        self.assertEqual(self.stat("Local\\Global\\x")["size"], 8192)
        self.assertEqual(self.stat("Global\\Global\\x")["size"], 8192)
        self.assertEqual(self.stat("Global\\Local\\x")["size"], 4096)

    def test_refuses_a_name_that_is_not_there(self):
        self.assert_failed(self.mapview("stat", "x"), "mapview: stat object 'x': ",
                           "hint: 'mapview ls'")
        self.assert_failed(self.mapview("stat", "x", "--json"), "mapview: stat object 'x': ")

    def test_help_names_every_line(self):
        help_text = self.mapview("stat", "--help").out.decode()
        self.hold("x")
        for key in self.stat("x"):
            self.assertRegex(help_text, rf"(?m)^  {key} ")
