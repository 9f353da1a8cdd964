package io.github.sqsconnect.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Reads a {@code SendMessageBatch} request and writes its answer in one pass over the bytes.
 *
 * <p>It accepts one to ten entries with different ids and with bodies, at most 1 MiB in all, and
 * nothing after the object. Anything else is an {@link IllegalArgumentException}.
 */
final class BatchRequest {
  private static final int MOST_ENTRIES = 10;
  private static final int MOST_BYTES = 1_048_576;
  private static final HexFormat HEX = HexFormat.of();

  private final MessageDigest md5;
  private byte[] in = new byte[0];
  private int at;
  private int end;
  private int messages;
  private long bytes;

  BatchRequest() {
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  int messages() {
    return messages;
  }

  /** Bytes of all bodies, as SQS counts them. */
  long bytes() {
    return bytes;
  }

  /** Returns the answer to the request in {@code body}, whose strings are unescaped in place. */
  byte[] answer(byte[] body, int length) {
    in = body;
    at = 0;
    end = length;
    messages = 0;
    bytes = 0;
    StringBuilder out = new StringBuilder(1_200).append("{\"Successful\":[");
    boolean queue = false;
    boolean entries = false;
    expect('{');
    do {
      String name = text();
      expect(':');
      if (name.equals("QueueUrl")) {
        queue = !text().isEmpty();
      } else if (name.equals("Entries")) {
        entries(out);
        entries = true;
      } else {
        throw wrong("member " + name);
      }
    } while (more('}'));
    if (!queue || !entries || at != end) {
      throw wrong("request");
    }
    return out.append("],\"Failed\":[]}").toString().getBytes(ISO_8859_1);
  }

  private void entries(StringBuilder out) {
    Set<String> ids = new HashSet<>();
    expect('[');
    do {
      String id = "";
      String digest = "";
      expect('{');
      do {
        String name = text();
        expect(':');
        switch (name) {
          case "Id" -> id = text();
          case "MessageBody" -> digest = messageBody();
          case "MessageGroupId", "MessageDeduplicationId" -> text();
          default -> throw wrong("member " + name);
        }
      } while (more('}'));
      if (id.isEmpty() || digest.isEmpty() || !ids.add(id)) {
        throw wrong("entry");
      }
      out.append(messages == 0 ? "{\"Id\":\"" : ",{\"Id\":\"")
          .append(id)
          .append(
              "\",\"MessageId\":\"5fea7756-0ea4-451a-a703-a558b933e274\",\"MD5OfMessageBody\":\"")
          .append(digest)
          .append("\"}");
      messages++;
    } while (more(']'));
    if (messages > MOST_ENTRIES || bytes > MOST_BYTES) {
      throw wrong("size");
    }
  }

  private String messageBody() {
    int from = at + 1;
    int length = unescape();
    bytes += length;
    md5.update(in, from, length);
    return length == 0 ? "" : HEX.formatHex(md5.digest());
  }

  private String text() {
    int from = at + 1;
    return new String(in, from, unescape(), UTF_8);
  }

  /** Moves behind the string that begins here, and writes its plain bytes after its first quote. */
  private int unescape() {
    expect('"');
    int from = at;
    int to = at;
    while (in[at] != '"') {
      byte b = in[at++];
      if (b != '\\') {
        in[to++] = b;
        continue;
      }
      byte escaped = in[at++];
      switch (escaped) {
        case 'n' -> in[to++] = '\n';
        case 't' -> in[to++] = '\t';
        case 'r' -> in[to++] = '\r';
        case 'b' -> in[to++] = '\b';
        case 'f' -> in[to++] = '\f';
        case '"', '\\', '/' -> in[to++] = escaped;
        default -> throw wrong("escape");
      }
    }
    at++;
    return to - from;
  }

  private void expect(char wanted) {
    if (at >= end || in[at] != wanted) {
      throw wrong("character");
    }
    at++;
  }

  private boolean more(char closing) {
    byte next = in[at++];
    if (next != ',' && next != closing) {
      throw wrong("character");
    }
    return next == ',';
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("unexpected " + what + " at byte " + at);
  }
}
