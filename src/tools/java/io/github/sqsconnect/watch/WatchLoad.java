package io.github.sqsconnect.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.NumberedRecords;
import io.github.sqsconnect.servers.NumberedRecords.Place;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Produces invented orders at a pace that buttons change. */
final class WatchLoad implements AutoCloseable {
  private static final int[] RECORDS_PER_SECOND = {0, 50, 200, 1_000, 2_500, 5_000};
  private static final int FIRST_LEVEL = 2;
  private static final Duration TICK = Duration.ofMillis(20);

  /** With more records behind, the load waits, so that memory and disk stay limited. */
  private static final long MOST_LAG = 300_000;

  private static final List<String> ITEMS =
      List.of("tent-2p-green", "stove-gas-s", "lamp-head-400", "boots-mid-42", "bottle-1l");

  private final KafkaTopics topics;
  private final WatchLedger ledger;
  private final NumberedRecords records;
  private final String topic;
  private final int partitions;
  private final Random random = new Random(22);
  private final Queue<Place> poison = new ArrayDeque<>();
  private final Thread thread = new Thread(this::run, "watch-load");
  private volatile int level = FIRST_LEVEL;
  private volatile boolean waiting;
  private volatile boolean open = true;
  private volatile String failure = "";
  private int poisonWanted;

  WatchLoad(WatchSetup setup, KafkaTopics topics, WatchLedger ledger) {
    this.topics = topics;
    this.ledger = ledger;
    topic = setup.topic();
    partitions = setup.partitions();
    records = new NumberedRecords(topic, partitions, this::order);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void more() {
    level = Math.min(level + 1, RECORDS_PER_SECOND.length - 1);
  }

  void less() {
    level = Math.max(level - 1, 0);
  }

  boolean isMost() {
    return level == RECORDS_PER_SECOND.length - 1;
  }

  boolean isLeast() {
    return level == 0;
  }

  int recordsPerSecond() {
    return RECORDS_PER_SECOND[level];
  }

  /** Whether the load waits because too many records are behind. */
  boolean waiting() {
    return waiting;
  }

  /** Why no more records are produced; empty while they are. */
  String failure() {
    return failure;
  }

  /** Produces a record that is not JSON. */
  synchronized void addPoison() {
    poisonWanted++;
  }

  /** A poison record that is not in the dead-letter topic yet, or null. */
  synchronized @Nullable Place outstandingPoison() {
    poison.removeIf(ledger::isDone);
    return poison.peek();
  }

  /** Whether a poison record waits to be produced or to become a dead letter. */
  synchronized boolean hasPoison() {
    return poisonWanted > 0 || outstandingPoison() != null;
  }

  private void run() {
    double due = 0;
    long last = System.nanoTime();
    while (open && failure.isEmpty()) {
      Await.pause(TICK);
      long now = System.nanoTime();
      waiting = ledger.lag() > MOST_LAG;
      due = waiting ? 0 : due + recordsPerSecond() * Math.min(1, (now - last) / 1e9);
      last = now;
      for (ProducerRecord<byte[], byte[]> record : records.next((int) due)) {
        send(record);
      }
      due -= (int) due;
      sendPoison();
    }
  }

  private void sendPoison() {
    int count;
    synchronized (this) {
      count = poisonWanted;
    }
    for (int i = 0; i < count; i++) {
      Place place = records.nextPlace(random.nextInt(partitions));
      byte[] value = ("{" + place.member() + ",\"order\":\"A-").getBytes(UTF_8);
      synchronized (this) {
        poison.add(place);
        poisonWanted--;
      }
      send(new ProducerRecord<>(topic, place.partition(), null, value));
    }
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    Place place = Place.in(new String(record.value(), UTF_8));
    topics.send(record, (stored, error) -> produced(place, stored, error));
  }

  /** The ledger needs offsets that are equal to the numbers in the records. */
  private void produced(Place place, RecordMetadata stored, @Nullable Exception error) {
    if (error != null) {
      failure = "The broker does not accept records: " + error.getMessage();
    } else if (stored.offset() != place.offset()) {
      failure = "Another program writes to topic " + topic;
    } else {
      ledger.produced(place.partition(), place.offset());
    }
  }

  private String order(String place) {
    int number = random.nextInt(1_000_000);
    return "{"
        + place
        + ",\"order\":\"A-"
        + number
        + "\",\"customer\":\"c-"
        + number % 4_096
        + "\",\"item\":\""
        + ITEMS.get(number % ITEMS.size())
        + "\",\"pieces\":"
        + (1 + number % 3)
        + ",\"total\":"
        + number % 30_000 / 100.0
        + ",\"currency\":\"EUR\"}";
  }

  @Override
  public void close() {
    open = false;
    Unchecked.run(() -> thread.join(TICK.multipliedBy(50).toMillis()));
  }
}
