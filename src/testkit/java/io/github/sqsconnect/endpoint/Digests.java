package io.github.sqsconnect.endpoint;

import io.github.sqsconnect.project.Unchecked;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The digests of the protocol, written from its description, so independent of the SDK. */
final class Digests {
  private static final byte TEXT_VALUE = 1;
  private static final byte BINARY_VALUE = 2;

  private Digests() {}

  static String md5(String body) {
    return hex(digest("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Sorted by name: name, type and value, each after its length; a type byte before the value. */
  static String md5(Map<String, Attribute> attributes) {
    MessageDigest md5 = digest("MD5");
    new TreeMap<>(attributes)
        .forEach(
            (name, attribute) -> {
              addWithLength(md5, name.getBytes(StandardCharsets.UTF_8));
              addWithLength(md5, attribute.type().getBytes(StandardCharsets.UTF_8));
              md5.update(attribute.binary() ? BINARY_VALUE : TEXT_VALUE);
              addWithLength(md5, attribute.bytes());
            });
    return hex(md5.digest());
  }

  static byte[] sha256(byte[] content) {
    return digest("SHA-256").digest(content);
  }

  static String sha256(String content) {
    return hex(sha256(content.getBytes(StandardCharsets.UTF_8)));
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static void addWithLength(MessageDigest digest, byte[] bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static MessageDigest digest(String name) {
    return Unchecked.call(() -> MessageDigest.getInstance(name));
  }
}
