package io.github.sqsconnect.quickstart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.quickstart.Sample.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A day in an invented shop for outdoor gear, always the same one.
 *
 * <p>Nobody in it exists: addresses are of {@code example.com}, user ids are numbers drawn from a
 * fixed seed. Each event carries a mark of its own, so that the queue can be checked record by
 * record.
 */
final class SampleRecords {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final long MORNING = 1_792_479_600_000L;
  private static final List<Product> PRODUCTS =
      List.of(
          new Product("tent-2p-green", "Two-person tent", "tents", "249.90"),
          new Product("stove-gas-s", "Gas stove, small", "cooking", "39.50"),
          new Product("lamp-head-400", "Head lamp 400 lm", "lights", "54.00"),
          new Product("boots-mid-42", "Hiking boots, mid", "shoes", "139.95"),
          new Product("bottle-1l", "Bottle, one litre", "cooking", "18.00"));
  private static final List<String> SCREENS = List.of("Home", "Tents", "Cooking", "Basket", "Help");
  private static final List<String> DEPOTS = List.of("north", "harbour", "hill");

  private final Random random = new Random(20);
  private final List<Sample> samples = new ArrayList<>();
  private long clock = MORNING;
  private int marked;

  private record Product(String sku, String name, String category, String price) {}

  private SampleRecords() {}

  /** The day's records, shapes mixed as they would come. */
  static List<Sample> day() {
    SampleRecords day = new SampleRecords();
    for (int hour = 0; hour < 20; hour++) {
      for (int i = 0; i < 8; i++) {
        day.addBatch();
      }
      for (int i = 0; i < 5; i++) {
        day.addEvent();
      }
      day.addArray();
      for (int i = 0; i < 4; i++) {
        day.addRecord();
      }
    }
    return List.copyOf(day.samples);
  }

  private void addBatch() {
    List<String> marks = new ArrayList<>();
    long user = user();
    samples.add(new Sample(Shape.BATCH, Long.toString(user), batch(user, marks).toString(), marks));
  }

  private void addEvent() {
    List<String> marks = new ArrayList<>();
    ObjectNode event = screenView(marks);
    samples.add(new Sample(Shape.EVENT, Long.toString(user()), event.toString(), marks));
  }

  private void addArray() {
    List<String> marks = new ArrayList<>();
    ArrayNode batches = NODES.arrayNode();
    for (int i = 0; i < 3; i++) {
      batches.add(batch(user(), marks));
    }
    samples.add(new Sample(Shape.ARRAY, "import", batches.toString(), marks));
  }

  private void addRecord() {
    String depot = DEPOTS.get(random.nextInt(DEPOTS.size()));
    Product product = product();
    String mark = mark();
    ObjectNode record = NODES.objectNode();
    record.put("sample", mark);
    record.put("parcel", 7_000_000_000L + random.nextInt(1_000_000));
    record.put("depot", depot);
    record.put("weight_kg", new BigDecimal(1 + random.nextInt(90)).movePointLeft(1));
    record.put("express", random.nextInt(4) == 0);
    record.putObject("item").put("sku", product.sku()).put("pieces", 1 + random.nextInt(3));
    samples.add(new Sample(Shape.RECORD, depot, record.toString(), List.of(mark)));
  }

  private ObjectNode batch(long user, List<String> marks) {
    ObjectNode batch = NODES.objectNode();
    ArrayNode events = batch.putArray("events");
    events.add(screenView(marks));
    events.add(random.nextInt(3) == 0 ? purchase(marks) : wish(marks));
    batch.put("mpid", user);
    batch.put("timestamp_unixtime_ms", tick());
    batch
        .putObject("user_identities")
        .put("customer_id", "c-" + Long.toHexString(user))
        .put("email", "hiker" + user % 1000 + "@example.com");
    batch
        .putObject("user_attributes")
        .put("plan", random.nextBoolean() ? "club" : "guest")
        .put("newsletter", random.nextBoolean());
    batch.putObject("device_info").put("platform", "Android").put("locale_language", "en");
    return batch;
  }

  private ObjectNode screenView(List<String> marks) {
    ObjectNode data = NODES.objectNode();
    data.put("screen_name", SCREENS.get(random.nextInt(SCREENS.size())));
    data.put("timestamp_unixtime_ms", tick());
    marked(data, marks);
    return event("screen_view", data);
  }

  private ObjectNode wish(List<String> marks) {
    ObjectNode data = NODES.objectNode();
    data.put("event_name", "Added to wish list");
    data.put("custom_event_type", "user_preference");
    data.put("timestamp_unixtime_ms", tick());
    marked(data, marks).put("sku", product().sku());
    return event("custom_event", data);
  }

  private ObjectNode purchase(List<String> marks) {
    Product product = product();
    BigDecimal price = new BigDecimal(product.price());
    int pieces = 1 + random.nextInt(2);
    ObjectNode data = NODES.objectNode();
    data.put("timestamp_unixtime_ms", tick());
    data.put("currency_code", "EUR");
    ObjectNode action = data.putObject("product_action");
    action.put("action", "purchase");
    action.put("transaction_id", "t-" + (40_000 + random.nextInt(9_999)));
    action.put("total_amount", price.multiply(BigDecimal.valueOf(pieces)));
    action
        .putArray("products")
        .addObject()
        .put("id", product.sku())
        .put("name", product.name())
        .put("category", product.category())
        .put("price", price)
        .put("quantity", pieces);
    marked(data, marks);
    return event("commerce_event", data);
  }

  private static ObjectNode event(String type, ObjectNode data) {
    ObjectNode event = NODES.objectNode();
    event.set("data", data);
    event.put("event_type", type);
    return event;
  }

  private ObjectNode marked(ObjectNode data, List<String> marks) {
    String mark = mark();
    marks.add(mark);
    return data.putObject("custom_attributes").put("sample", mark);
  }

  private String mark() {
    return String.format(Locale.ROOT, "s%04d", ++marked);
  }

  private long tick() {
    clock += 200 + random.nextInt(90_000);
    return clock;
  }

  private long user() {
    return 6_000_000_000_000_000_000L + random.nextInt(1_000_000_000) * 7L;
  }

  private Product product() {
    return PRODUCTS.get(random.nextInt(PRODUCTS.size()));
  }
}
