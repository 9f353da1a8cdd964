package io.github.sqsconnect.quickstart;

import io.github.sqsconnect.quickstart.Sample.Shape;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A day in an invented shop for outdoor gear, the same in every run.
 *
 * <p>All people are invented too: addresses belong to {@code example.com}, user ids are random
 * numbers from a fixed seed. Each event has a mark, so that its delivery can be checked.
 */
final class SampleRecords {
  private static final List<Product> PRODUCTS =
      List.of(
          new Product("tent-2p-green", "Two-person tent", "tents", 24990),
          new Product("stove-gas-s", "Gas stove, small", "cooking", 3950),
          new Product("lamp-head-400", "Head lamp 400 lm", "lights", 5400),
          new Product("boots-mid-42", "Hiking boots, mid", "shoes", 13995),
          new Product("bottle-1l", "Bottle, one litre", "cooking", 1800));
  private static final List<String> SCREENS = List.of("Home", "Tents", "Cooking", "Basket", "Help");
  private static final List<String> CITIES = List.of("Bergen", "Porto", "Graz");

  private static final String BATCH =
      """
      {"events":[%1$s,%2$s],"mpid":%3$d,"timestamp_unixtime_ms":%4$d,\
      "user_identities":{"customer_id":"c-%3$x","email":"hiker%5$d@example.com"},\
      "user_attributes":{"plan":"%6$s","newsletter":%7$b},\
      "device_info":{"platform":"Android","locale_language":"en"}}""";
  private static final String SCREEN_VIEW =
      """
      {"data":{"screen_name":"%s","timestamp_unixtime_ms":%d,\
      "custom_attributes":{"sample":"%s"}},"event_type":"screen_view"}""";
  private static final String WISH =
      """
      {"data":{"event_name":"Added to wish list","custom_event_type":"user_preference",\
      "timestamp_unixtime_ms":%d,"custom_attributes":{"sample":"%s","sku":"%s"}},\
      "event_type":"custom_event"}""";
  private static final String PURCHASE =
      """
      {"data":{"timestamp_unixtime_ms":%d,"currency_code":"EUR",\
      "product_action":{"action":"purchase","transaction_id":"t-%d","total_amount":%s,\
      "products":[{"id":"%s","name":"%s","category":"%s","price":%s,"quantity":%d}]},\
      "custom_attributes":{"sample":"%s"}},"event_type":"commerce_event"}""";
  private static final String ORDER =
      """
      {"order":"%s","customer_id":"%s","placed_at":"%s","total":"%s","currency":"EUR",\
      "items":[{"sku":"%s","pieces":%d}],"ship_to":{"city":"%s","express":%b}}""";

  private final Random random = new Random(20);
  private final List<Sample> samples = new ArrayList<>();
  private long clock = 1_792_479_600_000L;
  private List<String> marks = new ArrayList<>();
  private int marked;

  private record Product(String sku, String name, String category, int cents) {
    String price(int pieces) {
      return String.format(Locale.ROOT, "%.2f", cents * pieces / 100.0);
    }
  }

  private SampleRecords() {}

  /** The records of the day; shapes are mixed, and the first one is an order. */
  static List<Sample> day() {
    SampleRecords day = new SampleRecords();
    for (int hour = 0; hour < 20; hour++) {
      for (int i = 0; i < 4; i++) {
        String customer = text("c-%04d", day.random.nextInt(2_000));
        day.add(Shape.ORDER, customer, day.order(customer));
      }
      for (int i = 0; i < 8; i++) {
        long user = day.user();
        day.add(Shape.BATCH, Long.toString(user), day.batch(user));
      }
      for (int i = 0; i < 5; i++) {
        day.add(Shape.EVENT, Long.toString(day.user()), day.screenView());
      }
      String array =
          Stream.generate(() -> day.batch(day.user())).limit(3).collect(Collectors.joining(","));
      day.add(Shape.ARRAY, "import", "[" + array + "]");
    }
    return List.copyOf(day.samples);
  }

  /** Adds a record with all marks that were used since the previous one. */
  private void add(Shape shape, String key, String value) {
    samples.add(new Sample(shape, key, value, marks));
    marks = new ArrayList<>();
  }

  private String batch(long user) {
    String first = screenView();
    String second = random.nextInt(3) == 0 ? purchase() : wish();
    return text(
        BATCH,
        first,
        second,
        user,
        time(),
        user % 1000,
        random.nextBoolean() ? "club" : "guest",
        random.nextBoolean());
  }

  private String screenView() {
    return text(SCREEN_VIEW, pick(SCREENS), time(), mark());
  }

  private String wish() {
    return text(WISH, time(), mark(), pick(PRODUCTS).sku());
  }

  private String purchase() {
    Product product = pick(PRODUCTS);
    int pieces = 1 + random.nextInt(2);
    return text(
        PURCHASE,
        time(),
        40_000 + random.nextInt(9_999),
        product.price(pieces),
        product.sku(),
        product.name(),
        product.category(),
        product.price(1),
        pieces,
        mark());
  }

  private String order(String customer) {
    Product product = pick(PRODUCTS);
    int pieces = 1 + random.nextInt(3);
    return text(
        ORDER,
        mark(),
        customer,
        Instant.ofEpochMilli(time()).truncatedTo(ChronoUnit.SECONDS),
        product.price(pieces),
        product.sku(),
        pieces,
        pick(CITIES),
        random.nextInt(4) == 0);
  }

  private static String text(String template, Object... values) {
    return String.format(Locale.ROOT, template, values);
  }

  private String mark() {
    String mark = text("A%04d", ++marked);
    marks.add(mark);
    return mark;
  }

  private long time() {
    clock += 200 + random.nextInt(90_000);
    return clock;
  }

  private long user() {
    return 6_000_000_000_000_000_000L + random.nextInt(1_000_000_000) * 7L;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
