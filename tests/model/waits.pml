/*
 * Waiting on two objects: threads that wait for one, for any, for all, that set, pulse, reset and
 * release, and that are killed.
 *
 * Every atomic block of a thread is one step that others can see: a successful compare-and-swap of an
 * object's state with what the thread decides from it, a store to list_op_pending, an entry into the
 * robust list, a futex call's queueing or waking. Between any two of them the other threads run, or a
 * kill -9 strikes: then the kernel takes the thread off its queues and walks its robust list.
 *
 * The invariants W1 to W7 are those of docs/waits.md. What is asserted:
 *   - no lost wake-up: when nobody can go on, nobody sleeps on an object that he could have, and
 *     nobody stands anywhere but asleep;
 *   - no spurious success: a wait that passed has taken one unit of its object, of one of its objects,
 *     or one of each, and one that did not pass has taken nothing; no more waits pass than there were
 *     units;
 *   - a release releases: who slept on a manual-reset event when it was set or pulsed leaves the wait
 *     whatever follows; two sets of an auto-reset event on which two sleep release two;
 *   - a mutex has one owner; it is abandoned where its owner died, told once, and at no other time;
 *   - who waits for all has taken nothing when he is killed before the instant at which all are
 *     reserved; and who merely looks is never told "no" because of a reservation.
 *
 * The abstraction:
 *   - A compare-and-swap that fails changes nothing and is tried again with what is there, so only
 *     those that succeed are steps.
 *   - Whom a wake-up for one finds, of those who sleep, is anybody's guess; the kernel's is the one
 *     who slept first.
 *   - Spinning is left out: it is looking again. So is the first look at what is no mutex, and recursion of a mutex, which its owner alone sees.
 *   - A slice (see sleepers.hpp) is no step. Who sleeps in slices may be asleep for ever here, as long
 *     as the search is not told NO_SLICES: that nobody needs them.
 *
 * A search has two objects, KIND0 and KIND1, and up to four threads, T0 to T3, each with a role:
 *   ONE0 ONE1 KEEP0 TRY0  waits on an object, and releases it if it is a mutex; KEEP0 ends without
 *                         that; TRY0 only looks
 *   ANY ALL               waits for any, for all of both
 *   SIGNAL0 SIGNAL1       sets an event, or releases a semaphore by UNITS
 *   PULSE0 SETRESET0      pulses, or sets and then resets an event; TWICE0 signals twice
 *   BOTH                  signals 1, then 0
 * Bounds and circumstances:
 *   INIT0 INIT1           units at first: an event is set, a semaphore's count
 *   KILLS                 processes killed, at most
 *   PAIR                  T0 and T1 are threads of one process, and die together, one after the other
 *   TIMED                 bit i: the wait of thread i may run out of time
 *   NO_SLICES             see above
 *   OLD_KERNEL            Linux before 6.2: a dying thread's pending object is woken only where its
 *                         word is 0
 *
 * Mutants, each with one rule broken; each must yield a counterexample:
 *   MUTANT_ASLEEP_UNPENDING      W2: who sleeps has nothing pending
 *   MUTANT_RELEASE_UNPENDING     W2: who releases has nothing pending
 *   MUTANT_WAKE_ONE              W2: a frail object's release wakes one
 *   MUTANT_NO_HAND_OVER          W3: who leaves a wait for any keeps the wake-ups of the other objects
 *   MUTANT_NOT_PASSED_ON         W3: who waits for all keeps a wake-up that he cannot use
 *   MUTANT_NO_LAST_LOOK          W3: who has no time left takes a wake-up with him
 *   MUTANT_NOT_LINKED            W5: an owner is not in the robust list
 *   MUTANT_TAKEN_EARLY           W7: a wait for all takes what it reserves
 *   MUTANT_NO_ORDER              W7: one of those who wait for all reserves in another order
 *   MUTANT_RESERVED_IS_NO        W7: a reservation is reported
 *   MUTANT_FORGETS_ABANDONED     W7: what is undone forgets that the mutex was abandoned
 *   MUTANT_NO_TICKETS            a set on an auto-reset event with sleepers sets it
 *   MUTANT_NO_GENERATION         a set on a manual-reset event with sleepers only sets it
 */

/* ---- Bounds -------------------------------------------------------------------------------- */

#define AUTO 0
#define MANUAL 1
#define MUTEX 2
#define SEMAPHORE 3

#define NOBODY 0
#define ONE0 1
#define ONE1 2
#define KEEP0 3
#define TRY0 4
#define ANY 5
#define ALL 6
#define SIGNAL0 7
#define SIGNAL1 8
#define PULSE0 9
#define SETRESET0 10
#define TWICE0 11
#define BOTH 12

#ifndef KIND0
#define KIND0 AUTO
#endif
#ifndef KIND1
#define KIND1 AUTO
#endif
#ifndef INIT0
#define INIT0 0
#endif
#ifndef INIT1
#define INIT1 0
#endif
#ifndef T2
#define T2 NOBODY
#endif
#ifndef T3
#define T3 NOBODY
#endif
#ifndef KILLS
#define KILLS 0
#endif
#ifndef TIMED
#define TIMED 0
#endif
#ifndef UNITS
#define UNITS 1
#endif

#define THREADS 4
#define kind(o) ((o) == 0 -> KIND0 : KIND1)
#define init_of(o) ((o) == 0 -> INIT0 : INIT1)

#ifdef PAIR
#define process_of(t) ((t) <= 1 -> 0 : (t))
#else
#define process_of(t) (t)
#endif

#define bit(i) (1 << (i))
#define has(set, i) (((set) & bit(i)) != 0)
#define may_time_out(t) has(TIMED, t)

/* ---- The objects: one 64-bit atomic each, and the word beside it -------------------------------- */

bool waiters[2];             /* word, bit 31 */
bool flag[2];                /* word, bit 30: the owner died, or the mirror of "signaled" */
byte holder[2];              /* word, bits 0 to 29: a thread's number and 1 */
bool is_set[2];              /* value, bit 31 of an event */
byte value[2];               /* the rest: tickets, generation, count; RESERVED and WAS_ABANDONED */
#define RESERVED 1
#define WAS_ABANDONED 2

byte slept_process[2];       /* `sleepers`: a process that slept here, and 1 */
bool several_processes[2];
bool among_several[2];
#define is_frail(o) (several_processes[o] && among_several[o])

#define is_reserved(o) ((value[o] & RESERVED) != 0)
#define is_signaled(o) (kind(o) == MANUAL -> is_set[o] : is_set[o] || value[o] != 0)

/* readiness_of() */
#define in_commit(o) (holder[o] != 0 && (kind(o) != MUTEX || is_reserved(o)))
#define can_be_had(o, since) \
    (holder[o] == 0 && \
     (kind(o) == MUTEX || is_signaled(o) || (kind(o) == MANUAL && value[o] != (since))))
#ifdef MUTANT_RESERVED_IS_NO
#define cannot_be_had(o, since) (!can_be_had(o, since))
#else
#define cannot_be_had(o, since) (!can_be_had(o, since) && !in_commit(o))
#endif

/* ---- What the kernel knows of each thread -------------------------------------------------------- */

byte pending[THREADS];       /* list_op_pending: an object, and 1 */
byte linked[THREADS];        /* objects in the robust list */
byte queued[THREADS];        /* objects on which it is asleep */
bool woken[THREADS];
bool killed[THREADS];
bool finished[THREADS];
byte kills_left = KILLS;

/* ---- Ghosts --------------------------------------------------------------------------------- */

byte given[2];               /* units of an event or a semaphore, as they came */
byte passed[2];              /* units that waits took */
byte mine[THREADS];          /* what this thread's wait has taken */
bool instant[THREADS];       /* a wait for all has reserved all */
byte owner[2];               /* of a mutex: a thread, and 1 */
bool left_behind[2];         /* its last owner died */
byte granted[2];             /* sets that met a sleeper who was not released yet */
byte sleeps[THREADS];        /* objects on which it sleeps, or slept and has not looked since */
bool released[THREADS];      /* its manual-reset event was set, or pulsed, while it slept */
byte since0[THREADS];        /* the generation with which it sleeps */
byte since1[THREADS];
bool sliced[THREADS];

hidden byte each;

inline ghost_taken(o) {
    mine[me] = mine[me] | bit(o);
    if
    :: kind(o) == AUTO || kind(o) == SEMAPHORE ->
        passed[o]++;
        assert(passed[o] <= given[o])                              /* more waits than units */
    :: kind(o) == MUTEX ->
        assert(owner[o] == 0);                                     /* two owners */
        owner[o] = me + 1
    :: else
    fi
}

inline ghost_set(o) {
    if
    :: kind(o) == MANUAL ->
        for (each : 0 .. THREADS - 1) {
            if
            :: has(sleeps[each], o) && !woken[each] && !killed[each] -> released[each] = true
            :: else
            fi
        }
    :: else ->
        count = 0;
        for (each : 0 .. THREADS - 1) {
            if
            :: has(sleeps[each], o) && !killed[each] -> count++
            :: else
            fi
        };
        if
        :: count + passed[o] > granted[o] + (passed[o] > granted[o] -> passed[o] - granted[o] : 0) ->
            granted[o]++
        :: else
        fi;
        count = 0
    fi;
    each = 0
}

/* ---- Futex calls ------------------------------------------------------------------------------ */

inline rouse(t) {
    queued[t] = 0;
    woken[t] = true
}

inline rouse_one(o) {
    if
    :: has(queued[0], o) -> rouse(0); found = true
    :: has(queued[1], o) -> rouse(1); found = true
    :: has(queued[2], o) -> rouse(2); found = true
    :: has(queued[3], o) -> rouse(3); found = true
    :: !(has(queued[0], o) || has(queued[1], o) || has(queued[2], o) || has(queued[3], o))
    fi
}

inline rouse_all(o) {
    for (each : 0 .. THREADS - 1) {
        if
        :: has(queued[each], o) -> rouse(each); found = true
        :: else
        fi
    };
    each = 0
}

/* wake_all() */
inline wake_all(o) {
    d_step { found = false; rouse_all(o) }
}

/* wake(): one, or `units`; all of a manual-reset event's, and of a frail object's. */
#ifdef MUTANT_WAKE_ONE
#define wakes_all(o) (kind(o) == MANUAL)
#else
#define wakes_all(o) (kind(o) == MANUAL || is_frail(o))
#endif
inline wake(o, units) {
    atomic {
        found = false;
        if
        :: wakes_all(o) -> rouse_all(o)
        :: else ->
            rouse_one(o);
            if
            :: units > 1 -> rouse_one(o)
            :: else
            fi
        fi
    }
}

/* clear_waiters(): also where another was faster, and nothing is cleared. */
inline clear_waiters(o) {
    if
    :: atomic {
        waiters[o] && holder[o] == 0 && (kind(o) == MUTEX || flag[o]) -> waiters[o] = false
       };
       wake_all(o)
    :: true
    fi;
    found = false
}

inline wake_or_clear(o, units) {
    wake(o, units);
    if
    :: !found -> clear_waiters(o)
    :: else -> found = false
    fi
}

#ifdef MUTANT_ASLEEP_UNPENDING
#define set_pending_asleep(o) skip
#else
#define set_pending_asleep(o) pending[me] = (o) + 1
#endif
#ifdef MUTANT_RELEASE_UNPENDING
#define set_pending_release(o) skip
#else
#define set_pending_release(o) pending[me] = (o) + 1
#endif
#define set_pending(o) pending[me] = (o) + 1
#define clear_pending() pending[me] = 0

#ifdef MUTANT_NOT_LINKED
#define link(o) skip
#else
#define link(o) linked[me] = linked[me] | bit(o)
#endif
#define unlink(o) linked[me] = linked[me] & ~bit(o)

/* wait_out_commit() */
#define wait_out_commit(o) !in_commit(o)

/* ---- Taking one object: take.hpp ------------------------------------------------------------------ */

#define since(o) ((o) == 0 -> since0[me] : since1[me])

/* take_mutex(). `keep`: the caller has it pending, and goes on to. Sets `got`. */
inline take_mutex(o, keep) {
    got = false;
    do
    :: atomic { cannot_be_had(o, 0) -> expect_not_hidden(o); break }
    :: in_commit(o) -> wait_out_commit(o)
    :: can_be_had(o, 0) ->
        if
        :: !keep -> set_pending(o)
        :: else
        fi;
        if
        :: atomic {
            can_be_had(o, 0) ->
            abandoned = (is_reserved(o) -> (value[o] & WAS_ABANDONED) != 0 : flag[o]);
            assert(abandoned == left_behind[o]);
            left_behind[o] = false;
            abandoned = false;
            holder[o] = me + 1;
            flag[o] = false;
            value[o] = 0;
            ghost_taken(o)
           };
           link(o);
           atomic {
               if
               :: !keep -> clear_pending()
               :: else
               fi;
               got = true
           };
           break
        :: else ->
           if
           :: !keep -> clear_pending()
           :: else
           fi
        fi
    od
}

/* take_unit() */
inline take_unit(o, slept) {
    got = false;
    do
    :: atomic { cannot_be_had(o, since(o)) -> expect_not_hidden(o); break }
    :: in_commit(o) -> wait_out_commit(o)
    :: kind(o) == MANUAL && can_be_had(o, since(o)) ->
        if
        :: atomic {
            can_be_had(o, since(o)) ->
            ghost_taken(o);
            got = true;
            others = slept && waiters[o] && is_set[o];
            seen = value[o]
           };
           if
           :: others ->
               wake_all(o);
               if
               :: atomic {
                   waiters[o] && is_set[o] && holder[o] == 0 && value[o] == seen ->
                   waiters[o] = false
                  }
               :: true
               fi
           :: else
           fi;
           atomic { seen = 0; others = false; found = false };
           break
        :: else
        fi
    :: atomic {
        kind(o) != MANUAL && can_be_had(o, since(o)) ->
        ghost_taken(o);
        take_away(o);
        flag[o] = is_signaled(o);
        got = true;
        others = slept && waiters[o] && is_signaled(o)
       };
       if
       :: others -> wake(o, 1)
       :: else
       fi;
       atomic { others = false; found = false };
       break
    od
}

/* value_after_take() */
inline take_away(o) {
    if
    :: kind(o) == AUTO && value[o] == 0 -> is_set[o] = false
    :: kind(o) == AUTO && value[o] != 0 -> value[o]--
    :: kind(o) == SEMAPHORE -> value[o]--
    :: else
    fi
}

inline take(o, keep, slept) {
    if
    :: kind(o) == MUTEX -> take_mutex(o, keep)
    :: else -> take_unit(o, slept)
    fi
}

/* Who is told "no": the object is in truth not to be had. */
inline expect_not_hidden(o) {
    assert(kind(o) == MUTEX -> owner[o] != 0 : !is_signaled(o))          /* a reservation was reported */
}

/* ---- Falling asleep: sleep_step.cpp -------------------------------------------------------------- */

/* announce() */
inline announce(o, several) {
    atomic {
        found = is_frail(o);
        among_several[o] = among_several[o] || several;
        if
        :: slept_process[o] == 0 -> slept_process[o] = process_of(me) + 1
        :: slept_process[o] != 0 && slept_process[o] != process_of(me) + 1 ->
            several_processes[o] = true
        :: else
        fi;
        found = !found && is_frail(o);
#ifdef OLD_KERNEL
        sliced[me] = sliced[me] || several_processes[o]
#else
        sliced[me] = sliced[me] || is_frail(o)
#endif
    };
    if
    :: found -> wake_all(o); found = false
    :: else
    fi
}

/* bed::prepare(). Sets `got` where the object can be had. */
inline prepare(o, several) {
    announce(o, several);
    do
    :: atomic { can_be_had(o, since(o)) -> got = true; break }
    :: in_commit(o) -> wait_out_commit(o)
    :: atomic {
        cannot_be_had(o, since(o)) ->
        waiters[o] = true;
        if
        :: kind(o) != MUTEX -> flag[o] = false
        :: else
        fi;
        expected_holder[o] = holder[o];
        expected_flag[o] = flag[o];
        break
       }
    od
}

/* A futex call queues at one place after the other, and compares each as it does. */
inline queue(o) {
    if
    :: atomic {
        !woken[me] && waiters[o] && holder[o] == expected_holder[o] && flag[o] == expected_flag[o] ->
        queued[me] = queued[me] | bit(o);
        sleeps[me] = sleeps[me] | bit(o)
       };
       if
       :: kind(o) == MANUAL ->
            atomic {
                if
                :: value[o] != since(o) -> queued[me] = 0; sleeps[me] = 0; woken[me] = true
                :: else
                fi
            }
       :: else
       fi
    :: else ->
        atomic { queued[me] = 0; sleeps[me] = 0; woken[me] = true }
    fi
}

/* Sleeps; sets `over` where the time is. */
inline fall_asleep() {
    atomic {
        if
        :: woken[me]
        :: may_time_out(me) && !woken[me] -> queued[me] = 0; over = true
        fi;
        if
        :: may_time_out(me) -> over = true
        :: true
        fi;
        sleeps[me] = 0;
        woken[me] = false;
        expected_holder[0] = 0;
        expected_holder[1] = 0;
        expected_flag[0] = false;
        expected_flag[1] = false
    }
}

/* ---- Releases: event.cpp, semaphore.cpp, mutex.cpp ------------------------------------------------ */

inline release_mutex(o) {
    set_pending_release(o);
    unlink(o);
    atomic {
        assert(holder[o] == me + 1);
        owner[o] = 0;
        mine[me] = mine[me] & ~bit(o);
        holder[o] = 0;
        flag[o] = false;
        value[o] = 0;
        others = waiters[o]
    };
    if
    :: others -> wake_or_clear(o, 1)
    :: else
    fi;
    atomic { others = false; clear_pending() }
}

/* release() of an event. `stays`: set, not pulsed. */
inline release_event(o, stays) {
    do
    :: holder[o] != 0 -> holder[o] == 0
    :: atomic {
        holder[o] == 0 && !waiters[o] ->
        ghost_set(o);
        if
        :: kind(o) == AUTO && stays && !is_set[o] -> given[o]++
        :: kind(o) == AUTO && !stays && is_set[o] -> given[o]--     /* nobody got it */
        :: else
        fi;
        is_set[o] = stays;
        flag[o] = is_signaled(o);
        break
       }
    :: holder[o] == 0 && waiters[o] ->
        set_pending_release(o);
        if
        :: atomic {
            holder[o] == 0 && waiters[o] ->
            ghost_set(o);
            if
            :: kind(o) == AUTO ->
#ifdef MUTANT_NO_TICKETS
                if
                :: !is_set[o] -> given[o]++
                :: else
                fi;
                is_set[o] = true;
#else
                given[o]++;
                value[o]++;
                if
                :: !stays && is_set[o] -> is_set[o] = false; given[o]--
                :: else
                fi;
#endif
                flag[o] = true
            :: kind(o) == MANUAL ->
#ifndef MUTANT_NO_GENERATION
                value[o]++;
#endif
                is_set[o] = stays;
                flag[o] = stays;
                seen = value[o]
            fi
           };
           if
           :: kind(o) == AUTO ->
               wake(o, 1);
               if
               :: !found ->
                   turn_ticket_into_signal(o, stays);
                   clear_waiters(o)
               :: else -> found = false
               fi
           :: kind(o) == MANUAL ->
               wake_all(o);
               if
               :: atomic {
                   stays && waiters[o] && is_set[o] && flag[o] && holder[o] == 0 && value[o] == seen ->
                   waiters[o] = false
                  }
               :: true
               fi;
               atomic { seen = 0; found = false }
           fi;
           clear_pending();
           break
        :: else -> clear_pending()
        fi
    od
}

inline turn_ticket_into_signal(o, stays) {
    atomic {
        if
        :: value[o] != 0 && holder[o] == 0 ->
            value[o]--;
            if
            :: stays && !is_set[o] -> is_set[o] = true
            :: else -> given[o]--                                   /* one signal, or none */
            fi;
            flag[o] = is_signaled(o)
        :: else
        fi
    }
}

inline reset_event(o) {
    do
    :: holder[o] != 0 -> holder[o] == 0
    :: atomic {
        holder[o] == 0 ->
        if
        :: kind(o) == AUTO && is_set[o] -> given[o]--
        :: else
        fi;
        is_set[o] = false;
        flag[o] = is_signaled(o);
        break
       }
    od
}

inline release_semaphore(o) {
    do
    :: holder[o] != 0 -> holder[o] == 0
    :: atomic {
        holder[o] == 0 && !waiters[o] ->
        given[o] = given[o] + UNITS;
        value[o] = value[o] + UNITS;
        flag[o] = true;
        break
       }
    :: holder[o] == 0 && waiters[o] ->
        set_pending_release(o);
        if
        :: atomic {
            holder[o] == 0 && waiters[o] ->
            given[o] = given[o] + UNITS;
            value[o] = value[o] + UNITS;
            flag[o] = true
           };
           wake_or_clear(o, UNITS);
           clear_pending();
           break
        :: else -> clear_pending()
        fi
    od
}

inline signal(o) {
    if
    :: kind(o) == SEMAPHORE -> release_semaphore(o)
    :: else -> release_event(o, true)
    fi
}

/* hand_over() */
inline hand_over(o) {
    if
    :: waiters[o] && can_be_had(o, 0) && (kind(o) != MANUAL || is_set[o]) ->
        set_pending(o);
        wake_or_clear(o, 1);
        clear_pending()
    :: else
    fi
}

/* ---- Waiting: wait_one.cpp, wait_any.cpp, wait_all.cpp --------------------------------------------- */

inline remember_generation(o) {
    if
    :: o == 0 -> since0[me] = (KIND0 == MANUAL -> value[0] : 0)
    :: o == 1 -> since1[me] = (KIND1 == MANUAL -> value[1] : 0)
    fi
}

inline wait_one(o) {
    remember_generation(o);
    if
    :: kind(o) == MUTEX -> take(o, false, false)
    :: else
    fi;
    do
    :: got -> break
    :: atomic { else -> set_pending_asleep(o) };
#ifdef MUTANT_NO_LAST_LOOK
        if
        :: over -> clear_pending(); break
        :: else
        fi;
#endif
        take(o, true, slept);
        if
        :: atomic { got || over -> clear_pending(); break }
        :: atomic { else -> sliced[me] = false }
        fi;
        prepare(o, false);
        if
        :: got -> got = false
        :: else ->
            queue(o);
            fall_asleep();
            slept = true
        fi
    od
}

/* look() of a wait for any */
inline look_for_any() {
    atomic { got = false; i = 0 };
    do
    :: i == 2 -> break
    :: i < 2 && cannot_be_had(i, since(i)) -> i++
    :: i < 2 && !cannot_be_had(i, since(i)) ->
        if
        :: i == 1 && !cannot_be_had(0, since0[me]) -> first = 0
        :: else -> first = i
        fi;
        take(first, false, slept);
        if
        :: slept -> set_pending_asleep(first_pending)
        :: else
        fi;
        if
        :: got ->
            if
            :: slept ->
                clear_pending();
#ifndef MUTANT_NO_HAND_OVER
                first = 1 - first;
                hand_over(first)
#endif
            :: else
            fi;
            break
        :: else -> i++
        fi
    od;
    atomic { i = 0; first = 0 }
}

inline wait_any() {
    remember_generation(0);
    remember_generation(1);
    do
    :: look_for_any();
       if
       :: got -> break
       :: !got && over ->
            if
            :: slept -> clear_pending()
            :: else
            fi;
            break
       :: else
       fi;
       atomic {
           sliced[me] = false;
           set_pending_asleep(first_pending);
           slept = true
       };
       prepare(0, true);
       if
       :: got
       :: else ->
           prepare(1, true);
           if
           :: got
           :: else ->
               queue(0);
               queue(1);
               fall_asleep()
           fi
       fi;
       got = false
    od
}

/* reserve(). Sets `got`. */
inline reserve(o) {
    got = false;
    do
    :: cannot_be_had(o, since(o)) -> break
    :: in_commit(o) -> wait_out_commit(o)
    :: can_be_had(o, since(o)) ->
        set_pending(o);
        if
        :: atomic {
            can_be_had(o, since(o)) ->
            if
            :: kind(o) == MUTEX ->
                abandoned = (is_reserved(o) -> (value[o] & WAS_ABANDONED) != 0 : flag[o]);
                assert(abandoned == left_behind[o]);
#ifdef MUTANT_FORGETS_ABANDONED
                abandoned = false;
#endif
                value[o] = RESERVED + (abandoned -> WAS_ABANDONED : 0);
                abandoned = false
            :: else ->
#ifdef MUTANT_TAKEN_EARLY
                ghost_taken(o);
                take_away(o)
#endif
            fi;
            holder[o] = me + 1;
            flag[o] = false
           };
           link(o);
           atomic { clear_pending(); got = true; break }
        :: else -> clear_pending()
        fi
    od
}

/* let_go() */
inline let_go(o, takes) {
    set_pending(o);
    unlink(o);
    atomic {
        assert(holder[o] == me + 1);
        if
        :: kind(o) == MUTEX ->
            flag[o] = (value[o] & WAS_ABANDONED) != 0;
            value[o] = 0
        :: else ->
            if
            :: takes ->
#ifndef MUTANT_TAKEN_EARLY
                ghost_taken(o);
                take_away(o)
#endif
            :: else
            fi;
            flag[o] = is_signaled(o)
        fi;
        holder[o] = 0;
        others = waiters[o] && (kind(o) == MUTEX || flag[o])
    };
    if
    :: others -> wake_or_clear(o, 1)
    :: else
    fi;
    atomic { others = false; clear_pending() }
}

inline commit(o) {
    if
    :: kind(o) == MUTEX ->
        atomic {
            assert(holder[o] == me + 1);
            left_behind[o] = false;
            value[o] = 0;
            ghost_taken(o)
        }
    :: else -> let_go(o, true)
    fi
}

#define NONE 2
#ifdef MUTANT_NO_ORDER
#define earlier (me == 0 -> 1 : 0)
#else
#define earlier 0
#endif
#define later (1 - earlier)

inline pass_on_wake_up() {
    if
    :: slept_on != NONE && slept_on != missing ->
#ifndef MUTANT_NOT_PASSED_ON
        if
        :: !(missing == NONE && slept_on == earlier) && kind(slept_on) != MANUAL -> hand_over(slept_on)
        :: else
        fi;
#endif
        slept_on = NONE
    :: else
    fi
}

/* look() of a wait for all. Sets `got`. */
inline look_for_all() {
    atomic { got = false; missing = NONE };
    if
    :: cannot_be_had(earlier, since(earlier)) -> missing = earlier
    :: else ->
        if
        :: cannot_be_had(later, since(later)) -> missing = later
        :: else
        fi
    fi;
    pass_on_wake_up();
    if
    :: missing == NONE ->
        reserve(earlier);
        if
        :: !got -> missing = earlier
        :: else ->
            reserve(later);
            if
            :: !got -> let_go(earlier, false); missing = later
            :: else ->
                atomic {
                    assert(holder[0] == me + 1 && holder[1] == me + 1);
                    instant[me] = true
                };
                commit(earlier);
                commit(later);
                clear_pending()
            fi
        fi
    :: else
    fi;
    if
    :: !got && missing == 0 -> remember_generation(1)
    :: !got && missing == 1 -> remember_generation(0)
    :: else
    fi
}

inline wait_all() {
    remember_generation(0);
    remember_generation(1);
    do
    :: look_for_all();
       if
       :: got -> break
       :: !got && over -> clear_pending(); break
       :: else
       fi;
       atomic {
           sliced[me] = false;
           set_pending_asleep(missing)
       };
       prepare(missing, false);
       if
       :: got -> clear_pending(); got = false
       :: else ->
           slept_on = missing;
           queue(missing);
           fall_asleep()
       fi
    od
}

/* ---- A thread, its end, and its death --------------------------------------------------------------- */

inline release_what_is_mine() {
    if
    :: KIND0 == MUTEX && owner[0] == me + 1 -> release_mutex(0)
    :: else
    fi;
    if
    :: KIND1 == MUTEX && owner[1] == me + 1 -> release_mutex(1)
    :: else
    fi
}

/* handle_futex_death() of Linux, kernel/futex/core.c */
inline bury(o, is_pending) {
    atomic {
        if
#ifdef OLD_KERNEL
        :: is_pending && holder[o] == 0 && !waiters[o] && !flag[o] -> rouse_one(o)
        :: is_pending && holder[o] == 0 && (waiters[o] || flag[o])
#else
        :: is_pending && holder[o] == 0 -> rouse_one(o)
#endif
        :: holder[o] == me + 1 ->
            holder[o] = 0;
            flag[o] = true;
            if
            :: owner[o] == me + 1 -> owner[o] = 0; left_behind[o] = true
            :: else
            fi;
            if
            :: waiters[o] -> rouse_one(o)
            :: else
            fi
        :: else
        fi;
        found = false
    }
}

proctype thread(byte me; byte role) {
    bool got, slept, over, found, others, abandoned;
    byte i, first, seen, count;
    byte missing = NONE, slept_on = NONE;
    byte expected_holder[2];
    bool expected_flag[2];
    byte first_pending = (KIND0 != MUTEX && KIND1 == MUTEX -> 1 : 0);

    {
        if
        :: role == ONE0 || role == KEEP0 -> wait_one(0)
        :: role == ONE1 -> wait_one(1)
        :: role == TRY0 -> remember_generation(0); take(0, false, false)
        :: role == ANY -> wait_any()
        :: role == ALL -> wait_all()
        :: role == SIGNAL0 -> signal(0)
        :: role == SIGNAL1 -> signal(1)
        :: role == BOTH -> signal(1); signal(0)
        :: role == TWICE0 -> signal(0); signal(0)
        :: role == PULSE0 -> release_event(0, false)
        :: role == SETRESET0 -> release_event(0, true); reset_event(0)
        fi;
        atomic {
            assert(!got || (role == ANY -> mine[me] == 1 || mine[me] == 2 :
                            (role == ALL -> mine[me] == 3 : mine[me] == (role == ONE1 -> 2 : 1))));
            assert(got || mine[me] == 0);
            assert(pending[me] == 0);
            released[me] = false
        };
        if
        :: role != KEEP0 -> release_what_is_mine()
        :: else
        fi
    } unless { killed[me] };

    /* The kernel: a dying thread leaves its queues first, with a wake-up that it may have had. */
    atomic {
        queued[me] = 0;
        sleeps[me] = 0;
        released[me] = false;
        assert(role != ALL || mine[me] == 0 || instant[me])          /* taken before the instant */
    };
    if
    :: has(linked[me], 0) && pending[me] != 1 -> bury(0, false)
    :: else
    fi;
    if
    :: has(linked[me], 1) && pending[me] != 2 -> bury(1, false)
    :: else
    fi;
    if
    :: pending[me] == 1 -> bury(0, true)
    :: pending[me] == 2 -> bury(1, true)
    :: else
    fi;
    finished[me] = true
}

proctype killer() {
    byte victim;
    do
    :: kills_left > 0 ->
        atomic {
            if
            :: !finished[0] && !killed[0] -> victim = 0
            :: !finished[1] && !killed[1] -> victim = 1
            :: !finished[2] && !killed[2] -> victim = 2
            :: !finished[3] && !killed[3] -> victim = 3
            :: true -> break
            fi;
            kills_left--;
            killed[victim] = true
        };
#ifdef PAIR
        if
        :: victim <= 1 -> killed[1 - victim] = true
        :: else
        fi;
#endif
        victim = 0
    :: true -> break
    od
}

#define is_asleep(t) (queued[t] != 0 && !woken[t])
#ifdef NO_SLICES
#define is_rescued(t) false
#else
#define is_rescued(t) sliced[t]
#endif
#define sleeps_in_vain(t, o, at) (has(queued[t], o) && can_be_had(o, at) && !is_rescued(t))

inline judge(t) {
    assert(finished[t] || is_asleep(t));                                 /* stuck, and not asleep */
    assert(!sleeps_in_vain(t, 0, since0[t]));                            /* a lost wake-up */
    assert(!sleeps_in_vain(t, 1, since1[t]));
    assert(!released[t])                                                 /* released, and still there */
}

init {
    atomic {
        is_set[0] = (KIND0 == AUTO || KIND0 == MANUAL) && INIT0 > 0;
        is_set[1] = (KIND1 == AUTO || KIND1 == MANUAL) && INIT1 > 0;
        value[0] = (KIND0 == SEMAPHORE -> INIT0 : 0);
        value[1] = (KIND1 == SEMAPHORE -> INIT1 : 0);
        flag[0] = KIND0 != MUTEX && INIT0 > 0;
        flag[1] = KIND1 != MUTEX && INIT1 > 0;
        given[0] = INIT0;
        given[1] = INIT1;
        run thread(0, T0);
        run thread(1, T1);
        if
        :: T2 != NOBODY -> run thread(2, T2)
        :: else -> finished[2] = true
        fi;
        if
        :: T3 != NOBODY -> run thread(3, T3)
        :: else -> finished[3] = true
        fi;
        if
        :: KILLS > 0 -> run killer()
        :: else
        fi
    };
    /* When nobody can go on. */
    timeout;
    d_step {
        judge(0);
        judge(1);
        judge(2);
        judge(3);
        assert(holder[0] == 0 || !finished[holder[0] - 1]);
        assert(holder[1] == 0 || !finished[holder[1] - 1]);
        /* Units sent are units that waits took, and what is left. */
        assert(KIND0 == MANUAL || KIND0 == MUTEX || given[0] == passed[0] + value[0] + is_set[0]);
        assert(KIND1 == MANUAL || KIND1 == MUTEX || given[1] == passed[1] + value[1] + is_set[1]);
        assert(KILLS > 0 || TIMED > 0 || KIND0 != AUTO || passed[0] >= granted[0]);
        /* Whoever sleeps for good need not. */
        for (each : 0 .. THREADS - 1) {
            killed[each] = true
        };
        each = 0
    }
}
