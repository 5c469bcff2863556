// SPDX-License-Identifier: MIT
#include "machine.hpp"

#include "meminfo.hpp"

#include <ctime>
#include <fstream>

#include <sys/utsname.h>
#include <unistd.h>

#ifdef BENCH_WITH_BOOST
#include <boost/version.hpp>
#endif

namespace {

std::string processor_model() {
    std::ifstream file("/proc/cpuinfo");
    std::string line;
    while (std::getline(file, line))
        if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
    return "unknown";
}

std::string today() {
    const std::time_t now = std::time(nullptr);
    std::tm parts;
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", localtime_r(&now, &parts));
    return text;
}

}  // namespace

bench::facts bench::describe_machine() {
    utsname system;
    uname(&system);
    facts facts = {
        {"date", today()},
        {"kernel", std::string(system.sysname) + ' ' + system.release + ' ' + system.machine},
        {"processor", processor_model()},
        {"cores", std::to_string(sysconf(_SC_NPROCESSORS_ONLN))},
        {"memory_mib", std::to_string(meminfo_bytes("MemTotal") >> 20)},
        {"load_average", load_average()},
        {"compiler", "gcc-compatible " __VERSION__},
#ifdef NDEBUG
        {"build", "release"},
#else
        {"build", "debug"},
#endif
    };
#ifdef BENCH_WITH_BOOST
    facts.emplace_back("boost", BOOST_LIB_VERSION);
#endif
#ifdef BENCH_WITH_QT
    facts.emplace_back("qt", BENCH_WITH_QT);
#endif
    return facts;
}

std::string bench::load_average() {
    std::ifstream file("/proc/loadavg");
    std::string minute;
    file >> minute;
    return minute;
}
