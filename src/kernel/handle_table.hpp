// kernel/handle_table.hpp - the handles of this process.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/descriptor.hpp"
#include "kernel/object_directory.hpp"
#include "kernel/protection.hpp"
#include "kernel/section_type.hpp"
#include "kernel/status.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mapview::kernel {

class wait_page;
class process_record;

/// The types of handles that are no memory: the descriptor is the thing itself. Of a process it is
/// a pidfd, of a token its status in /proc; the first thread of another process is known by its
/// process alone.
inline constexpr std::string_view file_type = "file";
inline constexpr std::string_view token_type = "token";
inline constexpr std::string_view process_type = "process";
inline constexpr std::string_view first_thread_type = "process-thread";

/// A handle is a descriptor of the object's memory, and what a descriptor cannot tell.
///
/// It closes when it has been taken from the table and the last call that uses it has returned, so
/// a call never meets a number that means something else by then. Thread-safe.
class object_handle {
  public:
    /// `adopted`: the descriptors were somebody else's, who may have copies and has parked what he
    /// had to say.
    object_handle(descriptor memory, std::uint64_t size, std::optional<registration> place,
                  std::string type, rights granted, bool inheritable, bool adopted);
    object_handle(const object_handle&) = delete;
    object_handle& operator=(const object_handle&) = delete;
    ~object_handle();

    int number() const noexcept { return memory_.get(); }
    std::uint64_t size() const noexcept { return size_; }  ///< of the memory, in bytes

    /// The file whose pages a section shows instead of its memory, which then only stands for it.
    /// Given before anybody else sees the handle.
    void keep_file(descriptor file) noexcept;
    int file() const noexcept { return file_.get(); }  ///< -1: none
    const std::string& type() const noexcept { return type_; }
    bool is_memory() const noexcept {
        return type_ != file_type && type_ != token_type && !is_process();
    }
    bool is_process() const noexcept { return type_ == process_type || type_ == first_thread_type; }
    rights granted() const noexcept { return granted_; }
    const std::optional<registration>& place() const noexcept { return place_; }

    bool inheritable() const noexcept { return inheritable_; }
    status set_inheritable(bool inheritable) noexcept;

    bool protected_from_close() const noexcept { return protected_; }
    void protect_from_close(bool on) noexcept { protected_ = on; }

    /// What is known of a process; given before anybody else sees the handle.
    void keep(std::shared_ptr<process_record> process) noexcept { process_ = std::move(process); }
    const std::shared_ptr<process_record>& process() const noexcept { return process_; }

    /// The page of a waitable object, which is mapped at the first use; null before.
    std::shared_ptr<const wait_page> page() const;
    void keep(std::shared_ptr<const wait_page> page);

    /// The number by which another process gave this handle, and what reserves it; given before
    /// anybody else sees the handle. -1: it is known by its descriptor's.
    void keep_reserved(int number, descriptor reservation) noexcept;
    int reserved_number() const noexcept { return reserved_; }

    /// A folder that is counted in, for an object whose names live under another root.
    void keep_folder(descriptor folder) noexcept { folder_ = std::move(folder); }

    /// False where the program has closed the descriptor and its number is another file's.
    bool is_still_there() const noexcept;

    /// Lets go of descriptors that somebody else has closed already.
    void forget() noexcept;

  private:
    /// What can be told of a file's description when it becomes a handle.
    struct description {
        std::optional<file_identity> file;
        std::optional<rights> granted;
        bool operator==(const description&) const = default;
    };
    description described() const noexcept;
    void park_all() noexcept;

    descriptor file_;  // closed after the memory: who holds the memory has the file as well
    descriptor memory_;
    descriptor folder_;  // closed before the memory, as a place's
    descriptor reservation_;
    int reserved_ = -1;
    std::uint64_t size_;
    std::optional<registration> place_;
    std::string type_;
    rights granted_;
    description entered_;
    std::uint64_t born_at_fork_;
    const bool adopted_;
    std::atomic<bool> inheritable_;
    std::atomic<bool> exec_copies_;
    std::atomic<bool> protected_ = false;
    mutable std::mutex page_lock_;
    std::shared_ptr<const wait_page> page_;
    std::shared_ptr<process_record> process_;
};

/// Enters a handle; its number is that of its descriptor.
int add_handle(std::shared_ptr<object_handle> handle);

/// The handle of a number; null where there is none. One that came through exec, or that another
/// process has sent, is entered now. The number need not be that of the descriptor.
std::shared_ptr<object_handle> find_handle(int number);

/// Enters the handle that a descriptor of no table stands for, where it stands for one (see
/// inherited_handle): once, whoever asks at the same time. `name` gives it a number of its own.
std::shared_ptr<object_handle> enter_inherited_handle(
    int descriptor, const std::function<void(object_handle&)>& name = {});

/// Whether a number is in the table; nothing is entered.
bool is_known_handle(int number);

/// The handles by which the pages of a file or of a section's memory can be mapped: those of
/// sections first.
std::vector<std::shared_ptr<object_handle>> handles_showing(const file_identity& pages);

/// Each of these holds the fork_guard. A handle that is protected from being closed is
/// invalid_handle to close_handle.
status close_handle(int number);
std::string handle_type(int number);  ///< empty where there is no such handle
status type_and_rights(int number, rights needed, std::string& type);  ///< access_denied
int descriptor_of_handle(int number);  ///< -1 where there is no such handle
status handle_flags(int number, bool& inheritable, bool& protected_from_close);
status set_inheritable(int number, bool on);
status set_protected_from_close(int number, bool on);

}  // namespace mapview::kernel
