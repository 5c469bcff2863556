// SPDX-License-Identifier: MIT
#include "kernel/sent_handle.hpp"

#include "kernel/file_rights.hpp"
#include "kernel/fixed_text.hpp"
#include "kernel/handle_table.hpp"
#include "kernel/inbox.hpp"
#include "kernel/memory_file.hpp"
#include "kernel/object_root.hpp"
#include "kernel/process.hpp"
#include "kernel/process_scan.hpp"
#include "kernel/reserved_number.hpp"
#include "kernel/wait_kind.hpp"

#include <unistd.h>

#include <array>
#include <climits>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace mapview::kernel {
namespace {

using handle_pointer = std::shared_ptr<object_handle>;

handle_pointer memory_handle(letter& got) {
    std::array<char, PATH_MAX> target;
    const auto path = fixed_text<48>().add("/proc/thread-self/fd/").add(got.handle.get());
    const ssize_t length = ::readlink(path.c_str(), target.data(), target.size());
    memory_tag tag;
    if (length < 0 || !is_sealed(got.handle.get()) ||
        !memory_tag::parse({target.data(), static_cast<std::size_t>(length)}, tag))
        return nullptr;
    const auto section = section_type::parse(tag.type);
    const bool of_file = section && section->file;
    if (of_file && identity_of(got.file.get()) != section->file) return nullptr;

    std::optional<registration> place;
    if (got.folder) place = take_place(got.folder, got.handle.get(), tag.type);
    const auto kind = waitable_of_type(tag.type);
    const rights all = kind ? rights_to_all(*kind) : right::all | right::synchronize;
    const std::uint64_t size = facts_of(got.handle.get()).size;
    auto made =
        std::make_shared<object_handle>(std::move(got.handle), size, std::move(place),
                                        std::string(tag.type), got.granted & all, false, false);
    if (of_file) made->keep_file(std::move(got.file));
    if (got.folder) made->keep_folder(std::move(got.folder));
    return made;
}

handle_pointer file_handle(letter& got) {
    if (!rights_of_open_file(got.handle.get())) return nullptr;
    return std::make_shared<object_handle>(std::move(got.handle), 0, std::nullopt,
                                           std::string(file_type), got.granted & file_right::all,
                                           false, false);
}

handle_pointer process_handle(letter& got, std::string_view type, rights all) {
    auto process = process_record::of(got.handle.get());
    if (!process) return nullptr;
    auto made = std::make_shared<object_handle>(std::move(got.handle), 0, std::nullopt,
                                                std::string(type), got.granted & all, false, false);
    made->keep(std::move(process));
    return made;
}

handle_pointer handle_in(letter& got) {
    switch (got.kind) {
        case sent_kind::memory: return memory_handle(got);
        case sent_kind::file: return file_handle(got);
        case sent_kind::process: return process_handle(got, process_type, right::all_of_process);
        case sent_kind::first_thread:
            return process_handle(got, first_thread_type, right::all_of_thread);
    }
    return nullptr;
}

// Its reservation has come along, and says which descriptor has the number.
void enter_inherited(int number) {
    std::shared_ptr<const object_root> root;
    if (object_root::current(root) != status::success) return;
    scan_own_process(root->proc(), [&](const seen_descriptor& seen) {
        if (!seen.target.starts_with("socket:[") || number_reserved_by(seen.fd) != number)
            return false;
        const auto noted = noted_descriptor(seen.fd);
        if (!noted || is_known_handle(*noted)) return true;
        enter_inherited_handle(*noted, [&](object_handle& handle) {
            handle.keep_reserved(number, descriptor(seen.fd));
        });
        return true;
    });
}

}  // namespace

void enter_sent_handles() {
    static std::mutex one_at_a_time;
    const std::scoped_lock lock(one_at_a_time);
    take_letters([](letter&& got) {
        const auto reserved = number_reserved_by(got.reservation.get());
        if (!reserved || is_known_handle(*reserved)) return;
        auto handle = handle_in(got);
        if (!handle) return;
        handle->keep_reserved(*reserved, std::move(got.reservation));
        if (got.inheritable) handle->set_inheritable(true);
        add_handle(std::move(handle));
    });
}

void enter_sent_handle(int number) {
    enter_sent_handles();
    if (!is_known_handle(number)) enter_inherited(number);
}

}  // namespace mapview::kernel
