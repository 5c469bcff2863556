// bench/contender.hpp - one way of sharing memory by name, as the benchmarks drive it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace bench {

/// Every function throws where its library reports an error.
class contender {
  public:
    virtual ~contender() = default;

    /// The column's title.
    virtual std::string title() const = 0;

    /// Makes an object of one page, maps it, fills the page, unmaps, closes, and removes the name
    /// where that does not happen by itself.
    virtual void create(const std::string& name) = 0;

    /// Makes an object of `size` bytes, fills them, and keeps it until this process ends or
    /// release() is called. Returns what open() in another process needs to find it.
    virtual std::string hold(const std::string& name, std::uint64_t size) = 0;

    /// Opens what hold() made, maps its first page, reads it, unmaps and closes.
    virtual void open(const std::string& location) = 0;

    /// Tries to open; false where nothing has the name.
    virtual bool exists(const std::string& location) = 0;

    /// Gives up what hold() made.
    virtual void release() = 0;

    /// Removes what a killed holder left behind.
    virtual void forget(const std::string& /*name*/) {}
};

/// What others are compared with: plain shm_open, written by hand.
std::unique_ptr<contender> make_shm_open();
std::unique_ptr<contender> make_memfd();
std::unique_ptr<contender> make_mapview_api();
std::unique_ptr<contender> make_mapview_win32();
std::unique_ptr<contender> make_boost_shared_memory_object();
std::unique_ptr<contender> make_boost_managed_shared_memory();
std::unique_ptr<contender> make_qt_shared_memory();

/// Those that were built in, shm_open first.
std::vector<std::unique_ptr<contender>> all_contenders();

}  // namespace bench
