/*
 * The life of one name: processes that open, create, fork, close and are killed.
 *
 * Every atomic block of a process is one system call, together with what the process decides from
 * its answer. Between any two of them the other processes run, or a kill -9 strikes. Nobody is
 * obliged to go on: a process stopped for ever is one that the search never chooses again.
 *
 * The rules, as docs/object-directory.md numbers them:
 *   R1  A folder belongs to one object from birth to death, and is never empty while the object lives.
 *   R2  A link's name is never used twice.
 *   R3  Whoever has a handle or a copy of one has a read lock on the folder; it goes with the last
 *       copy. First the lock, then the link.
 *   R4  Dead links are removed freely only after this proof: list; none of the listed lives; then
 *       the lock is free. Exactly the listed ones are removed.
 *   R5  Without the proof a dead link goes only if a younger dead one stays: one that its maker
 *       will not remove any more, and that is still there when looked at after that is known.
 *       A link's age counts from after its handle's lock.
 *   R6  "Not found" and "made new" are said only when the name is away: ENOENT, or a successful
 *       rmdir or rename.
 *   R7  A closer closes the folder before the memory: whoever holds a lock can be found in /proc.
 *
 * The abstraction, always to the protocol's disadvantage:
 *   - A folder, the object it belongs to (R1) and that object's memory file are one number.
 *   - A process has a single descriptor number for memory files, so whoever gets a pid again gets
 *     the descriptor number with it. A link is live when its process's descriptor is this very
 *     memory file, whoever put it there.
 *   - Looking at a link and reopening its memory is one step although it is three calls (openat with
 *     O_PATH, statx, openat): the first pins the inode, the others only deal with what is pinned.
 *   - What a dying process had open vanishes from /proc before its locks are dropped.
 *   - Making a folder is one step, the rename. Nobody can reach the folder before that but a sweeper
 *     of .tmp, and the worst that a sweeper can do is to remove it, which costs its maker ENOENT and
 *     another try. -DMAKE_IN_STEPS does not rely on this: there mkdirat to renameat are single steps.
 *   - A look that only spares other calls is left out: the fstat of a closer who did not make the
 *     object. rmdir at once does what fstat and rmdir do with nobody in between.
 *   - A link is made by linkat; where that fails, by symlinkat. Either says ENOENT for a removed
 *     folder, and what fails changes nothing, so there is one call here.
 *
 * Bounds (-D<bound>=<number>):
 *   PARENTS        processes that run from the start, 2 or more
 *   CHILDREN       processes that forks can make, 0 to 2; a child may fork as well
 *   HANDLES        handles that a parent takes in its life; FIRST_TAKES and SECOND_TAKES: fewer
 *                  for the first or the second parent
 *   CHILD_HANDLES  handles that a child takes besides the one that it is born with
 *   KILLS          processes killed, at most
 *   SPARE_FOLDERS  with MAKE_IN_STEPS: folders that may be made in vain
 *
 * Circumstances (-D<circumstance>):
 *   LAST_CALL      who is killed may be amid a call, which is done after /proc has shown that it has
 *                  nothing open: a process's threads do not end at the same instant
 *   FIRST_ENDED    the first thread of any parent may have ended: /proc/<pid>/fd shows nothing, and
 *                  only a scan, which looks at the other threads, finds what the process has open
 *   PID_REUSE      who is killed is followed by another process of the same pid that uses the library
 *   CHILD_BELOW    the first child's pid is below its parent's, so that a scan of /proc may miss the copy
 *   EXIT_AT_ONCE   a dying process's locks go at the same instant as its /proc entries
 *   MAKE_IN_STEPS  see above; besides, any process may sweep .tmp before it makes a folder
 *   SWEEP_AT_START any process may sweep the name without taking a handle, as at its first use of the library
 *   YOUNGEST_FIRST a folder lists its entries in the other order
 *   LONG_NAME      every folder holds an entry that is no link: a piece of a long name
 *   UNJUDGED       any look at a link or into a process may be refused (EACCES)
 *   NO_SPACE       any linkat may fail (ENOSPC)
 *   TIDY           asserts also that the name is away when all have closed
 *
 * Mutants, each with one rule broken; each must yield a counterexample:
 *   MUTANT_FAST_CLOSE_DESPITE_COPIES   a closer removes its own link although there are copies
 *   MUTANT_NAMES_REPEAT                R2: a link's name is process and descriptor, nothing else
 *   MUTANT_LINK_BEFORE_LOCK            R3: an opener makes its link first and locks afterwards
 *   MUTANT_NO_LOCK                     R4: a scan of /proc that finds nobody is taken for the proof
 *   MUTANT_LOCK_ASKED_FIRST            R4: the lock is asked before the listing
 *   MUTANT_ANY_DEAD_LINK_GOES          R5: a dead link goes even if no other stays
 *   MUTANT_NO_SECOND_LOOK              R5: the youngest dead link is not looked at again
 *   MUTANT_ANY_LINK_STAYS              R5: one may stay that its maker can still remove
 *   MUTANT_LOOK_BEFORE_MAKER           R5: it is looked at again before its maker is
 *   MUTANT_ORDER_BY_NAME               R5: the greatest by name stays, process first, not the youngest
 *   MUTANT_AGE_BEFORE_LOCK             R5: a link's age is settled before its handle's lock
 *   MUTANT_NOT_FOUND_TOO_EARLY         R6: "not found" is said while the folder stays
 *   MUTANT_MEMORY_CLOSED_FIRST         R7: others may search for ever (pan -l)
 */

/* ---- Bounds -------------------------------------------------------------------------------- */

#ifndef PARENTS
#define PARENTS 2
#endif
#ifndef CHILDREN
#define CHILDREN 0
#endif
#ifndef HANDLES
#define HANDLES 1
#endif
#ifndef FIRST_TAKES
#define FIRST_TAKES HANDLES
#endif
#ifndef SECOND_TAKES
#define SECOND_TAKES HANDLES
#endif
#ifndef CHILD_HANDLES
#define CHILD_HANDLES 0
#endif
#ifndef KILLS
#define KILLS 0
#endif
#ifndef SPARE_FOLDERS
#define SPARE_FOLDERS 1
#endif
#if PARENTS < 2 || CHILDREN > 2
#error "PARENTS is at least 2, CHILDREN at most 2"
#endif

/* Processes are numbered in the order of their pids. */
#define PROCESSES (PARENTS + CHILDREN)
#ifdef CHILD_BELOW
#define FIRST_PARENT 1
#define FIRST_CHILD 0
#else
#define FIRST_PARENT 0
#define FIRST_CHILD PARENTS
#endif
#define LAST_PARENT (FIRST_PARENT + PARENTS - 1)
#define SECOND_CHILD (PARENTS + 1)

#define is_parent(p) (FIRST_PARENT <= (p) && (p) <= LAST_PARENT)
#define handles_for(p) \
    (!is_parent(p) -> CHILD_HANDLES : \
        ((p) == FIRST_PARENT -> FIRST_TAKES : \
            ((p) == FIRST_PARENT + 1 -> SECOND_TAKES : HANDLES)))
#define HANDLES_OF_ALL (FIRST_TAKES + SECOND_TAKES + (PARENTS - 2) * HANDLES + CHILDREN * CHILD_HANDLES)

/* Folders count from 1, in the order in which they are made. */
#define NONE 0
#ifdef MAKE_IN_STEPS
#define FOLDERS (HANDLES_OF_ALL + SPARE_FOLDERS)
#else
#define FOLDERS HANDLES_OF_ALL
#endif
#if FOLDERS <= 7
#define object_set byte
#else
#define object_set int
#endif

/* Links count from 0, in the order of their age. Their number says what a real link's nonce says. */
#ifdef MUTANT_NAMES_REPEAT
#define LINKS PROCESSES
#elif defined(MAKE_IN_STEPS)
#define LINKS (HANDLES_OF_ALL + FOLDERS)
#else
#define LINKS HANDLES_OF_ALL
#endif
#define NO_LINK LINKS

/* A folder's entries are links, and perhaps a piece of the name. */
#ifdef LONG_NAME
#define ENTRIES (LINKS + 1)
#define PIECE bit(LINKS)
#else
#define ENTRIES LINKS
#define PIECE 0
#endif
#if ENTRIES <= 8
#define entry_set byte
#else
#define entry_set int
#endif

/* Places where a folder can stand: the name, and with MAKE_IN_STEPS .tmp/<pid>.0 and .tmp/<pid>.1 */
#define NAME 0
#ifdef MAKE_IN_STEPS
#define PLACES (1 + 2 * PROCESSES)
#else
#define PLACES 1
#endif

#define bit(i) (1 << (i))
#define has(set, i) (((set) & bit(i)) != 0)
#define with(set, i) ((set) | bit(i))
#define without(set, i) ((set) & ~bit(i))

/* The maker of a dead link may still remove it. */
#if defined(LAST_CALL) || defined(FIRST_ENDED)
#define MAKERS_LINGER
#endif

/* ---- What the kernel knows ------------------------------------------------------------------- */

byte folder_at[PLACES];
entry_set entries[FOLDERS + 1];     /* of each folder */
bool removed[FOLDERS + 1];          /* by rmdir, or replaced by rename: no entry can be made in it */
byte next_folder = 1;

byte holder[LINKS];                 /* the process, and thereby the descriptor, that a link names */
byte next_link = 0;

bool born[PROCESSES];
byte memory[PROCESSES];             /* the memory file that the process has open, as /proc/<pid>/fd shows it */
byte lock[PROCESSES];               /* the folder that the process's descriptor has locked */
byte kills_left = KILLS;
#ifdef LAST_CALL
bool dying[PROCESSES];              /* killed, with a thread that has not come to its end yet */
#define is_dying(p) dying[p]
#else
#define is_dying(p) false
#endif
#ifdef FIRST_ENDED
bool first_ended[PROCESSES];
#define shows_nothing(p) first_ended[p]
#else
#define shows_nothing(p) false
#endif

hidden byte each;                   /* counts inside a single step */

/* ---- Ghosts: what the programs believe and may rely on ------------------------------------------ */

byte handle[PROCESSES];             /* the object of which the program has a handle */
object_set ever_named;              /* objects that have been at the name */
object_set named_before[PROCESSES]; /* the same, when the process's call began */
object_set never_again;             /* objects that somebody was told are no more */

inline expect_no_handle(objects) {
    d_step {
        for (each : 0 .. PROCESSES - 1) {
            assert(handle[each] == NONE || !has(objects, handle[each]))   /* a live object has no name */
        }
        each = 0
    }
}

/* The program of a dying process is told nothing any more. */
inline ghost_not_found() {
    if
    :: is_dying(me)
    :: !is_dying(me) ->
        never_again = never_again | named_before[me];
        expect_no_handle(named_before[me]);
        named_before[me] = 0
    fi
}

inline ghost_new_handle(is_new) {
    if
    :: is_dying(me)
    :: !is_dying(me) ->
        assert(!has(never_again, folder));                                /* a dead object is back */
        d_step {
            for (each : 0 .. PROCESSES - 1) {
                assert(handle[each] == NONE || handle[each] == folder)    /* two live objects of one name */
            }
            each = 0
        };
        if
        :: is_new -> never_again = never_again | named_before[me]
        :: else
        fi;
        handle[me] = folder;
        named_before[me] = 0
    fi
}

/* ---- System calls: D is `folder`, M is `memory[me]` ------------------------------------------------ */

/* Begins every step. /proc shows at once that a killed process has nothing open; its lock goes later. */
#ifdef LAST_CALL
inline may_be_killed() {
    if
    :: !dying[me]
    :: dying[me] && !last_call -> last_call = true                        /* the kill came amid this call */
    :: dying[me] ->
        end_of_call();
        goto killed
    fi
}
#else
inline may_be_killed() {
    if
    :: true
    :: kills_left > 0 ->
        kills_left--;
        memory[me] = NONE;
#ifdef EXIT_AT_ONCE
        lock[me] = NONE;
#endif
        handle[me] = NONE;                                                /* ghost */
        named_before[me] = 0;                                             /* ghost */
        end_of_call();
        goto killed
    fi
}
#endif

/* openat(place, O_DIRECTORY). NONE: ENOENT. */
inline openat(place) {
    folder = folder_at[place]
}

/* getdents64(D). It says ENOENT for a removed folder. */
inline getdents() {
    listed = entries[folder];
    unseen = without(listed, LINKS)                                       /* what is no link needs no look */
}

/* Is /proc/<pid>/fd/<fd>, opened with O_PATH, the very memory file that the link means? */
#define is_live(link) (memory[holder[link]] == folder && !shows_nothing(holder[link]))

/* It is, so it is reopened for use. Or, for a new folder: memfd_create. */
inline open_memory() {
    memory[me] = (is_dying(me) -> NONE : folder);
    end_of_search();
#ifdef MUTANT_AGE_BEFORE_LOCK
    if
    :: own == NO_LINK -> name_own_link()
    :: else
    fi
#endif
}

/* fcntl(D, F_OFD_SETLK, F_RDLCK). It never conflicts. */
inline setlk() {
    lock[me] = folder
}

/* fcntl(D, F_OFD_GETLK, F_WRLCK). Has anybody else a lock? */
inline getlk() {
    d_step {
        answer = false;
        for (each : 0 .. PROCESSES - 1) {
            if
            :: each != me && lock[each] == folder -> answer = true
            :: else
            fi
        }
        each = 0
    }
}

/* R2, and the age for R5. */
inline name_own_link() {
#ifdef MUTANT_NAMES_REPEAT
    own = me;
#else
    own = next_link;
    next_link++;
#endif
    holder[own] = me;
    taken++
}

/* linkat(".link", D, own). It says ENOENT for a removed folder. */
inline linkat() {
#ifndef MUTANT_AGE_BEFORE_LOCK
    name_own_link();
#endif
    entries[folder] = with(entries[folder], own)
}

/* fstat(D).st_size: on tmpfs it tells whether anything is in the folder. */
#define is_empty(some_folder) (entries[some_folder] == 0)

/* fstatat(D, link). */
#define is_there(link) has(entries[folder], link)

/* unlinkat(D, entry). ENOENT is fine. */
inline unlink(entry) {
    entries[folder] = without(entries[folder], entry)
}

/* unlinkat(place, AT_REMOVEDIR). True: refused, ENOTEMPTY. False: removed, or ENOENT. */
inline rmdir(place) {
    if
    :: folder_at[place] == NONE ->
        answer = false
    :: folder_at[place] != NONE && !is_empty(folder_at[place]) ->
        answer = true
    :: folder_at[place] != NONE && is_empty(folder_at[place]) ->
        expect_no_handle(bit(folder_at[place]));                          /* ghost: R1 */
        removed[folder_at[place]] = true;
        folder_at[place] = NONE;
        answer = false
    fi
}

/* renameat(place, N). It replaces nothing or an empty folder; else it says ENOTEMPTY. */
#define rename_succeeds (folder_at[NAME] == NONE || is_empty(folder_at[NAME]))

inline rename() {
    if
    :: folder_at[NAME] != NONE ->
        expect_no_handle(bit(folder_at[NAME]));                           /* ghost: R1 */
        removed[folder_at[NAME]] = true
    :: else
    fi;
    folder_at[NAME] = folder;
    ever_named = with(ever_named, folder)                                 /* ghost */
}

/* close(D). The lock goes with the last copy of the descriptor. */
inline close_folder() {
    lock[me] = NONE
}

/* close(M). */
inline close_memory() {
    memory[me] = NONE
}

/* The child has the same descriptors, and no link. */
inline fork(child) {
    if
    :: is_dying(me)                                                       /* refused: a signal is pending */
    :: !is_dying(me) ->
        born[child] = true;
        memory[child] = memory[me];
        lock[child] = lock[me];
        handle[child] = handle[me];                                       /* ghost */
        copies = true
    fi
}

#ifdef MAKE_IN_STEPS
/* mkdirat(.tmp/<pid>.<n>). EEXIST, left by a killed process of this pid: the next n. */
inline mkdirat() {
    place = 1 + me;
    if
    :: folder_at[place] != NONE -> place = place + PROCESSES
    :: else
    fi;
    assert(folder_at[place] == NONE);
    folder_at[place] = next_folder;
    next_folder++
}
#endif

/* ---- Variables no longer needed become 0, so that states that differ in nothing else are one ------ */

inline end_of_search() {
    d_step {
        listed = 0;
        unseen = 0;
        entry = 0;
        suspect = 0;
        answer = false
    }
}

inline start_over() {
    d_step {
        folder = NONE;
        listed = 0;
        unseen = 0;
        dead = 0;
        entry = 0;
        suspect = 0;
        answer = false
    }
}

inline end_of_call() {
    d_step {
        folder = NONE;
        own = NO_LINK;
        copies = false;
        failed = false;
        listed = 0;
        unseen = 0;
        dead = 0;
        entry = 0;
        suspect = 0;
        youngest_seen = false;
#ifdef MAKERS_LINGER
        looked_at = false;
#endif
#ifdef MAKE_IN_STEPS
        place = NAME;
#endif
        answer = false
    }
}

/* ---- Choosing from a set ----------------------------------------------------------------------- */

inline oldest_of(set) {
    d_step {
        entry = 0;
        do
        :: !has(set, entry) -> entry++
        :: else -> break
        od
    }
}

inline youngest_of(set) {
    d_step {
        entry = ENTRIES - 1;
        do
        :: !has(set, entry) -> entry--
        :: else -> break
        od
    }
}

/* As strings are compared that begin with the pid. */
inline last_by_name_of(set) {
    d_step {
        entry = NO_LINK;
        for (each : 0 .. LINKS - 1) {
            if
            :: !has(set, each)
            :: has(set, each) && entry == NO_LINK -> entry = each
            :: has(set, each) && entry != NO_LINK ->
                if
                :: holder[each] >= holder[entry] -> entry = each
                :: else
                fi
            fi
        }
        each = 0
    }
}

#ifdef YOUNGEST_FIRST
#define first_of youngest_of
#else
#define first_of oldest_of
#endif

#ifdef MUTANT_ORDER_BY_NAME
#define stays_of last_by_name_of
#else
#define stays_of youngest_of
#endif

/* ---- What several calls do ----------------------------------------------------------------------- */

/* R4, the proof being made: one of the listed entries is removed. */
inline unlink_next_listed() {
    first_of(listed);
    unlink(entry);
    listed = without(listed, entry);
    entry = 0
}

/* What pidfd_open and poll, and else a look into /proc/<pid>/fd, say of a dead link's maker. */
#ifdef MUTANT_ANY_LINK_STAYS
#define may_still_remove(link) false
#else
#define may_still_remove(link) (is_dying(holder[link]) || shows_nothing(holder[link]))
#endif

/* R5: the youngest dead link that stays for good and is still there stays, the others go. A single
   one is left alone. */
#ifdef MUTANT_ANY_DEAD_LINK_GOES
#define to_collapse (dead != 0)
#else
#define to_collapse (dead != 0 && (youngest_seen || (dead & (dead - 1)) != 0))
#endif

#if defined(MAKERS_LINGER) && !defined(MUTANT_LOOK_BEFORE_MAKER)
#define first_look !may_still_remove(entry)
#define second_look is_there(entry)
#elif defined(MAKERS_LINGER)
#define first_look is_there(entry)
#define second_look !may_still_remove(entry)
#else
#define first_look true
#define second_look is_there(entry)
#endif

inline collapse_at_hand() {
    dead = without(dead, entry);
    if
    :: youngest_seen -> unlink(entry)
#ifdef MUTANT_ANY_DEAD_LINK_GOES
    :: !youngest_seen -> unlink(entry)
#elif defined(MUTANT_NO_SECOND_LOOK)
    :: !youngest_seen -> youngest_seen = true
#else
    :: !youngest_seen && second_look -> youngest_seen = true
    :: !youngest_seen && !(second_look)
#endif
    fi
}

inline collapse_next() {
    stays_of(dead);
#ifdef MAKERS_LINGER
    if
    :: !youngest_seen && !looked_at && first_look -> looked_at = true
    :: !youngest_seen && !looked_at && !(first_look) -> dead = without(dead, entry)
    :: else ->
        looked_at = false;
        collapse_at_hand()
    fi;
#else
    collapse_at_hand();
#endif
    entry = 0
}

/* Tidies up: all and the folder itself if R4 permits, else what R5 permits. Garbage harms nobody. */
inline sweep(place) {
#ifdef MUTANT_LOCK_ASKED_FIRST
    atomic {
        may_be_killed();
        getlk()
    };
#endif
    atomic {
        may_be_killed();
        if
        :: removed[folder] -> answer = true                               /* somebody else has done it */
        :: else -> getdents()
        fi
    };
    do
    :: atomic {
            unseen != 0;
            may_be_killed();
            first_of(unseen);
            unseen = without(unseen, entry);
            if
            :: is_live(entry) -> answer = true                            /* no proof: somebody lives */
            :: !is_live(entry) -> dead = with(dead, entry)
#ifdef UNJUDGED
            :: answer = true                                              /* no proof: somebody may live */
            :: true                                                       /* or let the lock decide */
#endif
            fi;
            entry = 0
        }
#ifndef MUTANT_LOCK_ASKED_FIRST
    :: atomic {
            unseen == 0 && !answer;
            may_be_killed();
            getlk();
            break
        }
    :: unseen == 0 && answer -> break
#else
    :: unseen == 0 -> break
#endif
    od;
    do
    :: atomic {
            !answer && listed != 0;
            may_be_killed();
            unlink_next_listed()
        }
    :: atomic {
            !answer && listed == 0;
            may_be_killed();
            rmdir(place);
            break
        }
    :: atomic {
            answer && to_collapse;
            may_be_killed();
            collapse_next()
        }
    :: answer && !to_collapse -> break
    od
}

/* R7: the folder before the memory. */
inline close_both() {
#ifdef MUTANT_MEMORY_CLOSED_FIRST
    atomic {
        may_be_killed();
        close_memory()
    };
#endif
    atomic {
        may_be_killed();
        close_folder()
    };
#ifndef MUTANT_MEMORY_CLOSED_FIRST
    atomic {
        may_be_killed();
        close_memory()
    }
#endif
}

/* ---- A process ------------------------------------------------------------------------------------- */

proctype process(byte me) {
    byte folder = NONE;             /* D */
    byte own = NO_LINK;             /* the handle's link; a handle that came by fork has none */
    byte taken = 0;                 /* handles taken under this pid so far */
    bool copies = false;            /* there may be other copies of the handle's descriptors */
    bool failed = false;            /* the call is about to return an error */
    entry_set listed = 0;           /* by getdents */
    entry_set unseen = 0;           /* of these, links still to be looked at */
    entry_set dead = 0;             /* of these, links seen dead */
    byte entry = 0;                 /* the one at hand */
    byte suspect = 0;               /* the process that a scan of /proc looks into next */
    bool youngest_seen = false;     /* R5: a dead link is there that stays */
#ifdef MAKERS_LINGER
    bool looked_at = false;         /* R5: the youngest has passed the first of two looks */
#endif
#ifdef LAST_CALL
    bool last_call = false;         /* the one that a kill came amid is done */
#endif
    bool answer = false;            /* of the last call that has one */
#ifdef MAKE_IN_STEPS
    byte place = NAME;              /* of one's temporary folder, or of one to be swept */
#endif

end_unborn:
    atomic {
        born[me];
        folder = lock[me];
        if
        :: folder != NONE -> copies = true; goto has_handle
        :: else
        fi
    };

between_calls:
    atomic {
        assert(handle[me] == NONE && memory[me] == NONE && lock[me] == NONE);     /* a leak */
        if
        :: taken < handles_for(me)
        :: taken == handles_for(me) -> goto finished
#ifdef TIDY
        :: taken < handles_for(me) -> goto finished
#endif
#ifdef SWEEP_AT_START
        :: taken < handles_for(me) -> goto sweep_only
#endif
        fi;
        named_before[me] = ever_named                                     /* ghost: a call begins */
    };
    if
    :: true                                                               /* open(N) */
    :: goto make                                                          /* create(N) */
    fi;

    /* ---- open(N), or create(N) whose name was taken: they differ only where it is away by now ---- */
again:
    atomic {
        may_be_killed();
        openat(NAME);
        if
        :: folder == NONE -> ghost_not_found(); end_of_call(); goto returned      /* open, R6 */
        :: folder == NONE -> goto make                                            /* create */
        :: folder != NONE
        fi
    };
#ifdef MUTANT_LOCK_ASKED_FIRST
    atomic {
        may_be_killed();
        getlk()
    };
#endif
    atomic {
        may_be_killed();
        if
        :: removed[folder] -> start_over(); goto again
        :: else -> getdents()
        fi;
        if
        :: listed == 0 -> goto remove                                     /* R1: nobody lives here */
        :: else
        fi
    };
    do
    :: atomic {
            unseen != 0;
            may_be_killed();
            first_of(unseen);
            unseen = without(unseen, entry);
            if
            :: is_live(entry) -> open_memory(); goto enter
            :: !is_live(entry) -> dead = with(dead, entry)
#ifdef UNJUDGED
            :: true
#endif
            fi;
            entry = 0
        }
    :: atomic {                     /* no live link; R4: the lock is asked after the listing, never before */
            unseen == 0;
            may_be_killed();
#ifdef MUTANT_NO_LOCK
            answer = true;
#elif !defined(MUTANT_LOCK_ASKED_FIRST)
            getlk();
#endif
            if
            :: answer -> break
            :: else -> goto remove
            fi
        }
    od;
    do                              /* held by a copy without a link, or by somebody just coming or going */
    :: atomic {
            suspect < PROCESSES;
            may_be_killed();
            if
            :: suspect != me && memory[suspect] == folder -> open_memory(); goto enter
            :: suspect == me || memory[suspect] != folder
#ifdef UNJUDGED
            :: true
#endif
            fi;
            suspect++
        }
#ifdef MUTANT_NO_LOCK
    :: suspect == PROCESSES -> break
#else
    :: suspect == PROCESSES -> start_over(); goto again
#endif
    od;

remove:
    do
    :: atomic {
            listed != 0;
            may_be_killed();
            unlink_next_listed()
        }
    :: atomic {
            listed == 0;
            may_be_killed();
#ifdef MUTANT_NOT_FOUND_TOO_EARLY
            if
            :: true
            :: ghost_not_found(); end_of_call(); goto returned
            fi;
#endif
            rmdir(NAME);
            if
            :: answer -> start_over(); goto again
            :: !answer -> ghost_not_found(); end_of_call(); goto returned         /* open, R6 */
            :: !answer -> start_over(); goto make                                 /* create */
            fi
        }
    od;

enter:                              /* R3: first the lock, then the link */
#ifndef MUTANT_LINK_BEFORE_LOCK
    atomic {
        may_be_killed();
        setlk()
    };
#endif
    atomic {
        may_be_killed();
        if
        :: removed[folder] -> goto leave_again                            /* the object died meanwhile */
        :: !removed[folder] -> linkat()
#ifdef NO_SPACE
        :: failed = true; goto leave_again
#endif
        fi;
#ifndef MUTANT_LINK_BEFORE_LOCK
        ghost_new_handle(false)
    };
#else
    };
    atomic {
        may_be_killed();
        setlk();
        ghost_new_handle(false)
    };
#endif
    goto has_handle;

leave_again:
    close_both();
    if
    :: failed -> goto returned
    :: else -> start_over(); goto again
    fi;

    /* ---- make: build a folder with one's own link in it, then rename it to the name ---- */
make:
#ifndef MAKE_IN_STEPS
    atomic {
        may_be_killed();
        if
        :: rename_succeeds ->
            folder = next_folder;
            next_folder++;
            entries[folder] = PIECE;
            open_memory();
            setlk();
            linkat();
            rename();
            ghost_new_handle(true);
            goto has_handle
        :: else ->
            goto again
        fi
    };
#else
    atomic {
        may_be_killed();
        select(place : NAME .. PLACES - 1);
        if
        :: place != NAME -> openat(place)
        :: else
        fi
    };
    if
    :: folder != NONE -> sweep(place)                                     /* what a killed maker left */
    :: else
    fi;
    start_over();
    atomic {
        may_be_killed();
        if
        :: next_folder > FOLDERS -> end_of_call(); goto finished          /* a bound of the model */
        :: else
        fi;
        mkdirat()
    };
    atomic {
        may_be_killed();
        openat(place);
        if
        :: folder == NONE -> place = NAME; goto again                     /* swept */
        :: else
        fi
    };
    atomic {
        may_be_killed();
        setlk()
    };
    atomic {
        may_be_killed();
        open_memory()
    };
#ifdef LONG_NAME
    atomic {
        may_be_killed();
        if
        :: removed[folder] -> goto unmake                                 /* swept */
        :: else -> entries[folder] = PIECE
        fi
    };
#endif
    atomic {
        may_be_killed();
        if
        :: removed[folder] -> goto unmake                                 /* swept */
        :: !removed[folder] -> linkat()
#ifdef NO_SPACE
        :: !removed[folder] -> failed = true; goto unmake
#endif
        fi
    };
    atomic {
        may_be_killed();
        assert(folder_at[place] == folder);                               /* link and lock keep sweepers off */
        if
        :: rename_succeeds ->
            folder_at[place] = NONE;
            place = NAME;
            rename();
            ghost_new_handle(true);
            goto has_handle
        :: else                                                           /* somebody else was first */
            taken--;
            own = NO_LINK
        fi
    };
unmake:
    atomic {
        may_be_killed();
        close_memory()
    };
    atomic {
        may_be_killed();
        getdents();
        unseen = 0
    };
    do
    :: atomic {
            listed != 0;
            may_be_killed();
            unlink_next_listed()
        }
    :: atomic {
            listed == 0;
            may_be_killed();
            rmdir(place);
            break
        }
    od;
    atomic {
        may_be_killed();
        close_folder()
    };
    if
    :: failed -> goto returned
    :: else -> place = NAME; start_over(); goto again
    fi;
#endif

    /* ---- the call has its handle; the program may fork, and closes ---- */
has_handle:
    do
    :: atomic {
            to_collapse;
            may_be_killed();
            collapse_next()
        }
#if CHILDREN > 0
    :: atomic {
            !to_collapse && !born[FIRST_CHILD];
            may_be_killed();
            fork(FIRST_CHILD)
        }
#endif
#if CHILDREN > 1
    :: atomic {
            !to_collapse && !born[SECOND_CHILD];
            may_be_killed();
            fork(SECOND_CHILD)
        }
#endif
    :: atomic {
            !to_collapse;
            may_be_killed();
            dead = 0;
            youngest_seen = false;
#ifdef MAKERS_LINGER
            looked_at = false;
#endif
            handle[me] = NONE;                                            /* ghost: close begins */
#ifdef MUTANT_FAST_CLOSE_DESPITE_COPIES
            break
#else
            if
            :: copies -> goto close_and_sweep
            :: else -> break
            fi
#endif
        }
    od;
    atomic {
        may_be_killed();
        unlink(own);
        own = NO_LINK
    };
    atomic {
        may_be_killed();
        if
        :: !is_empty(folder) -> goto not_empty
        :: else
        fi
    };
    atomic {
        may_be_killed();
        rmdir(NAME);
        if
        :: !answer -> goto close_at_last
        :: else                                                           /* somebody has come meanwhile */
        fi
    };
not_empty:
    atomic {
        may_be_killed();
        getlk();
        if
        :: answer -> goto close_at_last
        :: else
        fi
    };
    sweep(NAME);
close_at_last:
    answer = false;
    close_both();
    goto returned;

close_and_sweep:                    /* one's own link, dead after this, keeps the name for the copies */
    close_both();
    sweep(NAME);
    goto returned;

    /* ---- a process that only sweeps ---- */
sweep_only:
#ifdef SWEEP_AT_START
    atomic {
        may_be_killed();
        openat(NAME);
        if
        :: folder == NONE -> goto returned
        :: else
        fi
    };
    sweep(NAME);
#endif

returned:
progress_returned:
    end_of_call();
    goto between_calls;

    /* ---- kill -9 ---- */
killed:
    atomic {
        lock[me] = NONE;
#ifdef LAST_CALL
        dying[me] = false;
        last_call = false;
        named_before[me] = 0;                                             /* ghost */
#endif
#ifdef FIRST_ENDED
        first_ended[me] = false;                                          /* the whole process has */
#endif
    };
#ifdef PID_REUSE
    goto between_calls;
#endif
finished:
    taken = 0
}

#ifdef LAST_CALL
/* kill -9 of whoever has anything open; others stop, which is the same. */
proctype killer() {
    byte victim;
end_no_more_kills:
    do
    :: atomic {
            kills_left > 0;
            select(victim : 0 .. PROCESSES - 1);
            if
            :: !dying[victim] && (memory[victim] != NONE || lock[victim] != NONE) ->
                kills_left--;
                dying[victim] = true;
                memory[victim] = NONE;
                handle[victim] = NONE;                                    /* ghost */
                named_before[victim] = 0                                  /* ghost */
            :: else
            fi;
            victim = 0
        }
    od
}
#endif

init {
    atomic {
        for (each : FIRST_PARENT .. LAST_PARENT) {
            born[each] = true
#ifdef FIRST_ENDED
            ;
            if
            :: first_ended[each] = true
            :: true
            fi
#endif
        }
        for (each : 0 .. PROCESSES - 1) {
            run process(each)
        }
#ifdef LAST_CALL
        run killer();
#endif
        each = 0
    };
#ifdef TIDY
    timeout;                        /* nobody can do anything any more */
    assert(folder_at[NAME] == NONE)
#endif
}
