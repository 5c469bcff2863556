// The arguments of creating, opening, mapping and all the rest: whatever they are, a call succeeds
// or sets an error, what it says succeeded can be used, and everything can be given back.
// SPDX-License-Identifier: MIT
#include "input.hpp"
#include "private_directory.hpp"

#include <windows.h>

#include <algorithm>
#include <string>
#include <vector>

namespace {

constexpr DWORD untouched = 0x2BADBEEF;

// Numbers that mean something, or any number at all.
DWORD a_number(fuzz::input& input) {
    constexpr DWORD known[] = {0,           1,          2,          4,          8,
                               0x20,        0x40,       0x80,       0xF001F,    SEC_COMMIT | 4,
                               SEC_RESERVE, 4096,       65536,      0x10000000, 0x80000000,
                               0x02000000,  0x08000002, 0x08000008, 0x08000040, 0xFFFFFFFF};
    const auto choice = input.take<std::uint8_t>();
    return choice < 200 ? known[choice % (sizeof known / sizeof *known)] : input.take<DWORD>();
}

SIZE_T a_length(fuzz::input& input) {
    const auto choice = input.take<std::uint8_t>();
    if (choice < 100) return SIZE_T{choice} * 4096;
    return choice < 200 ? SIZE_T{choice} << (choice % 57) : input.take<SIZE_T>();
}

class session {
  public:
    explicit session(fuzz::input& input) : input_(input) {}
    session(const session&) = delete;
    session& operator=(const session&) = delete;
    ~session() {
        for (auto* const view : views_) UnmapViewOfFile(view);
        for (auto* const handle : handles_) {
            SetHandleInformation(handle, HANDLE_FLAG_PROTECT_FROM_CLOSE, 0);
            CloseHandle(handle);
        }
    }

    void step() {
        SetLastError(untouched);
        switch (input_.take<std::uint8_t>() % 11) {
            case 0: return create();
            case 1: return keep(OpenFileMappingA(a_number(input_), a_number(input_) & 1, name()));
            case 2: return map();
            case 3: return unmap();
            case 4: return close();
            case 5: return duplicate();
            case 6: return query();
            case 7: return void(FlushViewOfFile(an_address(), a_length(input_)));
            case 8: return commit();
            case 9: return protect();
            default: return flags();
        }
    }

  private:
    const char* name() {
        constexpr const char* known[] = {nullptr,     "",  "a",  "Local\\a",
                                         "Global\\a", "b", "\\", "c\\d"};
        const auto choice = input_.take<std::uint8_t>();
        if (choice < 200) return known[choice % 8];
        name_ = input_.take_text();
        return name_.c_str();
    }

    void keep(HANDLE handle) {
        const DWORD error = GetLastError();
        fuzz::require(handle != INVALID_HANDLE_VALUE);
        if (handle == nullptr) fuzz::require(error != untouched && error != ERROR_SUCCESS);
        if (handle != nullptr) handles_.push_back(handle);
    }

    void create() {
        SECURITY_ATTRIBUTES attributes{sizeof attributes, nullptr, TRUE};
        const DWORD protection = a_number(input_);
        const DWORD high = input_.take<std::uint8_t>() < 230 ? 0 : a_number(input_);
        const DWORD low = a_number(input_);
        keep(CreateFileMappingA(INVALID_HANDLE_VALUE,
                                input_.take<std::uint8_t>() & 1 ? &attributes : nullptr, protection,
                                high, low, name()));
    }

    HANDLE a_handle() {
        const auto choice = input_.take<std::uint8_t>();
        // Never one of the program's own descriptors, which closing would take.
        if (handles_.empty() || choice > 240)
            return reinterpret_cast<HANDLE>(input_.take<ULONG_PTR>() | 0x40000000);
        return handles_[choice % handles_.size()];
    }

    unsigned char* an_address() {
        const auto choice = input_.take<std::uint8_t>();
        if (views_.empty() || choice > 220)
            return reinterpret_cast<unsigned char*>(input_.take<ULONG_PTR>());
        return views_[choice % views_.size()] + input_.take<std::uint16_t>();
    }

    void map() {
        auto* const section = a_handle();
        const DWORD access = a_number(input_);
        const DWORD high = input_.take<std::uint8_t>() < 230 ? 0 : a_number(input_);
        const DWORD low = a_number(input_);
        const SIZE_T length = a_length(input_);
        void* const base = input_.take<std::uint8_t>() < 200 ? nullptr : an_address();
        auto* const view =
            static_cast<unsigned char*>(MapViewOfFileEx(section, access, high, low, length, base));
        if (view == nullptr) return fuzz::require(GetLastError() != untouched);
        fuzz::require(reinterpret_cast<ULONG_PTR>(view) % 65536 == 0);
        fuzz::require(base == nullptr || base == view);
        views_.push_back(view);
        MEMORY_BASIC_INFORMATION found;
        fuzz::require(VirtualQuery(view, &found, sizeof found) == sizeof found);
        fuzz::require(found.AllocationBase == view);
        if (found.State == MEM_RESERVE || found.Protect == PAGE_NOACCESS) return;
        fuzz::require(found.RegionSize >= length || is_reserved(view + found.RegionSize));
        volatile unsigned char* const last = view + found.RegionSize - 1;
        const unsigned char byte = *last;
        if (found.Protect == PAGE_READWRITE || found.Protect == PAGE_WRITECOPY) *last = byte;
    }

    // Pages of a SEC_RESERVE section that nobody has committed.
    static bool is_reserved(const void* address) {
        MEMORY_BASIC_INFORMATION found;
        return VirtualQuery(address, &found, sizeof found) == sizeof found &&
               found.State == MEM_RESERVE;
    }

    // The view with that address, or null.
    unsigned char* view_with(const void* address) const {
        MEMORY_BASIC_INFORMATION found;
        if (VirtualQuery(address, &found, sizeof found) != sizeof found) return nullptr;
        const auto view = std::find(views_.begin(), views_.end(), found.AllocationBase);
        return view == views_.end() ? nullptr : *view;
    }

    void unmap() {
        auto* const address = an_address();
        auto* const view = view_with(address);
        fuzz::require((UnmapViewOfFile(address) != FALSE) == (view != nullptr));
        if (view != nullptr) std::erase(views_, view);
    }

    // Only of views, for other memory may be the fuzzer's.
    void commit() {
        auto* const address = an_address();
        if (view_with(address) == nullptr) return;
        const SIZE_T length = a_length(input_);
        const auto* const begin = VirtualAlloc(address, length, MEM_COMMIT, a_number(input_));
        if (begin == nullptr) return fuzz::require(GetLastError() != untouched);
        fuzz::require(begin <= address && !is_reserved(address));
    }

    void protect() {
        auto* const address = an_address();
        if (view_with(address) == nullptr) return;
        const SIZE_T length = a_length(input_);
        DWORD before = untouched;
        if (VirtualProtect(address, length, a_number(input_), &before))
            fuzz::require(before != untouched && before != 0);
        else fuzz::require(GetLastError() != untouched);
    }

    void close() {
        auto* const handle = a_handle();
        if (CloseHandle(handle)) std::erase(handles_, handle);
    }

    void duplicate() {
        HANDLE made = nullptr;
        auto* const source = a_handle();
        const DWORD options = input_.take<std::uint8_t>() & 3;
        const auto done = DuplicateHandle(GetCurrentProcess(), source, GetCurrentProcess(), &made,
                                          a_number(input_), a_number(input_) & 1, options);
        if (DWORD flags = 0; !GetHandleInformation(source, &flags)) std::erase(handles_, source);
        if (done) handles_.push_back(made);
    }

    void query() {
        MEMORY_BASIC_INFORMATION found;
        VirtualQuery(an_address(), &found, a_length(input_) % (2 * sizeof found));
    }

    void flags() {
        auto* const handle = a_handle();
        SetHandleInformation(handle, a_number(input_), a_number(input_));
        DWORD flags = 0;
        if (GetHandleInformation(handle, &flags)) fuzz::require(flags <= 3);
    }

    fuzz::input& input_;
    std::string name_;
    std::vector<HANDLE> handles_;
    std::vector<unsigned char*> views_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fuzz::private_directory directory;
    fuzz::input input(data, size);
    session here(input);
    for (int i = 0; i < 64 && !input.empty(); ++i) here.step();
    return 0;
}
