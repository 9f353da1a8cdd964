package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ConnectorSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardingSettingsTest {
  private static ForwardingSettings with(String... keysAndValues) {
    return SqsSinkConfig.from(
            ConnectorSettings.with(ConnectorSettings.STANDARD_QUEUE, keysAndValues))
        .event()
        .forwarding();
  }

  @Test
  void changesOfUsersAreNotSentByDefault() {
    assertThat(with().filteredEventTypes())
        .containsExactlyInAnyOrder("user_attribute_change", "user_identity_change");
  }

  @ParameterizedTest
  @CsvSource({
    "event.send.custom.events, custom_event",
    "event.send.screen.views, screen_view",
    "event.send.lifecycle.events, session_start session_end application_state_transition first_run",
    "event.send.crash.events, crash_report",
    "event.send.network.performance.events, network_performance",
    "event.send.push.events, push_registration push_message push_reaction",
    "event.send.commerce.events, commerce_event",
    "event.include.user.attribute.changes, user_attribute_change",
    "event.include.user.identity.changes, user_identity_change"
  })
  void switchDropsExactlyItsTypes(String key, String types) {
    Map<String, String> changesSent = new HashMap<>();
    changesSent.put("event.include.user.attribute.changes", "true");
    changesSent.put("event.include.user.identity.changes", "true");
    changesSent.put(key, "false");
    String[] settings =
        changesSent.entrySet().stream()
            .flatMap(entry -> List.of(entry.getKey(), entry.getValue()).stream())
            .toArray(String[]::new);

    assertThat(with(settings).filteredEventTypes()).containsExactlyInAnyOrder(types.split(" "));
  }

  @Test
  void blanksAroundExcludedFieldsAreIgnored() {
    assertThat(with("event.exclude.fields", " ip , device_info.device").excludedFields())
        .containsExactly("ip", "device_info.device");
  }

  @Test
  void membersBelowAnEventMayBeExcluded() {
    assertThat(with("event.exclude.fields", "events.data.location,events.custom").excludedFields())
        .containsExactly("events.data.location", "events.custom");
  }
}
