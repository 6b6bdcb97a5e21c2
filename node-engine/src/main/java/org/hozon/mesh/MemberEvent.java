package org.hozon.mesh;

import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;

/** Something that happened to a member, ready to be told to listeners. */
sealed interface MemberEvent {
  void tell(Mesh.Listener listener);

  record Joined(NodeProfile member) implements MemberEvent {
    @Override
    public void tell(Mesh.Listener listener) {
      listener.joined(member);
    }
  }

  record Changed(NodeProfile member) implements MemberEvent {
    @Override
    public void tell(Mesh.Listener listener) {
      listener.changed(member);
    }
  }

  record Failed(NodeId member) implements MemberEvent {
    @Override
    public void tell(Mesh.Listener listener) {
      listener.failed(member);
    }
  }

  record Left(NodeId member) implements MemberEvent {
    @Override
    public void tell(Mesh.Listener listener) {
      listener.left(member);
    }
  }
}
