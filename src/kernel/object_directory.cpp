// SPDX-License-Identifier: MIT
#include "kernel/object_directory.hpp"

#include "kernel/construction.hpp"
#include "kernel/holder_link.hpp"
#include "kernel/object_folder.hpp"
#include "kernel/patience.hpp"
#include "kernel/process_scan.hpp"
#include "kernel/sent_handle.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

namespace mapview::kernel {
namespace {

enum class outcome {
    done,    // `opened` is complete
    absent,  // nobody has the name
    taken,   // somebody has it
    again,   // the name changed under our hands
    failed,  // for good; the status tells
};

// One call's way through the protocol.
class acquisition {
  public:
    acquisition(const object_name& name, open_mode mode, named_memory& opened)
        : name_(name), mode_(mode), opened_(opened) {}

    status run(const memory_spec* spec) {
        failure_ = object_root::current(root_);
        if (failure_ != status::success) return failure_;
        // A creator makes at once: that the name is taken is said by the rename that would end it,
        // and asking first costs every creator what it spares those who come second.
        bool making = spec != nullptr;
        patience tries;
        for (;;) {
            switch (making ? make(*spec) : find()) {
                case outcome::done: return status::success;
                case outcome::absent:
                    if (spec == nullptr) return status::not_found;
                    making = true;
                    break;
                case outcome::taken: making = false; break;
                case outcome::failed: return failure_;
                case outcome::again: break;
            }
            if (!tries.allows_another_try()) return status::access_denied;
        }
    }

  private:
    outcome fail(status why) {
        failure_ = why;
        return outcome::failed;
    }

    // A system call on the root's folders failed: because they are no longer the root's?
    outcome fail_unless_renewed(int error) {
        status renewed = status::success;
        if (!object_root::renew(root_, renewed)) return fail(status_of(error));
        return renewed == status::success ? outcome::again : fail(renewed);
    }

    outcome find() {
        const int space = root_->space(name_.space);
        descriptor folder = open_folder(space, name_.folder.c_str(), mode_.inheritable);
        if (!folder) {
            if (errno != ENOENT || root_->wiped(name_.space)) return fail_unless_renewed(errno);
            return outcome::absent;
        }

        std::vector<std::string> dead;
        std::vector<std::string> others;  // links that we may not judge, and what is no link
        folder_reader entries(folder.get());
        for (auto entry = entries.next(); !entry.empty(); entry = entries.next()) {
            holder_link link;
            found_memory found;
            if (!holder_link::parse(entry, link)) {
                others.emplace_back(entry);
                continue;
            }
            switch (judge(*root_, link, found)) {
                case judgement::live:
                    if (descriptor memory =
                            reopen_memory(root_->proc(), found.place.get(), mode_)) {
                        opened_.holder = link.pid;
                        opened_.holder_fd = link.fd;
                        if (is_sealed(memory.get()))
                            return enter(std::move(folder), std::move(memory),
                                         {link.memory, found.size}, link.type, dead);
                        dead.emplace_back(entry);  // planted: no memory of this library
                        break;
                    }
                    return fail(status_of(errno));
                case judgement::dead: dead.emplace_back(entry); break;
                case judgement::closed: others.emplace_back(entry); break;
                case judgement::failed: return fail(status_of(errno));
            }
        }
        if (entries.error() == ENOENT) return outcome::again;
        if (entries.error() != 0) return fail(status_of(entries.error()));

        if (!dead.empty() || !others.empty()) {
            // Only now, after the listing, may the lock be asked (R4).
            if (held_by_others(folder.get())) return enter_by_scan(std::move(folder), dead, others);
            for (const auto& entry : dead) ::unlinkat(folder.get(), entry.c_str(), 0);
            for (const auto& entry : others) ::unlinkat(folder.get(), entry.c_str(), 0);
        }
        // "Not found" may be said only once the name is away (R6).
        if (::unlinkat(space, name_.folder.c_str(), AT_REMOVEDIR) == 0 || errno == ENOENT)
            return outcome::absent;
        if (errno == ENOTEMPTY || errno == EEXIST) return outcome::again;
        return fail_unless_renewed(errno);
    }

    // All links are dead, yet somebody holds the object: by a copy that has no link of its own.
    outcome enter_by_scan(descriptor folder, std::vector<std::string>& dead,
                          const std::vector<std::string>& others) {
        std::vector<memory_identity> wanted;  // one, unless somebody planted an entry
        for (const auto* const entries : {&std::as_const(dead), &others})
            for (const auto& entry : *entries)
                if (const auto memory = memory_of_entry(entry);
                    memory && std::ranges::find(wanted, *memory) == wanted.end())
                    wanted.push_back(*memory);

        descriptor memory;
        file_facts facts;
        std::string type;
        scan_processes(root_->proc(), [&](const seen_descriptor& seen) {
            memory_tag tag;
            if (!memory_tag::parse(seen.target, tag)) return false;
            for (const auto& one : wanted) {
                found_memory found;
                if (one.type != tag.type ||
                    judge(*root_, {seen.pid, seen.fd, 0, one.inode, one.type}, found) !=
                        judgement::live)
                    continue;
                memory = reopen_memory(root_->proc(), found.place.get(), mode_);
                if (!memory || !is_sealed(memory.get())) continue;
                facts = {one.inode, found.size};
                type = one.type;
                opened_.holder = seen.pid;
                opened_.holder_fd = seen.fd;
                return true;
            }
            return false;
        });
        if (type.empty()) {
            enter_sent_handles();  // a letter to this process may be what holds it
            return outcome::again;
        }
        return enter(std::move(folder), std::move(memory), facts, type, dead);
    }

    outcome enter(descriptor folder, descriptor memory, file_facts facts, std::string_view type,
                  std::vector<std::string>& dead) {
        if (!count_in(folder.get())) return fail(status_of(errno));
        std::string link;
        if (!add_link(*root_, folder.get(), memory.get(), {facts.inode, type}, link))
            return errno == ENOENT ? outcome::again : fail(status_of(errno));
        collapse(*root_, folder.get(), dead);
        return finish(std::move(folder), std::move(memory), facts.size, type, std::move(link),
                      false);
    }

    outcome make(const memory_spec& spec) {
        construction fresh(*root_);
        if (const status begun = fresh.begin(mode_); begun != status::success)
            return fail_unless_gone(begun);

        descriptor memory;
        const status made = make_memory(spec, path_below_root(name_).view(), memory);
        if (made != status::success) return fail(made);
        if (!mode_.writable) memory = reopen_memory(root_->proc(), memory.get(), mode_);
        if (!memory) return fail(status_of(errno));

        const memory_identity identity{facts_of(memory.get()).inode, spec.type};
        std::string link;
        if (!fresh.keep_whole_name(name_.whole, identity) ||
            !add_link(*root_, fresh.folder(), memory.get(), identity, link))
            return fail_unless_gone(status_of(errno));
        if (!fresh.publish(root_->space(name_.space), name_.folder)) {
            if (errno == ENOTEMPTY || errno == EEXIST) return outcome::taken;
            return errno == ENOENT ? fail_unless_gone(status::path_not_found)
                                   : fail(status_of(errno));
        }
        return finish(fresh.take_folder(), std::move(memory), spec.size, spec.type, std::move(link),
                      true);
    }

    // What was being built has vanished: swept by a process that did not see our lock yet, or
    // wiped with all the rest.
    outcome fail_unless_gone(status why) {
        if (why != status::path_not_found) return fail(why);
        status renewed = status::success;
        object_root::renew(root_, renewed);
        return renewed == status::success ? outcome::again : fail(renewed);
    }

    outcome finish(descriptor folder, descriptor memory, std::uint64_t size, std::string_view type,
                   std::string link, bool made) {
        opened_.memory = std::move(memory);
        opened_.size = size;
        opened_.type = type;
        opened_.place = {root_,           name_.space, name_.folder, std::move(folder),
                         std::move(link), made};
        opened_.made = made;
        return outcome::done;
    }

    const object_name& name_;
    const open_mode mode_;
    named_memory& opened_;
    std::shared_ptr<const object_root> root_;
    status failure_ = status::success;
};

}  // namespace

status open_named(const object_name& name, open_mode mode, named_memory& opened) {
    return acquisition(name, mode, opened).run(nullptr);
}

status open_or_make_named(const object_name& name, open_mode mode, const memory_spec& spec,
                          named_memory& opened) {
    return acquisition(name, mode, opened).run(&spec);
}

}  // namespace mapview::kernel
