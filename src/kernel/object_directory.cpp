// SPDX-License-Identifier: MIT
#include "kernel/object_directory.hpp"

#include "kernel/holder_link.hpp"
#include "kernel/object_folder.hpp"
#include "kernel/patience.hpp"
#include "kernel/process_scan.hpp"
#include "kernel/temporary_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <vector>

namespace mapview::kernel {
namespace {

int memory_flags(open_mode mode) {
    return (mode.writable ? O_RDWR : O_RDONLY) | (mode.inheritable ? 0 : O_CLOEXEC);
}

// A second description of what a descriptor of this process refers to.
descriptor reopen_memory(const object_root& root, int memory, open_mode mode) {
    return descriptor(::openat(root.proc(), descriptor_path(::gettid(), memory).c_str(),
                               memory_flags(mode)));
}

struct file_facts {
    ino_t inode = 0;
    std::uint64_t size = 0;
};

file_facts facts_of(int fd) {
    struct stat found {};
    if (::fstat(fd, &found) != 0) return {};
    return {found.st_ino, static_cast<std::uint64_t>(found.st_size)};
}

// tmpfs counts 20 bytes for each entry of a folder, `.` and `..` included.
constexpr std::uint64_t empty_folder_size = 40;

ino_t inode_of(int fd) {
    return facts_of(fd).inode;
}

// Puts a link for `memory` into the folder. False, with errno, where that is not possible: ENOENT
// says that the folder has been removed.
bool add_link(int folder, int memory, ino_t inode, std::string_view type, std::string& name) {
    holder_link link{::getpid(), memory, next_nonce(), inode, type};
    const auto target = link.target();
    for (;; ++link.nonce) {
        name = link.name().view();
        if (::symlinkat(target.c_str(), folder, name.c_str()) == 0) return true;
        if (errno != EEXIST) return false;
    }
}

// The pieces of a name too long for a folder lie beside the links, as the targets of further ones.
// Nobody takes them for a holder, and they go where dead links go.
bool add_name_pieces(int folder, std::string_view whole) {
    constexpr std::size_t piece = 4000;  // a link's target holds 4095 bytes
    for (std::size_t i = 0; i * piece < whole.size(); ++i) {
        const std::string target(whole.substr(i * piece, piece));
        const std::string name = "name." + std::to_string(i);
        if (::symlinkat(target.c_str(), folder, name.c_str()) != 0) return false;
    }
    return true;
}

// A folder under construction; taken away again unless it gets its name.
class construction {
  public:
    explicit construction(const object_root& root) : parent_(root.temporary()) {}
    construction(const construction&) = delete;
    construction& operator=(const construction&) = delete;
    ~construction() {
        if (!name_.empty() && folder_) sweep_own();
    }

    status begin(open_mode mode) {
        if (const status made = make_temporary_folder(parent_, name_); made != status::success) {
            name_.clear();
            return made;
        }
        folder_ = open_folder(parent_, name_.c_str(), mode.inheritable);
        if (!folder_) {
            const status failure = status_of(errno);
            ::unlinkat(parent_, name_.c_str(), AT_REMOVEDIR);
            return failure;
        }
        return count_in(folder_.get()) ? status::success : status_of(errno);
    }

    int folder() const { return folder_.get(); }

    /// True where the folder now stands for the name: the instant at which the object exists.
    bool publish(int space, const std::string& name) {
        if (::renameat(parent_, name_.c_str(), space, name.c_str()) != 0) return false;
        name_.clear();
        return true;
    }

    descriptor take_folder() { return std::move(folder_); }

  private:
    void sweep_own() noexcept {
        const int saved = errno;
        ::lseek(folder_.get(), 0, SEEK_SET);
        folder_reader entries(folder_.get());
        for (auto entry = entries.next(); !entry.empty(); entry = entries.next())
            ::unlinkat(folder_.get(), entry.data(), 0);
        ::unlinkat(parent_, name_.c_str(), AT_REMOVEDIR);
        errno = saved;
    }

    int parent_;
    std::string name_;
    descriptor folder_;
};

enum class outcome {
    done,    // `opened` is complete
    absent,  // nobody has the name
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
        patience tries;
        for (;;) {
            outcome next = spec != nullptr && is_absent() ? outcome::absent : find();
            if (next == outcome::absent && spec != nullptr) next = make(*spec);
            switch (next) {
                case outcome::done: return status::success;
                case outcome::absent: return status::not_found;
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

    // A cheap look that spares a creator the way through find(). No promise: publish() decides.
    bool is_absent() const {
        struct stat seen {};
        return ::fstatat(root_->space(name_.space), name_.folder.c_str(), &seen,
                         AT_SYMLINK_NOFOLLOW) != 0 &&
               errno == ENOENT;
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
                    if (descriptor memory = reopen_memory(*root_, found.place.get(), mode_)) {
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
            if (held_by_others(folder.get())) return enter_by_scan(std::move(folder), dead);
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
    outcome enter_by_scan(descriptor folder, std::vector<std::string>& dead) {
        const ino_t wanted = inode_of(folder.get());
        descriptor memory;
        std::string type;
        scan_processes(root_->proc(), [&](const seen_descriptor& seen) {
            memory_tag tag;
            if (!memory_tag::parse(seen.target, tag) || tag.folder != wanted) return false;
            memory = open_tagged(seen, wanted, type);
            return static_cast<bool>(memory);
        });
        if (!memory) return outcome::again;
        const file_facts facts = facts_of(memory.get());
        return enter(std::move(folder), std::move(memory), facts, type, dead);
    }

    descriptor open_tagged(const seen_descriptor& seen, ino_t wanted, std::string& type) const {
        const descriptor there(::openat(
            root_->proc(), descriptor_path(seen.pid, seen.fd).c_str(), O_PATH | O_CLOEXEC));
        if (!there) return {};
        // That number may mean something else by now: what counts is what was opened.
        std::array<char, PATH_MAX> target;
        const ssize_t length =
            ::readlinkat(root_->proc(), descriptor_path(::gettid(), there.get()).c_str(),
                         target.data(), target.size());
        memory_tag tag;
        if (length < 0 ||
            !memory_tag::parse({target.data(), static_cast<std::size_t>(length)}, tag) ||
            tag.folder != wanted)
            return {};
        descriptor memory = reopen_memory(*root_, there.get(), mode_);
        if (!memory || !is_sealed(memory.get())) return {};
        type = tag.type;
        return memory;
    }

    outcome enter(descriptor folder, descriptor memory, file_facts facts, std::string_view type,
                  std::vector<std::string>& dead) {
        if (!count_in(folder.get())) return fail(status_of(errno));
        std::string link;
        if (!add_link(folder.get(), memory.get(), facts.inode, type, link))
            return errno == ENOENT ? outcome::again : fail(status_of(errno));
        collapse(folder.get(), dead);
        return finish(std::move(folder), std::move(memory), facts.size, type, std::move(link), false);
    }

    outcome make(const memory_spec& spec) {
        construction fresh(*root_);
        if (const status begun = fresh.begin(mode_); begun != status::success)
            return fail_unless_gone(begun);

        descriptor memory;
        const status made = make_memory(spec, inode_of(fresh.folder()), name_.folder, memory);
        if (made != status::success) return fail(made);
        if (!mode_.writable) memory = reopen_memory(*root_, memory.get(), mode_);
        if (!memory) return fail(status_of(errno));

        std::string link;
        if (!add_name_pieces(fresh.folder(), name_.whole) ||
            !add_link(fresh.folder(), memory.get(), inode_of(memory.get()), spec.type, link))
            return fail_unless_gone(status_of(errno));
        if (!fresh.publish(root_->space(name_.space), name_.folder)) {
            if (errno == ENOTEMPTY || errno == EEXIST) return outcome::again;  // another was first
            return errno == ENOENT ? fail_unless_gone(status::path_not_found)
                                   : fail(status_of(errno));
        }
        return finish(fresh.take_folder(), std::move(memory), spec.size, spec.type,
                      std::move(link), true);
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
        opened_.place = {root_, name_.space, name_.folder, std::move(folder), std::move(link), made};
        opened_.made = made;
        return outcome::done;
    }

    const object_name& name_;
    const open_mode mode_;
    named_memory& opened_;
    std::shared_ptr<const object_root> root_;
    status failure_ = status::success;
};

// Takes a prefix of `text` away.
bool take(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

// Reads the path of an object's folder below the root.
bool parse_folder_path(const object_root& root, std::string_view path, registration& place) {
    if (!take(path, root.path()) || !take(path, "/")) return false;
    if (take(path, "Local/")) place.space = name_space::local;
    else if (take(path, "Global/")) place.space = name_space::global;
    else return false;
    place.name = path;
    return !path.empty() && path.find('/') == path.npos;
}

}  // namespace

status open_named(const object_name& name, open_mode mode, named_memory& opened) {
    return acquisition(name, mode, opened).run(nullptr);
}

status open_or_make_named(const object_name& name, open_mode mode, const memory_spec& spec,
                          named_memory& opened) {
    return acquisition(name, mode, opened).run(&spec);
}

status join(const registration& other, open_mode mode, int memory, std::string_view type,
            registration& place) {
    descriptor folder = reopen_folder(other.folder.get(), mode.inheritable);
    if (!folder || !count_in(folder.get())) return status_of(errno);
    std::string link;
    if (!add_link(folder.get(), memory, inode_of(memory), type, link)) {
        // The folder of a handle vanishes only where all folders were wiped: the object goes on
        // without a name.
        if (errno != ENOENT) return status_of(errno);
        link.clear();
    }
    place = {other.root, other.space, other.name, std::move(folder), std::move(link), false};
    return status::success;
}

std::optional<registration> find_inherited(const memory_tag& tag) {
    registration place;
    if (object_root::current(place.root) != status::success) return std::nullopt;
    scan_own_process(place.root->proc(), [&](const seen_descriptor& seen) {
        if (inode_of(seen.fd) != tag.folder || !parse_folder_path(*place.root, seen.target, place))
            return false;
        place.folder = descriptor(seen.fd);
        return true;
    });
    if (!place.folder) return std::nullopt;
    return place;
}

void leave(registration place, descriptor memory, bool copies) noexcept {
    const object_root& root = *place.root;
    const int parent = root.space(place.space);
    const char* const name = place.name.c_str();
    if (copies) {
        // The own link stays: dead, it keeps the folder from being empty while copies live. The
        // sweep needs a description that is not counted in, made while there are descriptors.
        const descriptor again = reopen_folder(place.folder.get());
        place.folder.close();  // before the memory (R7): who counts can be found by it
        memory.close();
        if (again) sweep(root, parent, name, again.get());
        return;
    }
    const int folder = place.folder.get();
    ::unlinkat(folder, place.link.c_str(), 0);
    // Asked faster than rmdir is refused. On other file systems the sweep finds out.
    const bool last = place.first || facts_of(folder).size <= empty_folder_size;
    const bool removed = last && ::unlinkat(parent, name, AT_REMOVEDIR) == 0;
    if (!removed && !held_by_others(folder)) sweep(root, parent, name, folder);
    place.folder.close();
    memory.close();
}

}  // namespace mapview::kernel
