package org.hozon.mesh;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hozon.crypto.Signatures;
import org.hozon.fuzz.FuzzTarget;
import org.hozon.fuzz.FuzzedInput;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;

/** What any member can write into the shared maps: holders, heads, profiles. */
public final class MapTextFuzz implements FuzzTarget {
  private static final String NODE = "a".repeat(32);

  @Override
  public boolean read(byte[] input) {
    String text = FuzzedInput.text(input);
    switch (FuzzedInput.choice(input, 3)) {
      case 0 -> {
        String with = HolderList.with(text, NODE);
        require(HolderList.parse(with).contains(NODE));
        require(!HolderList.parse(HolderList.without(NODE, NODE)).contains(NODE));
      }
      case 1 -> {
        Map<String, Stamped> heads = HeadLines.parse(text);
        Stamped newer = new Stamped(Long.MAX_VALUE, "{}");
        Stamped known = heads.get(NODE);
        if (newer.newerThan(known)) {
          require(newer.equals(HeadLines.parse(HeadLines.merge(text, NODE, newer)).get(NODE)));
        }
      }
      default -> {
        return profile(text);
      }
    }
    return true;
  }

  private static boolean profile(String text) {
    Stamped stamped = Stamped.parse(text);
    try {
      if (stamped != null) {
        Membership members = new Membership(new NodeId("d".repeat(32)), Signatures::valid);
        NodeProfile profile = Json.readWhole(stamped.text(), NodeProfile.class);
        members.joined(new Member(new UUID(0, 1), 1, profile, profile.data()));
        members.said(profile);
        return true;
      }
    } catch (HozonException refused) {
      return false;
    }
    return false;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("what was merged is not there");
    }
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        FuzzedInput.of(0, "b".repeat(32) + "," + "c".repeat(32)),
        FuzzedInput.of(1, "b".repeat(32) + " 3 {}\n" + NODE + " 4 {\"a\":1}"),
        FuzzedInput.of(2, "7 " + Json.write(Samples.profile(1, 7))));
  }
}
