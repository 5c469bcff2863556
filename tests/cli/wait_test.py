# wait_test.py - mapview wait: scripts that wait.
# SPDX-License-Identifier: MIT
from waitables import WaitableCase


class Test(WaitableCase):
    def waiting(self, *words):
        """Starts `mapview wait`, which finds its objects not to be had."""
        return self.start("mapview", "wait", *words)

    def assert_timed_out(self, result):
        """Status 3, as a script sees it."""
        self.assertEqual((result.status, result.out), (3, b""), result)
        self.assertIn("the time is over", result.err.decode())

    def test_what_can_be_had_is_taken_at_once(self):
        held = self.event()
        held.do(b"set")
        self.assert_done(self.mapview("wait", "e"), b"e\n")
        self.assertFalse(self.shown("e")["state"]["set"])

    def test_waits_until_it_is_signaled(self):
        self.event()
        waiting = self.waiting("e")
        self.wait_for_waiters("e", 1)
        self.mapview("signal", "e")
        self.assert_done(waiting.finish(), b"e\n")

    def test_a_unit_of_a_semaphore(self):
        self.semaphore("s", 2)
        self.assert_done(self.mapview("wait", "s"), b"s\n")
        self.assertEqual(self.shown("s")["state"]["count"], 1)

    def test_a_timer(self):
        held = self.timer()
        waiting = self.waiting("t")
        self.wait_for_waiters("t", 1)
        held.do(b"set 50")
        self.assert_done(waiting.finish(), b"t\n")
        self.assert_timed_out(self.mapview("wait", "t", "--timeout", "0"))

    def test_any_of_several(self):
        self.event("a")
        self.event("b")
        waiting = self.waiting("a", "b", "--timeout", "1h")
        self.wait_for_waiters("b", 1)
        self.mapview("signal", "b")
        self.assert_done(waiting.finish(), b"b\n")

    def test_of_several_the_first_is_taken_alone(self):
        for name in ("a", "b"):
            self.event(name).do(b"set")
        self.assert_done(self.mapview("wait", "a", "b"), b"a\n")
        self.assertTrue(self.shown("b")["state"]["set"])

    def test_all_of_several(self):
        self.event("a").do(b"set")
        self.semaphore("b")
        waiting = self.waiting("--all", "a", "b")
        self.wait_for_waiters("b", 1)
        self.assertTrue(self.shown("a")["state"]["set"])
        self.mapview("signal", "b")
        self.assert_done(waiting.finish(), b"a\nb\n")
        self.assertFalse(self.shown("a")["state"]["set"])
        self.assertEqual(self.shown("b")["state"]["count"], 0)

    def test_a_mutex_is_given_back(self):
        held = self.mutex()
        self.assert_done(self.mapview("wait", "m"), b"m\n")
        self.assertEqual(self.shown("m")["state"],
                         {"owner": None, "count": 0, "abandoned": False})
        held.do(b"lock")
        waiting = self.waiting("m")
        self.wait_for_waiters("m", 1)
        held.do(b"unlock")
        self.assert_done(waiting.finish(), b"m\n")
        held.do(b"lock")

    def test_an_abandoned_mutex_stays_so_for_the_next_owner(self):
        other = self.mutex()
        owner = self.mutex()
        owner.do(b"lock")
        owner.running.end(9)
        result = self.mapview("wait", "m")
        self.assertEqual((result.status, result.out), (0, b"m\n"), result)
        self.assertIn(b"a mutex was abandoned, and is so still", result.err)
        other.do(b"lock", b"lock abandoned")

    def test_the_time_is_over(self):
        self.event()
        for time in ("0", "1ms", "0.01", "0.01s", "0.0001m", "0.00001h"):
            with self.subTest(time):
                self.assert_timed_out(self.mapview("wait", "e", "--timeout", time))
        self.event("f").do(b"set")
        self.assert_timed_out(self.mapview("wait", "e", "f", "--all", "--timeout", "10ms"))
        self.assertTrue(self.shown("f")["state"]["set"])

    def test_a_time_of_0_takes_what_is_there(self):
        self.event().do(b"set")
        self.assert_done(self.mapview("wait", "e", "--timeout", "0"), b"e\n")

    def test_a_shell_can_tell_the_statuses_apart(self):
        self.event()
        result = self.shell("mapview wait e --timeout 0 || echo $?; mapview wait x || echo $?")
        self.assertEqual(result.out, b"3\n1\n", result)

    def test_times_that_make_no_sense(self):
        for time in ("", "x", "5x", "-1", "-0", "1e3", "inf", "nan", "1 s", "s", "5ms5"):
            with self.subTest(time):
                self.assert_misused(self.mapview("wait", "e", f"--timeout={time}"), "--timeout")

    def test_names_that_are_not_there_and_other_kinds(self):
        self.event()
        self.hold("x")
        self.assert_failed(self.mapview("wait", "e", "y"),
                           "mapview: wait for 'y': no object has this name")
        self.assert_failed(self.mapview("wait", "e", "x"),
                           "mapview: wait for 'x': it is no event, semaphore, mutex or timer")

    def test_too_many_names_and_a_name_twice(self):
        names = [f"e{number}" for number in range(65)]
        self.assert_misused(self.mapview("wait", *names), "NAME", "at most 64")
        self.assert_misused(self.mapview("wait", "--all", "e", "e"), "NAME", "twice")

    def test_sixty_four_names(self):
        held = self.event("e63")
        for number in range(63):
            self.event(f"e{number}")
        held.do(b"set")
        names = [f"e{number}" for number in range(64)]
        self.assert_done(self.mapview("wait", *names), b"e63\n")

    def test_escape_codes_in_a_name_stay_out_of_the_terminal(self):
        self.event("\x1b[2J").do(b"set")
        self.assert_done(self.mapview("wait", "\x1b[2J"), b"\\x1b[2J\n")
