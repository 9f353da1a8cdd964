package io.github.sqsconnect.world;

import io.github.sqsconnect.world.PlannedRecord.Kind;
import java.util.Arrays;

/** Record values whose items can be recognised in every message. */
public final class RecordBodies {
  /** Bytes that make an event of a large record large. */
  public static final int PADDING = 1_200;

  private static final String PAD = "x".repeat(PADDING);

  private RecordBodies() {}

  /** How many items a record of that kind carries. */
  public static int items(PlannedRecord record, boolean eventBatches) {
    return switch (record.kind()) {
      case POISON, FILTERED, SKIPPED -> 0;
      case LARGE -> eventBatches ? 3 : 1;
      case PLAIN -> eventBatches ? record.messages() : 1;
      case REFUSED, SPOILING, STUBBORN -> 1;
    };
  }

  public static String key(PlannedRecord record) {
    return record.group() == 0 ? null : "user-" + record.group();
  }

  public static String value(PlannedRecord record, int firstItem, boolean eventBatches) {
    if (record.kind() == Kind.FILTERED) {
      return null;
    }
    if (record.kind() == Kind.POISON) {
      return eventBatches ? "{\"events\":[" : "";
    }
    if (!eventBatches) {
      return "#" + firstItem + ";" + (record.kind() == Kind.LARGE ? PAD : "");
    }
    if (record.kind() == Kind.LARGE) {
      return batch(record.group(), firstItem, 3, PAD);
    }
    if (record.kind() != Kind.PLAIN || record.messages() == 1) {
      return batch(record.group(), firstItem, 1, "");
    }
    StringBuilder array = new StringBuilder("[");
    for (int i = 0; i < record.messages(); i++) {
      array.append(i == 0 ? "" : ",").append(batch((record.group() + i) % 5, firstItem + i, 1, ""));
    }
    return array.append(']').toString();
  }

  private static String batch(int group, int firstItem, int events, String pad) {
    StringBuilder json = new StringBuilder("{");
    if (group > 0) {
      json.append("\"mpid\":\"").append(group).append("\",");
    }
    json.append("\"events\":[");
    for (int i = 0; i < events; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"#")
          .append(firstItem + i)
          .append(';')
          .append(pad)
          .append("\"}}");
    }
    return json.append("]}").toString();
  }

  /** The items in a message, in order. */
  public static int[] itemsOf(String body) {
    int[] items = new int[4];
    int count = 0;
    for (int at = body.indexOf('#'); at >= 0; at = body.indexOf('#', at)) {
      int item = 0;
      for (at++; body.charAt(at) != ';'; at++) {
        item = item * 10 + body.charAt(at) - '0';
      }
      if (count == items.length) {
        items = Arrays.copyOf(items, count * 2);
      }
      items[count++] = item;
    }
    return Arrays.copyOf(items, count);
  }
}
