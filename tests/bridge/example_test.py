# example_test.py - examples/wine, as docs/wine.md shows them.
# SPDX-License-Identifier: MIT
from bridge_case import Case


class Test(Case):
    def game(self):
        game = self.prefix.start("wine", self.prefix.file("game.exe"))
        game.wait_for("the game runs")
        return game

    def test_telemetry_in_python(self):
        self.game()
        bridge, _ = self.bind("acpmf_physics", "acpmf_graphics", "acpmf_static")
        for _ in range(2):
            self.bound(bridge)
        result = self.prefix.run("python3", self.prefix.file("telemetry.py"), "3")
        self.assertEqual(result.returncode, 0, result)
        title, *lines = result.stdout.decode().splitlines()
        self.assertEqual(title, "abarth500 on monza, 12 cars")
        packets = [int(line.split()[1].rstrip(":")) for line in lines]
        self.assertEqual(len(packets), 3)
        self.assertLess(packets[0], packets[2])
        self.assertIn("lap 1, place 3", lines[0])

    def test_mumble_link_in_c_plus_plus(self):
        game = self.game()
        bridge, _ = self.bind("MumbleLink")
        reader = self.prefix.start(self.prefix.file("mumble_reader"))
        first = int(reader.wait_for("tick ").split()[1].rstrip(":"))
        self.assertLess(first, int(reader.wait_for("tick ").split()[1].rstrip(":")))
        game.kill()
        bridge.wait_for("left 'MumbleLink'")
        reader.wait_for("the game has ended")

    def test_a_native_writer_and_a_windows_reader(self):
        self.prefix.program("create", "other")
        mapview = self.prefix.file("mapview")
        self.prefix.start(mapview, "create", "wheel", "64K").wait_for("created")
        bridge = self.prefix.bridge("--publish", "wheel=Local\\WheelData")
        bridge.wait_for("published 'wheel'")
        self.prefix.start("python3", self.prefix.file("wheel_writer.py"), MAPVIEW=mapview)
        reader = self.prefix.start("wine", self.prefix.file("wheel_reader.exe"), "2")
        self.assertRegex(reader.wait_for("packet "), r"packet [1-9]\d*: -?[01]\.\d{3}")
        self.assertRegex(reader.wait_for("packet "), r"packet [1-9]\d*: -?[01]\.\d{3}")
