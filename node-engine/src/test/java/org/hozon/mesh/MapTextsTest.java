package org.hozon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The texts in the shared maps. */
final class MapTextsTest {
  @Test
  void holdersAreASet() {
    String one = HolderList.with(null, "a");
    assertThat(one).isEqualTo("a");
    assertThat(HolderList.with(HolderList.with(one, "b"), "a")).isEqualTo("a,b");
    assertThat(HolderList.without("a,b", "a")).isEqualTo("b");
    assertThat(HolderList.without("a,b", "c")).isEqualTo("a,b");
    assertThat(HolderList.without("a", "a")).isEmpty();
    assertThat(HolderList.without(null, "a")).isEmpty();
    assertThat(HolderList.parse("a,b")).containsExactly("a", "b");
    assertThat(HolderList.parse(null)).isEmpty();
  }

  @Test
  void damagedTextsCountAsNothing() {
    assertThat(Stamped.parse(null)).isNull();
    assertThat(Stamped.parse("seven {}")).isNull();
    assertThat(Stamped.parse(" {}")).isNull();
    assertThat(Stamped.parse("7 {} {}")).isEqualTo(new Stamped(7, "{} {}"));
    assertThat(HeadLines.parse("x\nm one {}\nm 2 {}")).isEqualTo(Map.of("m", new Stamped(2, "{}")));
  }

  @Property(tries = 200)
  void whateverTheOrderEachMachineKeepsItsNewestHead(
      @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 39) Integer> published) {
    String lines = null;
    Map<String, Stamped> expected = new HashMap<>();
    for (int number : published) {
      String machine = "m" + number % 4;
      Stamped head = new Stamped(number / 4, "{\"head\":\"" + number + "\"}");
      lines = HeadLines.merge(lines, machine, head);
      expected.merge(machine, head, (a, b) -> b.sequence() > a.sequence() ? b : a);
    }
    assertThat(HeadLines.parse(lines)).isEqualTo(new TreeMap<>(expected));
  }
}
