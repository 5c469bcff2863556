# streams_test.py - standard input, output and error that are closed or broken.
# SPDX-License-Identifier: MIT
from command_line import Case


class Test(Case):
    def test_closed_output_is_an_error(self):
        self.hold("x")
        for words in ("ls", "ls --json", "stat x", "cat x", "dump x", "create y 4K", "--help",
                      "--version", "cat --help"):
            with self.subTest(words):
                result = self.shell(f"mapview {words} >&-")
                self.assertEqual(result.status, 1, result)
                self.assertEqual(result.err.splitlines()[0],
                                 b"mapview: write to standard output: Bad file descriptor")
        self.assertEqual(self.names(), ["x"])

    def test_a_full_disk_is_an_error(self):
        self.hold("x")
        for words in ("ls", "stat x", "cat x", "dump x", "create y 4K", "--help"):
            with self.subTest(words):
                result = self.shell(f"mapview {words} >/dev/full")
                self.assertEqual(result.status, 1, result)
                self.assertIn(b"No space left on device", result.err)
        self.assertEqual(self.names(), ["x"])

    def test_closed_input_does_not_end_create(self):
        creator = self.start("sh", "-c", "exec mapview create x 4K <&-")
        creator.out.wait_for(b"\n")
        for _ in range(5):
            self.assertEqual(self.names(), ["x"])
        self.assertEqual(creator.end(), 0)

    def test_closed_input_is_an_error_for_those_who_read_it(self):
        self.hold("x")
        for words in ("write x", "write x -", "create y 4K --from -"):
            with self.subTest(words):
                result = self.shell(f"mapview {words} <&-")
                self.assert_failed(result, "read standard input: Bad file descriptor")
        self.assertEqual(self.names(), ["x"])

    def test_closed_error_output_changes_no_status(self):
        self.assertEqual(self.shell("mapview cat x 2>&-").status, 1)
        self.assertEqual(self.shell("mapview cat 2>&-").status, 2)
        self.assertEqual(self.shell("mapview ls 2>&-").status, 0)

    def test_messages_never_end_in_a_section(self):
        creator = self.start("sh", "-c", "exec mapview create x 4K <&- 2>&-")
        creator.out.wait_for(b"\n")
        for words in ("cat x --offset 5000", "write x --offset 5000", "write x /no/such/file",
                      "stat x", "create x 4K"):
            self.shell(f"mapview {words} <&- >&- 2>&-")
        self.assert_done(self.mapview("cat", "x"), bytes(4096))
