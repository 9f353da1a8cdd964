package io.github.sqsconnect.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.chaos.Evidence.Disturbance;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class RebalancesTest {
  private static final String LOG =
      """
      2026-11-26 01:10:02,189 INFO  [a|task-1] [Consumer clientId=c, groupId=connect-a] Successfully joined group (o.a.k.X)
      2026-11-26 01:10:02,206 INFO  [a|task-1] [Consumer clientId=c, groupId=connect-a] Revoke previously assigned partitions [a-3] (o.a.k.X)
      2026-11-26 01:10:03,000 INFO  [ab|task-1] [Consumer clientId=c, groupId=connect-ab] Lost previously assigned partitions [ab-3] (o.a.k.X)
      """;

  @Test
  void takenPartitionsAreFoundWithTheirTimeAndWithoutThoseOfOthers() {
    long expected =
        LocalDateTime.parse("2026-11-26T01:10:02.206")
            .atZone(ZoneId.systemDefault())
            .toInstant()
            .toEpochMilli();
    assertThat(Rebalances.in(LOG, "a"))
        .containsExactly(new Disturbance("partitions taken", expected, expected));
    assertThat(Rebalances.in(LOG, "ab")).hasSize(1);
  }
}
