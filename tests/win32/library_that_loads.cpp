// A library whose constructor loads another one, and whose destructor lets that go.
// SPDX-License-Identifier: MIT
#include <windows.h>

namespace {

class loader {
  public:
    loader() : other_(LoadLibraryA("library_in_cpp")) {}
    loader(const loader&) = delete;
    loader& operator=(const loader&) = delete;
    ~loader() { FreeLibrary(other_); }

  private:
    HMODULE other_;
};

const loader loads;

}  // namespace
