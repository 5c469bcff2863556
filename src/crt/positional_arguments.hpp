// crt/positional_arguments.hpp - arguments that a format names by their numbers, as in %2$d.
// SPDX-License-Identifier: MIT
#pragma once

#include "win32/argument_list.hpp"

#include <cstddef>
#include <cstring>
#include <type_traits>
#include <vector>

namespace mapview::crt {

/// Where an argument lies is known only once the types of all before it are: a formatter runs over
/// the format twice. The first time it is told zeros, and what it asks for is noted; the second
/// time it gets the arguments.
class positional_arguments {
  public:
    static constexpr bool numbered = true;
    static constexpr std::size_t most = 100;  // Microsoft's _ARGMAX

    /// The next one that is asked for is this one, from 1 on.
    void select(std::size_t number) noexcept { selected_ = number; }

    template <class Value>
    Value next() {
        Value value{};
        if (selected_ == 0 || selected_ > most) {
            usable_ = false;
            return value;
        }
        if (given_.size() < selected_) given_.resize(selected_);
        argument& asked = given_[selected_ - 1];
        selected_ = 0;
        const kind wanted = kind_of<Value>();
        if (asked.type == kind::unknown) asked.type = wanted;
        if (asked.type != wanted) usable_ = false;
        else std::memcpy(&value, asked.bytes, sizeof value);
        return value;
    }

    /// Reads what was asked for. False where an argument has no number, two types, or a number that
    /// others leave out.
    bool read(win32::argument_list& list) {
        for (argument& each : given_) {
            switch (each.type) {
                case kind::unknown: return false;
                case kind::number_32: each.keep(list.next<int>()); break;
                case kind::number_64: each.keep(list.next<long long>()); break;
                case kind::real: each.keep(list.next<double>()); break;
                case kind::long_real: each.keep(list.next<long double>()); break;
                case kind::pointer: each.keep(list.next<void*>()); break;
            }
        }
        return usable_;
    }

  private:
    enum class kind { unknown, number_32, number_64, real, long_real, pointer };

    struct argument {
        kind type = kind::unknown;
        alignas(long double) unsigned char bytes[sizeof(long double)] = {};

        template <class Value>
        void keep(Value value) noexcept {
            std::memcpy(bytes, &value, sizeof value);
        }
    };

    template <class Value>
    static constexpr kind kind_of() noexcept {
        if constexpr (std::is_pointer_v<Value>) return kind::pointer;
        else if constexpr (std::is_same_v<Value, long double>) return kind::long_real;
        else if constexpr (std::is_floating_point_v<Value>) return kind::real;
        else return sizeof(Value) == sizeof(int) ? kind::number_32 : kind::number_64;
    }

    std::vector<argument> given_;
    std::size_t selected_ = 0;
    bool usable_ = true;
};

}  // namespace mapview::crt
