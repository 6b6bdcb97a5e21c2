package org.hozon.mesh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;

/**
 * A member of the mesh in a process of its own, steered by lines on its standard input; it ends
 * with its input, so that none outlives the tests.
 */
final class MeshProcess {
  private MeshProcess() {}

  /** Arguments: number, port, work folder, may start alone, addresses to join. */
  public static void main(String[] args) throws IOException {
    int number = Integer.parseInt(args[0]);
    List<HostPort> join = Arrays.stream(args).skip(4).map(HostPort::parse).toList();
    MeshConfig config =
        Samples.config(
            number,
            Path.of(args[2]),
            Integer.parseInt(args[1]),
            join,
            Boolean.parseBoolean(args[3]));
    try (Mesh mesh = IgniteMesh.start(config)) {
      mesh.listen(new Printer());
      say("up");
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ");
        if (words[0].equals("leave")) {
          break;
        }
        obey(mesh, number, words);
      }
    } catch (HozonException failed) {
      say("refused " + failed.getMessage());
    }
    say("end");
    System.exit(0);
  }

  private static void obey(Mesh mesh, int number, String[] words) {
    switch (words[0]) {
      case "publish" -> mesh.publish(Samples.profile(number, Long.parseLong(words[1])));
      case "hold" -> mesh.reportHeld(List.of(Samples.pack(Integer.parseInt(words[1]))));
      case "members" -> say("members " + mesh.clusterId() + " " + mesh.members().keySet());
      default -> say("what? " + words[0]);
    }
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private static final class Printer implements Mesh.Listener {
    @Override
    public void joined(NodeProfile member) {
      say("joined " + member.node());
    }

    @Override
    public void failed(NodeId member) {
      say("failed " + member);
    }

    @Override
    public void left(NodeId member) {
      say("left " + member);
    }

    @Override
    public void changed(NodeProfile member) {
      say("changed " + member.node() + " " + member.sequence());
    }

    @Override
    public void rejoined() {
      say("rejoined");
    }

    @Override
    public void entriesLost() {
      say("entriesLost");
    }
  }
}
