# write_test.py - mapview write: a file or standard input into a section.
# SPDX-License-Identifier: MIT
import random

from command_line import Case


class Test(Case):
    def content(self, name="x"):
        return self.mapview("cat", name).out

    def assert_wrote(self, result, count, offset=0):
        self.assertEqual((result.status, result.out), (0, b""), result)
        self.assertEqual(result.err.decode(), f"wrote {count} bytes to 'x' at offset {offset}\n")

    def test_from_standard_input(self):
        self.hold("x")
        self.assert_wrote(self.mapview("write", "x", stdin=b"hello"), 5)
        self.assertEqual(self.content(), b"hello" + bytes(4091))

    def test_a_dash_is_standard_input(self):
        self.hold("x")
        self.assert_wrote(self.mapview("write", "x", "-", stdin=b"hello"), 5)
        self.assertEqual(self.content()[:5], b"hello")

    def test_from_a_file(self):
        content = random.Random(1).randbytes(20 << 20)
        self.hold("x", "20M")
        self.assert_wrote(self.mapview("write", "x", self.file(content)), len(content))
        self.assertTrue(self.content() == content)

    def test_at_an_offset(self):
        self.hold("x", "128K")
        self.assert_wrote(self.mapview("write", "x", "--offset", "65534", stdin=b"hello"), 5, 65534)
        self.assertEqual(self.content(), bytes(65534) + b"hello" + bytes(65533))

    def test_only_what_is_given_changes(self):
        self.hold("x", "4K", "--from", self.file(b"a" * 4096))
        self.assert_wrote(self.mapview("write", "x", "--offset", "1", stdin=b"b"), 1, 1)
        self.assertEqual(self.content(), b"ab" + b"a" * 4094)

    def test_up_to_the_last_byte(self):
        self.hold("x")
        self.assert_wrote(self.mapview("write", "x", "--offset", "4095", stdin=b"z"), 1, 4095)
        self.assertEqual(self.content(), bytes(4095) + b"z")

    def test_nothing_at_the_end(self):
        self.hold("x")
        self.assert_wrote(self.mapview("write", "x", "--offset", "4K"), 0, 4096)

    def test_refuses_a_file_that_does_not_fit(self):
        self.hold("x")
        path = self.file(b"h" * 4097)
        self.assert_failed(self.mapview("write", "x", path), "mapview: write section 'x': ",
                           "4097 bytes", "room for 4096", "nothing was written")
        self.assert_failed(self.mapview("write", "x", "--offset", "1", self.file(b"h" * 4096)),
                           "room for 4095")
        self.assertEqual(self.content(), bytes(4096))

    def test_refuses_the_rest_of_a_pipe_that_does_not_fit(self):
        self.hold("x")
        self.assert_failed(self.mapview("write", "x", stdin=b"h" * 5000),
                           "mapview: write section 'x': standard input has more than the 4096",
                           "4096 bytes were written")
        self.assertEqual(self.content(), b"h" * 4096)

    def test_refuses_an_offset_past_the_end(self):
        self.hold("x")
        self.assert_failed(self.mapview("write", "x", "--offset", "4097", stdin=b""),
                           "offset 4097 is past its end at 4096")

    def test_refuses_what_is_no_offset(self):
        self.assert_misused(self.mapview("write", "x", "--offset", "many"), "--offset")

    def test_refuses_a_name_that_is_not_there(self):
        self.assert_failed(self.mapview("write", "x", stdin=b"hello"),
                           "mapview: open section 'x': ")
        self.assertEqual(self.names(), [])

    def test_refuses_a_file_that_is_not_there(self):
        self.hold("x")
        self.assert_failed(self.mapview("write", "x", "/no/such/file"),
                           "'/no/such/file': No such file or directory")

    def test_others_see_the_bytes_at_once(self):
        self.hold("x")
        writer = self.start("mapview", "write", "x")
        writer.type(b"early")
        self.eventually(lambda: self.content()[:5] == b"early", "the first bytes are there")
        self.assertTrue(writer.alive())
        self.assertEqual(writer.finish().status, 0)
