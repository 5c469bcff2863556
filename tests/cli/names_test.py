# names_test.py - names that shells, terminals, file systems or parsers may stumble over.
# SPDX-License-Identifier: MIT
import os

from command_line import Case

NAMES = [
    "a/b", "/", "/etc/passwd", ".", "..", "../../x", ".hidden", "with space", " ", " both ends ",
    "-", "-x", "--help", "--", "ls", "create", "[x]", "[a,b]", "{}", "'q'", '"q"', "`id`", "$HOME",
    "*", "%", "%2f", "%%", "a=b", "a,b", "#1", "~", "//ShMemFile", "$pcars2$", "é", "\u65e5\u672c",
    "\U0001f680", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "two\nlines", "tab\there", "bell\a",
    "\x1b[31mred\x1b[0m", "\x7f", "\x01", "c1\u009bm", "right\u202eto left", "line\u2028separator",
    "x" * 255, "x" * 256, "é" * 260, "x" * 32766,
]


class Test(Case):
    def test_are_listed_as_they_are(self):
        for name in NAMES:
            self.hold(name)
        self.assertEqual(sorted(self.names()), sorted(NAMES))

    def test_find_their_own_section(self):
        for number, name in enumerate(NAMES):
            self.hold(name, "4K", "--from", self.file(str(number).encode()))
        for number, name in enumerate(NAMES):
            with self.subTest(name[:50]):
                self.assert_done(self.mapview("cat", "--length", "4", "--", name),
                                 str(number).encode().ljust(4, b"\0"))
                found = self.mapview("stat", "--json", "--", name)
                self.assert_done(found)
                self.assertEqual(found.json()["name"], name)

    def test_are_made_in_the_folder_of_names_only(self):
        before = sorted(os.listdir(self.folder))
        for name in NAMES:
            self.hold(name)
        self.assertEqual(sorted(os.listdir(self.folder)), sorted(before + ["names"]))

    def test_leave_nothing_behind(self):
        for running in [self.hold(name) for name in NAMES]:
            self.assertEqual(running.end(), 0)
        left = [os.path.join(folder, name)
                for folder, folders, files in os.walk(self.environment["MAPVIEW_DIR"])
                for name in folders + files]
        root = self.environment["MAPVIEW_DIR"]
        self.assertEqual({os.path.relpath(path, root) for path in left} -
                         {".link", ".tmp", "Global", "Local"}, set())

    def test_cannot_harm_a_terminal(self):
        for name in NAMES:
            self.hold(name)
        for words in (("ls",), ("ls", "--json")):
            out = self.mapview(*words).out.decode()
            for character in out.replace("\n", ""):
                self.assertFalse(ord(character) < 32 or 127 <= ord(character) < 160 or
                                 character in "\u202e\u2028", repr(character))
        self.assertEqual(len(self.mapview("ls").out.splitlines()), 1 + len(NAMES))

    def test_are_escaped_where_they_must_be(self):
        shown = {"two\nlines": "two\\x0alines", "\x1b[31m": "\\x1b[31m", "\x7f": "\\x7f",
                 "\u009b": "\\u{9b}", "\u202e": "\\u{202e}", "Global\\x": "Global\\x",
                 "\U0001f680": "\U0001f680"}
        for name, text in shown.items():
            with self.subTest(text):
                creator = self.hold(name)
                self.assertIn(f"created '{text}':", creator.out.seen.decode())
                self.assertIn(f"name:       {text}\n", self.mapview("stat", name).out.decode())
                self.assertIn(f"create section '{text}': ",
                              self.mapview("create", name, "4K").err.decode())

    def test_prefixes(self):
        self.hold("Local\\x")
        self.hold("Global\\x", "8K")
        self.assertEqual(self.names(), ["Global\\x", "x"])
        self.assertEqual(len(self.mapview("cat", "x").out), 4096)
        self.assertEqual(len(self.mapview("cat", "Global\\x").out), 8192)

    def test_may_be_those_of_commands(self):
        for name in ("create", "cat", "write", "dump", "ls", "stat", "run"):
            with self.subTest(name):
                creator = self.start("mapview", "create", name, "4K")
                creator.out.wait_for(f"created '{name}'".encode())
                self.assertEqual(self.mapview("write", name, stdin=b"hello").status, 0)
                self.assert_done(self.mapview("cat", name, "--length", "5"), b"hello")
                self.assert_done(self.mapview("stat", name))

    def test_are_case_sensitive(self):
        self.hold("x")
        self.hold("X", "8K")
        self.assertEqual(len(self.mapview("cat", "X").out), 8192)

    def test_refuses_what_windows_refuses(self):
        for name in ("a\\b", "\\x", "Global\\", "Local\\", "Local\\a\\b", "global\\x", "x" * 32767):
            for command in (("create", name, "4K"), ("cat", name), ("write", name), ("dump", name),
                            ("stat", name)):
                with self.subTest(command=command[0], name=name[:50]):
                    self.assert_failed(self.mapview(*command), "mapview: ")
        self.assertEqual(self.names(), [])

    def test_a_stray_backslash_gets_a_hint(self):
        for name in ("a\\b", "Local\\a\\b", "global\\x"):
            with self.subTest(name):
                self.assert_failed(self.mapview("create", name, "4K"), "hint: a backslash")

    def test_bytes_that_are_not_utf8(self):
        for name in (b"\xff", b"caf\xe9", b"\xed\xa0\x80", b"\xc0\xaf"):
            with self.subTest(name):
                creator = self.start("mapview", "create", name, "4K")
                creator.process.stdin.close()
                first = creator.out._read() or creator.finish().err
                first.decode("utf-8", "strict")  # whatever it says, it says it in UTF-8
                self.mapview("ls").out.decode("utf-8", "strict")
                self.mapview("ls", "--json").json()
                if creator.alive():
                    self.assert_done(self.mapview("cat", name), bytes(4096))
                    creator.end()
