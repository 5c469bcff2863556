# command_line.py - runs the built programs as a user does, each test in a name space of its own.
# SPDX-License-Identifier: MIT
"""To try one test: MAPVIEW_PROGRAMS=build/gcc/bin python3 -m unittest cat_test"""

import fcntl
import json
import os
import pty
import select
import shutil
import signal
import subprocess
import tempfile
import termios
import time
import unittest

PROGRAMS = os.path.abspath(os.environ["MAPVIEW_PROGRAMS"])
PATIENCE = 60  # seconds, for machines that are busy and builds that are slow


class Result:
    """What a program left behind."""

    def __init__(self, status, out, err):
        self.status = status
        self.out = out
        self.err = err

    def __repr__(self):
        return f"status {self.status}\nstdout: {self.out!r}\nstderr: {self.err!r}"

    def json(self):
        return json.loads(self.out.decode("utf-8", "strict"))


class Stream:
    """Something a program writes to; waits for text in it."""

    def __init__(self, descriptor):
        self.descriptor = descriptor
        self.seen = b""

    def wait_for(self, text):
        return self.wait_for_more(0, text)

    def wait_for_more(self, begin, text):
        """The same, but the text has to come behind the first `begin` bytes."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.seen[begin:]:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.descriptor], [], [], left)[0]:
                raise AssertionError(f"{text!r} did not come, only {self.seen!r}")
            if not self._read():
                raise AssertionError(f"{text!r} did not come before the end of {self.seen!r}")
        return self.seen

    def rest(self):
        while self._read():
            pass
        return self.seen

    def _read(self):
        try:
            data = os.read(self.descriptor, 65536)
        except OSError:  # a terminal that nobody has open any more
            data = b""
        self.seen += data
        return data


class Running:
    """A program that was started and goes on."""

    def __init__(self, process):
        self.process = process
        self.pid = process.pid
        self.out = Stream(process.stdout.fileno())
        self.err = Stream(process.stderr.fileno())

    def alive(self):
        return self.process.poll() is None

    def type(self, text):
        self.process.stdin.write(text)
        self.process.stdin.flush()

    def send(self, number):
        self.process.send_signal(number)

    def end(self, number=signal.SIGTERM):
        """Sends the signal and returns the exit status."""
        self.send(number)
        return self.wait()

    def wait(self):
        return self.process.wait(PATIENCE)

    def finish(self):
        """Waits for the end and returns the result."""
        if self.process.stdin:
            self.process.stdin.close()
        status = self.wait()
        return Result(status, self.out.rest(), self.err.rest())


class OnTerminal:
    """A program with a terminal of its own for standard input, output and error."""

    def __init__(self, words, environment):
        self.keyboard, terminal = pty.openpty()
        # Output as the program writes it, without the carriage returns of the terminal.
        modes = termios.tcgetattr(terminal)
        modes[1] &= ~termios.OPOST
        modes[3] &= ~termios.ECHO
        termios.tcsetattr(terminal, termios.TCSANOW, modes)
        self.process = subprocess.Popen(
            words, stdin=terminal, stdout=terminal, stderr=terminal, env=environment,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        self.pid = self.process.pid
        os.close(terminal)
        self.screen = Stream(self.keyboard)

    def type(self, text):
        os.write(self.keyboard, text)

    def wait(self):
        return self.process.wait(PATIENCE)


class Case(unittest.TestCase):
    """A test with an empty name space, and the programs to use in it."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="mapview-cli-", dir="/dev/shm")
        self.addCleanup(shutil.rmtree, self.folder)
        self.environment = {
            **os.environ,
            "MAPVIEW_DIR": os.path.join(self.folder, "names"),
            "PATH": PROGRAMS + os.pathsep + os.environ["PATH"],
        }

    # --- running

    def program(self, *words, stdin=b"", **options):
        """Runs a program to its end."""
        if isinstance(stdin, bytes):
            options["input"] = stdin
        else:
            options["stdin"] = stdin
        options.setdefault("env", self.environment)
        done = subprocess.run(words, stdout=options.pop("stdout", subprocess.PIPE),
                              stderr=options.pop("stderr", subprocess.PIPE),
                              timeout=PATIENCE, **options)
        return Result(done.returncode, done.stdout, done.stderr)

    def mapview(self, *words, **options):
        return self.program("mapview", *words, **options)

    def shell(self, script):
        return self.program("sh", "-c", script)

    def start(self, *words, stdin=subprocess.PIPE, **options):
        """Starts a program, which does not outlive the test."""
        process = subprocess.Popen(words, stdin=stdin, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=self.environment, **options)
        self.addCleanup(self._end, process)
        return Running(process)

    def on_terminal(self, *words):
        running = OnTerminal(words, self.environment)
        self.addCleanup(os.close, running.keyboard)
        self.addCleanup(self._end, running.process)
        return running

    def hold(self, name, size="4K", *options, **popen_options):
        """Starts `mapview create` and returns once the section is there."""
        running = self.start("mapview", "create", *options, "--", name, size,
                             stdin=subprocess.DEVNULL, **popen_options)
        running.out.wait_for(b"\n")
        return running

    @staticmethod
    def _end(process):
        if process.poll() is None:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream:
                try:
                    stream.close()
                except BrokenPipeError:
                    pass

    # --- files and names

    def file(self, content, name="file"):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as out:
            out.write(content)
        return path

    def names(self):
        return [found["name"] for found in self.objects()]

    def objects(self):
        result = self.mapview("ls", "--json")
        self.assertEqual(result.status, 0, result)
        return result.json()

    def eventually(self, condition, what):
        """For what another process is doing at this moment."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            self.assertLess(time.monotonic(), deadline, f"never happened: {what}")
            time.sleep(0.01)

    # --- expectations

    def assert_done(self, result, out=None):
        """Status 0, nothing on standard error, and this on standard output."""
        self.assertEqual((result.status, result.err), (0, b""), result)
        if out is not None:
            self.assertEqual(result.out, out, result)

    def assert_failed(self, result, *texts):
        """Status 1, nothing on standard output, and the texts on standard error."""
        self._assert_error(result, 1, texts)

    def assert_misused(self, result, *texts):
        self._assert_error(result, 2, texts)

    def _assert_error(self, result, status, texts):
        self.assertEqual((result.status, result.out), (status, b""), result)
        for text in texts:
            self.assertIn(text, result.err.decode(), result)
