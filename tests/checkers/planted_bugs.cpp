// Commits the bug that its argument names, for whoever shall find it.
// SPDX-License-Identifier: MIT
#include <climits>
#include <cstdio>
#include <string_view>
#include <thread>
#include <vector>

namespace {

int use_after_free(int index) {
    auto* const number = new std::vector<int>(4, 7);
    const int* volatile const inside = number->data();  // volatile: no compiler may see it first
    delete number;
    return inside[index];
}

int leak(int index) {
    int sum = 0;
    for (int block = 0; block < 100; ++block) {
        int* volatile const lost = new int[1000];
        lost[index] = block;
        sum += lost[index];
    }
    return sum;
}

int overflow(int index) {
    const int largest = INT_MAX - 1 + index;
    return largest + index;
}

int race(int index) {
    int shared = index;
    std::thread other([&shared] { ++shared; });
    ++shared;
    other.join();
    return shared;
}

}  // namespace

int main(int count, char** words) {
    const std::string_view bug = count == 2 ? words[1] : "";
    int result = 0;
    if (bug == "use_after_free") result = use_after_free(count - 1);
    else if (bug == "leak") result = leak(count - 1);
    else if (bug == "overflow") result = overflow(count - 1);
    else if (bug == "race") result = race(count - 1);
    std::printf("%s: went unnoticed, %d\n", words[0], result);
    return 0;
}
