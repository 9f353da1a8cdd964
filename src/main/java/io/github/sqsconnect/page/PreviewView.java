package io.github.sqsconnect.page;

import io.github.sqsconnect.analysis.InputException;
import io.github.sqsconnect.analysis.Preview;
import io.github.sqsconnect.config.SqsSinkConfig;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** The view that shows what a record becomes. */
public final class PreviewView {
  private static final String SAMPLES = "samples.json";

  /**
   * The classes of a task, which most requests need again because they change only the record.
   *
   * @param visible the settings that matter beside those that are set
   */
  private record Prepared(
      Map<String, @Nullable String> settings, Preview preview, List<String> visible) {}

  private final AtomicReference<@Nullable Prepared> last = new AtomicReference<>();

  private PreviewView() {}

  /** The view with its part of the API. */
  public static PageView create() {
    PreviewView view = new PreviewView();
    PageResponse samples =
        new PageResponse(
            200, "application/json", PageFile.beside(PreviewView.class, SAMPLES).content());
    return new PageView(
        "preview",
        List.of(
            PageFile.beside(PreviewView.class, "preview.js"),
            PageFile.beside(PreviewView.class, "preview.css")),
        Map.of("GET /api/samples", request -> samples, "POST /api/preview", view::preview));
  }

  /** One at a time, because the classes of a task belong to one thread. */
  private synchronized PageResponse preview(PageRequest request) {
    try {
      return outcome(request);
    } catch (InputException e) {
      return PageResponse.json(
          json -> {
            json.writeStartObject();
            json.writeStringField("outcome", "error");
            json.writeStringField("reason", String.valueOf(e.getMessage()));
            json.writeEndObject();
          });
    }
  }

  private PageResponse outcome(PageRequest request) {
    Prepared prepared = prepared(request.object("config").settings());
    Preview.Outcome outcome = prepared.preview().of(record(request.object("record")));
    return PageResponse.json(
        new OutcomeJson(prepared.preview(), outcome, prepared.visible())::write);
  }

  private Prepared prepared(Map<String, @Nullable String> settings) {
    Prepared known = last.get();
    if (known != null && known.settings().equals(settings)) {
      return known;
    }
    Preview preview = Preview.of(settings);
    List<String> visible =
        SqsSinkConfig.definition().validate(preview.settings()).stream()
            .filter(ConfigValue::visible)
            .map(ConfigValue::name)
            .toList();
    Prepared prepared = new Prepared(new HashMap<>(settings), preview, visible);
    last.set(prepared);
    return prepared;
  }

  private static ConsumerRecord<byte[], byte[]> record(PageRequest record) {
    byte[] key = bytes(record.text("key"));
    byte[] value = bytes(record.text("value"));
    RecordHeaders headers = new RecordHeaders();
    for (PageRequest header : record.objects("headers")) {
      headers.add(String.valueOf(header.text("name")), bytes(header.text("value")));
    }
    String topic = record.text("topic");
    return new ConsumerRecord<>(
        topic == null || topic.isBlank() ? "topic" : topic,
        (int) number(record, "partition", Integer.MAX_VALUE),
        number(record, "offset", Long.MAX_VALUE),
        number(record, "timestamp", Long.MAX_VALUE),
        TimestampType.CREATE_TIME,
        key == null ? ConsumerRecord.NULL_SIZE : key.length,
        value == null ? ConsumerRecord.NULL_SIZE : value.length,
        key,
        value,
        headers,
        Optional.empty());
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static long number(PageRequest record, String name, long most) {
    String text = record.text(name);
    if (text == null || text.isBlank()) {
      return 0;
    }
    try {
      long number = Long.parseLong(text.trim());
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new InputException(
        "The "
            + name
            + " of the record is '"
            + text
            + "'. Allowed: a whole number from 0 to "
            + most);
  }
}
