# waitables_test.py - what ls and stat show of events, semaphores, mutexes and timers.
# SPDX-License-Identifier: MIT
from waitables import WaitableCase


class Test(WaitableCase):
    def line(self, name):
        result = self.mapview("ls")
        self.assert_done(result)
        found = [line for line in result.out.decode().splitlines() if line.startswith(name + " ")]
        self.assertEqual(len(found), 1, result)
        return found[0]

    def state(self, name):
        return self.shown(name)["state"]

    def text(self, name):
        """The line `state:` of stat."""
        result = self.mapview("stat", name)
        self.assert_done(result)
        for line in result.out.decode().splitlines():
            if line.startswith("state:"):
                return line.removeprefix("state:").strip()
        self.fail(result)

    def test_an_auto_reset_event(self):
        held = self.event()
        self.assertEqual(self.shown("e")["kind"], "event")
        self.assertEqual(self.state("e"), {"set": False, "manual_reset": False})
        self.assertEqual(self.text("e"), "not set, auto reset")
        held.do(b"set")
        self.assertEqual(self.state("e"), {"set": True, "manual_reset": False})
        self.assertEqual(self.text("e"), "set, auto reset")

    def test_a_manual_reset_event(self):
        held = self.manual_event()
        held.do(b"set")
        self.assertEqual(self.state("e"), {"set": True, "manual_reset": True})
        self.assertEqual(self.text("e"), "set, manual reset")
        held.do(b"reset")
        self.assertEqual(self.text("e"), "not set, manual reset")

    def test_looking_takes_nothing(self):
        held = self.event()
        held.do(b"set")
        for _ in range(3):
            self.assertTrue(self.state("e")["set"])
        held.do(b"wait")
        self.assertFalse(self.state("e")["set"])

    def test_a_semaphore(self):
        held = self.semaphore("s", 3, 7)
        self.assertEqual(self.shown("s")["kind"], "semaphore")
        self.assertEqual(self.state("s"), {"count": 3, "maximum": 7})
        held.do(b"wait")
        self.assertEqual(self.text("s"), "2 of 7")

    def test_a_timer(self):
        held = self.timer()
        self.assertEqual(self.shown("t")["kind"], "timer")
        new = {"signaled": False, "manual_reset": False, "due_in_ms": None, "period_ms": None}
        self.assertEqual(self.state("t"), new)
        self.assertEqual(self.text("t"), "not signaled, auto reset")
        held.do(b"set 600000 2500")
        state = self.state("t")
        self.assertEqual(state, new | {"due_in_ms": state["due_in_ms"], "period_ms": 2500})
        self.assertLessEqual(state["due_in_ms"], 600000)
        self.assertGreater(state["due_in_ms"], 500000)
        self.assertRegex(self.text("t"),
                         r"^not signaled, auto reset, due in 5\d\d\.\d{3} s, every 2\.500 s$")
        held.do(b"set 0 600000")
        state = self.state("t")
        self.assertTrue(state["signaled"])  # and that goes on, while nobody takes it
        self.assertTrue(self.state("t")["signaled"])
        self.assertGreater(state["due_in_ms"], 500000)
        held.do(b"wait")
        self.assertFalse(self.state("t")["signaled"])
        held.do(b"cancel")
        self.assertEqual(self.state("t"), new)

    def test_a_manual_reset_timer(self):
        held = self.manual_timer()
        held.do(b"set 0")
        for _ in range(2):
            held.do(b"wait")
            self.assertEqual(self.text("t"), "signaled, manual reset")

    def test_waiters_of_a_timer(self):
        held = self.timer()
        sleepers = [self.timer() for _ in range(2)]
        for count, sleeper in enumerate(sleepers):
            sleeper.tell(b"wait")
            self.wait_for_waiters("t", count + 1)
        held.do(b"set 0")
        self.wait_for_waiters("t", 1)
        held.do(b"set 1 1")
        for sleeper in sleepers:
            sleeper.expect(b"wait\n")

    def test_the_owner_of_a_mutex(self):
        held = self.mutex()
        free = {"owner": None, "count": 0, "abandoned": False}
        self.assertEqual(self.shown("m")["kind"], "mutex")
        self.assertEqual(self.state("m"), free)
        self.assertEqual(self.text("m"), "free")
        held.do(b"lock")
        owner = {"pid": held.pid, "thread": held.pid, "program": "waitable_holder"}
        self.assertEqual(self.state("m"), {"owner": owner, "count": 1, "abandoned": False})
        self.assertEqual(self.text("m"), f"owned by {held.pid} waitable_holder")
        held.do(b"lock")
        self.assertEqual(self.state("m")["count"], 2)
        self.assertEqual(self.text("m"), f"owned by {held.pid} waitable_holder x2")
        held.do(b"unlock")
        held.do(b"unlock")
        self.assertEqual(self.state("m"), free)

    def test_an_abandoned_mutex(self):
        other = self.mutex()
        owner = self.mutex()
        owner.do(b"lock")
        owner.running.end(9)
        self.assertEqual(self.state("m"), {"owner": None, "count": 0, "abandoned": True})
        self.assertEqual(self.text("m"), "abandoned")
        other.do(b"lock", b"lock abandoned")
        self.assertEqual(self.state("m")["abandoned"], False)

    def test_waiters_of_each_kind(self):
        owner = self.mutex("m")
        owner.do(b"lock")
        for name, hold, word in (("e", self.event, b"wait"), ("f", self.manual_event, b"wait"),
                                 ("s", self.semaphore, b"wait"), ("m", self.mutex, b"lock")):
            with self.subTest(name):
                waiters = [hold(name) for _ in range(3)]
                for count, waiter in enumerate(waiters):
                    self.assertEqual(self.waiters(name), count)
                    waiter.tell(word)
                    self.wait_for_waiters(name, count + 1)
                waiters[0].running.end(9)
                self.assertEqual(self.waiters(name), 2)

    def test_looking_wakes_nobody(self):
        sleeper = self.event()
        sleeper.tell(b"wait")
        self.wait_for_waiters("e", 1)
        for _ in range(20):
            self.assertEqual(self.waiters("e"), 1)
        self.mapview("signal", "e")
        sleeper.expect(b"wait\n")
        self.assertEqual(self.waiters("e"), 0)

    def test_a_thread_that_waits_for_one_of_several_waits_for_each(self):
        self.event("e")
        self.semaphore("s")
        self.start("mapview", "wait", "e", "s")
        self.wait_for_waiters("e", 1)
        self.wait_for_waiters("s", 1)

    def test_the_table(self):
        event = self.event("e")
        mutex = self.mutex("m")
        mutex.do(b"lock")
        self.semaphore("s", 1, 2)
        self.hold("x")
        lines = self.mapview("ls").out.decode().splitlines()
        self.assertEqual([line.split()[:2] for line in lines],
                         [["NAME", "KIND"], ["e", "event"], ["m", "mutex"], ["s", "semaphore"],
                          ["x", "section"]])
        self.assertRegex(self.line("e"), rf" not set, auto reset +0 +1  {event.pid} waitable_holder$")
        self.assertRegex(self.line("m"), rf" owned by {mutex.pid} waitable_holder +0 +1 ")
        self.assertRegex(self.line("s"), r" 1 of 2 +0 +1 ")
        self.assertRegex(self.line("x"), r" 4096  rw +1 ")

    def test_protections_are_those_of_sections(self):
        self.manual_event("e")
        self.assertEqual(self.shown("e")["protection"], "")
