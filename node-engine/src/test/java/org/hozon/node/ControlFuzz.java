package org.hozon.node;

import java.util.List;
import org.hozon.fuzz.FuzzTarget;
import org.hozon.fuzz.FuzzedInput;
import org.hozon.model.DepositId;
import org.hozon.model.DepositRequest;
import org.hozon.model.HeldReport;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.Policy;
import org.hozon.model.Progress;
import org.hozon.model.VerifyReport;

/** Commands as they come through the control port, and the lines that come back. */
public final class ControlFuzz implements FuzzTarget {
  private static final ControlProtocol.Call[] CALLS = ControlProtocol.Call.values();

  private final ControlCalls calls = new ControlCalls(new Quick(), (drain, progress) -> {});

  @Override
  public boolean read(byte[] input) {
    int choice = FuzzedInput.choice(input, CALLS.length + 1);
    String text = FuzzedInput.text(input);
    try {
      if (choice == CALLS.length) {
        Json.read(text, ControlProtocol.Line.class);
      } else {
        ControlProtocol.Arguments given = Json.read(text, ControlProtocol.Arguments.class);
        calls.run(CALLS[choice], given, Progress.NONE, item -> {});
      }
      return true;
    } catch (HozonException refused) {
      return false;
    }
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        seed(ControlProtocol.Call.STATUS, ControlProtocol.Arguments.NONE),
        seed(
            ControlProtocol.Call.DEPOSIT,
            ControlProtocol.Arguments.of(new DepositRequest(List.of("/a"), "a", Policy.STANDARD))),
        seed(ControlProtocol.Call.FILES, ControlProtocol.Arguments.files(FakeNode.DEPOSIT, 1, "a")),
        seed(ControlProtocol.Call.VERIFY, ControlProtocol.Arguments.verify(FakeNode.DEPOSIT, 5)),
        seed(ControlProtocol.Call.ACTIVITY, ControlProtocol.Arguments.activity(FakeNode.THEN, 7)));
  }

  /** Without the troubles that {@link FakeNode} has for other tests. */
  private static final class Quick extends FakeNode {
    @Override
    public VerifyReport verify(DepositId deposit, double samplePercent, Progress progress) {
      return new VerifyReport(1, 3, 0, 0);
    }

    @Override
    public HeldReport held() {
      return null;
    }
  }

  private static byte[] seed(ControlProtocol.Call call, ControlProtocol.Arguments arguments) {
    return FuzzedInput.of(
        List.of(ControlProtocol.Call.values()).indexOf(call), Json.write(arguments));
  }
}
