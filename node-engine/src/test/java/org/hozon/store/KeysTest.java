package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hozon.model.ChunkRef;
import org.hozon.model.PackId;
import org.junit.jupiter.api.Test;

/** Keys and blobs: what goes in comes out, and sorts as it should. */
class KeysTest {
  @Property(tries = 500)
  void pathsComeBackAndSortAsJavaStringsDo(@ForAll String one, @ForAll String other) {
    assertThat(PathKeys.path(PathKeys.of(one))).isEqualTo(one);
    assertThat(Integer.signum(Arrays.compareUnsigned(PathKeys.of(one), PathKeys.of(other))))
        .isEqualTo(Integer.signum(one.compareTo(other)));
  }

  @Test
  void pathsSortByUnitsWhereUtf8WouldNot() {
    String emoji = "\ud83d\ude00";
    String privateUse = "\uf8ff";
    String lone = "\ud83d";
    assertThat(emoji.compareTo(privateUse)).isNegative();
    assertThat(Arrays.compareUnsigned(PathKeys.of(emoji), PathKeys.of(privateUse))).isNegative();
    assertThat(PathKeys.path(PathKeys.of(lone))).isEqualTo(lone);
  }

  @Property(tries = 200)
  void momentsComeBack(@ForAll long nanos) {
    assertThat(Moments.nanos(Moments.at(nanos))).isEqualTo(nanos);
  }

  @Test
  void momentsOutsideAreTheNearest() {
    assertThat(Moments.nanos(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
    assertThat(Moments.nanos(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
    assertThat(Moments.nanos(Instant.EPOCH)).isZero();
    assertThat(Moments.at(Long.MIN_VALUE)).isEqualTo("1677-09-21T00:12:43.145224192Z");
  }

  @Property(tries = 50)
  void referencesComeBack(@ForAll @IntRange(min = 0, max = 100) int count) {
    PackId pack = Samples.pack(count);
    List<ChunkRef> references = Samples.references(count * 1000, count, pack);
    assertThat(Blobs.references(pack, Blobs.references(references))).isEqualTo(references);
  }
}
