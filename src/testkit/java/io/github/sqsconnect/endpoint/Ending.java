package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** How an answer leaves, or fails to leave; tells whether the connection stays open. */
@FunctionalInterface
interface Ending {
  Duration LONGEST_STALL = Duration.ofSeconds(30);

  boolean write(WireConnection connection, byte[] answer, Pauses pauses) throws IOException;

  Ending WHOLE =
      (connection, answer, pauses) -> {
        connection.write(answer);
        return true;
      };

  /** The whole answer, then an end that no header announced. */
  Ending WHOLE_THEN_CLOSE =
      (connection, answer, pauses) -> {
        connection.write(answer);
        return false;
      };

  /** The whole answer, then a reset, which may overtake what the client has not read yet. */
  Ending WHOLE_THEN_RESET =
      (connection, answer, pauses) -> {
        connection.write(answer);
        connection.closeWithReset();
        return false;
      };

  /** A reset when the first bytes of the body have been read. */
  Ending RESET_IN_REQUEST =
      (connection, answer, pauses) -> {
        connection.readFirstBytes();
        connection.closeWithReset();
        return false;
      };

  /** Reads the first bytes of the body and no more, for longer than any client waits. */
  Ending STALL_IN_REQUEST =
      (connection, answer, pauses) -> {
        connection.readFirstBytes();
        pauses.hold(LONGEST_STALL);
        return false;
      };

  Ending CLOSE = (connection, answer, pauses) -> false;

  Ending RESET =
      (connection, answer, pauses) -> {
        connection.closeWithReset();
        return false;
      };

  Ending HANG =
      (connection, answer, pauses) -> {
        connection.waitForClientToLeave();
        return false;
      };

  /** The first part of the bytes, then {@code next}: close, reset or hang. */
  static Ending cutAt(double share, Ending next) {
    return (connection, answer, pauses) -> {
      connection.write(Arrays.copyOf(answer, (int) (answer.length * share)));
      return next.write(connection, answer, pauses);
    };
  }

  static Ending afterInterim(Duration pause, int... statuses) {
    return (connection, answer, pauses) -> {
      byte[] all = answer;
      for (int i = statuses.length - 1; i >= 0; i--) {
        String head = "HTTP/1.1 " + statuses[i] + " Interim\r\nLink: </a>; rel=preload\r\n\r\n";
        byte[] interim = head.getBytes(StandardCharsets.ISO_8859_1);
        if (pause.isZero()) {
          byte[] joined = Arrays.copyOf(interim, interim.length + all.length);
          System.arraycopy(all, 0, joined, interim.length, all.length);
          all = joined;
        } else {
          connection.write(interim);
          pauses.hold(pause);
        }
      }
      connection.write(all);
      return true;
    };
  }

  static Ending trickle(int bytes, Duration every) {
    return (connection, answer, pauses) -> {
      for (int from = 0; from < answer.length; from += bytes) {
        pauses.hold(from == 0 ? Duration.ZERO : every);
        int to = Math.min(answer.length, from + bytes);
        connection.write(Arrays.copyOfRange(answer, from, to));
      }
      return true;
    };
  }
}
