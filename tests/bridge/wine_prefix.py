# wine_prefix.py - a Wine prefix of a test's own, of an ordinary user, and programs run in it.
# SPDX-License-Identifier: MIT
import os
import pwd
import select
import shutil
import signal
import subprocess
import tempfile
import time

PATIENCE = 60  # seconds, for a busy machine


def eventually(condition, what, patience=PATIENCE):
    deadline = time.monotonic() + patience
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > deadline:
            raise AssertionError(f"never happened: {what}")
        time.sleep(0.01)


class Running:
    """A program that was started; its output by lines."""

    def __init__(self, process):
        self.process = process
        self.pid = process.pid
        self.lines = []
        self._rest = b""

    def read(self, seconds):
        """Reads what comes within that time; False at the end."""
        if not select.select([self.process.stdout], [], [], seconds)[0]:
            return True
        data = os.read(self.process.stdout.fileno(), 65536)
        *lines, self._rest = (self._rest + data).replace(b"\r", b"").split(b"\n")
        self.lines += [line.decode() for line in lines]
        return bool(data)

    def wait_for(self, text, seconds=PATIENCE):
        """Returns the first line that is not used up and has the text; uses up all before it."""
        deadline = time.monotonic() + seconds
        more = True
        passed = []
        while True:
            while self.lines:
                line = self.lines.pop(0)
                if text in line:
                    return line
                passed.append(line)
            if not more or time.monotonic() > deadline:
                raise AssertionError(f"{text!r} did not come; it ended: {not more}; {passed}")
            more = self.read(0.1)

    def tell(self, line):
        os.write(self.process.stdin.fileno(), line.encode() + b"\n")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def end(self):
        """SIGTERM; returns the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


class Prefix:
    """Everything in one temporary folder, which is gone afterwards.

    `variables` are in the environment of everything that runs in it.
    """

    def __init__(self, **variables):
        # An ordinary user, whoever runs the tests.
        user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self.user, self.group = user.pw_uid, user.pw_gid
        self.folder = tempfile.mkdtemp(prefix="mapview-bridge-", dir="/tmp")
        for source in os.environ["MAPVIEW_BRIDGE_TEST_FILES"].split(":"):
            shutil.copy(source, self.folder)
        for library in [file for file in os.listdir(self.folder) if ".so." in file]:
            os.symlink(library, os.path.join(self.folder, library.rsplit(".", 2)[0]))
        os.chown(self.folder, self.user, self.group)
        self.windows_program = self.file("windows_program.exe")
        self.path = os.path.join(self.folder, "prefix")
        self.names = os.path.join(self.folder, "names")
        self.environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": self.folder,
            "LC_ALL": "C.UTF-8",
            "LD_LIBRARY_PATH": self.folder,
            "MAPVIEW_DIR": self.names,
            "WINEPREFIX": self.path,
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=",
        } | variables
        self.started = []
        self.run("wine", "wineboot", "--init", timeout=300)
        self.run("wineserver", "-w", timeout=120)

    def _as_user(self):
        if os.geteuid() != 0:
            return {}
        return {"user": self.user, "group": self.group, "extra_groups": []}

    def file(self, name):
        return os.path.join(self.folder, name)

    def run(self, *words, timeout=PATIENCE, **variables):
        return subprocess.run(words, env=self.environment | variables, cwd=self.folder, timeout=timeout,
                              stdin=subprocess.DEVNULL, capture_output=True, **self._as_user())

    def start(self, *words, **variables):
        process = subprocess.Popen(words, env=self.environment | variables, cwd=self.folder,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, **self._as_user())
        running = Running(process)
        self.started.append(running)
        return running

    def program(self, mode, *names, size=2048):
        """Starts the Windows program and returns once it has mapped everything."""
        running = self.start("wine", self.windows_program, mode, str(size), *names)
        running.wait_for("ready")
        return running

    def mapview(self, *words):
        return self.run(os.path.join(self.folder, "mapview"), *words)

    def bridge(self, *words):
        return self.start(os.path.join(self.folder, "mapview"), "bridge", *words)

    def processes(self, text):
        """Those of this user's with the text in their command line."""
        found = []
        for entry in os.listdir("/proc"):
            try:
                if not entry.isdigit() or os.stat(f"/proc/{entry}").st_uid != self.user:
                    continue
                with open(f"/proc/{entry}/cmdline", "rb") as file:
                    command = file.read()
            except OSError:
                continue
            if text.encode() in command:
                found.append(int(entry))
        return found

    def agents(self):
        return self.processes(os.path.join(self.folder, ".cache/mapview/agent"))

    def servers(self):
        return [pid for pid in self.processes("wineserver") if self._is_ours(pid)]

    def _is_ours(self, pid):
        found = os.stat(self.path)
        try:
            return os.readlink(f"/proc/{pid}/cwd").endswith(
                f"server-{found.st_dev:x}-{found.st_ino:x}")
        except OSError:
            return False

    def end_programs(self):
        """Ends what a test started, and waits for the prefix to end as well."""
        for running in self.started:
            if running.process.poll() is None:
                running.kill()
            running.process.stdout.close()
            running.process.stdin.close()
        self.started = []
        self.run("wineserver", "-k")
        eventually(lambda: not self.servers(), "the end of wineserver")
        # What a killed wineserver leaves notices at its next request only.
        for pid in self._programs():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass

    def _programs(self):
        found = []
        for pid in self.processes(""):
            try:
                with open(f"/proc/{pid}/environ", "rb") as file:
                    if f"WINEPREFIX={self.path}".encode() in file.read().split(b"\0"):
                        found.append(pid)
            except OSError:
                pass
        return found

    def remove(self):
        self.end_programs()
        shutil.rmtree(self.folder)
