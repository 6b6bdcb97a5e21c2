package org.hozon.app.window;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.hozon.app.trial.Children;
import org.hozon.app.trial.JavaProgram;
import org.hozon.app.trial.NodeProcess;
import org.hozon.app.trial.Trees;
import org.hozon.app.trial.TrialCenter;
import org.hozon.model.HostPort;
import org.hozon.model.Invitation;
import org.hozon.ui.live.NodeGate;
import org.hozon.ui.live.Trial;

/** The trial: five nodes as processes of this computer, in a folder that goes with it. */
public final class ProcessTrial implements Trial {
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final List<String> MEMORY =
      List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  /** All five together leave most of the disk alone. */
  private static final int DISK_SHARE = 20;

  private static final long MOST_OFFERED = 20_000_000_000L;

  private final Path folder;
  private final Children children = new Children();
  private final AtomicReference<Invitation> invitation = new AtomicReference<>();
  private boolean ended;

  /**
   * Prepares a trial.
   *
   * @param folder for all it writes; what an earlier trial left there is removed
   */
  public ProcessTrial(Path folder) {
    this.folder = folder;
    Trees.delete(folder);
  }

  @Override
  public NodeGate gate() {
    return new HomeGate(folder.resolve("you"), invitation::get);
  }

  @Override
  public List<HostPort> start(IntConsumer serving) {
    try {
      return startAll(serving);
    } catch (RuntimeException | Error failed) {
      end();
      throw failed;
    }
  }

  private List<HostPort> startAll(IntConsumer serving) {
    JavaProgram program = JavaProgram.likeThisProcess(MEMORY);
    TrialCenter.found(folder.resolve(name(1)));
    NodeProcess first = start(program, 1, List.of());
    HostPort join = first.awaitReady(LONGEST_START).join();
    serving.accept(1);
    List<NodeProcess> others = new ArrayList<>();
    for (int number = 2; number <= NODES; number++) {
      String invited = TrialCenter.invite(first.home()).text();
      others.add(start(program, number, List.of("--invite", invited)));
    }
    invitation.set(TrialCenter.invite(first.home()));
    List<HostPort> all = new ArrayList<>(List.of(join));
    for (NodeProcess other : others) {
      all.add(other.awaitReady(LONGEST_START).join());
      serving.accept(all.size());
    }
    return all;
  }

  private static String name(int number) {
    return "trial-" + number;
  }

  private NodeProcess start(JavaProgram program, int number, List<String> way) {
    String name = name(number);
    List<String> options = new ArrayList<>(way);
    options.addAll(
        List.of(
            "--preset",
            "trial",
            "--listen",
            "127.0.0.1",
            "--offer",
            String.valueOf(offer()),
            "--site",
            "room of " + name));
    return NodeProcess.start(children, program, name, folder.resolve(name), options);
  }

  private long offer() {
    return Math.min(MOST_OFFERED, folder.toFile().getUsableSpace() / DISK_SHARE);
  }

  @Override
  public synchronized void end() {
    if (!ended) {
      ended = true;
      children.close();
      Trees.delete(folder);
    }
  }
}
