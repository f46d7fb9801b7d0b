package dev.wirelab.server.wire;

import java.util.List;

/// Somebody who follows the wire as it happens, a log for one. Called on the connection's own
/// thread, which waits: so be quick, and throw nothing.
public interface Observer {

  /// Nobody looks.
  Observer NOBODY =
      new Observer() {
        @Override
        public void began(Dialogue dialogue) {}

        @Override
        public void passed(Dialogue dialogue, Segment segment) {}

        @Override
        public void ended(Dialogue dialogue) {}

        @Override
        public void failed(Dialogue dialogue, Throwable cause) {}
      };

  /// Several, each told in turn.
  static Observer all(Observer... observers) {
    var everybody = List.of(observers);
    return new Observer() {
      @Override
      public void began(Dialogue dialogue) {
        everybody.forEach(observer -> observer.began(dialogue));
      }

      @Override
      public void passed(Dialogue dialogue, Segment segment) {
        everybody.forEach(observer -> observer.passed(dialogue, segment));
      }

      @Override
      public void remarked(Dialogue dialogue, Remark remark) {
        everybody.forEach(observer -> observer.remarked(dialogue, remark));
      }

      @Override
      public void ended(Dialogue dialogue) {
        everybody.forEach(observer -> observer.ended(dialogue));
      }

      @Override
      public void failed(Dialogue dialogue, Throwable cause) {
        everybody.forEach(observer -> observer.failed(dialogue, cause));
      }
    };
  }

  /// A connection has been accepted.
  void began(Dialogue dialogue);

  /// Octets have passed.
  void passed(Dialogue dialogue, Segment segment);

  /// Something was remarked.
  default void remarked(Dialogue dialogue, Remark remark) {}

  /// The connection is closed.
  void ended(Dialogue dialogue);

  /// The server could not go on with it, through a fault of its own.
  void failed(Dialogue dialogue, Throwable cause);
}
