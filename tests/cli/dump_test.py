# dump_test.py - mapview dump: offset, hex, text.
# SPDX-License-Identifier: MIT
import random

from command_line import Case


def hexdump(content, offset=0):
    """What `hexdump -C` prints."""
    lines = []
    before = None
    for at in range(0, len(content), 16):
        line = content[at:at + 16]
        if line == before:
            if lines[-1] != "*":
                lines.append("*")
            continue
        before = line
        left = " ".join(f"{byte:02x}" for byte in line[:8])
        right = " ".join(f"{byte:02x}" for byte in line[8:])
        text = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in line)
        lines.append(f"{offset + at:08x}  {left:<23}  {right:<23}  |{text}|")
    if content:
        lines.append(f"{offset + len(content):08x}")
    return "".join(line + "\n" for line in lines).encode()


class Test(Case):
    def fill(self, content):
        self.hold("x", str(len(content)), "--from", self.file(content))

    def test_offset_hex_and_text(self):
        self.fill(b"Message from \x00\x1b\x7f\x80\xff~" + bytes(range(256)))
        out = self.mapview("dump", "x", "--length", "32")
        self.assert_done(out, b"""\
00000000  4d 65 73 73 61 67 65 20  66 72 6f 6d 20 00 1b 7f  |Message from ...|
00000010  80 ff 7e 00 01 02 03 04  05 06 07 08 09 0a 0b 0c  |..~.............|
00000020
""")

    def test_a_short_last_line(self):
        self.fill(b"hello, world")
        self.assert_done(self.mapview("dump", "x", "--length", "9"), b"""\
00000000  68 65 6c 6c 6f 2c 20 77  6f                       |hello, wo|
00000009
""")

    def test_repeated_lines_are_one_star(self):
        self.hold("x", "64K")
        self.assert_done(self.mapview("dump", "x"), b"""\
00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|
*
00010000
""")

    def test_a_short_last_line_is_shown_even_if_it_repeats(self):
        self.hold("x")
        self.assert_done(self.mapview("dump", "x", "--length", "40"), b"""\
00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|
*
00000020  00 00 00 00 00 00 00 00                           |........|
00000028
""")

    def test_any_bytes(self):
        chance = random.Random(1)
        content = b"".join(chance.choice((bytes(16), b"a" * 16, chance.randbytes(16)))
                           for _ in range(10000))
        self.fill(content)
        for offset, length in ((0, len(content)), (1, 100000), (15, 17), (17, 65536), (16, 32),
                               (65530, 20), (0, 15), (0, 16), (0, 1)):
            with self.subTest(offset=offset, length=length):
                self.assert_done(self.mapview("dump", "x", "--offset", str(offset),
                                              "--length", str(length)),
                                 hexdump(content[offset:offset + length], offset))

    def test_a_section_of_several_pieces(self):
        content = bytes(33 << 20) + random.Random(2).randbytes(100000)
        self.fill(content)
        self.assertTrue(self.mapview("dump", "x", "--length", str(len(content))).out ==
                        hexdump(content))

    def test_nothing_of_nothing(self):
        self.hold("x")
        self.assert_done(self.mapview("dump", "x", "--length", "0"), b"")
        self.assert_done(self.mapview("dump", "x", "--offset", "4K"), b"")

    def test_refuses_what_passes_the_end(self):
        self.hold("x")
        self.assert_failed(self.mapview("dump", "x", "--offset", "4097"), "past its end")
        self.assert_failed(self.mapview("dump", "x", "--length", "4097"), "pass its end")

    def test_refuses_what_is_no_number(self):
        self.assert_misused(self.mapview("dump", "x", "--offset", "many"), "--offset")
        self.assert_misused(self.mapview("dump", "x", "--length", "-1"), "--length")

    def test_refuses_a_name_that_is_not_there(self):
        self.assert_failed(self.mapview("dump", "x"), "mapview: open section 'x': ")
