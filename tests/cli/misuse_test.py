# misuse_test.py - help, versions, and command lines that make no sense.
# SPDX-License-Identifier: MIT
from command_line import Case

COMMANDS = ("create", "cat", "write", "dump", "ls", "stat", "run", "signal", "wait")


class Test(Case):
    def test_no_command_shows_the_help(self):
        result = self.mapview()
        self.assert_misused(result, *COMMANDS)
        self.assertEqual(result.err.strip(), self.mapview("--help").out.strip())

    def test_help(self):
        result = self.mapview("--help")
        self.assert_done(result)
        for command in COMMANDS:
            self.assertRegex(result.out.decode(), rf"(?m)^  {command} +\w")

    def test_help_of_each_command(self):
        for command in COMMANDS:
            with self.subTest(command):
                result = self.mapview(command, "--help")
                self.assert_done(result)
                self.assertIn(f"Usage: mapview {command} ", result.out.decode())
                self.assert_done(self.mapview(command, "-h"), result.out)

    def test_version(self):
        result = self.mapview("--version")
        self.assert_done(result)
        self.assertRegex(result.out.decode(), r"^mapview \d+\.\d+\.\d+\n$")

    def test_an_unknown_command(self):
        self.assert_misused(self.mapview("destroy"), "mapview: ", "destroy",
                            "try 'mapview --help'")

    def test_an_unknown_option(self):
        self.assert_misused(self.mapview("--colour"), "--colour", "try 'mapview --help'")
        for command in COMMANDS:
            with self.subTest(command):
                self.assert_misused(self.mapview(command, "--colour"), "mapview: ",
                                    f"try 'mapview {command} --help'")

    def test_missing_names(self):
        for command in ("create", "cat", "write", "dump", "stat", "signal", "wait"):
            with self.subTest(command):
                self.assert_misused(self.mapview(command), "NAME", "required")

    def test_empty_names(self):
        for command in ("cat", "write", "dump", "stat", "signal", "wait"):
            with self.subTest(command):
                self.assert_misused(self.mapview(command, ""), "NAME")

    def test_too_many_arguments(self):
        for words in (("create", "a", "4K", "b"), ("cat", "a", "b"), ("dump", "a", "b"),
                      ("write", "a", "b", "c"), ("stat", "a", "b"), ("ls", "a"), ("signal", "a", "b")):
            with self.subTest(words):
                self.assert_misused(self.mapview(*words))

    def test_options_without_their_value(self):
        for words in (("create", "a", "4K", "--from"), ("cat", "a", "--offset"),
                      ("dump", "a", "--length"), ("wait", "a", "--timeout")):
            with self.subTest(words):
                self.assert_misused(self.mapview(*words), words[-1])

    def test_escape_codes_in_a_wrong_command_line_stay_out_of_the_terminal(self):
        self.assertNotIn(b"\x1b", self.mapview("\x1b[2J").err)
        self.assertNotIn(b"\x1b", self.mapview("create", "x", "\x1b[2J").err)
        self.assertNotIn(b"\x1b", self.mapview("cat", "x", "\x1b[2J").err)
