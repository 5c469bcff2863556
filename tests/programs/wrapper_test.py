# wrapper_test.py - mapview-c++ and mapview-cc, as they are installed.
# SPDX-License-Identifier: MIT
import os
import shutil
import subprocess
import tempfile
import unittest

BIN = os.path.join(os.environ["MAPVIEW_PREFIX"], "bin")


class Test(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.environment = dict(os.environ, MAPVIEW_DIR=os.path.join(self.folder, "objects"))

    def write(self, name, text, encoding="utf-8"):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text.encode(encoding))

    def compile(self, *words, wrapper="mapview-c++"):
        return subprocess.run([os.path.join(BIN, wrapper), *words], cwd=self.folder,
                              env=self.environment, capture_output=True, text=True)

    def run_program(self, *words, wrapper="mapview-c++", arguments=()):
        done = self.compile("-w", *words, "-o", "program", wrapper=wrapper)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        ran = subprocess.run([os.path.join(self.folder, "program"), *arguments], input="",
                             env=self.environment, capture_output=True, text=True)
        return ran.returncode, ran.stdout

    def test_utf_16_sources_and_headers(self):
        self.write("main.cpp", '#include <Windows.h>\r\n#include "Text.h"\r\n'
                   'int main() { wprintf(L"%s\\n", TEXT_TO_SHOW); }\r\n', "utf-16")
        self.write("Text.h", '#define TEXT_TO_SHOW L"\u00e9\u20ac"\n', "utf-16")
        self.assertEqual(self.run_program("main.cpp"), (0, "\u00e9\u20ac\n"))
        self.assertEqual(self.run_program("-fshort-wchar", "main.cpp"), (0, "\u00e9\u20ac\n"))

    def test_messages_name_the_files_of_the_user_and_their_lines(self):
        self.write("main.cpp", '#include "sub\\Inner.h"\nint main() { return wrong; }\n', "utf-16")
        self.write("Sub/inner.h", "\nint inner = also_wrong;\n")
        done = self.compile("-c", "main.cpp")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("main.cpp:2:", done.stderr)
        self.assertIn("/inner.h:2:", done.stderr)
        self.assertNotIn("mapview-c++.", done.stderr.replace(BIN, ""))

    def test_what_needs_no_change_is_compiled_as_it_is(self):
        self.write("main.cpp", "int main() {}\n")
        self.assertIn(" main.cpp ", self.compile("--show", "main.cpp").stdout)

    def test_objects_are_named_after_their_sources(self):
        self.write("main.cpp", "#include <WinDows.H>\nint main() { return sizeof(DWORD); }\n",
                   "utf-16")
        self.assertEqual(self.compile("-c", "main.cpp").returncode, 0)
        self.assertTrue(os.path.exists(os.path.join(self.folder, "main.o")))
        self.assertEqual(self.run_program("main.o"), (4, ""))

    def test_void_main_ends_with_0(self):
        for source in ("void main() {}", "void main(void) {}", "void main(int c, char* v[]) {}",
                       "#include <tchar.h>\nvoid _tmain(int c, TCHAR* v[]) {}",
                       "void __cdecl main(int c, char** v, char** e) {}"):
            for flags in ((), ("-municode",), ("-municode", "-fshort-wchar")):
                with self.subTest(source, flags=flags):
                    self.write("main.cpp", "#include <windows.h>\n" + source + "\n")
                    self.assertEqual(self.run_program(*flags, "main.cpp"), (0, ""))

    def test_a_void_main_in_a_comment_is_none(self):
        self.write("main.cpp", '// void main()\nconst char* s = "void main()";\n'
                   "int main() { return 3; }\n")
        self.assertEqual(self.run_program("main.cpp"), (3, ""))

    def test_wmain_gets_wide_words(self):
        for main in ("wmain", "_tmain"):
            for flags in ((), ("-fshort-wchar",)):
                with self.subTest(main, flags=flags):
                    self.write("main.cpp", "#include <tchar.h>\n#include <windows.h>\n"
                               f"int {main}(int argc, wchar_t* argv[]) {{\n"
                               'wprintf(L"%s %d\\n", argv[1], (int)wcslen(argv[1]));\n'
                               "return argc; }\n")
                    self.assertEqual(self.run_program("-municode", *flags, "main.cpp",
                                                      arguments=["\u00e9t\u00e9"]),
                                     (2, "\u00e9t\u00e9 3\n"))

    def test_c_programs(self):
        self.write("main.c", "#include <WINDOWS.H>\n#include <tchar.h>\n"
                   'void main() { _tprintf(_T("%s %lu\\n"), _T("text"), (DWORD)5); }\n')
        for flags in ((), ("-municode",), ("-municode", "-fshort-wchar")):
            self.assertEqual(self.run_program(*flags, "main.c", wrapper="mapview-cc"),
                             (0, "text 5\n"))
        self.write("main.c", "#include <tchar.h>\n#include <windows.h>\n"
                   "int _tmain(int argc, TCHAR *argv[]) { return argc; }\n")
        self.assertEqual(self.run_program("-municode", "main.c", wrapper="mapview-cc"), (1, ""))

    def test_narrow_printing_is_microsofts(self):
        self.write("main.cpp", "#include <stdio.h>\n#include <windows.h>\n"
                   'int main() { printf("%I64d %ld %S\\n", 5000000000, (LONG)-1, L"wide"); }\n')
        self.assertEqual(self.run_program("main.cpp"), (0, "5000000000 -1 wide\n"))

    def test_the_projects_own_stdafx_comes_first(self):
        self.write("main.cpp", '#include "stdafx.h"\nint main() { return OWN; }\n')
        self.write("stdafx.h", "#define OWN 7\n")
        self.assertEqual(self.run_program("main.cpp"), (7, ""))
        os.remove(os.path.join(self.folder, "stdafx.h"))
        self.write("include/stdafx.h", "#define OWN 8\n")
        self.assertEqual(self.run_program("-Iinclude", "main.cpp"), (8, ""))
        os.remove(os.path.join(self.folder, "include/stdafx.h"))
        self.assertIn("OWN", self.compile("main.cpp").stderr)

    def test_errors_are_the_compilers(self):
        self.assertNotEqual(self.compile("no_such.cpp").returncode, 0)
        self.write("main.cpp", "int main( {}\n")
        done = self.compile("main.cpp")
        self.assertEqual(done.returncode, 1)
        self.assertIn("main.cpp:1:", done.stderr)

    def test_names_that_only_look_like_standard_ones(self):
        self.write("main.cpp", "#include <windows.h>\n#include <algorithm>\n#include <limits>\n"
                   "#include <string>\n#include <iostream>\n#include <chrono>\n#include <random>\n"
                   "using namespace std;\n"
                   "struct writer { int printf(const char*) { return 1; } int max() { return 2; } };\n"
                   "int main() { writer l; return l.printf(0) + l.max() + min(4, 5L); }\n")
        self.assertEqual(self.run_program("main.cpp"), (7, ""))


if __name__ == "__main__":
    unittest.main()
