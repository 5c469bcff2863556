# fill_test.py - mapview create --from: a section with the bytes of a file.
# SPDX-License-Identifier: MIT
import os
import random

from command_line import Case


def padded(content):
    return content + bytes(-len(content) % 4096)


class Test(Case):
    def assert_nothing_was_made(self):
        self.assertFalse(os.path.exists(self.environment["MAPVIEW_DIR"]), "made something")

    def test_from_a_file(self):
        self.hold("x", "8K", "--from", self.file(b"hello"))
        self.assert_done(self.mapview("cat", "x"), b"hello" + bytes(8192 - 5))

    def test_a_file_gives_its_size(self):
        creator = self.start("mapview", "create", "x", "--from", self.file(b"h" * 5000))
        self.assertIn(b"8192 bytes", creator.out.wait_for(b"\n"))
        self.assert_done(self.mapview("cat", "x"), padded(b"h" * 5000))

    def test_the_section_is_full_when_create_says_so(self):
        content = random.Random(1).randbytes(40 << 20)  # several pieces, the last not full
        content = content[:-777]
        self.hold("x", "40M", "--from", self.file(content))
        result = self.mapview("cat", "x", "--length", str(len(content)))
        self.assertEqual((result.status, result.err), (0, b""))
        self.assertTrue(result.out == content)

    def test_from_a_pipe(self):
        creator = self.start("mapview", "create", "x", "1M", "--from", "-")
        creator.type(b"first ")
        creator.type(b"second")
        creator.process.stdin.close()
        creator.out.wait_for(b"\n")
        self.assert_done(self.mapview("cat", "x", "--length", "12"), b"first second")

    def test_the_end_of_the_pipe_does_not_end_it(self):
        creator = self.start("mapview", "create", "x", "1M", "--from", "-")
        creator.process.stdin.close()
        creator.out.wait_for(b"\n")
        for _ in range(5):
            self.assertEqual(self.names(), ["x"])
        self.assertEqual(creator.end(), 0)

    def test_a_redirected_file_gives_what_is_left_of_it(self):
        path = self.file(b"skipped!" * 1024 + b"taken")
        with open(path, "rb", buffering=0) as source:
            source.seek(8192)
            creator = self.start("mapview", "create", "x", "--from", "-", stdin=source)
            creator.out.wait_for(b"\n")
        self.assert_done(self.mapview("cat", "x"), padded(b"taken"))

    def test_a_file_of_proc_whose_size_is_not_known(self):
        self.hold("x", "1M", "--from", "/proc/self/stat")
        self.assertIn(b"(mapview)", self.mapview("cat", "x").out)

    def test_a_pipe_needs_a_size(self):
        self.assert_misused(self.mapview("create", "x", "--from", "-"), "SIZE")

    def test_an_empty_file_needs_a_size(self):
        path = self.file(b"")
        self.assert_misused(self.mapview("create", "x", "--from", path), "SIZE")
        self.hold("x", "4K", "--from", path)
        self.assert_done(self.mapview("cat", "x"), bytes(4096))

    def test_a_file_that_just_fits(self):
        content = random.Random(2).randbytes(8192)
        self.hold("x", "8K", "--from", self.file(content))
        self.assert_done(self.mapview("cat", "x"), content)

    def test_refuses_a_file_that_is_too_long(self):
        # The page would hold it, but it is more than was asked for.
        path = self.file(b"h" * 101)
        self.assert_failed(self.mapview("create", "x", "100", "--from", path),
                           "mapview: create section 'x': ", "101 bytes", "room for 100",
                           "nothing was written")
        self.assert_nothing_was_made()

    def test_refuses_a_pipe_that_is_too_long(self):
        self.assert_failed(self.mapview("create", "x", "100", "--from", "-", stdin=b"h" * 101),
                           "mapview: create section 'x': ", "standard input", "more than the 100")
        self.assertEqual(self.names(), [])

    def test_refuses_a_file_that_is_not_there(self):
        self.assert_failed(self.mapview("create", "x", "4K", "--from", "/no/such/file"),
                           "mapview: ", "'/no/such/file': No such file or directory")
        self.assert_nothing_was_made()

    def test_refuses_an_empty_file_name(self):
        self.assert_failed(self.mapview("create", "x", "4K", "--from", ""), "No such file")
        self.assert_nothing_was_made()

    def test_refuses_a_folder(self):
        self.assert_failed(self.mapview("create", "x", "4K", "--from", self.folder),
                           "mapview: ", "Is a directory")
        self.assert_nothing_was_made()

    def test_a_taken_name_leaves_the_other_section_alone(self):
        self.hold("x", "4K", "--from", self.file(b"first"))
        result = self.mapview("create", "x", "4K", "--from", self.file(b"second"))
        self.assert_failed(result, "create section 'x'")
        self.assert_done(self.mapview("cat", "x", "--length", "5"), b"first")

    def test_shows_progress_on_a_terminal(self):
        path = os.path.join(self.folder, "large")
        with open(path, "wb") as large:
            large.truncate(64 << 20)
        creator = self.on_terminal("mapview", "create", "x", "--from", path)
        screen = creator.screen.wait_for(b"Press Enter to end.\n").decode()
        self.assertIn("\rcopying: ", screen)
        last = screen.split("\r")[-1].split("\n")[0]
        self.assertRegex(last, r"^copying: 64\.0 MiB of 64\.0 MiB, 100 %, [0-9.]+ [MG]iB/s")
        self.assertIn("\ncreated 'x': 67108864 bytes", screen)

    def test_shows_progress_of_a_pipe_without_percent(self):
        creator = self.on_terminal(
            "sh", "-c", "head -c 64M /dev/zero | mapview create x 64M --from - >/dev/null")
        screen = creator.screen.wait_for(b"\n").decode()
        self.assertRegex(screen, r"copying: 64\.0 MiB, [0-9.]+ [MG]iB/s")
        self.assertNotIn("%", screen)

    def test_shows_no_progress_for_a_small_file(self):
        creator = self.on_terminal("mapview", "create", "x", "--from", self.file(b"small"))
        self.assertNotIn(b"copying", creator.screen.wait_for(b"Press Enter to end.\n"))

    def test_shows_no_progress_where_there_is_no_terminal(self):
        creator = self.hold("x", "64M", "--from", self.file(bytes(64 << 20)))
        creator.send(15)
        self.assertEqual(creator.finish().err, b"")

    def test_a_signal_during_the_copy_ends_it_with_nothing_left(self):
        creator = self.start("mapview", "create", "x", "1M", "--from", "-")
        creator.type(b"half of it")
        self.eventually(lambda: self.names() == ["x"], "the section is made")
        self.assertEqual(creator.end(), -15)
        self.assertEqual(self.names(), [])
