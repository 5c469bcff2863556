// A library for library_test.cpp that needs a function which nobody has.
// SPDX-License-Identifier: MIT

extern "C" int mapview_test_function_that_nobody_has();

extern "C" int call_it() {
    return mapview_test_function_that_nobody_has();
}
