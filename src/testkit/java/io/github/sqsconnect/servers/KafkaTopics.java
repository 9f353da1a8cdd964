package io.github.sqsconnect.servers;

import io.github.sqsconnect.project.Unchecked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.ConsumerGroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates topics, produces to them and reads them, and reads committed offsets. */
public final class KafkaTopics implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int LARGEST_REQUEST = 16 * 1024 * 1024;

  private final String bootstrapServers;
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;

  public KafkaTopics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("acks", "all");
    settings.put("linger.ms", 5);
    // With more, records of a new topic may be reordered while the producer finds its leader.
    settings.put("max.in.flight.requests.per.connection", 1);
    settings.put("batch.size", 131_072);
    settings.put("max.request.size", LARGEST_REQUEST);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public void create(String topic, int partitions) {
    create(topic, partitions, Map.of());
  }

  /** Creates a topic with settings such as {@code max.message.bytes}. */
  public void create(String topic, int partitions, Map<String, String> settings) {
    NewTopic wanted = new NewTopic(topic, partitions, (short) 1).configs(settings);
    await(admin.createTopics(List.of(wanted)).all());
  }

  /** Adds partitions to a topic. */
  public void grow(String topic, int partitions) {
    await(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all());
  }

  /** Deletes a topic and waits until the broker no longer lists it. */
  public void delete(String topic) {
    await(admin.deleteTopics(List.of(topic)).all());
    Await.until(
        "end of topic " + topic, LIMIT, () -> !await(admin.listTopics().names()).contains(topic));
  }

  /** Denies all access to a topic; for a broker {@link KafkaBroker#WITH_ACLS}. */
  public void denyAll(String topic) {
    AclBinding denied =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
            new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.DENY));
    await(admin.createAcls(List.of(denied)).all());
  }

  /** Undoes {@link #denyAll}. */
  public void allowAll(String topic) {
    AclBindingFilter rules =
        new AclBindingFilter(
            new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL).toFilter(),
            AccessControlEntryFilter.ANY);
    await(admin.deleteAcls(List.of(rules)).all());
  }

  /** Changes a setting of a topic. */
  public void configure(String topic, String key, String value) {
    AlterConfigOp change = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    await(admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all());
  }

  /** Produces a record without waiting; {@link #flush} waits. */
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    return producer.send(record);
  }

  /** Produces a record without waiting, and passes the result to the callback. */
  public void send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    producer.send(record, callback);
  }

  /** Produces the records and waits until the broker has stored them. */
  public List<RecordMetadata> sendAll(List<ProducerRecord<byte[], byte[]>> records) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    records.forEach(record -> sent.add(send(record)));
    flush();
    return sent.stream().map(KafkaTopics::await).toList();
  }

  public void flush() {
    producer.flush();
  }

  /** The committed offset of a partition, 0 if there is none. */
  public long committed(String connector, TopicPartition partition) {
    return committed(connector).getOrDefault(partition, 0L);
  }

  /** The offsets that a connector's consumer group has committed. */
  public Map<TopicPartition, Long> committed(String connector) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    await(admin.listConsumerGroupOffsets("connect-" + connector).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                offsets.put(partition, offset.offset());
              }
            });
    return offsets;
  }

  /** The ids of the members of a connector's consumer group. */
  public Set<String> members(String connector) {
    return group(connector).members().stream()
        .map(MemberDescription::consumerId)
        .collect(Collectors.toSet());
  }

  /**
   * How many partitions each member of a connector's group has; empty unless the group uses the
   * classic protocol and is stable.
   */
  public List<Integer> partitionsPerMember(String connector) {
    ConsumerGroupDescription group = group(connector);
    return group.state() == ConsumerGroupState.STABLE
        ? group.members().stream()
            .map(member -> member.assignment().topicPartitions().size())
            .toList()
        : List.of();
  }

  private ConsumerGroupDescription group(String connector) {
    String group = "connect-" + connector;
    return await(admin.describeConsumerGroups(List.of(group)).all()).get(group);
  }

  /** The end offset of each partition of a topic. */
  public Map<TopicPartition, Long> ends(String topic) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (var each :
        await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic).partitions()) {
      latest.put(new TopicPartition(topic, each.partition()), OffsetSpec.latest());
    }

    Map<TopicPartition, Long> ends = new HashMap<>();
    await(admin.listOffsets(latest).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  /** Whether the connector has committed every record of the topic. */
  public boolean allCommitted(String connector, String topic) {
    Map<TopicPartition, Long> committed = committed(connector);
    return ends(topic).entrySet().stream()
        .filter(end -> end.getValue() > 0)
        .allMatch(end -> end.getValue().equals(committed.get(end.getKey())));
  }

  /** All records of a topic. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    Map<TopicPartition, Long> ends = ends(topic);
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", false);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("cannot read all of " + topic + " within " + LIMIT);
        }
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private static <T> T await(Future<T> future) {
    return Unchecked.call(() -> future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    admin.close(Duration.ofSeconds(5));
  }
}
