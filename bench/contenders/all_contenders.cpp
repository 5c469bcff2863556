// SPDX-License-Identifier: MIT
#include "contender.hpp"

std::vector<std::unique_ptr<bench::contender>> bench::all_contenders() {
    std::vector<std::unique_ptr<contender>> all;
    all.push_back(make_shm_open());
    all.push_back(make_memfd());
    all.push_back(make_mapview_api());
    all.push_back(make_mapview_win32());
#ifdef BENCH_WITH_BOOST
    all.push_back(make_boost_shared_memory_object());
    all.push_back(make_boost_managed_shared_memory());
#endif
#ifdef BENCH_WITH_QT
    all.push_back(make_qt_shared_memory());
#endif
    return all;
}
