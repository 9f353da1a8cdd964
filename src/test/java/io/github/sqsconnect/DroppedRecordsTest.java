package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DroppedRecordsTest {
  private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

  @Test
  void jsonConverterWithItsDefaultNeedsNoSchemas() {
    String fix = "set value.converter.schemas.enable=false";
    assertThat(DroppedRecords.likelyCause(Map.of("value.converter", JSON))).contains(fix);
    assertThat(DroppedRecords.likelyCause(Map.of("value.converter", "JsonConverter")))
        .contains(fix);
    assertThat(
            DroppedRecords.likelyCause(
                Map.of("value.converter", JSON, "value.converter.schemas.enable", "true")))
        .contains(fix);
    assertThat(
            DroppedRecords.likelyCause(
                Map.of("value.converter", JSON, "value.converter.schemas.enable", "false")))
        .doesNotContain(fix)
        .contains("value.converter=" + JSON);
  }

  @Test
  void converterOfTheWorkerIsNamedAsSuch() {
    assertThat(DroppedRecords.likelyCause(Map.of()))
        .contains(
            "no value.converter, so the worker's is used", "value.converter.schemas.enable=false")
        .doesNotContain("transforms");
  }

  @Test
  void transformsMayBeTheCauseToo() {
    assertThat(DroppedRecords.likelyCause(Map.of("value.converter", "a.B", "transforms", "x")))
        .contains(
            "Check that value.converter=a.B can read the records", "Check the transforms too");
  }

  @ParameterizedTest
  @CsvSource({
    "org.apache.kafka.connect.transforms.Filter, true",
    "io.debezium.transforms.Filter, true",
    "io.confluent.connect.transforms.Filter$Value, true",
    "org.apache.kafka.connect.transforms.InsertField$Value, false",
    "org.example.FilteredFields, false",
    "'', false",
  })
  void filterDropsRecordsByDesign(String type, boolean expected) {
    assertThat(
            DroppedRecords.hasFilter(
                Map.of("transforms", "first, second", "transforms.second.type", type)))
        .isEqualTo(expected);
  }
}
