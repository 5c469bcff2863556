# run_test.py - mapview run: sections that live as long as a command.
# SPDX-License-Identifier: MIT
import os
import signal

from command_line import Case


class Test(Case):
    def test_the_command_has_the_section(self):
        result = self.mapview("run", "x=8K", "--", "mapview", "ls", "--json")
        self.assert_done(result)
        found = result.json()
        self.assertEqual([(each["name"], each["size"]) for each in found], [("x", 8192)])

    def test_the_section_goes_with_the_command(self):
        self.assert_done(self.mapview("run", "x=8K", "--", "true"), b"")
        self.assertEqual(self.names(), [])

    def test_the_command_is_the_holder(self):
        running = self.start("mapview", "run", "x=8K", "--", "cat")
        self.eventually(lambda: [h["program"] for o in self.objects() for h in o["holders"]] ==
                        ["cat"], "cat holds it")
        self.assertEqual(self.objects()[0]["holders"][0]["pid"], running.pid)
        self.assertEqual(running.finish().status, 0)
        self.assertEqual(self.names(), [])

    def test_others_use_the_section_meanwhile(self):
        running = self.start("mapview", "run", "x=8K", "--", "cat")
        self.eventually(lambda: self.names() == ["x"], "x is there")
        self.assertEqual(self.mapview("write", "x", stdin=b"hello").status, 0)
        self.assert_done(self.mapview("cat", "x", "--length", "5"), b"hello")
        running.finish()

    def test_several_sections(self):
        result = self.mapview("run", "a=4K", "b=0x2000", "c=1M", "--", "mapview", "ls", "--json")
        self.assertEqual({each["name"]: each["size"] for each in result.json()},
                         {"a": 4096, "b": 8192, "c": 1 << 20})
        self.assertEqual(self.names(), [])

    def test_the_exit_status_is_that_of_the_command(self):
        for status in (0, 1, 2, 7, 255):
            with self.subTest(status):
                result = self.mapview("run", "x=4K", "--", "sh", "-c", f"exit {status}")
                self.assertEqual((result.status, result.out, result.err), (status, b"", b""))

    def test_a_killed_command_leaves_nothing(self):
        result = self.mapview("run", "x=4K", "--", "sh", "-c", "kill -KILL $$")
        self.assertEqual(result.status, -signal.SIGKILL)
        self.assertEqual(self.names(), [])

    def test_what_the_command_leaves_behind_holds_the_section(self):
        result = self.mapview("run", "x=4K", "--", "sh", "-c",
                              "sleep 1000 >/dev/null 2>&1 & echo $!")
        left_behind = int(result.out)
        try:
            self.assert_failed(self.mapview("create", "x", "4K"), "create section 'x'")
            self.assert_done(self.mapview("cat", "x"), bytes(4096))
        finally:
            os.kill(left_behind, signal.SIGKILL)
        self.eventually(lambda: self.mapview("cat", "x").status == 1, "the name is free")

    def test_ls_shows_what_is_left_behind(self):
        result = self.mapview("run", "x=4K", "--", "sh", "-c",
                              "sleep 1000 >/dev/null 2>&1 & echo $!")
        left_behind = int(result.out)
        try:
            self.assertEqual(self.names(), ["x"])
        finally:
            os.kill(left_behind, signal.SIGKILL)
        self.eventually(lambda: self.names() == [], "the name is free")

    def test_arguments_reach_the_command(self):
        result = self.mapview("run", "x=4K", "--", "printf", "[%s]", "--help", "-x", "--", "a=b",
                              "two words", "", "cat")
        self.assert_done(result, b"[--help][-x][--][a=b][two words][][cat]")

    def test_standard_input_reaches_the_command(self):
        self.assert_done(self.mapview("run", "x=4K", "--", "cat", stdin=b"typed"), b"typed")

    def test_what_was_closed_stays_closed_for_the_command(self):
        result = self.shell("mapview run x=4K -- sh -c 'echo kept >&1' >&-")
        self.assertNotEqual(result.status, 0, result)
        self.assertEqual(result.out, b"")
        result = self.shell("mapview run x=4K -- sh -c 'test -e /proc/$$/fd/0' <&-")
        self.assertEqual(result.status, 1, result)

    def test_a_name_may_hold_equals_signs(self):
        result = self.mapview("run", "a=b=4K", "=c=4K", "--", "mapview", "ls", "--json")
        self.assertEqual([each["name"] for each in result.json()], ["=c", "a=b"])

    def test_a_name_may_be_that_of_a_command(self):
        result = self.mapview("run", "cat=4K", "--", "mapview", "cat", "cat")
        self.assert_done(result, bytes(4096))

    def test_populate(self):
        result = self.mapview("run", "--populate", "x=64K", "--", "mapview", "stat", "x", "--json")
        self.assertEqual(result.json()["resident"], 65536)

    def test_the_variables_of_the_command_are_untouched(self):
        self.environment["COLOUR"] = "blue"
        result = self.mapview("run", "x=4K", "--", "sh", "-c", "echo $COLOUR")
        self.assert_done(result, b"blue\n")

    def test_refuses_a_command_that_is_not_there(self):
        self.assert_failed(self.mapview("run", "x=4K", "--", "/no/such/command"),
                           "mapview: run '/no/such/command': No such file or directory")
        self.assertEqual(self.names(), [])

    def test_refuses_a_command_that_cannot_run(self):
        self.assert_failed(self.mapview("run", "x=4K", "--", self.file(b"", "data")),
                           "Permission denied")
        self.assertEqual(self.names(), [])

    def test_refuses_a_taken_name_and_does_not_run(self):
        self.hold("b")
        result = self.mapview("run", "a=4K", "b=4K", "--", "echo", "ran")
        self.assert_failed(result, "mapview: create section 'b': ")
        self.assertEqual(self.names(), ["b"])

    def test_refuses_the_same_name_twice(self):
        self.assert_failed(self.mapview("run", "a=4K", "a=4K", "--", "echo", "ran"),
                           "create section 'a'")

    def test_misuse(self):
        for words in ((), ("x=4K",), ("x=4K", "--"), ("--", "true"), ("--",), ("x=4K", "true"),
                      ("x", "--", "true"), ("x=", "--", "true"), ("=4K", "--", "true"),
                      ("x=0", "--", "true"), ("x=-1", "--", "true"), ("x=lots", "--", "true"),
                      ("x=4K", "--no-such-option", "--", "true"),
                      ("--no-such-option", "x=4K", "--", "true"),
                      ("x=99999999999G", "--", "true")):
            with self.subTest(words):
                self.assert_misused(self.mapview("run", *words), "mapview: ",
                                    "try 'mapview run --help'")
        self.assertEqual(self.names(), [])
