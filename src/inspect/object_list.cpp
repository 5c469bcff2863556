// SPDX-License-Identifier: MIT
#include <mapview/error.hpp>
#include <mapview/object_list.hpp>

#include "inspect/waitable_info.hpp"
#include "kernel/foreign_section.hpp"
#include "kernel/memory_file.hpp"
#include "kernel/object_folder.hpp"
#include "kernel/object_name.hpp"
#include "kernel/object_root.hpp"
#include "kernel/parked.hpp"
#include "kernel/process_scan.hpp"
#include "kernel/wait_kind.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <fstream>
#include <functional>
#include <map>
#include <new>
#include <optional>

namespace mapview {
namespace {

using namespace kernel;

std::string path_of(const holder& one) {
    return "/proc/" + std::string(descriptor_path(one.pid, one.descriptor).view());
}

// A listing may show an entry twice.
template <class Element, class Key>
void sort_and_unite(std::vector<Element>& all, Key key) {
    std::ranges::sort(all, {}, key);
    const auto same = [&](const Element& a, const Element& b) { return key(a) == key(b); };
    all.erase(std::unique(all.begin(), all.end(), same), all.end());
}

// A look at one object's folder.
class inspection {
  public:
    inspection(const object_root& root, int folder) : root_(root), folder_(folder) {}

    // Nothing where nobody holds the object.
    std::optional<object_info> look(name_space space, std::string_view folder_name) {
        bool closed = false;
        folder_reader entries(folder_);
        for (auto entry = entries.next(); !entry.empty(); entry = entries.next()) {
            holder_link link;
            found_memory found;
            if (!holder_link::parse(entry, link)) {
                read_piece(entry);
                continue;
            }
            memory_ = {link.memory, std::string(link.type)};
            const judgement seen = judge(root_, link, found);
            if (seen == judgement::live) add(link.pid, link.fd, link.type, found.size);
            else if (seen == judgement::closed) add_closed(link, closed);
        }
        if (object_.holders.empty() && held_by_others(folder_)) scan();
        if (object_.holders.empty()) return std::nullopt;

        std::string whole;
        for (const auto& [number, piece] : pieces_) whole += piece;
        object_.name = unescape(whole.empty() ? folder_name : whole);
        if (space == name_space::global) object_.name.insert(0, "Global\\");
        // A descriptor may have several links, of earlier handles.
        sort_and_unite(object_.holders,
                       [](const holder& one) { return std::pair(one.pid, one.descriptor); });
        return std::move(object_);
    }

  private:
    void read_piece(std::string_view entry) {
        name_piece piece;
        if (!name_piece::parse(entry, piece)) return;
        std::array<char, PATH_MAX> target;
        const ssize_t length = ::readlinkat(folder_, entry.data(), target.data(), target.size());
        if (length >= 0)
            pieces_[piece.number].assign(target.data(), static_cast<std::size_t>(length));
    }

    void add(pid_t pid, int fd, std::string_view type, std::uint64_t size) {
        const holder& one = object_.holders.emplace_back(holder{pid, fd, program_of(pid)});
        describe(type);
        if (object_.path.empty()) object_.path = path_of(one);
        if (type == foreign_type && object_.generation == 0) describe_foreign();
        if (type != foreign_type) object_.size = size;
        if (const auto kind = waitable_of_type(type); kind && !object_.waitable)
            object_.waitable = look_at(object_.path, *kind);
    }

    // A process that does not let us look still shows that it is there, unless the lock says that
    // its number belongs to somebody else by now.
    void add_closed(const holder_link& link, bool& asked) {
        if (!asked && !held_by_others(folder_)) return;
        asked = true;
        describe(link.type);
        object_.holders.push_back({link.pid, link.fd, program_of(link.pid)});
    }

    // Copies that fork made have no link of their own. What carries no rights is no handle.
    void scan() {
        scan_processes(root_.proc(), [&](const seen_descriptor& seen) {
            memory_tag tag;
            found_memory found;
            if (memory_tag::parse(seen.target, tag) &&
                judge(root_, {seen.pid, seen.fd, 0, memory_.inode, memory_.type}, found) ==
                    judgement::live &&
                parked_by(seen.pid, seen.fd))
                add(seen.pid, seen.fd, memory_.type, found.size);
            return false;
        });
    }

    // "section-rw" is a section of protection "rw", "@" and what follows tells its file;
    // "event-auto" is an event.
    void describe(std::string_view type) {
        type = type.substr(0, type.find('@'));
        const auto dash = type.find('-');
        object_.kind = type == foreign_type ? "section" : type.substr(0, dash);
        const bool has_protection = dash != type.npos && object_.kind == "section";
        object_.protection = has_protection ? type.substr(dash + 1) : "";
    }

    // What holders have is a record of where the memory is.
    void describe_foreign() {
        const descriptor record(::open(object_.path.c_str(), O_RDONLY | O_CLOEXEC));
        foreign_facts facts;
        if (!record || !read_foreign_memory(record.get(), facts)) return;
        object_.generation = facts.generation;
        object_.source = facts.place.source.data();
        object_.size = facts.place.size;
        object_.path =
            "/proc/" + std::string(descriptor_path(facts.place.pid, facts.place.fd).view());
    }

    const object_root& root_;
    const int folder_;
    std::map<unsigned, std::string> pieces_;  // of a long name
    struct {
        ino_t inode = 0;
        std::string type;
    } memory_;  // as a link says
    object_info object_;
};

/// Whether the object of a folder is to be looked at.
using choice = std::function<bool(name_space, std::string_view folder_name)>;

std::vector<object_info> list(const choice& wanted, status& result) {
    std::vector<object_info> objects;
    const auto root = object_root::existing(result);
    if (root == nullptr) return objects;
    for (const auto space : {name_space::local, name_space::global}) {
        const descriptor all = reopen_folder(root->space(space));
        if (!all) {
            result = status_of(errno);
            return {};
        }
        folder_reader names(all.get());
        for (auto name = names.next(); !name.empty(); name = names.next()) {
            if (!wanted(space, name)) continue;
            const descriptor folder = open_folder(all.get(), name.data());
            if (!folder) continue;  // gone meanwhile, or none of ours
            if (auto object = inspection(*root, folder.get()).look(space, name))
                objects.push_back(*std::move(object));
        }
    }
    sort_and_unite(objects, [](const object_info& one) { return one.name; });
    return objects;
}

std::uint64_t resident_bytes(int memory, std::size_t size) {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    constexpr std::size_t window = std::size_t{1} << 30;

    std::uint64_t pages = 0;
    for (std::size_t offset = 0; offset < size; offset += window) {
        const std::size_t length = std::min(window, size - offset);
        void* const mapped =
            ::mmap(nullptr, length, PROT_READ, MAP_SHARED, memory, static_cast<off_t>(offset));
        if (mapped == MAP_FAILED) return pages * page;
        std::vector<unsigned char> in_core((length + page - 1) / page);
        if (::mincore(mapped, length, in_core.data()) == 0)
            pages += static_cast<std::uint64_t>(
                std::ranges::count_if(in_core, [](unsigned char bits) { return (bits & 1) != 0; }));
        ::munmap(mapped, length);
    }
    return pages * page;
}

// The kernel tells of huge pages only where they are mapped, in a process's smaps.
std::uint64_t huge_bytes(pid_t pid, ino_t memory) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/smaps");
    const std::string inode = ' ' + std::to_string(memory) + ' ';
    constexpr std::array<std::string_view, 3> fields{
        "ShmemPmdMapped:", "Shared_Hugetlb:", "Private_Hugetlb:"};
    std::uint64_t kib = 0;
    bool inside = false;
    std::string line;
    while (std::getline(in, line)) {
        const auto word_end = line.find(' ');
        const bool header = word_end != line.npos && line.find('-') < word_end;
        if (header)
            inside = line.find(inode) != line.npos && line.find("/memfd:mapview:") != line.npos;
        if (!inside || header) continue;
        for (const auto field : fields)
            if (line.starts_with(field)) kib += std::stoull(line.substr(field.size()));
    }
    return kib * 1024;
}

}  // namespace

std::vector<object_info> list_objects(std::error_code& ec) noexcept try {
    status result = status::success;
    auto objects = list([](name_space, std::string_view) { return true; }, result);
    ec.assign(static_cast<int>(result), win32_category());
    return objects;
} catch (const std::bad_alloc&) {
    ec = errc::not_enough_memory;
    return {};
}

std::vector<object_info> list_objects() {
    std::error_code ec;
    auto objects = list_objects(ec);
    if (ec) throw error(ec, "list objects", {});
    return objects;
}

std::optional<object_info> find_object(std::string_view name, std::error_code& ec) noexcept try {
    constexpr std::string_view global = "Global\\";
    const bool is_global = name.starts_with(global);
    const std::string_view bare = is_global ? name.substr(global.size()) : name;
    const auto wanted = [&](name_space space, std::string_view folder_name) {
        if ((space == name_space::global) != is_global) return false;
        const bool cut = folder_name.find("%#") != folder_name.npos;  // the whole name lies inside
        return cut || unescape(folder_name) == bare;
    };
    status result = status::success;
    auto objects = list(wanted, result);
    ec.assign(static_cast<int>(result), win32_category());
    const auto found = std::ranges::find(objects, name, &object_info::name);
    return found == objects.end() ? std::nullopt : std::optional(std::move(*found));
} catch (const std::bad_alloc&) {
    ec = errc::not_enough_memory;
    return std::nullopt;
}

std::optional<object_info> find_object(std::string_view name) {
    std::error_code ec;
    auto found = find_object(name, ec);
    if (ec) throw error(ec, "find object", name);
    return found;
}

memory_use measure(const object_info& object) noexcept try {
    std::array<char, PATH_MAX> target;
    const ssize_t length = ::readlink(object.path.c_str(), target.data(), target.size());
    if (length < 0) return {};
    memory_tag tag;
    const bool ours = memory_tag::parse({target.data(), static_cast<size_t>(length)}, tag);
    if (!ours && object.generation == 0) return {};
    const descriptor memory(::open(object.path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!memory) return {};
    const file_facts facts = facts_of(memory.get());
    memory_use use;
    use.resident = resident_bytes(memory.get(), facts.size);
    for (const auto& one : object.holders)
        use.huge = std::max(use.huge, huge_bytes(one.pid, facts.inode));
    return use;
} catch (const std::bad_alloc&) {
    return {};
}

}  // namespace mapview
