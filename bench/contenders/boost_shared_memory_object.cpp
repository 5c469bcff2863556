// SPDX-License-Identifier: MIT
#include "contender.hpp"
#include "page.hpp"

#include <boost/interprocess/mapped_region.hpp>
#include <boost/interprocess/shared_memory_object.hpp>

namespace {

using namespace bench;
namespace ipc = boost::interprocess;

class boost_shared_memory_object : public contender {
  public:
    std::string title() const override { return "Boost object"; }

    void create(const std::string& name) override {
        {
            ipc::shared_memory_object object(ipc::create_only, name.c_str(), ipc::read_write);
            object.truncate(page_size);
            ipc::mapped_region region(object, ipc::read_write);
            fill_page(region.get_address());
        }
        ipc::shared_memory_object::remove(name.c_str());
    }

    std::string hold(const std::string& name, std::uint64_t size) override {
        held_ = name;
        object_ = ipc::shared_memory_object(ipc::create_only, name.c_str(), ipc::read_write);
        object_.truncate(static_cast<ipc::offset_t>(size));
        region_ = ipc::mapped_region(object_, ipc::read_write);
        std::memset(region_.get_address(), 'm', region_.get_size());
        return name;
    }

    void open(const std::string& location) override {
        ipc::shared_memory_object object(ipc::open_only, location.c_str(), ipc::read_only);
        ipc::mapped_region region(object, ipc::read_only);
        read_page(region.get_address());
    }

    bool exists(const std::string& location) override {
        try {
            ipc::shared_memory_object object(ipc::open_only, location.c_str(), ipc::read_only);
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
    ipc::shared_memory_object object_;
    ipc::mapped_region region_;
};

}  // namespace

std::unique_ptr<bench::contender> bench::make_boost_shared_memory_object() {
    return std::make_unique<boost_shared_memory_object>();
}
