package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.RecordAssembler;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An empty email address became an identity, so consumers treated all users without an address as
 * one user. An empty user id, type or time rejected the record; an empty id or session was sent as
 * it was.
 */
class EmptyIdIsSentAsAnIdTest {
  private static final RecordAssembler MAPPED =
      RecordAssembler.standard(
          "event.record.type.path", "e",
          "event.record.name.path", "e",
          "event.record.custom.type.path", "e",
          "event.record.timestamp.path", "e",
          "event.record.id.path", "e",
          "event.record.session.path", "e",
          "event.record.mpid.path", "e",
          "event.record.identities", "email=e,customer_id=header:h,yahoo=key:,other=id",
          "event.record.user.attributes", "plan=e",
          "event.record.device", "os_version=e");

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void emptyIdIsTreatedAsMissing(String empty) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("e", empty);
    value.put("id", "7");
    value.put("note", empty);
    String body =
        MAPPED
            .assemble(
                RecordAssembler.record(
                    null,
                    empty,
                    null,
                    value,
                    RecordAssembler.TIMESTAMP,
                    new ConnectHeaders().addString("h", empty)))
            .toString();
    assertThat(body)
        .contains(
            "\"event_name\":\"events\",\"custom_event_type\":\"other\",\"source_message_id\":\"")
        .contains("\"user_identities\":[{\"identity_type\":\"other\",\"identity\":\"7\",")
        .contains("\"event_type\":\"custom_event\"")
        .doesNotContain("source_message_id\":\"\"", "session_uuid", "mpid\":", "\"e\":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void emptyAttributeIsKept(String empty) {
    String body = MAPPED.body(Map.of("e", empty, "note", empty));
    assertThat(body)
        .contains("\"user_attributes\":{\"plan\":\"" + empty + "\"}")
        .contains("\"device_info\":{\"os_version\":\"" + empty + "\"}")
        .contains("\"custom_attributes\":{\"note\":\"" + empty + "\"}");
  }
}
