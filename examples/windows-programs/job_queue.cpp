// job_queue.cpp - several producers and several consumers of one ring of jobs.
//
//     job_queue host             makes the queue, holds it until Enter, and tells what went through
//     job_queue put FIRST COUNT  puts the numbers FIRST, FIRST + 1, ...
//     job_queue take COUNT       takes COUNT numbers
//
// One semaphore counts free places, the other one jobs; a mutex guards the ring.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <iostream>
#include <string>

using namespace std;

const LONG places = 4;

struct QUEUE {
    LONG head, tail;
    LONG jobs[places];
    LONG put, taken;
    LONGLONG sum_put, sum_taken;
};

static HANDLE free_places, jobs, ring;
static QUEUE* queue_;

static bool open_queue() {
    HANDLE mapping = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, sizeof(QUEUE),
                                       TEXT("Job queue"));
    if (!mapping) return false;
    queue_ = (QUEUE*)MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0);
    free_places = CreateSemaphore(NULL, places, places, TEXT("Job queue: free places"));
    jobs = CreateSemaphore(NULL, 0, places, TEXT("Job queue: jobs"));
    ring = CreateMutex(NULL, FALSE, TEXT("Job queue: ring"));
    return queue_ && free_places && jobs && ring;
}

static void put(LONG job) {
    WaitForSingleObject(free_places, INFINITE);
    WaitForSingleObject(ring, INFINITE);
    queue_->jobs[queue_->head++ % places] = job;
    queue_->put++;
    queue_->sum_put += job;
    ReleaseMutex(ring);
    ReleaseSemaphore(jobs, 1, NULL);
}

static void take() {
    HANDLE both[] = {jobs, ring};  // at one instant
    WaitForMultipleObjects(2, both, TRUE, INFINITE);
    queue_->sum_taken += queue_->jobs[queue_->tail++ % places];
    queue_->taken++;
    ReleaseMutex(ring);
    ReleaseSemaphore(free_places, 1, NULL);
}

int main(int argc, char* argv[]) {
    if (argc < 2 || !open_queue()) return 1;
    const string role = argv[1];
    if (role == "host") {
        cout << "Press Enter" << endl;
        cin.get();
        LONG previous = -1;
        ReleaseSemaphore(free_places, 1, &previous);
        cout << queue_->put << " put, " << queue_->taken << " taken, sums " << queue_->sum_put
             << " and " << queue_->sum_taken << endl;
        cout << "one place too many: error " << GetLastError() << ", previous " << previous << endl;
    } else if (role == "put") {
        LONG first = stoi(argv[2]), count = stoi(argv[3]);
        for (LONG i = 0; i < count; i++) put(first + i);
        cout << "put " << count << endl;
    } else {
        LONG count = stoi(argv[2]);
        for (LONG i = 0; i < count; i++) take();
        cout << "took " << count << endl;
    }
}
