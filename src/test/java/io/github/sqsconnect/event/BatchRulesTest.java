package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.json.Int64Form;
import io.github.sqsconnect.json.MemberRules;
import io.github.sqsconnect.json.ParsedJson;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchRulesTest {
  @Test
  void eachSwitchExcludesItsOwnPlace() {
    String batch =
        """
        {"events":[{"data":{"location":{},"a":1}}],"context":{"location":{},"b":1},
        "device_info":{},"application_info":{},"source_info":{},"mp_deviceid":"d"}""";
    String all = ParsedJson.write(ParsedJson.parse(batch));
    assertThat(written(batch)).isEqualTo(all);

    assertThat(written(batch, "event.include.location", "false"))
        .isEqualTo(all.replace("{\"location\":{},\"a\"", "{\"a\""));
    assertThat(written(batch, "event.include.batch.location", "false"))
        .isEqualTo(all.replace("{\"location\":{},\"b\"", "{\"b\""));
    assertThat(written(batch, "event.include.device.id", "false"))
        .isEqualTo(all.replace(",\"mp_deviceid\":\"d\"", ""));
    assertThat(written(batch, "event.include.metadata", "false"))
        .isEqualTo(
            all.replace(",\"device_info\":{},\"application_info\":{},\"source_info\":{}", ""));
  }

  @Test
  void rulesOfAMemberAreThoseBelowTheRoot() {
    BatchRules rules = rules("event.exclude.fields", "context.b");

    assertThat(
            ParsedJson.write(
                ParsedJson.parse("{\"b\":1,\"c\":2}"), rules.forMember(BatchMember.CONTEXT)))
        .isEqualTo("{\"c\":2}");
    assertThat(rules.forMember(BatchMember.IP).isExcluded()).isFalse();
    assertThat(rules("event.exclude.fields", "ip").forMember(BatchMember.IP).isExcluded()).isTrue();
  }

  @Test
  void nullIsKeptInTagsAndOnlyInChangesForOldAndNew() {
    String data = "{\"custom_attributes\":{\"tag\":null},\"old\":null,\"new\":null,\"x\":null}";
    MemberRules ofData =
        rules().forMember(BatchMember.EVENTS).elements().member(StructureCheck.DATA);

    assertThat(ParsedJson.write(ParsedJson.parse(data), ofData))
        .isEqualTo("{\"custom_attributes\":{\"tag\":null}}");
    assertThat(ParsedJson.write(ParsedJson.parse(data), rules().dataOfChanges()))
        .isEqualTo("{\"custom_attributes\":{\"tag\":null},\"old\":null,\"new\":null}");
  }

  @Test
  void formatOfIntegersAppliesToTheMembersThatHave64Bits() {
    assertThat(rules("event.int64.format", "string").int64()).isEqualTo(Int64Form.STRING);
    assertThat(rules("event.int64.format", "number").int64()).isEqualTo(Int64Form.NUMBER);
    assertThat(rules("event.int64.format", "keep").int64()).isEqualTo(Int64Form.KEEP);
    assertThat(written("{\"mpid\":1,\"other\":1}", "event.int64.format", "string"))
        .isEqualTo("{\"mpid\":\"1\",\"other\":1}");
  }

  private static String written(String json, String... settings) {
    return ParsedJson.write(ParsedJson.parse(json), rules(settings).root());
  }

  /** The settings on top of those that exclude nothing. */
  private static BatchRules rules(String... settings) {
    Stream<String> nothingExcluded =
        Stream.of("location", "batch.location", "metadata", "device.id")
            .flatMap(name -> Stream.of("event.include." + name, "true"));
    return new BatchRules(
        TestEventConverter.settings(
            Stream.concat(nothingExcluded, Stream.of(settings)).toArray(String[]::new)));
  }
}
