// The Interlocked functions: what they leave, what they return, and that they are one step.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "support/doctest.hpp"

#include <thread>
#include <vector>

namespace {

/// Runs a call often, in several threads at once.
template <class Call>
void in_threads(int threads, int times, Call call) {
    std::vector<std::thread> running;
    for (int i = 0; i < threads; ++i)
        running.emplace_back([&] {
            for (int turn = 0; turn < times; ++turn) call();
        });
    for (auto& one : running) one.join();
}

}  // namespace

TEST_CASE("Interlocked arithmetic returns the new value, exchanges return the old one") {
    volatile LONG number = 5;
    CHECK(InterlockedIncrement(&number) == 6);
    CHECK(InterlockedDecrement(&number) == 5);
    CHECK(InterlockedExchangeAdd(&number, 10) == 5);
    CHECK(InterlockedExchange(&number, 0x0F) == 15);
    CHECK(InterlockedAnd(&number, 0x09) == 0x0F);
    CHECK(InterlockedOr(&number, 0x10) == 0x09);
    CHECK(InterlockedXor(&number, 0x01) == 0x19);
    CHECK(number == 0x18);
}

TEST_CASE("InterlockedCompareExchange returns what was there, and exchanges only its equal") {
    volatile LONG number = 7;
    CHECK(InterlockedCompareExchange(&number, 1, 6) == 7);
    CHECK(number == 7);
    CHECK(InterlockedCompareExchange(&number, 1, 7) == 7);
    CHECK(number == 1);
}

TEST_CASE("the functions of 16 and 64 bits and of pointers do the same") {
    volatile SHORT small = 32767;
    CHECK(InterlockedIncrement16(&small) == -32768);
    volatile LONG64 large = 0xFFFFFFFF;
    CHECK(InterlockedIncrement64(&large) == 0x100000000);
    CHECK(InterlockedExchange64(&large, -1) == 0x100000000);
    CHECK(InterlockedCompareExchange64(&large, 3, -1) == -1);
    CHECK(InterlockedExchangeAdd64(&large, 4) == 3);
    CHECK(large == 7);

    int a = 0, b = 0;
    PVOID volatile pointer = &a;
    CHECK(InterlockedExchangePointer(&pointer, &b) == &a);
    CHECK(InterlockedCompareExchangePointer(&pointer, &a, &a) == &b);
    CHECK(InterlockedCompareExchangePointer(&pointer, &a, &b) == &b);
    CHECK(pointer == &a);
}

TEST_CASE("InterlockedBitTestAndSet and Reset tell the bit as it was") {
    volatile LONG bits = 0;
    CHECK_FALSE(InterlockedBitTestAndSet(&bits, 31));
    CHECK(InterlockedBitTestAndSet(&bits, 31));
    CHECK(bits == static_cast<LONG>(0x80000000));
    CHECK(InterlockedBitTestAndReset(&bits, 31));
    CHECK_FALSE(InterlockedBitTestAndReset(&bits, 31));
    CHECK(bits == 0);
}

TEST_CASE("no step of several threads is lost") {
    volatile LONG plain = 0;
    volatile LONG64 wide = 0;
    volatile LONG exchanged = 0;
    in_threads(4, 20'000, [&] {
        InterlockedIncrement(&plain);
        InterlockedExchangeAdd64(&wide, 3);
        for (;;) {
            const LONG seen = InterlockedCompareExchange(&exchanged, 0, 0);
            if (InterlockedCompareExchange(&exchanged, seen + 2, seen) == seen) break;
        }
    });
    CHECK(plain == 80'000);
    CHECK(wide == 240'000);
    CHECK(exchanged == 160'000);
}
