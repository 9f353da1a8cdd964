package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.event.IdGenerator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FifoIdsTest {
  private final FifoIds keys = keys("");

  @Test
  void userOfTheBatchIsTheGroup() {
    assertThat(group(record(Schema.STRING_SCHEMA, "key"), "-7346244611012968789"))
        .isEqualTo("-7346244611012968789");
  }

  @Test
  void withoutUserTheKeyIsTheGroup() {
    assertThat(group(record(Schema.STRING_SCHEMA, "key-1"), null)).isEqualTo("key-1");
    assertThat(group(record(Schema.STRING_SCHEMA, "key-1"), "")).isEqualTo("key-1");
    assertThat(group(record(Schema.INT64_SCHEMA, 42L), null)).isEqualTo("42");
  }

  @Test
  void structuredKeyIsItsJson() {
    Schema schema =
        SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).field("n", Schema.STRING_SCHEMA);
    Struct struct = new Struct(schema).put("id", 5).put("n", "x");
    assertThat(group(record(schema, struct), null)).isEqualTo("{\"id\":5,\"n\":\"x\"}");
    assertThat(group(record(null, Map.of("id", 5L)), null)).isEqualTo("{\"id\":5}");
  }

  @Test
  void bytesAreBase64() {
    byte[] bytes = {1, 2, 3};
    assertThat(group(record(Schema.BYTES_SCHEMA, bytes), null)).isEqualTo("AQID");
    assertThat(group(record(Schema.BYTES_SCHEMA, ByteBuffer.wrap(bytes)), null)).isEqualTo("AQID");
  }

  @Test
  void withoutUserAndKeyTheOriginalPartitionIsTheGroup() {
    SinkRecord renamed =
        new SinkRecord(
            "renamed",
            9,
            null,
            null,
            null,
            "value",
            1,
            null,
            TimestampType.NO_TIMESTAMP_TYPE,
            List.of(),
            "events",
            3,
            1);
    assertThat(group(renamed, null)).isEqualTo("events-3");
    assertThat(group(record(Schema.STRING_SCHEMA, ""), null)).isEqualTo("events-0");
    assertThat(group(record(Schema.BYTES_SCHEMA, new byte[0]), null)).isEqualTo("events-0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "Az09", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"})
  void legalIdStaysAsItIs(String id) {
    assertThat(FifoIds.legal(id)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"has space", "tab\t", "ümlaut", "\u007F", "€", "𝄞", "\uD800"})
  void illegalIdBecomesItsDigest(String id) throws NoSuchAlgorithmException {
    String digest =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
    assertThat(FifoIds.legal(id)).isEqualTo(digest).matches("[0-9a-f]{64}");
    assertThat(group(record(Schema.STRING_SCHEMA, id), null)).isEqualTo(digest);
    assertThat(group(record(Schema.STRING_SCHEMA, "key"), id)).isEqualTo(digest);
  }

  @Test
  void idMayHave128CharactersAndNoMore() {
    String longest = "x".repeat(128);
    assertThat(FifoIds.legal(longest)).isEqualTo(longest);
    assertThat(FifoIds.legal(longest + "x")).matches("[0-9a-f]{64}");
  }

  /** A hash of a long text takes long, so the texts of one record are limited together. */
  @Test
  void charactersOfLongIdsAreCountedForEachRecord() {
    SinkRecord record = record(Schema.STRING_SCHEMA, "key");
    keys.begin();
    for (int i = 0; i < 4; i++) {
      group(record, "x".repeat(FifoIds.MOST_HASHED / 4));
      group(record, "y".repeat(128));
    }
    assertThat(keys.hashesTooMuch()).as("short ids are not hashed").isFalse();
    group(record, "z".repeat(129));
    assertThat(keys.hashesTooMuch()).isTrue();

    keys.begin();
    assertThat(keys.hashesTooMuch()).isFalse();
  }

  @Test
  void groupOfManyMessagesIsHashedOnce() {
    String group = "x".repeat(FifoIds.MOST_HASHED / 2);
    for (int i = 0; i < 3; i++) {
      group(record(Schema.STRING_SCHEMA, "key"), group);
    }
    assertThat(keys.hashesTooMuch()).isFalse();
  }

  @Test
  void onlyFifoQueuesUseTheTemplateOfTheDeduplicationId() {
    FifoIds ids =
        new FifoIds(
            SqsSinkConfig.from(
                    Map.of("sqs.queue.url", "q.fifo", "sqs.message.deduplication.id", "${key}"))
                .message(),
            new IdGenerator(""));
    assertThat(ids.deduplication(new TargetQueue("q.fifo"))).isNotNull();
    assertThat(ids.deduplication(new TargetQueue("q"))).isNull();
    assertThat(keys.deduplication(new TargetQueue("q.fifo"))).isNull();
  }

  private static SinkRecord record(Schema keySchema, Object key) {
    return new SinkRecord("events", 0, keySchema, key, Schema.STRING_SCHEMA, "value", 1);
  }

  private static FifoIds keys(String namespace) {
    return new FifoIds(
        SqsSinkConfig.from(Map.of("sqs.queue.url", "q.fifo")).message(),
        new IdGenerator(namespace));
  }

  private String group(SinkRecord record, String mpid) {
    return keys.groupId(new TargetQueue("q.fifo"), record, mpid, null);
  }
}
