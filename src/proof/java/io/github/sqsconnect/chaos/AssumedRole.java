package io.github.sqsconnect.chaos;

import io.github.sqsconnect.endpoint.ScriptedSts;
import io.github.sqsconnect.servers.SqsClients;
import java.time.Duration;
import java.util.Map;

/**
 * A role whose sessions end while STS is down and are over when its late answers arrive, or are
 * over because the worker's clock is ahead of the service's. No task stops, and nothing needs to be
 * repaired manually.
 */
final class AssumedRole implements Surroundings {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Chaos";
  private static final Duration DOWN = Duration.ofSeconds(8);

  private final Incident incident;
  private final Scene scene;
  private final ScriptedSts sts;

  AssumedRole(Incident incident, Scene scene) {
    this.incident = incident;
    this.scene = scene;
    sts =
        ScriptedSts.start(scene.sqs())
            .knows(SqsClients.ACCESS_KEY_ID, SqsClients.SECRET_ACCESS_KEY)
            .role(ROLE, "");
    if (incident == Incident.CLOCK_AHEAD) {
      Duration behind = incident.clockBehind();
      scene.sqs().clock().advance(behind.negated());
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
  public void strike() {
    if (incident == Incident.CREDENTIALS_SOURCE_DOWN) {
      scene.story().tell(incident.label());
      sts.late(DOWN);
      sts.sessions().forEach(scene.sqs().credentials()::expire);
      scene.timeline().pass(DOWN);
      sts.late(Duration.ZERO);
      scene.story().tell("over: " + incident.label());
    }
  }

  @Override
  public void close() {
    sts.close();
  }
}
