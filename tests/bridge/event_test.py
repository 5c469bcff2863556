# event_test.py - mapview bridge --event and --publish-event with programs that run under Wine.
# SPDX-License-Identifier: MIT
import time

from bridge_case import Case
from wine_prefix import eventually


class Test(Case):
    def program(self, kind, name="tick"):
        program = self.prefix.start("wine", self.prefix.file("event_program.exe"), kind, name)
        program.wait_for("ready")
        return program

    def native(self, kind, name="tick"):
        holder = self.prefix.start(self.prefix.file("waitable_holder"), kind, name)
        holder.wait_for("ready")
        return holder

    def do(self, program, line):
        program.tell(line)
        program.wait_for(line)

    def waits(self, *words):
        return self.prefix.mapview("wait", "tick", *words).returncode

    def test_signals_of_an_auto_reset_event_come_from_wine(self):
        program = self.program("auto")
        bridge = self.prefix.bridge("--event", "tick")
        bridge.wait_for("forwarding 'tick': auto-reset, from Wine")
        self.assertEqual(self.waits("--timeout", "0"), 3)
        for _ in range(3):
            self.do(program, "set")
            self.assertEqual(self.waits("--timeout", "60"), 0)
        self.assertEqual(self.waits("--timeout", "0"), 3)

    def test_a_manual_reset_event_is_followed_both_ways(self):
        program = self.program("manual")
        bridge = self.prefix.bridge("--event", "tick")
        bridge.wait_for("forwarding 'tick': manual-reset, from Wine")
        for _ in range(2):
            self.do(program, "set")
            self.assertEqual(self.waits("--timeout", "60"), 0)
            self.do(program, "reset")
            eventually(lambda: self.waits("--timeout", "0") == 3, "it is reset here as well")

    def test_signals_go_to_wine(self):
        self.prefix.program("create", "other")
        for kind, shown in (("event", "auto-reset"), ("manual-event", "manual-reset")):
            native = self.native(kind)
            bridge = self.prefix.bridge("--publish-event", "tick")
            bridge.wait_for(f"forwarding 'tick': {shown}, to Wine")
            program = self.program("open")
            program.tell("wait")
            self.do(native, "set")
            program.wait_for("done wait")
            program.kill()
            native.kill()
            bridge.wait_for("no longer forwarding 'tick'")
            self.assertEqual(bridge.end(), 0)

    def test_an_event_of_a_daemon_stays(self):
        self.prefix.program("create", "other")
        native = self.native("daemon-event")
        self.assertEqual(native.process.wait(60), 0)  # its child goes on
        bridge = self.prefix.bridge("--publish-event", "tick")
        bridge.wait_for("forwarding 'tick'")
        program = self.program("open")
        for _ in range(3):
            time.sleep(0.5)  # longer than the bridge takes to look who has the event
            program.tell("wait")
            self.do(native, "set")
            program.wait_for("done wait")
        bridge.read(0.1)
        self.assertFalse([line for line in bridge.lines if "no longer" in line])

    def test_an_event_ends_with_its_programs(self):
        program = self.program("auto")
        bridge = self.prefix.bridge("--event", "tick")
        bridge.wait_for("forwarding 'tick'")
        program.kill()
        bridge.wait_for("no longer forwarding 'tick'")
        self.assertEqual(self.prefix.run("wineserver", "-w").returncode, 0)
        self.assertEqual(self.waits("--timeout", "0"), 1)
        program = self.program("auto")
        bridge.wait_for("forwarding 'tick'")
        self.do(program, "set")
        self.assertEqual(self.waits("--timeout", "60"), 0)

    def test_a_killed_agent_is_replaced(self):
        program = self.program("auto")
        bridge = self.prefix.bridge("--event", "tick")
        bridge.wait_for("forwarding 'tick'")
        (agent,) = self.prefix.agents()
        self.prefix.run("kill", "-9", str(agent))
        bridge.wait_for("no longer forwarding 'tick'")
        bridge.wait_for("forwarding 'tick'")
        self.do(program, "set")
        self.assertEqual(self.waits("--timeout", "60"), 0)

    def test_what_is_no_event_of_the_kind_is_refused(self):
        self.program("mutex", "lock")
        self.assert_refused("--event", "lock", text="mutexes and semaphores are not forwarded")
        self.program("auto")
        self.native("manual-event")
        self.assert_refused("--event", "tick", text="is manual-reset, that of the prefix auto-reset")
        self.assert_refused("--publish-event", "tick",
                            text="of the prefix is auto-reset, the native one manual-reset")

    def test_one_direction_for_a_name(self):
        result = self.prefix.mapview("bridge", "--event", "tick", "--publish-event", "tick")
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"an event is forwarded one way", result.stderr)
