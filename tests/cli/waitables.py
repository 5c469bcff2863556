# waitables.py - events, semaphores, mutexes and timers for tests, held by a program that does as told.
# SPDX-License-Identifier: MIT
from command_line import Case


class Held:
    def __init__(self, running):
        self.running = running
        self.pid = running.pid
        self.said = 0
        self.expect(b"ready\n")

    def expect(self, line):
        """The next thing that the holder says."""
        seen = self.running.out.wait_for_more(self.said, b"\n")
        self.said = len(seen)
        assert seen.endswith(line), f"{line!r} did not come, but {seen!r}"

    def tell(self, line):
        """What it is to do; does not wait until it is done."""
        self.running.type(line + b"\n")

    def do(self, line, answer=None):
        self.tell(line)
        self.expect((answer or line) + b"\n")


class WaitableCase(Case):
    def hold_object(self, *words):
        return Held(self.start("waitable_holder", *words))

    def event(self, name="e"):
        return self.hold_object("event", name)

    def manual_event(self, name="e"):
        return self.hold_object("manual-event", name)

    def semaphore(self, name="s", count=0, maximum=10):
        return self.hold_object("semaphore", name, str(count), str(maximum))

    def mutex(self, name="m"):
        return self.hold_object("mutex", name)

    def timer(self, name="t"):
        return self.hold_object("timer", name)

    def manual_timer(self, name="t"):
        return self.hold_object("manual-timer", name)

    def shown(self, name):
        result = self.mapview("stat", name, "--json")
        self.assert_done(result)
        return result.json()

    def waiters(self, name):
        return self.shown(name)["waiters"]

    def wait_for_waiters(self, name, count):
        self.eventually(lambda: self.waiters(name) == count, f"{count} sleep on '{name}'")
