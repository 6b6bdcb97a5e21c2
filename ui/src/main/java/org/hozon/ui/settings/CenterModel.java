package org.hozon.ui.settings;

import java.time.Duration;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.hozon.model.CenterMember;
import org.hozon.model.Invitation;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.live.Snapshot;
import org.hozon.ui.talk.Dialogs;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.Background;

/** Whom the center that this node is lets in; nothing on a node that is none. */
public final class CenterModel extends NodeModel {
  private static final Duration VALID = Duration.ofDays(7);

  private final ReadOnlyBooleanWrapper center = new ReadOnlyBooleanWrapper();
  private final ObservableList<CenterMember> members = FXCollections.observableArrayList();
  private final StringProperty invitee = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Invitation> invitation = new ReadOnlyObjectWrapper<>();

  public CenterModel(
      NodeWatch watch, Background background, Dialogs dialogs, Texts texts, Figures figures) {
    super(watch, background, dialogs, texts, figures);
    watch.whenServing(this::load);
    watch.snapshot().addListener((property, before, now) -> follow(now));
  }

  /** Somebody may come and wait at any time. */
  private void follow(Snapshot seen) {
    if (center.get() && seen.state() == Snapshot.State.SERVING) {
      load();
    }
  }

  /** Asks who is in the book; a node that has none is no center. */
  @Override
  public void load() {
    background.ask(
        node::centerMembers,
        found -> {
          center.set(true);
          if (!members.equals(found)) {
            members.setAll(found);
          }
        },
        none -> center.set(false));
  }

  /** True once the node said that it is the center. */
  public ReadOnlyBooleanProperty center() {
    return center.getReadOnlyProperty();
  }

  /** The accounts in its book. */
  public ObservableList<CenterMember> members() {
    return members;
  }

  /** Whom the next invitation is for; may be empty. */
  public StringProperty invitee() {
    return invitee;
  }

  /** The newest invitation; null before there is one. */
  public ReadOnlyObjectProperty<Invitation> invitation() {
    return invitation.getReadOnlyProperty();
  }

  /** Until when the newest invitation is good, and what it is; empty before there is one. */
  public String invitationWords() {
    Invitation newest = invitation.get();
    return newest == null ? "" : texts.get("center.invited.text", figures.moment(newest.expires()));
  }

  /** Makes an invitation. */
  public void invite() {
    String name = invitee.get() == null ? "" : invitee.get().strip();
    background.ask(() -> node.invite(name, VALID), invitation::set, this::failed);
  }

  /** Where an account stands, in words. */
  public String words(CenterMember member) {
    String since = figures.moment(member.since());
    return switch (member.state()) {
      case MEMBER -> texts.get("center.member", since);
      case WAITING -> texts.get("center.waiting", since);
      case REJECTED -> texts.get("center.rejected", since);
    };
  }

  /** Lets an account in that waits. */
  public void approve(CenterMember member) {
    decide(() -> node.approve(member.account()));
  }

  /** Turns an account down, after asking. */
  public void reject(CenterMember member) {
    dialogs.confirm(
        new Dialogs.Question(
            texts.get("center.reject.heading", member.name()),
            texts.get("center.reject.text"),
            texts.get("center.reject.yes"),
            true),
        () -> decide(() -> node.reject(member.account())));
  }

  private void decide(Supplier<CenterMember> decision) {
    background.ask(decision, decided -> load(), this::failed);
  }

  private void failed(RuntimeException failure) {
    fail(texts.get("center.failed"), failure);
  }
}
