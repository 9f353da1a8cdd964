package io.github.sqsconnect.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records whose values name their partition and offset: {@code "at":"3-17"}.
 *
 * <p>Nobody else may write to the topic. Then the offset of a record is the number of records sent
 * to its partition before.
 */
public final class NumberedRecords {
  private static final Pattern PLACE = Pattern.compile("\"at\":\"(\\d+)-(\\d+)\"");

  private final String topic;
  private final int partitions;
  private final UnaryOperator<String> value;
  private final Map<Integer, Integer> sent = new TreeMap<>();
  private int total;

  /** Partition and offset of a record. */
  public record Place(int partition, int offset) implements Comparable<Place> {
    /** The place that a record's value, or the message made of it, names. */
    public static Place in(String text) {
      Matcher place = PLACE.matcher(text);
      if (!place.find()) {
        throw new IllegalStateException("not a numbered record: " + text);
      }
      return new Place(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)));
    }

    /** The JSON member that names the place. */
    public String member() {
      return "\"at\":\"" + this + "\"";
    }

    @Override
    public int compareTo(Place other) {
      return partition == other.partition
          ? Integer.compare(offset, other.offset)
          : Integer.compare(partition, other.partition);
    }

    @Override
    public String toString() {
      return partition + "-" + offset;
    }
  }

  public NumberedRecords(String topic, int partitions) {
    this(topic, partitions, member -> "{" + member + "}");
  }

  /**
   * Records with other values.
   *
   * @param value returns the value for the member that names the place
   */
  public NumberedRecords(String topic, int partitions, UnaryOperator<String> value) {
    this.topic = topic;
    this.partitions = partitions;
    this.value = value;
  }

  /** The next records, for one partition after the other. */
  public List<ProducerRecord<byte[], byte[]>> next(int count) {
    return Stream.generate(this::next).limit(count).toList();
  }

  private ProducerRecord<byte[], byte[]> next() {
    int partition = total++ % partitions;
    String member = nextPlace(partition).member();
    return new ProducerRecord<>(topic, partition, null, value.apply(member).getBytes(UTF_8));
  }

  /** The place of the next record of a partition. */
  public Place nextPlace(int partition) {
    return new Place(partition, sent.merge(partition, 1, Integer::sum) - 1);
  }

  /** How many records each partition has. */
  public Map<Integer, Integer> sent() {
    return Map.copyOf(sent);
  }
}
