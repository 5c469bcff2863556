# programs_test.py - programs for Windows, unmodified: compiled by mapview-c++ and by MinGW, run here
# and by Wine, with equal output.
# SPDX-License-Identifier: MIT
"""Environment: MAPVIEW_PREFIX, MAPVIEW_SOURCES, MAPVIEW_CXX, MAPVIEW_CC, MAPVIEW_WINE (or none)."""

import os
import shutil
import subprocess
import tempfile
import unittest

PREFIX = os.environ["MAPVIEW_PREFIX"]
SOURCES = os.path.join(os.environ["MAPVIEW_SOURCES"], "examples", "windows-programs")
WINE = os.path.join(os.environ["MAPVIEW_SOURCES"], "cmake", "run-under-wine")
MINGW = "x86_64-w64-mingw32-"
PATIENCE = 100  # seconds

# The texts of Microsoft's C run time rather than MinGW's own, and one file without DLLs.
MINGW_FLAGS = ["-D__USE_MINGW_ANSI_STDIO=0", "-static", "-fpermissive", "-w"]


class Native:
    def __init__(self, folder):
        self.folder = folder
        self.environment = dict(os.environ, MAPVIEW_DIR=os.path.join(folder, "objects"))

    def build(self, source, flags=()):
        program = os.path.join(self.folder, os.path.splitext(os.path.basename(source))[0])
        wrapper = "mapview-cc" if source.endswith(".c") else "mapview-c++"
        subprocess.run([os.path.join(PREFIX, "bin", wrapper), "-w", *flags, source, "-o", program],
                       check=True, cwd=SOURCES)
        return [program]


class Windows:
    def __init__(self, folder):
        self.folder = folder
        self.environment = dict(os.environ)

    def build(self, source, flags=()):
        program = os.path.join(self.folder, os.path.splitext(os.path.basename(source))[0] + ".exe")
        compiler = MINGW + ("gcc-posix" if source.endswith(".c") else "g++-posix")
        flags = [flag for flag in flags if flag != "-fshort-wchar"]  # as it is there
        unicode = ["-DUNICODE", "-D_UNICODE"] if "-municode" in flags else []
        warnings = [flag for flag in MINGW_FLAGS
                    if flag != "-fpermissive" or not source.endswith(".c")]
        subprocess.run([compiler, *warnings, *flags, *unicode, source, "-o", program],
                       check=True, cwd=SOURCES)
        return [WINE, program]


class Test(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def both(self):
        """The systems to try; Windows where there are MinGW and Wine."""
        yield Native(self.folder)
        if shutil.which("wine") and shutil.which(MINGW + "g++-posix"):
            yield Windows(self.folder)

    def start(self, system, command, *arguments):
        process = subprocess.Popen([*command, *arguments], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, env=system.environment)

        def end():
            process.kill()
            process.wait()
            process.stdin.close()
            process.stdout.close()
        self.addCleanup(end)
        return process

    def run_alone(self, system, command, *arguments):
        done = self.run_once(system, command, *arguments)
        if isinstance(system, Windows) and not done[1]:
            # a loaded Wine has been seen to lose what a program printed
            done = self.run_once(system, command, *arguments)
        return done

    def run_once(self, system, command, *arguments):
        done = subprocess.run([*command, *arguments], input=b"", stdout=subprocess.PIPE,
                              env=system.environment, timeout=PATIENCE)
        return done.returncode, done.stdout.replace(b"\r\n", b"\n").decode()

    def alone(self, source, *flags, arguments=()):
        """What a program says; the same on both systems."""
        said = [self.run_alone(system, system.build(source, flags), *arguments)
                for system in self.both()]
        self.assert_equal(said)
        self.assertEqual(said[0][0], 0)
        return said[0][1]

    def pair(self, first_source, second_source, *flags, arguments=()):
        """What both programs say, the second while the first waits for Enter."""
        said = []
        for system in self.both():
            first = system.build(first_source, flags)
            second = system.build(second_source, flags)
            running = self.start(system, first, *arguments)
            lines = []
            while not lines or b"Press Enter" not in lines[-1]:
                lines.append(running.stdout.readline())
                self.assertTrue(lines[-1], f"{first_source} ended early: {lines}")
            status, text = self.run_alone(system, second)
            rest, _ = running.communicate(b"\n", timeout=PATIENCE)
            before = b"".join(lines + [rest]).replace(b"\r\n", b"\n").decode()
            said.append((status, running.returncode, before, text))
        self.assert_equal(said)
        self.assertEqual(said[0][:2], (0, 0))
        return said[0][2:]

    def around_a_host(self, source, *others):
        """What processes of one program say that run at once, each with its own arguments, and what
        the one called "host", which was there first, says in the end."""
        said = []
        for system in self.both():
            program = system.build(source)
            host = self.start(system, program, "host")
            self.assertIn(b"Press Enter", host.stdout.readline())
            running = [self.start(system, program, *map(str, words)) for words in others]
            texts = [self.rest(process) for process in running]
            said.append((*texts, self.rest(host, b"\n")))
        self.assert_equal(said)
        return said[0]

    def rest(self, process, typed=b""):
        """What a process says until its end, which has to be a good one."""
        text, _ = process.communicate(typed, timeout=PATIENCE)
        self.assertEqual(process.returncode, 0, text)
        return text.replace(b"\r\n", b"\n").decode()

    def assert_equal(self, said):
        for other in said[1:]:
            self.assertEqual(said[0], other, "Linux first, Windows second")
        if len(said) == 1:
            self.skipTest("no MinGW or no Wine to compare with")

    def test_unicode_writer_and_reader(self):
        self.assertEqual(self.pair("unicode_writer.cpp", "unicode_reader.cpp", "-municode"),
                         ("Written: Message from first process.\nPress Enter\n",
                          "Message from first process. has 27 characters\n"))

    def test_the_same_without_unicode(self):
        written, read = self.pair("unicode_writer.cpp", "unicode_reader.cpp", arguments=["own"])
        self.assertEqual((written, read), ("Written: own\nPress Enter\n", "own has 3 characters\n"))

    def test_ring_of_records(self):
        written, read = self.pair("ring_writer.cpp", "ring_reader.cpp")
        self.assertIn("wrote 20 records of 32 bytes", written)
        self.assertEqual(len(read.splitlines()), 8)
        self.assertIn("12 180C record #012\n", read)

    def test_telemetry_with_wide_text_has_equal_bytes(self):
        written, read = self.pair("telemetry_publisher.cpp", "telemetry_reader.cpp",
                                  "-fshort-wchar")
        self.assertIn("sizeof 156, track has 10 characters", written)
        self.assertIn("43006f00", read)  # "Co" in UTF-16
        self.assertIn("gear -1, gas 0.75, lap 83.500", read)

    def test_an_a_writer_with_a_w_reader(self):
        self.assertEqual(self.pair("ansi_writer.cpp", "wide_reader.cpp")[1],
                         "$two letters$: from A to W\n")

    def test_producer_and_consumer_with_events(self):
        produced, consumed = self.pair("event_producer.cpp", "event_consumer.cpp")
        self.assertEqual(produced, "Press Enter when the consumer has ended\nall were taken\n")
        self.assertEqual(consumed.splitlines(),
                         [f"message {n}, {n} squared is {n * n}" for n in range(1, 6)] +
                         ["waiting again: time-out", "SetEvent: 0, error 5"])

    def test_readers_and_writers(self):
        self.assertEqual(
            self.around_a_host("readers_writers.cpp", ("write", 150), ("read", 200), ("write", 150),
                               ("read", 200), ("read", 200)),
            ("changed it 150 times\n", "looked 200 times, 0 were torn\n", "changed it 150 times\n",
             "looked 200 times, 0 were torn\n", "looked 200 times, 0 were torn\n",
             "300 changes, the cells hold 300, 0 readers\n"))

    def test_producers_and_consumers_with_semaphores(self):
        total = sum(range(0, 200)) + sum(range(1000, 1200)) + sum(range(50000, 50100))
        self.assertEqual(
            self.around_a_host("job_queue.cpp", ("put", 0, 200), ("take", 100), ("put", 1000, 200),
                               ("take", 150), ("take", 250), ("put", 50000, 100)),
            ("put 200\n", "took 100\n", "put 200\n", "took 150\n", "took 250\n", "put 100\n",
             f"500 put, 500 taken, sums {total} and {total}\n"
             "one place too many: error 298, previous -1\n"))

    def test_single_instance(self):
        said = []
        for system in self.both():
            program = system.build("single_instance.cpp")
            first = self.start(system, program)
            self.assertIn(b"the only one", first.stdout.readline())
            self.assertIn(b"Press Enter", first.stdout.readline())
            others = [self.run_alone(system, program) for _ in range(2)]
            rest = self.rest(first, b"\n")
            again = self.start(system, program)
            text = again.stdout.readline().replace(b"\r\n", b"\n")
            said.append((others, rest, text))
        self.assert_equal(said)
        self.assertEqual(said[0], ([(1, "already running; waiting for it: it holds on\n")] * 2,
                                   "", b"the only one\n"))

    def test_chat(self):
        said = []
        for system in self.both():
            program = system.build("chat.cpp")
            both = [self.start(system, program, who) for who in ("first", "second")]
            for process in both:
                self.assertIn(b"in the chat", process.stdout.readline())
            talk = ("Hello\nHow are you?\n\n", "Hi\nFine, Grüße\n")
            for process, lines in zip(both, talk):
                process.stdin.write(lines.encode())
                process.stdin.flush()
            said.append([self.rest(process) for process in both])
        self.assert_equal(said)
        self.assertEqual(said[0], ["> Hi\n> Fine, Grüße\ngood-bye\n",
                                   "> Hello\n> How are you?\ngood-bye\n"])

    def test_inherited_handle(self):
        self.assertEqual(self.alone("inherited_handle.cpp"), "child ended with 21 and left 2468\n")

    def test_parent_and_child(self):
        for flags in ((), ("-municode",)):
            self.assertEqual(self.alone("parent_and_child.cpp", *flags),
                             "the child ended with 5 and left 42\n")

    def test_supervisor(self):
        self.assertEqual(self.alone("supervisor.cpp"),
                         "worker 2 ended with 12\nworker 1 ended with 11\nasked to stop: yes\n"
                         "all ended: 0\nworker 0 was terminated with 77\n")

    def test_copy_on_write(self):
        self.assertEqual(self.alone("copy_on_write.cpp"), "as it is 1000, what if 1100\nmore: 100\n")

    def test_view_size(self):
        self.assertEqual(self.alone("view_size.cpp"),
                         "size 73728, state 1000, protect 2, type 40000\nat its base: yes\n")

    def test_a_log_in_a_file(self):
        said = []
        for system in self.both():
            program = system.build("file_log.cpp")
            log = os.path.join(self.folder, type(system).__name__ + ".log")
            for texts in (("one", "two"), ("three", "four", "five")):
                self.assertEqual(self.run_once(system, program, log, *texts), (0, ""))
            with open(log, "rb") as file:
                said.append((self.run_alone(system, program, log),
                             self.run_alone(system, program, log + " that is not there"),
                             file.read()))
        self.assert_equal(said)
        self.assertEqual(said[0][:2],
                         ((0, "1 one\n2 two\n3 three\n4 four\n5 five\n"
                              "268 bytes in the file, 12 read: LOG1, 5 of 8\n"),
                          (1, "CreateFile failed: 2\n")))
        self.assertEqual(len(said[0][2]), 268)

    def test_a_pool_that_grows(self):
        owner, guest = self.pair("pool_owner.cpp", "pool_guest.cpp")
        self.assertEqual(owner.splitlines(),
                         ["at first: 64 KiB committed, 65472 KiB reserved",
                          "with 100 blocks: 512 KiB committed, 65024 KiB reserved", "Press Enter",
                          "with what the guest took: 576 KiB committed, 64960 KiB reserved"])
        self.assertEqual(guest.splitlines(),
                         ["524288 bytes committed, 500008 used, 500000 letters, the last v",
                          "took 64 KiB more"])

    def test_name_spaces(self):
        self.assertIn("Global\\one         not found (2)\n", self.alone("name_spaces.cpp"))

    def test_second_create(self):
        self.assertIn("second: already exists\n", self.alone("second_create.cpp"))

    def test_plain_c(self):
        self.assertEqual(self.alone("plain_c.c"), "SUM 24 OF 5 NUMBERS\nsame process: 1\n")

    def test_void_main(self):
        said = [self.run_alone(system, system.build("void_main.c")) for system in self.both()]
        self.assertEqual(said[0], (0, "held until a key is hit\n"))
        # What MinGW's void main() ends with is left to chance.
        self.assert_equal([text for _, text in said])

    def test_old_project(self):
        """MinGW on Linux takes neither void main() nor backslashes: native alone."""
        system = Native(self.folder)
        self.assertEqual(self.run_alone(system, system.build("old_project/old_project.cpp")),
                         (0, "1: still works, mapping is 32 bits\ndone\n"))

    def test_wide_text_between_both_sizes_of_wchar_t(self):
        """Whoever asks and whoever answers, of 4 bytes, of 2, or a Windows program: equal bytes."""
        native = Native(self.folder)
        four = [shutil.move(native.build("wide_exchange.cpp")[0], self.folder + "/four")]
        two = native.build("wide_exchange.cpp", ["-fshort-wchar"])
        pairs = [(native, one, other) for one in (four, two) for other in (four, two)]
        for system in self.both():
            if isinstance(system, Windows):
                pairs.append((system, *[system.build("wide_exchange.cpp")] * 2))
        for system, one, other in pairs:
            asking = self.start(system, one, "ask")
            self.assertIn(b"Press Enter", asking.stdout.readline())
            self.assertEqual(
                self.run_alone(system, other, "answer"),
                (0, "0057 0069 0065 0020 0073 0070 00e4 0074 003f 0020 d83d dd57 = Wie spät? 🕗\n"))
            self.assertEqual(self.rest(asking, b"\n"), "0038 0020 20ac 0020 d83c dfc1 = 8 € 🏁\n")

    def test_a_writer_with_4_bytes_and_a_reader_with_2(self):
        """Native processes of both kinds exchange a name, and text by their own conversion."""
        system = Native(self.folder)
        narrow = system.build("ansi_writer.cpp")
        running = self.start(system, narrow)
        self.assertIn(b"Press Enter", running.stdout.readline())
        for flags in ((), ("-fshort-wchar",)):
            self.assertEqual(self.run_alone(system, system.build("wide_reader.cpp", flags)),
                             (0, "$two letters$: from A to W\n"))


if __name__ == "__main__":
    unittest.main()
