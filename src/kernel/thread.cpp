// SPDX-License-Identifier: MIT
#include "kernel/thread.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/fork_guard.hpp"
#include "kernel/futex.hpp"
#include "kernel/handle_table.hpp"
#include "kernel/memory_file.hpp"
#include "kernel/reserved_pages.hpp"
#include "kernel/robust_list.hpp"
#include "kernel/section_type.hpp"
#include "kernel/view_table.hpp"
#include "kernel/wait_page.hpp"
#include "kernel/waitable_handle.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csetjmp>
#include <memory>
#include <optional>
#include <vector>

namespace mapview::kernel {
namespace {

// What `recursion` is of a thread: whether it may begin. The futex that a suspended one sleeps on.
constexpr std::uint32_t may_begin = 0;
constexpr std::uint32_t suspended = 1;
constexpr std::uint32_t cancelled = 2;

using page_pointer = std::shared_ptr<const wait_page>;

/// The objects that stand for the calling thread: one that start_thread made, and one that it
/// opened itself, whose memory it keeps for the next time: an object lives as long as the thread.
class own_objects {
  public:
    ~own_objects() {
        if (pages_.empty()) return;
        const fork_guard guard;  // they stay mapped until the kernel has gone through them
        pages_.clear();
        let_go();
    }

    // Makes the calling thread the owner; nobody else has seen the object yet.
    void add(page_pointer page) {
        wait_cell* const cell = page->cell();
        pages_.push_back(std::move(page));
        thread_record& self = this_thread();
        cell->shared.maximum = self.id;
        set_pending(self, cell);
        // The exit code of one that ends without telling: that of a std::thread, as on Windows.
        cell->state().store({self.id, 0}, std::memory_order_release);
        link(self, cell);
        clear_pending(self);
    }

    // Memory of the object that was opened before, for another handle. False where there is none,
    // or where the program has closed the descriptor.
    bool reopen(bool inheritable, page_pointer& page, descriptor& memory) const {
        if (!is_kept()) return false;
        const descriptor proc(::open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (proc)
            memory = reopen_memory(proc.get(), opened_.get(),
                                   {.writable = true, .inheritable = inheritable});
        page = pages_.back();
        return static_cast<bool>(memory);
    }

    // Of the object that was added last. Where it cannot be kept the next time makes another one.
    void keep_open(int memory) {
        let_go();
        opened_ = keep_memory(memory);
        memory_ = identity_of(opened_.get());
    }

    void set_exit_code(std::uint32_t code) noexcept {
        for (const auto& page : pages_) {
            auto& state = page->cell()->state();
            wait_state seen = state.load();
            while (!state.compare_exchange_strong(seen, {seen.word, code})) {
            }
        }
    }

    // The thread that forked is not the child's. Never destroyed: that may not take locks here.
    void forget() {
        new std::vector<page_pointer>(std::move(pages_));
        let_go();
    }

    std::jmp_buf* beginning = nullptr;  ///< of a thread that start_thread made

  private:
    bool is_kept() const noexcept { return opened_ && identity_of(opened_.get()) == memory_; }

    // A daemon closes all descriptors: the number may be that of a file of the program by now.
    void let_go() noexcept {
        if (!is_kept()) opened_.release();
        opened_.close();
    }

    std::vector<page_pointer> pages_;
    descriptor opened_;
    std::optional<file_identity> memory_;  ///< what was opened
};

thread_local own_objects own;

void forget_in_child() {
    own.forget();
}

[[maybe_unused]] const int registered = pthread_atfork(nullptr, nullptr, forget_in_child);

std::uint32_t* begin_word(wait_cell* cell) noexcept {
    return reinterpret_cast<std::uint32_t*>(&cell->shared.recursion);
}

// Lies on the stack of start_thread until `started`.
struct beginning {
    thread_request request;
    page_pointer page;
    std::uint32_t id = 0;
    std::atomic<std::uint32_t> started = 0;
};

void wait_until_resumed(wait_cell* cell) noexcept {
    std::int64_t unused = 0;
    while (cell->shared.recursion.load(std::memory_order_acquire) == suspended) {
        const sleeping_place place{begin_word(cell), suspended};
        sleep_on({&place, 1}, deadline::never(), unused);
    }
}

[[gnu::noinline]] void run(const thread_request& request) {
    std::jmp_buf here;
    own.beginning = &here;
    if (_setjmp(here) == 0) own.set_exit_code(request.routine(request.argument));
    own.beginning = nullptr;
}

extern "C" void* begin_thread(void* given) {
    auto* const start = static_cast<beginning*>(given);
    const thread_request request = start->request;
    wait_cell* const cell = start->page->cell();
    own.add(std::move(start->page));
    start->id = this_thread().id;
    start->started.store(1, std::memory_order_release);
    wake_private(start->started, 1);

    wait_until_resumed(cell);
    if (cell->shared.recursion.load(std::memory_order_acquire) != cancelled) run(request);
    return nullptr;
}

int enter(descriptor memory, const page_pointer& page, bool inheritable, rights granted) {
    auto entry = std::make_shared<object_handle>(std::move(memory), page_size(), std::nullopt,
                                                 std::string(type_of_waitable(wait_kind::thread)),
                                                 granted, inheritable, false);
    entry->keep(page);
    return add_handle(std::move(entry));
}

// Under a fork_guard.
status make_object(bool inheritable, page_pointer& page, descriptor& memory) {
    if (this_thread().list == nullptr) return status::not_supported;
    const memory_spec spec{.type = type_of_waitable(wait_kind::thread),
                           .size = page_size(),
                           .inheritable = inheritable};
    if (const status made = make_memory(spec, {}, memory); made != status::success) return made;
    return wait_page::map(memory.get(), page);
}

status make_handle(const thread_request& request, page_pointer& page, int& handle) {
    const fork_guard guard;
    descriptor memory;
    const status made = make_object(request.inheritable, page, memory);
    if (made == status::success)
        handle = enter(std::move(memory), page, request.inheritable, right::all_of_thread);
    return made;
}

bool run_detached(beginning& start) noexcept {
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) return false;
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    const auto smallest = static_cast<std::size_t>(::sysconf(_SC_THREAD_STACK_MIN));
    const std::size_t page = page_size();
    bool done = true;
    if (start.request.stack_size != 0) {
        const std::size_t wanted = std::max(start.request.stack_size, smallest);
        done = wanted <= SIZE_MAX - page &&
               pthread_attr_setstacksize(&attributes, (wanted + page - 1) & ~(page - 1)) == 0;
    }
    pthread_t thread;
    done = done && pthread_create(&thread, &attributes, begin_thread, &start) == 0;
    pthread_attr_destroy(&attributes);
    return done;
}

template <class Use>
status with_thread(int number, rights needed, Use&& use) {
    return with_waitable(number, 0, [&](const known_waitable& found) {
        if (found.object.kind != wait_kind::thread) return status::invalid_handle;
        if ((found.granted & needed) != needed) return status::access_denied;
        return use(found.object);
    });
}

}  // namespace

status start_thread(const thread_request& request, int& handle, std::uint32_t& id) {
    beginning start{request, nullptr};
    const status made = make_handle(request, start.page, handle);
    if (made != status::success) return made;
    if (request.suspended) start.page->cell()->shared.recursion.store(suspended);
    if (!run_detached(start)) {
        close_handle(handle);
        const fork_guard guard;
        start.page.reset();
        return status::not_enough_memory;
    }
    while (start.started.load(std::memory_order_acquire) == 0)
        sleep_on_private(start.started, 0, deadline::never());
    id = start.id;
    return status::success;
}

void exit_thread(std::uint32_t code) {
    own.set_exit_code(code);
    if (own.beginning != nullptr) std::longjmp(*own.beginning, 1);
    pthread_exit(nullptr);
}

status open_own_thread(rights granted, bool inheritable, int& handle) {
    const fork_guard guard;
    page_pointer page;
    descriptor memory;
    if (!own.reopen(inheritable, page, memory)) {
        const status made = make_object(inheritable, page, memory);
        if (made != status::success) return made;
        own.add(page);
        own.keep_open(memory.get());
    }
    handle = enter(std::move(memory), page, inheritable, granted);
    return status::success;
}

status thread_exit_code(int number, rights needed, std::uint32_t& code) {
    return with_thread(number, needed, [&](const waitable& thread) {
        const wait_state seen = thread.load();
        code = seen.thread() != 0 ? still_active : seen.value;
        return status::success;
    });
}

status thread_id(int number, rights needed, std::uint32_t& id) {
    return with_thread(number, needed, [&](const waitable& thread) {
        id = thread.cell->shared.maximum;
        return status::success;
    });
}

status resume_thread(int number, rights needed, std::uint32_t& suspended_before) {
    return with_thread(number, needed, [&](const waitable& thread) {
        suspended_before = suspended;
        if (thread.cell->shared.recursion.compare_exchange_strong(suspended_before, may_begin))
            wake_word(begin_word(thread.cell), 1);
        else suspended_before = may_begin;
        return status::success;
    });
}

status cancel_thread(int number, rights needed, std::uint32_t code, bool& self) {
    return with_thread(number, needed, [&](const waitable& thread) {
        wait_state seen = thread.load();
        if (seen.thread() == 0) return status::success;  // it has ended already
        self = seen.thread() == this_thread().id;
        if (self) return status::success;
        std::uint32_t before = suspended;
        if (!thread.cell->shared.recursion.compare_exchange_strong(before, cancelled))
            return status::not_supported;
        while (!thread.change(seen, {seen.word, code})) {
        }
        wake_word(begin_word(thread.cell), 1);
        return status::success;
    });
}

}  // namespace mapview::kernel
