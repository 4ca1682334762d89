package dev.duologue.signaling.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private final Budget budget = new Budget(1000);
    private final List<String> evicted = new ArrayList<>();

    @Test
    void asMuchAsTheLimitMayBeHeldAndOneByteMoreEvictsTheLargestFirst() {
        Budget.Account small = holder("small");
        Budget.Account large = holder("large");
        Budget.Account middle = holder("middle");
        small.add(100);
        large.add(500);
        middle.add(400);
        assertThat(budget.used()).isEqualTo(1000);
        assertThat(evicted).isEmpty();

        small.add(1);
        assertThat(evicted).containsExactly("large");
        assertThat(budget.used()).isEqualTo(501);
        assertThat(small.held()).isEqualTo(101);
        assertThat(budget.evictions()).isEqualTo(1);
    }

    @Test
    void afterAnEvictionAQuarterIsFree() {
        for (int i = 0; i < 10; i++) {
            holder("holder").add(100);
        }
        holder("last").add(1);
        assertThat(budget.used()).isEqualTo(701);
        assertThat(evicted).hasSize(3);
    }

    @Test
    void whoeverTakesTooMuchAloneIsEvictedAlone() {
        Budget.Account small = holder("small");
        small.add(700);
        holder("large").add(1001);
        assertThat(evicted).containsExactly("large");
        assertThat(budget.used()).isEqualTo(700);
    }

    @Test
    void whatIsLetGoOfDoesNotCountAndAClosedAccountHoldsNothing() {
        Budget.Account account = holder("account");
        account.add(700);
        account.add(-200);
        assertThat(budget.used()).isEqualTo(500);
        account.empty();
        assertThat(budget.used()).isZero();
        account.add(300);
        account.close();
        account.add(300);
        assertThat(budget.used()).isZero();
        assertThat(account.held()).isZero();
    }

    @Test
    void theSumIsRightAfterManyThreadsBooked() throws Exception {
        int threads = 4;
        var start = new CountDownLatch(1);
        List<Budget.Account> accounts = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Budget.Account account = quietHolder();
                accounts.add(account);
                running.add(
                        pool.submit(() -> {
                            start.await();
                            for (int n = 0; n < 10_000; n++) {
                                account.add(n % 97);
                            }
                            return null;
                        }));
            }
            start.countDown();
            for (Future<?> one : running) {
                one.get();
            }
        }
        assertThat(budget.used()).isLessThanOrEqualTo(budget.limit());
        assertThat(budget.used())
                .isEqualTo(accounts.stream().mapToLong(Budget.Account::held).sum());
        assertThat(budget.evictions()).isPositive();
    }

    @Test
    void aLimitOfNothingIsRefused() {
        assertThatThrownBy(() -> new Budget(0)).hasMessage("limit = 0: must be 1 or more");
    }

    private Budget.Account holder(String name) {
        var self = new Budget.Account[1];
        self[0] =
                budget.open(() -> {
                    evicted.add(name);
                    self[0].empty();
                });
        return self[0];
    }

    private Budget.Account quietHolder() {
        var self = new Budget.Account[1];
        self[0] = budget.open(() -> self[0].empty());
        return self[0];
    }
}
