// SPDX-License-Identifier: MIT
#include "contender.hpp"
#include "failure.hpp"
#include "page.hpp"

#include <boost/interprocess/managed_shared_memory.hpp>

namespace {

using namespace bench;
namespace ipc = boost::interprocess;

constexpr std::size_t segment_overhead = 64 * 1024;

struct page {
    unsigned char bytes[page_size];
};

/// A 64 KiB segment with a heap and an index of names; the page is a named object in it.
class boost_managed_shared_memory : public contender {
  public:
    std::string title() const override { return "Boost managed"; }

    void create(const std::string& name) override {
        {
            ipc::managed_shared_memory segment(ipc::create_only, name.c_str(), segment_overhead);
            fill_page(segment.construct<page>("page")()->bytes);
        }
        ipc::shared_memory_object::remove(name.c_str());
    }

    std::string hold(const std::string& name, std::uint64_t size) override {
        held_ = name;
        segment_ =
            ipc::managed_shared_memory(ipc::create_only, name.c_str(), size + segment_overhead);
        const std::size_t pages = (size + page_size - 1) / page_size;
        std::memset(segment_.construct<page>("page")[pages](), 'm', pages * page_size);
        return name;
    }

    void open(const std::string& location) override {
        ipc::managed_shared_memory segment(ipc::open_only, location.c_str());
        const page* const found = segment.find<page>("page").first;
        check(found, "managed_shared_memory::find: no page");
        read_page(found->bytes);
    }

    bool exists(const std::string& location) override {
        try {
            ipc::managed_shared_memory segment(ipc::open_only, location.c_str());
            return true;
        } catch (const ipc::interprocess_exception& e) {
            if (e.get_error_code() != ipc::not_found_error) throw;
            return false;
        }
    }

    void release() override { forget(held_); }
    void forget(const std::string& name) override {
        ipc::shared_memory_object::remove(name.c_str());
    }

  private:
    std::string held_;
    ipc::managed_shared_memory segment_;
};

}  // namespace

std::unique_ptr<bench::contender> bench::make_boost_managed_shared_memory() {
    return std::make_unique<boost_managed_shared_memory>();
}
