package io.github.sqsconnect.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** An event batch as a shop's app sends it: the context of a user, and clicks. */
public final class SampleBatch {
  private static final ObjectMapper JACKSON = new ObjectMapper();

  private SampleBatch() {}

  /** A batch of at least so many characters, and at most one event more. */
  public static String ofAbout(int bytes) {
    return ofAbout(bytes, 0);
  }

  /** The same, with additional text of so many characters in each event. */
  public static String ofAbout(int bytes, int note) {
    StringBuilder events = new StringBuilder();
    String context =
        """
        "mpid":-7346244611012968789,"environment":"development","device_info":{"brand":"Pixel","device_model":"Pixel 8",\
        "os_version":"15","screen_height":2400,"screen_width":1080,"is_tablet":false},"application_info":\
        {"application_name":"Lamps","application_version":"4.2.0","os":"Android"},"user_attributes":{"plan":"gold",\
        "$city":"Köln"},"user_identities":{"customer_id":"c-100200","email":"ada@example.org"},"ip":"192.0.2.17"}""";
    for (int i = 0; events.length() + context.length() < bytes; i++) {
      events.append(i == 0 ? "" : ",").append(event(i, note));
    }
    return "{\"events\":[" + events + "]," + context;
  }

  private static String event(int number, int note) {
    return """
        {"data":{"event_name":"lamp lit","custom_event_type":"other","timestamp_unixtime_ms":%d,"session_id":%d,\
        "session_uuid":"8fbc1a33-1b2c-4f7e-9d51-%012d","custom_attributes":{"room":"hall %d","watts":"9",\
        "colour":"warm"%s},"location":{"latitude":50.94128,"longitude":6.958307}},"event_type":"custom_event"}"""
        .formatted(
            1764025200000L + number,
            8_000_000_000_000_000L + number,
            number,
            number,
            note == 0 ? "" : ",\"note\":\"" + "warm and dim ".repeat(note / 13) + "\"");
  }

  static Object asMap(String text) throws IOException {
    return JACKSON.readValue(text, LinkedHashMap.class);
  }

  static SinkRecord asStruct(String text, BiFunction<Schema, Object, SinkRecord> record)
      throws IOException {
    Object value = typed(JACKSON.readTree(text));
    return record.apply(((Struct) value).schema(), value);
  }

  private static Object typed(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> values = new LinkedHashMap<>();
      node.properties().forEach(field -> values.put(field.getKey(), typed(field.getValue())));
      SchemaBuilder builder = SchemaBuilder.struct();
      values.forEach((name, value) -> builder.field(name, schema(value)));
      Struct struct = new Struct(builder.build());
      values.forEach(struct::put);
      return struct;
    }
    if (node.isArray()) {
      List<Object> elements = new ArrayList<>();
      node.forEach(element -> elements.add(typed(element)));
      return elements;
    }
    if (node.isIntegralNumber()) {
      return node.longValue();
    }
    return node.isNumber()
        ? (Object) node.doubleValue()
        : node.isBoolean() ? (Object) node.booleanValue() : node.textValue();
  }

  private static Schema schema(Object value) {
    if (value instanceof Struct struct) {
      return struct.schema();
    }
    if (value instanceof List<?> list) {
      return SchemaBuilder.array(schema(list.get(0))).build();
    }
    return value instanceof Long
        ? Schema.INT64_SCHEMA
        : value instanceof Double
            ? Schema.FLOAT64_SCHEMA
            : value instanceof Boolean ? Schema.BOOLEAN_SCHEMA : Schema.STRING_SCHEMA;
  }
}
