# root_test.py - the folder of the names is missing, closed or not ours; no /proc.
# SPDX-License-Identifier: MIT
import os
import subprocess
import unittest

from command_line import Case

ALL = (("create", "x", "4K"), ("cat", "x"), ("write", "x"), ("dump", "x"), ("stat", "x"))


class Test(Case):
    def root(self, path):
        self.environment["MAPVIEW_DIR"] = path

    def assert_all_fail(self, *texts, commands=ALL):
        for words in commands:
            with self.subTest(words):
                self.assert_failed(self.mapview(*words), "mapview: ", *texts)

    def in_mount_namespace(self, script):
        probe = subprocess.run(["unshare", "-rm", "true"], stderr=subprocess.PIPE)
        if probe.returncode != 0:
            raise unittest.SkipTest("no mount namespaces: " + probe.stderr.decode().strip())
        return self.program("unshare", "-rm", "sh", "-c", script)

    def test_is_made_for_the_owner_only(self):
        self.hold("x")
        self.assertEqual(os.stat(self.environment["MAPVIEW_DIR"]).st_mode & 0o777, 0o700)

    def test_other_roots_have_other_names(self):
        self.hold("x", "8K")
        self.root(os.path.join(self.folder, "others"))
        self.assertEqual(self.names(), [])
        self.hold("x")
        self.assertEqual(len(self.mapview("cat", "x").out), 4096)

    def test_in_a_folder_that_is_not_there(self):
        self.root(os.path.join(self.folder, "missing", "names"))
        self.assert_all_fail("hint: ", "MAPVIEW_DIR", commands=ALL[:1])
        self.assert_failed(self.mapview("create", "Local\\x", "4K"), "hint: ", "MAPVIEW_DIR")
        self.assertEqual(self.names(), [])

    def test_open_to_others(self):
        path = os.path.join(self.folder, "open")
        os.mkdir(path)
        os.chmod(path, 0o755)
        self.root(path)
        self.assert_all_fail("hint: ", "MAPVIEW_DIR", "0700")
        self.assertEqual(os.listdir(path), [])

    def test_a_link(self):
        target = os.path.join(self.folder, "target")
        os.mkdir(target, 0o700)
        self.root(os.path.join(self.folder, "link"))
        os.symlink(target, self.environment["MAPVIEW_DIR"])
        self.assert_all_fail(commands=ALL[:1])
        self.assertEqual(os.listdir(target), [])

    def test_a_file(self):
        self.root(self.file(b"mine"))
        self.assert_all_fail(commands=ALL[:1])
        with open(self.environment["MAPVIEW_DIR"], "rb") as file:
            self.assertEqual(file.read(), b"mine")

    def test_read_only(self):
        result = self.in_mount_namespace(
            'mount -t tmpfs -o ro tmpfs /mnt && MAPVIEW_DIR=/mnt/names exec mapview create x 4K')
        self.assert_failed(result, "mapview: create section 'x': ", "hint: set MAPVIEW_DIR")

    def test_full(self):
        # The root, its three folders, the object's and the link in it take seven.
        for inodes in range(2, 7):
            with self.subTest(inodes):
                result = self.in_mount_namespace(
                    f'mount -t tmpfs -o nr_inodes={inodes} tmpfs /mnt; '
                    'MAPVIEW_DIR=/mnt/names mapview run x=4K -- echo ran')
                self.assert_failed(result, "mapview: create section 'x': ", "hint: ", "is full")

    def test_without_proc(self):
        result = self.in_mount_namespace('mount -t tmpfs tmpfs /proc && exec mapview create x 4K')
        self.assert_failed(result, "mapview: create section 'x': ", "hint: /proc has to be mounted")
        result = self.in_mount_namespace('mount -t tmpfs tmpfs /proc && exec mapview ls')
        self.assert_failed(result, "mapview: ", "/proc has to be mounted")
