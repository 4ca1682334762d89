package dev.duologue.signaling.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// Bounds the memory of everything that is kept or waits, over all clients together. Each holder
/// has an [Account]. When the sum exceeds the limit, the largest holders are evicted until a
/// quarter of the limit is free again: clients that hold little notice nothing.
///
/// Thread-safe. Its lock is taken after every other lock but those inside of the holders.
public final class Budget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong evictions = new AtomicLong();
    private final Set<Account> accounts = ConcurrentHashMap.newKeySet();
    private final ReentrantLock evicting = new ReentrantLock();

    /// @param limit retained bytes of all accounts together
    /// @throws IllegalArgumentException if it is less than 1
    public Budget(long limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit = " + limit + ": must be 1 or more");
        }
        this.limit = limit;
    }

    /// What a holder does when it is evicted: lets go of all that it holds and books that, before
    /// it returns. Called on any thread, at most once at a time; takes no lock but the holder's
    /// own, under which nothing is booked.
    @FunctionalInterface
    public interface Eviction {
        /// Lets go of everything.
        void evict();
    }

    /// An account that holds nothing yet.
    public Account open(Eviction eviction) {
        return new Account(eviction);
    }

    /// Bytes of all accounts together.
    public long used() {
        return used.get();
    }

    /// Bytes that all accounts together may hold.
    public long limit() {
        return limit;
    }

    /// Holders that were evicted so far.
    public long evictions() {
        return evictions.get();
    }

    private void makeRoom() {
        evicting.lock();
        try {
            if (used.get() > limit) {
                evictLargest();
            }
        } finally {
            evicting.unlock();
        }
    }

    @GuardedBy("evicting")
    private void evictLargest() {
        List<Holding> holdings = new ArrayList<>(accounts.size());
        for (Account account : accounts) {
            long bytes = account.held.get();
            if (bytes > 0) {
                holdings.add(new Holding(account, bytes));
            }
        }
        holdings.sort(Comparator.comparingLong(Holding::bytes).reversed());
        long enough = limit - limit / 4;
        for (Holding holding : holdings) {
            if (used.get() <= enough) {
                return;
            }
            evictions.incrementAndGet();
            holding.account().eviction.evict();
        }
    }

    private record Holding(Account account, long bytes) {}

    /// What one holder holds. Thread-safe. Book only while no lock of the holder's own is held.
    public final class Account {
        private final Eviction eviction;
        private final AtomicLong held = new AtomicLong();
        private volatile boolean known;
        private volatile boolean closed;

        private Account(Eviction eviction) {
            this.eviction = eviction;
        }

        /// Books `bytes` more, or less if negative. Evicts the largest holders, this one perhaps
        /// among them, where that exceeds the limit.
        public void add(long bytes) {
            if (bytes == 0 || closed) {
                return;
            }
            if (!known) {
                known = true;
                accounts.add(this);
            }
            held.addAndGet(bytes);
            if (used.addAndGet(bytes) > limit && bytes > 0) {
                makeRoom();
            }
            if (closed) { // meanwhile
                settle();
            }
        }

        /// Books that nothing is held at the moment.
        public void empty() {
            used.addAndGet(-held.getAndSet(0));
        }

        /// Bytes that it holds.
        public long held() {
            return held.get();
        }

        /// Books that nothing is held any more, and never will be.
        public void close() {
            closed = true;
            settle();
        }

        private void settle() {
            accounts.remove(this);
            empty();
        }
    }
}
