package io.github.sqsconnect.chaos;

import io.github.sqsconnect.endpoint.ScriptedSts;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.LocalSqs;
import java.time.Duration;
import java.util.Map;

/**
 * A role whose sessions expire while STS is down, and have expired when its late answers arrive; or
 * they seem to have expired because the worker's clock is ahead. No task may stop.
 */
final class AssumedRole implements IncidentActions {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Chaos";
  private static final Duration DOWN = Duration.ofSeconds(8);

  private final Incident incident;
  private final Context context;
  private final ScriptedSts sts;

  AssumedRole(Incident incident, Context context) {
    this.incident = incident;
    this.context = context;
    sts =
        ScriptedSts.start(context.sqs())
            .knows(LocalSqs.ACCESS_KEY_ID, LocalSqs.SECRET_ACCESS_KEY)
            .role(ROLE, "");
    if (incident == Incident.CLOCK_AHEAD) {
      Duration behind = incident.clockBehind();
      context.sqs().clock().advance(behind.negated());
      sts.lifetime(Duration.ofHours(1).minus(behind));
    } else {
      sts.lifetime(Duration.ofSeconds(4));
    }
  }

  @Override
  public Map<String, String> connectorSettings() {
    return Map.of("aws.sts.role.arn", ROLE, "aws.sts.endpoint.url", sts.uri().toString());
  }

  @Override
  public void begin() {
    if (incident == Incident.CREDENTIALS_SOURCE_DOWN) {
      context.log().add(incident.label());
      sts.late(DOWN);
      sts.sessions().forEach(context.sqs().credentials()::expire);
      Await.pause(DOWN);
      sts.late(Duration.ZERO);
      context.log().add("end of: " + incident.label());
    }
  }

  @Override
  public void close() {
    sts.close();
  }
}
