// The main function of every test program: runs the tests, or plays a role for one of them.
// SPDX-License-Identifier: MIT
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "support/role.hpp"
#include "support/skip.hpp"

#include <cstdio>
#include <iostream>
#include <string>

namespace {

bool skipped_one = false;
unsigned tests_run = 0;

/// Counts the tests: a filter that fits none must not pass for success.
struct test_counter : doctest::IReporter {
    explicit test_counter(const doctest::ContextOptions&) {}
    void report_query(const doctest::QueryData&) override {}
    void test_run_start() override {}
    void test_run_end(const doctest::TestRunStats& run) override {
        tests_run = run.numTestCasesPassingFilters;
    }
    void test_case_start(const doctest::TestCaseData&) override {}
    void test_case_reenter(const doctest::TestCaseData&) override {}
    void test_case_end(const doctest::CurrentTestCaseStats&) override {}
    void test_case_exception(const doctest::TestCaseException&) override {}
    void subcase_start(const doctest::SubcaseSignature&) override {}
    void subcase_end() override {}
    void log_assert(const doctest::AssertData&) override {}
    void log_message(const doctest::MessageData&) override {}
    void test_case_skipped(const doctest::TestCaseData&) override {}
};

REGISTER_LISTENER("test_counter", 1, test_counter);

}  // namespace

void test::note_skip() noexcept {
    skipped_one = true;
}

bool test::any_skipped() noexcept {
    return skipped_one;
}

int main(int count, char** words) {
    if (count >= 3 && std::string(words[1]) == "--role")
        return test::play_role(words[2], test::arguments(words + 3, words + count));

    std::cout << std::unitbuf;  // where a test hangs, what was said before it is there to read
    doctest::Context context(count, words);
    const int result = context.run();
    if (context.shouldExit() || result != 0) return result;
    if (tests_run == 0) {
        std::fputs("no test has that name\n", stderr);
        return 1;
    }
    return test::any_skipped() ? test::skipped : 0;
}
