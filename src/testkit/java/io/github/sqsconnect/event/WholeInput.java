package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.generators.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Checks that a message contains the whole batch it was built from, under neutral settings. */
record WholeInput(Json.Obj input, Json.Obj output) {
  /** Members that are added if they are missing, and members that are always written. */
  private static final Set<String> ADDED_TO_BATCHES =
      Set.of(
          """
          events timestamp_unixtime_ms batch_id message_id message_type schema_version
          environment context source_info"""
              .split("\\s+"));

  private static final Set<String> ADDED_TO_DATA =
      Set.of("timestamp_unixtime_ms", "event_id", "event_start_unixtime_ms");

  void check() {
    assertThat(added(input, output)).isSubsetOf(ADDED_TO_BATCHES);
    Json.Obj left = input.without("schema_version").without("message_type");
    for (Json.Member member : left.without("events").members()) {
      Json written = output.get(member.name()).orElseThrow();
      if (member.name().equals("user_identities") && member.value() instanceof Json.Obj byType) {
        checkIdentities(byType, (Json.Arr) written);
      } else if (member.name().equals("context")) {
        checkContext((Json.Obj) member.value(), (Json.Obj) written);
      } else {
        assertThat(written).isEqualTo(member.value());
      }
    }
    List<Json> came = elements(input);
    List<Json> went = elements(output);
    assertThat(went).hasSameSizeAs(came);
    for (int i = 0; i < came.size(); i++) {
      checkEvent((Json.Obj) came.get(i), (Json.Obj) went.get(i));
    }
  }

  private static List<Json> elements(Json.Obj batch) {
    return batch.get("events").map(events -> ((Json.Arr) events).elements()).orElse(List.of());
  }

  private static Set<String> added(Json.Obj before, Json.Obj after) {
    Set<String> names = new LinkedHashSet<>(after.toMap().keySet());
    names.removeAll(before.toMap().keySet());
    return names;
  }

  private static void checkIdentities(Json.Obj byType, Json.Arr expanded) {
    assertThat(expanded.elements().stream().map(e -> ((Json.Obj) e).get("identity").orElseThrow()))
        .containsExactlyElementsOf(byType.toMap().values());
    assertThat(
            expanded.elements().stream()
                .map(e -> ((Json.Obj) e).get("identity_type").orElseThrow()))
        .containsExactlyElementsOf(byType.toMap().keySet().stream().map(Json::string).toList());
  }

  private static void checkContext(Json.Obj before, Json.Obj after) {
    assertThat(added(before, after)).isSubsetOf(Set.of("location"));
    before.members().forEach(m -> assertThat(after.get(m.name())).contains(m.value()));
  }

  private static void checkEvent(Json.Obj before, Json.Obj after) {
    assertThat(after.without("data")).satisfies(rest -> sameMembers(before.without("data"), rest));
    Json.Obj data = (Json.Obj) after.get("data").orElseThrow();
    Json.Obj came = (Json.Obj) before.get("data").orElseThrow();
    assertThat(added(came, data)).isSubsetOf(ADDED_TO_DATA);
    assertThat(data.members().subList(0, came.members().size())).isEqualTo(came.members());
  }

  private static void sameMembers(Json.Obj before, Json.Obj after) {
    assertThat(after.toMap()).isEqualTo(before.toMap());
  }
}
