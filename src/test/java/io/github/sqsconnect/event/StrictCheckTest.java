package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ConnectorSettings;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.schema.EventBatchSchema;
import io.github.sqsconnect.schema.StrictSamples;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StrictCheckTest {
  private static final EventBatchSchema STRICT = EventBatchSchema.strict();
  private static final EventBatchSchema PUBLISHED = EventBatchSchema.published();
  private static final String RULES = " in event-batch.strict.schema.json";

  private static TestEventConverter strict(String... keysAndValues) {
    Map<String, String> all =
        ConnectorSettings.changed(new HashMap<>(), "event.validation", "strict");
    return TestEventConverter.under(ConnectorSettings.changed(all, keysAndValues));
  }

  static Stream<GoldenPair> pairs() {
    return GoldenPair.all();
  }

  @Test
  void exampleOfEveryTypeIsAccepted() {
    assertThat(pairs().filter(pair -> pair.name().startsWith("type-")))
        .hasSize(19)
        .allSatisfy(
            pair -> assertThat(pair.converted("strict")).isEqualTo(pair.converted("structure")));
  }

  /** Every golden file of the format, also the ones that strict must reject. */
  @ParameterizedTest
  @MethodSource("pairs")
  void goldenMessagesAgreeWithTheSchemas(GoldenPair pair) {
    if (pair.converted() instanceof Conversion.Converted converted
        && !pair.name().startsWith("setting-validation-none")) {
      assertThat(converted.batches())
          .allSatisfy(body -> assertThat(PUBLISHED.violations(body.text())).isEmpty());
      boolean valid =
          converted.batches().stream().allMatch(body -> STRICT.violations(body.text()).isEmpty());
      assertThat(pair.converted("strict") instanceof Conversion.Converted).isEqualTo(valid);
    }
  }

  /** One value of the example of a type is another one or missing. */
  @Test
  void singleFaultsAreRejected() {
    Set<String> rejected = new HashSet<>();
    Set<String> reasons = new HashSet<>();
    String[] forwardEverything = {
      "event.include.user.attribute.changes", "true", "event.include.user.identity.changes", "true"
    };
    TestEventConverter strict = strict(forwardEverything);
    TestEventConverter structure = TestEventConverter.under(forwardEverything);
    pairs()
        .filter(pair -> pair.name().startsWith("type-"))
        .flatMap(pair -> StrictSamples.withOneOther(event(pair)).stream())
        .map(event -> Json.object("events", Json.array(event)).canonical())
        .forEach(
            text -> {
              if (structure.of(text) instanceof Conversion.Converted converted) {
                boolean valid = STRICT.violations(converted.batches().get(0).text()).isEmpty();
                Conversion actual = strict.of(text);
                assertThat(actual instanceof Conversion.Converted).as(text).isEqualTo(valid);
                if (actual instanceof Conversion.Rejected reason) {
                  rejected.add(text);
                  reasons.add(reason.reason());
                }
              }
            });

    assertThat(rejected).hasSizeGreaterThan(200);
    assertThat(reasons).hasSizeGreaterThan(100);
  }

  private static Json event(GoldenPair pair) {
    Json.Obj message = (Json.Obj) Json.parse(pair.golden().bodies().get(0));
    return ((Json.Arr) message.get("events").orElseThrow()).elements().get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          {"events":[{"event_type":"custom_event","data":{"event_name":"n"}}]} | /events/0/data: found no custom_event_type for the message. Allowed: an object with event_id, event_name, custom_event_type. Rule: /$defs/customEventData/required
          {"events":[{"event_type":"later","data":{}}]} | /events/0/event_type: found a string. Allowed: session_start, session_end, screen_view, custom_event, crash_report, opt_out, first_run, pre_attribution, push_registration, application_state_transition, push_message, network_performance, breadcrumb, profile, push_reaction, commerce_event, user_attribute_change, user_identity_change, uninstall. Rule: /$defs/event/properties/event_type
          {"event_type":"first_run","data":{"session_uuid":"S-1"}} | /data/session_uuid: found a string. Allowed: a UUID. Rule: /$defs/uuid
          [{"events":[],"mpid":1},{"events":[],"mpid":"1x"}] | /1/mpid: found a string. Allowed: a string of the digits of a signed 64-bit integer, an integer from -9223372036854775808 to 9223372036854775807. Rule: /$defs/int64
          {"events":[],"ip":"here"} | /ip: found a string. Allowed: an IPv4 or IPv6 address, or an empty string. Rule: /$defs/ipAddress
          {"events":[],"device_info":{"screen_width":1.5}} | /device_info/screen_width: found a number. Allowed: an integer from -2147483648 to 2147483647. Rule: /$defs/int32
          {"events":[],"user_attributes":{"a":{}}} | /user_attributes/a: found an object. Allowed: a string, a number, a boolean, an array, null. Rule: /$defs/userAttributeValue
          {"events":[],"user_identities":{"customerid":"c"}} | /user_identities/customerid: found another name. Allowed: other, customer_id, facebook, twitter, google, microsoft, yahoo, email, alias, facebook_custom_audience_id, other_id_2, other_id_3, other_id_4, other_id_5, other_id_6, other_id_7, other_id_8, other_id_9, other_id_10, mobile_number, phone_number_2, phone_number_3. Rule: /$defs/userIdentity/properties/identity_type
          {"event_type":"uninstall","data":{"location":{"latitude":1}}} | /data/location: found latitude without longitude. Allowed: both or neither. Rule: /$defs/location/dependentRequired
          {"events":[{"event_type":"commerce_event","data":{}}]} | /events/0/data: found none of product_action, promotion_action, product_impressions for the message. Allowed: an object with at least one of them. Rule: /$defs/commerceEventData/anyOf
          {"events":[{"event_type":"push_message","data":{"push_message_type":"sent","push_message_token":"t","push_notification_payload":"p","push_message_behavior":1.5}}]} | /events/0/data/push_message_behavior: found a number. Allowed: Received, DirectOpen, Read, InfluencedOpen, Displayed, an integer. Rule: /$defs/pushMessageData/properties/push_message_behavior
          """)
  void reasonNamesLocationRuleAndWhatIsAllowed(String record, String reason) {
    assertThat(strict().reason(record))
        .isEqualTo("invalid by event.validation=strict at " + reason + RULES);
    assertThat(TestEventConverter.under().of(record)).isInstanceOf(Conversion.Converted.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          batch_id                   | the root: found no batch_id for the message. Allowed: an object with events, batch_id, message_id, schema_version, environment, message_type. Rule: /required
          source_info.channel        | /source_info: found no channel for the message. Allowed: an object with channel. Rule: /$defs/sourceInfo/required
          events.data.event_id       | /events/0/data: found no event_id for the message. Allowed: an object with event_id. Rule: /$defs/event/properties/data/required
          user_identities.identity   | /user_identities/email: found no identity for the message. Allowed: an object with identity_type, identity, timestamp_unixtime_ms. Rule: /$defs/userIdentity/required
          """)
  void excludedMembersAreMissing(String excluded, String reason) {
    String record =
        """
        {"events":[{"event_type":"first_run","data":{"event_id":1}}],"user_identities":{"email":"a@example.org"}}""";
    String actual = strict("event.exclude.fields", excluded).reason(record);
    assertThat(actual)
        .startsWith("invalid by event.validation=strict at " + reason.substring(0, 20));
    assertThat(actual).endsWith(reason.substring(reason.indexOf(". Rule")) + RULES);
    assertThat(strict().of(record)).isInstanceOf(Conversion.Converted.class);
  }

  @Test
  void filteredEventsAndExcludedMembersAreNotChecked() {
    String record =
        """
        {"events":[{"event_type":"screen_view","data":{}},{"event_type":"first_run","data":{"location":{"latitude":"x"}}}],
         "mp_deviceid":"d","ip":7,"schema_version":"x","message_type":7}""";
    assertThat(
            strict(
                    "event.send.screen.views", "false",
                    "event.include.location", "false",
                    "event.exclude.fields", "ip")
                .of(record))
        .isInstanceOf(Conversion.Converted.class);
  }

  /** The time of the batch becomes the time of its events, even if it is not written itself. */
  @Test
  void derivedTimesAreChecked() {
    String record =
        """
        {"events":[{"event_type":"first_run","data":{}}],"timestamp_unixtime_ms":"noon"}""";
    assertThat(strict("event.exclude.fields", "timestamp_unixtime_ms").reason(record))
        .contains("at /timestamp_unixtime_ms: found a string");
  }

  /** A message of a split batch has a generated message_id. */
  @Test
  void messageIdIsCheckedIfItIsKept() {
    String record =
        """
        {"events":[{"event_type":"first_run","data":{}},{"event_type":"first_run","data":{}}],"message_id":"theirs"}""";
    assertThat(strict().reason(record)).contains("at /message_id: found a string");
    assertThat(strict("event.send.as.batch", "false").of(record))
        .isInstanceOf(Conversion.Converted.class);
  }
}
