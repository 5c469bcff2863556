// bench/waits/shared_object.hpp - an object in memory that this process's children share.
// SPDX-License-Identifier: MIT
#pragma once

#include "failure.hpp"

#include <sys/mman.h>

#include <new>

namespace bench {

/// Not destroyed where a process ends, so `Object` should need no destructor.
template <class Object>
class shared_object {
  public:
    shared_object() {
        void* const page = mmap(nullptr, sizeof(Object), PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        check_call(page != MAP_FAILED, "mmap");
        object_ = new (page) Object();
    }
    shared_object(const shared_object&) = delete;
    shared_object& operator=(const shared_object&) = delete;
    ~shared_object() { munmap(object_, sizeof(Object)); }
    Object* get() const { return object_; }
    Object* operator->() const { return object_; }

  private:
    Object* object_;
};

}  // namespace bench
