// SPDX-License-Identifier: MIT
#include "contender.hpp"
#include "failure.hpp"
#include "page.hpp"

#include <QSharedMemory>

namespace {

using namespace bench;

void check_qt(bool succeeded, const QSharedMemory& memory, const char* call) {
    if (!succeeded) check(false, call + (": " + memory.errorString().toStdString()));
}

class qt_shared_memory : public contender {
  public:
    std::string title() const override { return "Qt"; }

    void create(const std::string& name) override {
        QSharedMemory memory(QString::fromStdString(name));
        check_qt(memory.create(page_size), memory, "QSharedMemory::create");
        fill_page(memory.data());
    }

    std::string hold(const std::string& name, std::uint64_t size) override {
        held_.setKey(QString::fromStdString(name));
        check_qt(held_.create(static_cast<int>(size)), held_, "QSharedMemory::create");
        std::memset(held_.data(), 'm', size);
        return name;
    }

    void open(const std::string& location) override {
        QSharedMemory memory(QString::fromStdString(location));
        check_qt(memory.attach(QSharedMemory::ReadOnly), memory, "QSharedMemory::attach");
        read_page(memory.constData());
    }

    bool exists(const std::string& location) override {
        QSharedMemory memory(QString::fromStdString(location));
        if (memory.attach(QSharedMemory::ReadOnly)) return true;
        check_qt(memory.error() == QSharedMemory::NotFound, memory, "QSharedMemory::attach");
        return false;
    }

    void release() override { held_.detach(); }

    void forget(const std::string& name) override {
        QSharedMemory memory(QString::fromStdString(name));
        memory.attach();  // the last to detach removes it
    }

  private:
    QSharedMemory held_;
};

}  // namespace

std::unique_ptr<bench::contender> bench::make_qt_shared_memory() {
    return std::make_unique<qt_shared_memory>();
}
