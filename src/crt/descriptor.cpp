// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <io.h>
#include <unistd.h>
#include <windows.h>

#include <array>
#include <atomic>

namespace {

// The modes of the standard streams, which is what programs set. Nothing depends on them.
std::array<std::atomic<int>, 3> modes{_O_TEXT, _O_TEXT, _O_TEXT};

bool is_mode(int mode) {
    return mode == _O_TEXT || mode == _O_BINARY || mode == _O_WTEXT || mode == _O_U16TEXT ||
           mode == _O_U8TEXT;
}

}  // namespace

int _setmode(int descriptor, int mode) {
    if (!is_mode(mode)) {
        errno = EINVAL;
        return -1;
    }
    if (::fcntl(descriptor, F_GETFD) < 0) return -1;
    const auto index = static_cast<std::size_t>(descriptor);
    return index < modes.size() ? modes[index].exchange(mode) : _O_BINARY;
}

int _read(int descriptor, void* to, unsigned int count) {
    return static_cast<int>(::read(descriptor, to, count));
}

int _write(int descriptor, const void* from, unsigned int count) {
    return static_cast<int>(::write(descriptor, from, count));
}

int _close(int descriptor) {
    return ::close(descriptor);
}

int _dup(int descriptor) {
    return ::dup(descriptor);
}

int _isatty(int descriptor) {
    return ::isatty(descriptor);
}

long _lseek(int descriptor, long offset, int origin) {
    return ::lseek(descriptor, offset, origin);
}

long long _lseeki64(int descriptor, long long offset, int origin) {
    return ::lseek(descriptor, offset, origin);
}

long _tell(int descriptor) {
    return ::lseek(descriptor, 0, SEEK_CUR);
}

long long _telli64(int descriptor) {
    return ::lseek(descriptor, 0, SEEK_CUR);
}

// F_OK, W_OK and R_OK have these numbers on Linux, too.
int _access(const char* path, int mode) {
    if ((mode & ~(R_OK | W_OK)) != 0) {
        errno = EINVAL;
        return -1;
    }
    return ::access(path, mode);
}

intptr_t _get_osfhandle(int descriptor) {
    auto* const handle = MapviewHandleOfDescriptor(descriptor);
    if (handle != nullptr) return reinterpret_cast<intptr_t>(handle);
    errno = EBADF;
    return -1;
}

int _open_osfhandle(intptr_t handle, int flags) {
    const int descriptor = MapviewDescriptorOfHandle(reinterpret_cast<HANDLE>(handle));
    if (descriptor < 0) {
        errno = EBADF;
        return -1;
    }
    if ((flags & _O_APPEND) != 0)
        ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_APPEND);
    return descriptor;
}
