package io.github.sqsconnect.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.jmh.SampleBatch;

/** An event batch of about this size, and how many of them a full run forwards. */
enum Payload {
  B_200("200 B", 200, 240_000),
  KB_1("1 KB", 1_024, 240_000),
  KB_10("10 KB", 10_240, 40_000),
  KB_100("100 KB", 102_400, 6_000),
  KB_900("900 KB", 921_600, 800);

  /** Bytes of text in each event: with fewer events, the ids added later are small enough. */
  private static final int NOTE = 2_000;

  private static final String SMALL =
      """
      {"mpid":-7346244611012968789,"environment":"development","events":[{"data":{"event_name":"lamp lit",\
      "custom_event_type":"other","timestamp_unixtime_ms":1764025200000},"event_type":"custom_event"}]}""";

  private final String label;
  private final int bytes;
  private final int records;

  Payload(String label, int bytes, int records) {
    this.label = label;
    this.bytes = bytes;
    this.records = records;
  }

  String label() {
    return label;
  }

  int bytes() {
    return bytes;
  }

  /** The records of a full run. */
  int records() {
    return records;
  }

  String text() {
    return switch (this) {
      case B_200 -> SMALL;
      case KB_1 -> SampleBatch.ofAbout(824);
      case KB_10 -> SampleBatch.ofAbout(bytes);
      case KB_100, KB_900 -> SampleBatch.ofAbout(bytes - NOTE, NOTE);
    };
  }

  byte[] value() {
    return text().getBytes(UTF_8);
  }
}
