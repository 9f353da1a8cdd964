package io.github.sqsconnect.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConnectJsonTest {
  private static final KeptNulls KEPT = new KeptNulls(1, Set.of("tags"), Set.of("old"));

  private final JsonDocument document = new JsonDocument();

  @Test
  void nullMembersAreReadOnlyWhereTheyAreKept() {
    Map<String, Object> nulls = map("a", null, "old", null, "b", 1);

    assertThat(read(KeptNulls.NONE, nulls)).isEqualTo("{\"b\":1}");
    assertThat(read(KEPT, nulls)).isEqualTo("{\"a\":null,\"old\":null,\"b\":1}");
    assertThat(read(KEPT, map("x", nulls))).isEqualTo("{\"x\":{\"old\":null,\"b\":1}}");
    assertThat(read(KEPT, map("tags", nulls)))
        .isEqualTo("{\"tags\":{\"a\":null,\"old\":null,\"b\":1}}");
  }

  /** Only the object with the name keeps its null members. */
  @Test
  void nameAppliesToItsOwnObjectAndNotToObjectsInside() {
    Map<String, Object> nulls = map("a", null);

    assertThat(read(KEPT, map("tags", List.of(nulls)))).isEqualTo("{\"tags\":[{}]}");
    assertThat(read(KEPT, map("tags", map("b", nulls)))).isEqualTo("{\"tags\":{\"b\":{}}}");
    assertThat(read(KEPT, map("tags", 1, "x", nulls))).isEqualTo("{\"tags\":1,\"x\":{}}");
    assertThat(read(KEPT, map("tags", map("b", map("c", 1), "a", null))))
        .isEqualTo("{\"tags\":{\"b\":{\"c\":1},\"a\":null}}");
  }

  @Test
  void structIsReadByItsSchemaAndWithoutDefaults() {
    Schema inner = SchemaBuilder.struct().field("n", Schema.OPTIONAL_INT32_SCHEMA).build();
    Schema schema =
        SchemaBuilder.struct()
            .field("d", SchemaBuilder.string().optional().defaultValue("x").build())
            .field("e", SchemaBuilder.string().optional().defaultValue("x").build())
            .field("tags", inner)
            .field("x", inner)
            .build();
    Struct struct =
        new Struct(schema)
            .put("e", "y")
            .put("tags", new Struct(inner))
            .put("x", new Struct(inner).put("n", 3));

    assertThat(read(KeptNulls.NONE, struct)).isEqualTo("{\"e\":\"y\",\"tags\":{},\"x\":{\"n\":3}}");
    assertThat(read(KEPT, struct))
        .isEqualTo("{\"d\":null,\"e\":\"y\",\"tags\":{\"n\":null},\"x\":{\"n\":3}}");
  }

  @Test
  void lastOfTheKeysWithOneNameWinsAlsoIfItIsNull() {
    Map<Object, Object> keys = new LinkedHashMap<>();
    keys.put(1, "first");
    keys.put("1", null);
    keys.put("other", 2);

    read(KeptNulls.NONE, keys);

    assertThat(ParsedJson.write(document)).isEqualTo("{\"other\":2}");
  }

  @Test
  void orderOfAMapWithoutOrderIsThatOfItsNames() {
    assertThat(read(KeptNulls.NONE, Map.of("c", 1, "a", 2, "b", 3)))
        .isEqualTo("{\"a\":2,\"b\":3,\"c\":1}");
  }

  @Test
  void datesKeepTheMeaningOfTheirSchema() {
    new ConnectJson(document).read(Timestamp.SCHEMA, new Date(5));
    assertThat(document.isMillis(document.root())).isTrue();

    Date noon = new Date(43_200_000);
    new ConnectJson(document).read(org.apache.kafka.connect.data.Time.SCHEMA, noon);
    assertThat(document.isTimeOfDay(document.root())).isTrue();

    Date dayBeforeEpoch = new Date(-86_400_000);
    new ConnectJson(document).read(org.apache.kafka.connect.data.Date.SCHEMA, dayBeforeEpoch);
    assertThat(document.isDays(document.root())).isTrue();
    assertThat(document.literal(document.root())).isEqualTo("-1");
  }

  @Test
  void numbersHaveAtMostTenThousandDigits() {
    BigInteger allowed = BigInteger.TEN.pow(ConnectJson.MOST_DIGITS).subtract(BigInteger.ONE);
    assertThat(read(KeptNulls.NONE, allowed)).hasSize(ConnectJson.MOST_DIGITS);

    BigInteger larger = allowed.multiply(BigInteger.TEN);
    assertThatThrownBy(() -> read(KeptNulls.NONE, List.of(new BigDecimal(larger))))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessageStartingWith(
            "cannot be written as JSON, at /0: found a number of more than 10000 digits");
  }

  @Test
  void valueThatJsonCannotExpressIsRejectedWithItsPlace() {
    assertThatThrownBy(() -> read(KeptNulls.NONE, map("a", Arrays.asList(1, Double.NaN))))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessageContaining("at /a/1: found the number NaN");
    assertThatThrownBy(() -> read(KeptNulls.NONE, map("a", new Object())))
        .hasMessageContaining("at /a: found a value of class java.lang.Object");
    assertThatThrownBy(() -> read(KeptNulls.NONE, new HashMap<>(Map.of(1.5, 1))))
        .hasMessageContaining("found a map key of class java.lang.Double");
  }

  private String read(KeptNulls keptNulls, @Nullable Object value) {
    new ConnectJson(document, keptNulls).read(null, value);
    return document.literal(document.root());
  }

  private static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
