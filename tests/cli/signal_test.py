# signal_test.py - mapview signal: events and semaphores from scripts.
# SPDX-License-Identifier: MIT
from waitables import WaitableCase


class Test(WaitableCase):
    def signal(self, name):
        self.assert_done(self.mapview("signal", name), b"")

    def test_an_event_is_set(self):
        self.event()
        self.signal("e")
        self.assertTrue(self.shown("e")["state"]["set"])
        self.signal("e")
        self.assertTrue(self.shown("e")["state"]["set"])

    def test_a_sleeper_wakes_up(self):
        sleeper = self.event()
        sleeper.tell(b"wait")
        self.wait_for_waiters("e", 1)
        self.signal("e")
        sleeper.expect(b"wait\n")
        self.assertFalse(self.shown("e")["state"]["set"])

    def test_a_manual_reset_event_wakes_all(self):
        sleepers = [self.manual_event() for _ in range(3)]
        for sleeper in sleepers:
            sleeper.tell(b"wait")
        self.wait_for_waiters("e", 3)
        self.signal("e")
        for sleeper in sleepers:
            sleeper.expect(b"wait\n")

    def test_a_semaphore_gets_a_unit(self):
        self.semaphore("s", 1, 3)
        self.signal("s")
        self.assertEqual(self.shown("s")["state"]["count"], 2)

    def test_a_full_semaphore_is_refused(self):
        self.semaphore("s", 3, 3)
        self.assert_failed(self.mapview("signal", "s"),
                           "mapview: signal 's': it would pass the semaphore's maximum")
        self.assertEqual(self.shown("s")["state"]["count"], 3)

    def test_a_mutex_is_refused(self):
        held = self.mutex()
        held.do(b"lock")
        self.assert_failed(self.mapview("signal", "m"),
                           "mapview: signal 'm': it is a mutex, which only its owner unlocks")
        self.assertEqual(self.shown("m")["state"]["owner"]["pid"], held.pid)

    def test_a_timer_is_refused(self):
        self.timer()
        self.assert_failed(self.mapview("signal", "t"),
                           "mapview: signal 't': it is a timer, which only time signals")

    def test_a_section_is_refused(self):
        self.hold("x")
        self.assert_failed(self.mapview("signal", "x"),
                           "mapview: signal 'x': it is no event, semaphore, mutex or timer")

    def test_a_name_that_is_not_there(self):
        self.assert_failed(self.mapview("signal", "x"),
                           "mapview: signal 'x': no object has this name", "hint: 'mapview ls'")

    def test_a_signal_leaves_nothing_behind(self):
        held = self.event()
        self.signal("e")
        self.assertEqual(self.shown("e")["handles"], 1)
        self.assertEqual(held.running.finish().status, 0)
        self.assertEqual(self.names(), [])

    def test_prefixes(self):
        self.event("Global\\e")
        self.signal("Global\\e")
        self.assertTrue(self.shown("Global\\e")["state"]["set"])
        self.assert_failed(self.mapview("signal", "e"), "no object has this name")
