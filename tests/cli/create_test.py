# create_test.py - mapview create: making, holding, ending.
# SPDX-License-Identifier: MIT
import signal

from command_line import Case


class Test(Case):
    def test_says_what_it_made(self):
        creator = self.start("mapview", "create", "x", "4K")
        line = creator.out.wait_for(b"\n").decode()
        self.assertEqual(line, f"created 'x': 4096 bytes, process {creator.pid}\n")

    def test_holds_the_name_until_sigterm(self):
        creator = self.hold("x")
        self.assertEqual(self.names(), ["x"])
        self.assertEqual(creator.end(signal.SIGTERM), 0)
        self.assertEqual(self.names(), [])

    def test_holds_the_name_until_sigint(self):
        creator = self.hold("x")
        self.assertEqual(self.names(), ["x"])
        self.assertEqual(creator.end(signal.SIGINT), 0)
        self.assertEqual(self.names(), [])

    def test_says_nothing_else(self):
        creator = self.hold("x")
        creator.send(signal.SIGTERM)
        result = creator.finish()
        self.assertEqual((result.status, result.err), (0, b""))
        self.assertEqual(result.out.count(b"\n"), 1)

    def test_is_not_ended_by_input_that_is_no_terminal(self):
        creator = self.start("mapview", "create", "x", "4K")
        creator.out.wait_for(b"\n")
        creator.type(b"\n")
        creator.process.stdin.close()
        for _ in range(5):
            self.assertEqual(self.names(), ["x"])
        self.assertTrue(creator.alive())
        self.assertEqual(creator.end(), 0)

    def test_enter_on_a_terminal_ends_it(self):
        creator = self.on_terminal("mapview", "create", "x", "4K")
        creator.screen.wait_for(b"Press Enter to end.\n")
        self.assertEqual(self.names(), ["x"])
        creator.type(b"\n")
        self.assertEqual(creator.wait(), 0)
        self.assertEqual(self.names(), [])

    def test_end_of_input_on_a_terminal_ends_it(self):
        creator = self.on_terminal("mapview", "create", "x", "4K")
        creator.screen.wait_for(b"Press Enter to end.\n")
        creator.type(b"\x04")
        self.assertEqual(creator.wait(), 0)

    def test_interrupt_key_on_a_terminal_ends_it(self):
        creator = self.on_terminal("mapview", "create", "x", "4K")
        creator.screen.wait_for(b"Press Enter to end.\n")
        creator.type(b"\x03")
        self.assertEqual(creator.wait(), 0)
        self.assertEqual(self.names(), [])

    def test_in_the_background_of_a_terminal_leaves_the_typing_to_others(self):
        # The line waits a while on the terminal, for everybody to see, before the shell takes it.
        shell = self.on_terminal("bash", "--norc", "--noprofile", "-c", """
            set -m
            mapview create x 4K &
            until mapview ls --json | grep -q '"x"'; do :; done
            echo "type"
            until read -t 0; do :; done
            for i in 1 2 3 4 5 6 7 8 9; do mapview cat x >/dev/null || echo "it is gone"; done
            read -r line; echo "got $line"
            jobs -l; kill %1; wait %1; echo "status $?"
        """)
        shell.screen.wait_for(b"type")
        shell.type(b"a line\n")
        shell.screen.wait_for(b"got a line")
        screen = shell.screen.wait_for(b"status ")
        self.assertIn(b"Running", screen)
        self.assertNotIn(b"Stopped", screen)
        self.assertNotIn(b"it is gone", screen)
        shell.screen.wait_for(b"status 0")

    def test_a_signal_that_the_parent_ignores_stays_ignored(self):
        creator = self.hold("x", preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
        creator.send(signal.SIGINT)
        for _ in range(5):
            self.assertEqual(self.names(), ["x"])
        self.assertEqual(creator.end(signal.SIGTERM), 0)

    def test_refuses_a_taken_name(self):
        first = self.hold("x", "64K")
        result = self.mapview("create", "x", "4K")
        self.assert_failed(result, "mapview: create section 'x': ", "hint: 'mapview stat NAME'")
        self.assertTrue(first.alive())
        self.assertEqual([found["size"] for found in self.objects()], [65536])

    def test_the_name_is_free_again_afterwards(self):
        self.assertEqual(self.hold("x").end(), 0)
        self.assertEqual(self.hold("x").end(), 0)

    def test_rounds_up_to_pages(self):
        self.hold("x", "100")
        self.assertEqual([found["size"] for found in self.objects()], [4096])

    def test_is_zeroed(self):
        self.hold("x", "64K")
        self.assert_done(self.mapview("cat", "x"), bytes(65536))

    def test_sizes(self):
        sizes = {"4096": 4096, "8K": 8192, "8k": 8192, "3M": 3 << 20, "3m": 3 << 20,
                 "1G": 1 << 30, "1g": 1 << 30, "0x3000": 12288, "0x4K": 4096}
        for text in sizes:
            self.hold("size " + text, text)
        found = {each["name"]: each["size"] for each in self.objects()}
        self.assertEqual(found, {"size " + text: size for text, size in sizes.items()})

    def test_refuses_what_is_no_size(self):
        for text in ("", "x", "K", "4KB", "4KiB", "1T", "1.5M", " 4", "4 ", "+4", "4K4", "0x",
                     "0xg", "4,096", "4\n"):
            with self.subTest(text):
                self.assert_misused(self.mapview("create", "--", "x", text),
                                    "SIZE", "is not a size")

    def test_refuses_a_negative_size(self):
        self.assert_misused(self.mapview("create", "x", "-4K"))
        self.assert_misused(self.mapview("create", "--", "x", "-4K"), "is not a size")

    def test_refuses_a_size_of_zero(self):
        for text in ("0", "0K", "0x0"):
            with self.subTest(text):
                self.assert_misused(self.mapview("create", "x", text), "at least 1 byte")

    def test_refuses_a_size_beyond_64_bits(self):
        for text in ("18446744073709551616", "18014398509481984K", "17179869184G",
                     "0x10000000000000000", "9" * 400):
            with self.subTest(text):
                self.assert_misused(self.mapview("create", "x", text), "64 bits")

    def test_refuses_more_memory_than_there_is(self):
        for text in ("18446744073709551615", "0x8000000000000000", "8589934591G", "1048576G"):
            with self.subTest(text):
                self.assert_failed(self.mapview("create", "x", text),
                                   "mapview: create section 'x': ")
                self.assertEqual(self.names(), [])

    def test_needs_a_size(self):
        self.assert_misused(self.mapview("create", "x"), "SIZE", "required")

    def test_needs_a_name(self):
        self.assert_misused(self.mapview("create"), "NAME", "required")
        self.assert_misused(self.mapview("create", "", "4K"), "NAME")

    def test_populate_has_the_memory_at_once(self):
        self.hold("lazy", "4M")
        self.hold("eager", "4M", "--populate")
        resident = {name: self.mapview("stat", name, "--json").json()["resident"]
                    for name in ("lazy", "eager")}
        self.assertEqual(resident, {"lazy": 0, "eager": 4 << 20})

    def test_nobody_else_waits_for_a_stopped_creator(self):
        creator = self.hold("x")
        creator.send(signal.SIGSTOP)
        self.assert_done(self.mapview("cat", "x"), bytes(4096))
        self.assert_failed(self.mapview("create", "x", "4K"), "create section 'x'")
        creator.send(signal.SIGCONT)
        self.assertEqual(creator.end(), 0)
