# examples_test.py - the examples, as they are shown to people.
# SPDX-License-Identifier: MIT
from command_line import Case


class Test(Case):
    def start_first(self, **options):
        first = self.start("HandleFileMapping2", **options)
        first.out.wait_for(b"Press Enter to end process #1.\n")
        return first

    def start_second(self):
        second = self.start("Process2")
        second.out.wait_for(b"Press Enter to end process #2.\n")
        return second

    def test_the_second_process_shows_the_message_of_the_first(self):
        first = self.start_first()
        self.assertEqual(first.out.seen, b"Process #1 wrote: Message from Process #1\n"
                                         b"Press Enter to end process #1.\n")
        second = self.start_second()
        self.assertEqual(second.out.seen, b"[Process2]\nMessage from Process #1\n"
                                          b"Press Enter to end process #2.\n")
        for running in (second, first):
            running.type(b"\n")
            self.assertEqual(running.wait(), 0)
            self.assertEqual(running.err.rest(), b"")
        self.assertEqual(self.names(), [])

    def test_the_first_process_makes_the_object(self):
        self.start_first()
        self.assertEqual([(found["name"], found["size"], found["protection"])
                          for found in self.objects()], [("MyFileMappingObject", 4096, "rw")])
        self.assert_done(self.mapview("cat", "MyFileMappingObject", "--length", "256"),
                         b"Message from Process #1".ljust(256, b"\0"))

    def test_the_second_process_alone(self):
        self.assert_failed(self.program("Process2"), "OpenFileMapping failed with error 2: ",
                           "cannot find the file",
                           "Hint: process #1, HandleFileMapping2, has to run")

    def test_the_second_process_after_the_end_of_the_first(self):
        first = self.start_first()
        first.type(b"\n")
        self.assertEqual(first.wait(), 0)
        self.assert_failed(self.program("Process2"), "error 2")

    def test_the_second_process_after_a_kill_of_the_first(self):
        self.start_first().end(9)
        self.assert_failed(self.program("Process2"), "error 2")

    def test_the_second_process_keeps_the_object_when_the_first_is_gone(self):
        first = self.start_first()
        second = self.start_second()
        first.end(9)
        self.assertIn(b"Message from Process #1", self.program("Process2").out)
        second.type(b"\n")
        self.assertEqual(second.wait(), 0)
        self.assertEqual(self.names(), [])

    def test_the_end_of_the_input_is_enter(self):
        first = self.start_first()
        self.assert_done(self.program("Process2", stdin=b""))
        self.assertEqual(first.finish().status, 0)

    def test_they_run_with_their_input_closed(self):
        for program in ("HandleFileMapping2", "quickstart write"):
            with self.subTest(program):
                self.assert_done(self.shell(f"{program} <&-"))

    def test_they_run_in_the_same_terminal_line_by_line(self):
        terminal = self.on_terminal("HandleFileMapping2")
        terminal.screen.wait_for(b"Press Enter to end process #1.\n")
        terminal.type(b"\n")
        self.assertEqual(terminal.wait(), 0)

    def test_the_first_process_with_no_place_for_names(self):
        self.environment["MAPVIEW_DIR"] = "/no/such/folder/names"
        self.assert_failed(self.program("HandleFileMapping2"),
                           "CreateFileMapping failed with error ")

    def test_quickstart(self):
        writer = self.start("quickstart", "write")
        writer.out.wait_for(b"Press Enter to end.\n")
        self.assert_done(self.program("quickstart", "read"), b"Hello from the other process\n")
        writer.type(b"\n")
        self.assertEqual(writer.wait(), 0)
        self.assertEqual(self.names(), [])

    def test_quickstart_reader_alone(self):
        self.assert_failed(self.program("quickstart", "read"), "open section 'quickstart': ")

    def test_quickstart_misused(self):
        self.assert_misused(self.program("quickstart"), "usage: quickstart write|read")
        self.assert_misused(self.program("quickstart", "both"), "usage: quickstart write|read")
