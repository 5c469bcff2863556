# cat_test.py - mapview cat: the bytes of a section on standard output.
# SPDX-License-Identifier: MIT
import os
import random
import signal
import subprocess

from command_line import Case


class Test(Case):
    def fill(self, content):
        self.hold("x", str(len(content)), "--from", self.file(content))

    def test_writes_the_whole_section(self):
        content = random.Random(1).randbytes(3 * 4096)
        self.fill(content)
        self.assert_done(self.mapview("cat", "x"), content)

    def test_part_of_a_section(self):
        content = random.Random(2).randbytes(40 << 20)
        self.fill(content)
        piece = 16 << 20
        for offset, length in ((0, 1), (1, 2), (65535, 2), (65536, 65536), (100, 200000),
                               (piece - 1, 2), (piece + 5, piece), (3, 2 * piece), (0, 0)):
            with self.subTest(offset=offset, length=length):
                result = self.mapview("cat", "x", "--offset", str(offset),
                                      "--length", str(length))
                self.assertEqual((result.status, result.err), (0, b""))
                self.assertTrue(result.out == content[offset:offset + length])

    def test_offset_alone_goes_to_the_end(self):
        content = random.Random(3).randbytes(8192)
        self.fill(content)
        self.assert_done(self.mapview("cat", "x", "--offset", "5000"), content[5000:])
        self.assert_done(self.mapview("cat", "x", "--offset=0x1000"), content[4096:])
        self.assert_done(self.mapview("cat", "x", "--offset", "4K"), content[4096:])

    def test_length_alone_begins_at_the_beginning(self):
        content = random.Random(4).randbytes(8192)
        self.fill(content)
        self.assert_done(self.mapview("cat", "x", "--length", "5000"), content[:5000])

    def test_the_end_is_an_offset(self):
        self.hold("x", "4K")
        self.assert_done(self.mapview("cat", "x", "--offset", "4096"), b"")

    def test_refuses_an_offset_past_the_end(self):
        self.hold("x", "4K")
        self.assert_failed(self.mapview("cat", "x", "--offset", "4097"),
                           "mapview: section 'x': offset 4097 is past its end at 4096")

    def test_refuses_a_length_past_the_end(self):
        self.hold("x", "4K")
        self.assert_failed(self.mapview("cat", "x", "--length", "4097"), "pass its end at 4096")
        self.assert_failed(self.mapview("cat", "x", "--offset", "1", "--length", "4K"),
                           "4096 bytes from offset 1 on pass its end at 4096")

    def test_sums_do_not_wrap(self):
        self.hold("x", "4K")
        most = str(2**64 - 1)
        self.assert_failed(self.mapview("cat", "x", "--offset", "2", "--length", most), "pass")
        self.assert_failed(self.mapview("cat", "x", "--offset", most, "--length", "2"), "past")

    def test_refuses_what_is_no_number(self):
        for option in ("--offset", "--length"):
            for text in ("x", "-1", "1.5", ""):
                with self.subTest(option=option, text=text):
                    self.assert_misused(self.mapview("cat", "x", f"{option}={text}"), option)

    def test_refuses_a_name_that_is_not_there(self):
        self.assert_failed(self.mapview("cat", "x"), "mapview: open section 'x': ",
                           "hint: 'mapview ls'")

    def test_a_reader_that_has_enough_ends_it_silently(self):
        self.hold("x", "64M")
        result = self.program("bash", "-c", "mapview cat x | head -c 10; echo ${PIPESTATUS[0]}")
        self.assert_done(result, bytes(10) + str(128 + signal.SIGPIPE).encode() + b"\n")

    def test_reports_a_closed_pipe_where_sigpipe_is_ignored(self):
        self.hold("x", "1M")
        reader, writer = os.pipe()
        os.close(reader)
        result = self.mapview("cat", "x", stdout=writer, restore_signals=False)
        os.close(writer)
        self.assertEqual(result.status, 1, result)
        self.assertEqual(result.err, b"mapview: write to standard output: Broken pipe\n")

    def test_reports_a_full_disk(self):
        self.hold("x", "4K")
        with open("/dev/full", "wb") as full:
            result = self.mapview("cat", "x", stdout=full)
        self.assertEqual(result.status, 1, result)
        self.assertIn(b"write to standard output: No space left on device", result.err)

    def test_survives_a_pipe_that_does_not_block(self):
        content = random.Random(5).randbytes(1 << 20)
        self.fill(content)
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        cat = subprocess.Popen(["mapview", "cat", "x"], stdout=writer, stderr=subprocess.PIPE,
                               env=self.environment)
        os.close(writer)
        with open(reader, "rb") as pipe:
            self.assertTrue(pipe.read() == content)
        self.assertEqual((cat.wait(), cat.stderr.read()), (0, b""))
        cat.stderr.close()

    def test_a_section_without_memory_of_its_own_is_read_as_zeros(self):
        self.hold("x", "256M")
        result = self.shell("mapview cat x | tr -d '\\0' | wc -c")
        self.assert_done(result, b"0\n")
