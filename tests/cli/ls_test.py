# ls_test.py - mapview ls: what is shared, and by whom.
# SPDX-License-Identifier: MIT
import os
import signal

from command_line import Case


class Test(Case):
    def lines(self):
        result = self.mapview("ls")
        self.assert_done(result)
        return result.out.decode().splitlines()

    def test_nothing_is_nothing(self):
        self.assert_done(self.mapview("ls"), b"")
        self.assert_done(self.mapview("ls", "--json"), b"[]\n")

    def test_looking_makes_no_folder(self):
        self.assert_done(self.mapview("ls"), b"")
        self.assertFalse(os.path.exists(self.environment["MAPVIEW_DIR"]))

    def test_nothing_is_left_of_what_has_ended(self):
        self.assertEqual(self.hold("x").end(), 0)
        self.assert_done(self.mapview("ls"), b"")

    def test_a_heading_and_a_line_for_each_object(self):
        one = self.hold("one", "4K")
        two = self.hold("two words", "1M")
        self.assertEqual(self.lines(), [
            "NAME       KIND        SIZE  PROTECTION  HANDLES  HOLDERS",
            f"one        section     4096  rw                1  {one.pid} mapview",
            f"two words  section  1048576  rw                1  {two.pid} mapview",
        ])

    def test_json(self):
        one = self.hold("one", "4K")
        two = self.hold("two", "1M")
        objects = self.objects()
        for found in objects:
            for holder in found["holders"]:
                self.assertGreaterEqual(holder.pop("descriptor"), 0)
        self.assertEqual(objects, [
            {"name": "one", "kind": "section", "size": 4096, "protection": "rw", "state": None,
             "waiters": None, "handles": 1,
             "holders": [{"pid": one.pid, "program": "mapview"}]},
            {"name": "two", "kind": "section", "size": 1 << 20, "protection": "rw", "state": None,
             "waiters": None, "handles": 1,
             "holders": [{"pid": two.pid, "program": "mapview"}]},
        ])

    def test_is_sorted_by_name(self):
        for name in ("c", "a", "b", "B"):
            self.hold(name)
        self.assertEqual(self.names(), ["B", "a", "b", "c"])

    def test_several_holders(self):
        one = self.hold("x")
        writer = self.start("mapview", "write", "x")  # waits for its input
        self.eventually(lambda: self.objects()[0]["handles"] == 2, "the writer has it open")
        line = self.lines()[1]
        self.assertIn(f"{one.pid} mapview", line)
        self.assertIn(f"{writer.pid} mapview", line)
        self.assertEqual(writer.finish().status, 0)
        self.assertEqual([h["pid"] for h in self.objects()[0]["holders"]], [one.pid])

    def test_several_handles_of_one_process(self):
        # The command inherits one handle and opens another.
        writer = self.start("mapview", "run", "x=4K", "--", "mapview", "write", "x")
        self.eventually(lambda: [o["handles"] for o in self.objects()] == [2], "both are there")
        self.assertRegex(self.lines()[1], rf" 2  {writer.pid} mapview x2$")
        self.assertEqual(writer.finish().status, 0)
        self.assertEqual(self.names(), [])

    def test_shows_who_has_a_handle_by_fork_alone(self):
        shell = self.start("mapview", "run", "x=4K", "--", "sh", "-c", "sleep 60 & wait")

        def shown():
            return {h["program"]: h["pid"] for o in self.objects() for h in o["holders"]}

        self.eventually(lambda: set(shown()) == {"sh", "sleep"}, "the shell and its child have it")
        child = shown()["sleep"]
        self.addCleanup(os.kill, child, signal.SIGKILL)
        stat = self.mapview("stat", "x", "--json").json()
        self.assertEqual((stat["handles"], stat["holders"]), (2, self.objects()[0]["holders"]))
        shell.end(9)
        self.assertEqual([h["pid"] for h in self.objects()[0]["holders"]], [child])

    def test_shows_programs_of_others(self):
        writer = self.start("HandleFileMapping2")
        writer.out.wait_for(b"Enter")
        holder = self.objects()[0]["holders"][0]
        self.assertEqual((holder["pid"], holder["program"]), (writer.pid, "HandleFileMappi"))

    def test_a_killed_holder_is_not_shown(self):
        killed = self.hold("x")
        other = self.start("mapview", "write", "x")
        self.eventually(lambda: self.objects()[0]["handles"] == 2, "the writer has it open")
        killed.end(9)
        self.assertEqual([h["pid"] for h in self.objects()[0]["holders"]], [other.pid])

    def test_columns_line_up_under_wide_letters(self):
        self.hold("日本")
        self.hold("é")
        self.hold("abcdefgh")
        heading, *lines = self.lines()
        self.assertTrue(heading.startswith("NAME      KIND"), heading)
        self.assertEqual([line.split("section")[0] for line in lines],
                         ["abcdefgh  ", "é         ", "日本      "])

    def test_looking_holds_nothing_open(self):
        self.hold("x")
        for _ in range(3):
            self.assertEqual(self.objects()[0]["handles"], 1)

    def test_help_names_every_column(self):
        help_text = self.mapview("ls", "--help").out.decode()
        self.hold("x")
        for key in self.objects()[0]:
            self.assertRegex(help_text, rf"(?m)^  {key} ")

    def test_takes_no_arguments(self):
        self.assert_misused(self.mapview("ls", "x"))
