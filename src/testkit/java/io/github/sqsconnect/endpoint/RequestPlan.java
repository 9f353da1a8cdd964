package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How one request is treated: what the faults that match it change. Without faults, nothing. */
final class RequestPlan {
  private static final Duration LONGEST_STALL = Duration.ofSeconds(30);

  /** What happens to the connection after the response. */
  enum End {
    KEEP_OPEN,
    CLOSE,
    RESET,
    WAIT_FOR_CLIENT,
    /** The first bytes of the request's body are read, then the connection is reset. */
    RESET_IN_REQUEST,
    /** The first bytes of the request's body are read, and then no more. */
    STALL_IN_REQUEST
  }

  /** How one entry is treated: whether it is stored, and what the response contains of it. */
  record EntryResult(boolean stored, boolean inResponse, @Nullable EntryFailure failure) {
    static final EntryResult SUCCESS = new EntryResult(true, true, null);
  }

  /** The names of the faults that match. */
  final List<String> faults = new ArrayList<>();

  /** Changes to the JSON of a successful response. */
  final List<Consumer<ObjectNode>> edits = new ArrayList<>();

  Duration delayBefore = Duration.ZERO;
  Duration delayAfter = Duration.ZERO;

  /** Makes the response, or throws the error, instead of executing the call. */
  @Nullable Supplier<HttpResponse> insteadOfCall;

  /** False: nothing is stored and nothing is sent. */
  boolean executed = true;

  int bytesPerWrite = Integer.MAX_VALUE;
  Duration pauseBetweenWrites = Duration.ZERO;
  int[] interimStatuses = {};
  Duration interimPause = Duration.ZERO;

  private final Map<String, EntryResult> entryResults = new HashMap<>();
  private UnaryOperator<byte[]> bodyRewrite = UnaryOperator.identity();
  private UnaryOperator<byte[]> wireRewrite = UnaryOperator.identity();
  private double shareSent = 1;
  private End end = End.KEEP_OPEN;

  /** Sets how an entry is treated; the first fault that does so counts. */
  void treat(Entry entry, EntryResult result) {
    entryResults.putIfAbsent(entry.id(), result);
  }

  EntryResult resultOf(Entry entry) {
    return entryResults.getOrDefault(entry.id(), EntryResult.SUCCESS);
  }

  /** Sends this share of the response's bytes, then ends; the first fault that does so counts. */
  void endAfter(double share, End how) {
    if (!endsConnection()) {
      shareSent = share;
      end = how;
    }
  }

  boolean endsConnection() {
    return end != End.KEEP_OPEN;
  }

  void rewriteBody(UnaryOperator<byte[]> rewrite) {
    UnaryOperator<byte[]> earlier = bodyRewrite;
    bodyRewrite = bytes -> rewrite.apply(earlier.apply(bytes));
  }

  void rewriteWire(UnaryOperator<byte[]> rewrite) {
    UnaryOperator<byte[]> earlier = wireRewrite;
    wireRewrite = bytes -> rewrite.apply(earlier.apply(bytes));
  }

  byte[] wireBytes(HttpResponse response) {
    byte[] body = bodyRewrite.apply(response.body().clone());
    return wireRewrite.apply(response.withBody(body).toBytes());
  }

  /** Writes the response as planned; returns whether the connection stays open. */
  boolean write(HttpConnection connection, byte[] response) throws IOException {
    byte[] bytes = Arrays.copyOf(response, (int) (response.length * shareSent));
    writeInPieces(connection, withInterimResponses(connection, bytes));
    return end(connection);
  }

  /** Interim responses without a pause are sent in one write with the response. */
  private byte[] withInterimResponses(HttpConnection connection, byte[] response)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int status : interimStatuses) {
      String interim = "HTTP/1.1 " + status + " Interim\r\nLink: </a>; rel=preload\r\n\r\n";
      if (interimPause.isZero()) {
        bytes.writeBytes(interim.getBytes(StandardCharsets.ISO_8859_1));
      } else {
        connection.write(interim);
        connection.pause(interimPause);
      }
    }
    bytes.writeBytes(response);
    return bytes.toByteArray();
  }

  private void writeInPieces(HttpConnection connection, byte[] bytes) throws IOException {
    for (int from = 0; from < bytes.length; ) {
      if (from > 0) {
        connection.pause(pauseBetweenWrites);
      }
      int to = from + Math.min(bytes.length - from, bytesPerWrite);
      connection.write(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
  }

  private boolean end(HttpConnection connection) throws IOException {
    switch (end) {
      case KEEP_OPEN, CLOSE -> {}
      case RESET -> connection.reset();
      case WAIT_FOR_CLIENT -> connection.waitForClientToLeave();
      case RESET_IN_REQUEST -> {
        connection.readFirstBytes();
        connection.reset();
      }
      case STALL_IN_REQUEST -> {
        connection.readFirstBytes();
        connection.pause(LONGEST_STALL);
      }
    }
    return end == End.KEEP_OPEN;
  }
}
