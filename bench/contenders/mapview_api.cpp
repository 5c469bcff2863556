// SPDX-License-Identifier: MIT
#include "contender.hpp"
#include "page.hpp"

#include <mapview/mapview.hpp>

namespace {

using namespace bench;

class mapview_api : public contender {
  public:
    std::string title() const override { return "mapview C++"; }

    void create(const std::string& name) override {
        auto section = mapview::section::create(name, {.size = page_size});
        auto view = section.map();
        fill_page(view.data());
    }

    std::string hold(const std::string& name, std::uint64_t size) override {
        section_ = mapview::section::create(name, {.size = size});
        view_ = section_.map();
        std::memset(view_.data(), 'm', view_.size());
        return name;
    }

    void open(const std::string& location) override {
        auto section = mapview::section::open(location, mapview::access::read);
        auto view = section.map_const();
        read_page(view.data());
    }

    bool exists(const std::string& location) override {
        std::error_code ec;
        const auto section = mapview::section::open(location, mapview::access::read, ec);
        if (ec && ec != mapview::errc::not_found) throw mapview::error(ec, "open", location);
        return bool(section);
    }

    void release() override {
        view_.unmap();
        section_.close();
    }

  private:
    mapview::section section_;
    mapview::view view_;
};

}  // namespace

std::unique_ptr<bench::contender> bench::make_mapview_api() {
    return std::make_unique<mapview_api>();
}
