package org.hozon.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.hozon.app.text.Table;
import org.hozon.app.text.Words;
import org.hozon.app.trial.PackCensus;
import org.hozon.model.Sizes;

/** Shows which node has which pack: each pack in a row while they are few, else sums by node. */
final class PackTable {
  private static final int FEW = 16;

  private PackTable() {}

  static String of(PackCensus census) {
    List<String> names =
        List.copyOf(
            census.holders().values().stream()
                .collect(TreeSet::new, TreeSet::addAll, TreeSet::addAll));
    return census.holders().size() <= FEW ? byPack(census, names) : byNode(census, names);
  }

  private static String byPack(PackCensus census, List<String> names) {
    List<String> headings = new ArrayList<>(List.of("pack", ">size"));
    headings.addAll(names);
    Table table = new Table(headings.toArray(String[]::new));
    census
        .holders()
        .forEach(
            (pack, holders) -> {
              List<Object> row = new ArrayList<>();
              row.add(Words.brief(pack) + "…");
              row.add(Sizes.format(census.sizes().get(pack)));
              names.forEach(name -> row.add(holders.contains(name) ? "  ●" : "  ·"));
              table.row(row.toArray());
            });
    return table.text();
  }

  private static String byNode(PackCensus census, List<String> names) {
    Table table = new Table("node", ">packs", ">size");
    for (String name : names) {
      List<String> held =
          census.holders().entrySet().stream()
              .filter(entry -> entry.getValue().contains(name))
              .map(Map.Entry::getKey)
              .toList();
      table.row(
          name,
          Words.count(held.size()),
          Sizes.format(held.stream().mapToLong(census.sizes()::get).sum()));
    }
    return table.text();
  }
}
