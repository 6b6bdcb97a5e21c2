package org.hozon.provide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.hozon.store.MemoryState;
import org.hozon.store.StoreRefusal;

/**
 * Whatever comes at the same time, breaks off and comes again: never over the offer or the disk.
 */
class OfferQuotaProperties {
  private static final NodeId SELF = new NodeId("1".repeat(32));
  private static final NodeId OTHER = new NodeId("2".repeat(32));
  private static final long LARGEST = 32L << 20;

  @Property(tries = 60)
  void neverOverTheOfferNorTheDisk(
      @ForAll @LongRange(min = 0, max = 6 * LARGEST) long offered,
      @ForAll @LongRange(min = 0, max = 6 * LARGEST) long disk,
      @ForAll @IntRange(min = 1, max = 8) int receivers,
      @ForAll long seed)
      throws Exception {
    MemoryShelf shelf = new MemoryShelf(disk);
    Offer offer =
        new Offer(
            SELF, new MemoryState(), shelf, () -> OfferTest.profile(Rank.C, ""), Clock.systemUTC());
    offer.set(offered);
    AtomicLong most = new AtomicLong();
    AtomicLong mostOnDisk = new AtomicLong();
    CyclicBarrier together = new CyclicBarrier(receivers);
    ExecutorService threads = Executors.newFixedThreadPool(receivers);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int r = 0; r < receivers; r++) {
        Random random = new Random(seed + r);
        all.add(
            threads.submit(
                () -> {
                  together.await();
                  for (int i = 0; i < 12; i++) {
                    receive(offer, shelf, random, most, mostOnDisk);
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(most.get()).isLessThanOrEqualTo(offered);
    assertThat(mostOnDisk.get()).isLessThanOrEqualTo(disk);
    assertThat(offer.used()).isEqualTo(shelf.inOffer());
  }

  /** One reception as the data plane does it; each pack has one receiver, as the store sees to. */
  private static void receive(
      Offer offer, MemoryShelf shelf, Random random, AtomicLong most, AtomicLong mostOnDisk) {
    PackId pack = OfferTest.pack(random.nextInt(1 << 30));
    long bytes = 1 + random.nextLong(LARGEST);
    for (int tries = 0; tries < 2; tries++) {
      PackTicket ticket =
          OfferTest.ticket(
              pack,
              bytes,
              PackTicket.Kind.REPAIR,
              Policy.STANDARD,
              SELF,
              OTHER,
              Clock.systemUTC().instant());
      try {
        long quota = offer.admit(ticket);
        assertThat(quota).isGreaterThanOrEqualTo(bytes);
      } catch (StoreRefusal full) {
        return;
      }
      shelf.begin(pack, bytes);
      most.accumulateAndGet(shelf.inOffer(), Math::max);
      mostOnDisk.accumulateAndGet(shelf.onDisk(), Math::max);
      if (tries == 1 || random.nextBoolean()) {
        shelf.commit(pack);
        offer.settle(pack);
        return;
      }
      shelf.breakOff(pack, random.nextLong(bytes));
    }
  }
}
