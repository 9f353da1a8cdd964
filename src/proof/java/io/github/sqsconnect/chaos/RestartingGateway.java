package io.github.sqsconnect.chaos;

import io.github.sqsconnect.endpoint.EndpointFault;
import io.github.sqsconnect.endpoint.FaultBuilder;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A gateway in front of the endpoint that restarts: it closes connections and answers by itself,
 * with no code of AWS. No task stops, and no record is rejected.
 */
final class RestartingGateway implements Surroundings {
  private static final Duration EACH = Duration.ofMillis(700);

  private static final List<Function<FaultBuilder, EndpointFault>> PHASES =
      List.of(
          fault -> fault.htmlAnswer(502),
          FaultBuilder::dropBeforeReading,
          fault -> fault.htmlAnswer(404),
          fault -> fault.htmlAnswer(403),
          fault -> fault.emptyAnswer(408),
          fault -> fault.emptyAnswer(421));

  private final Scene scene;

  RestartingGateway(Scene scene) {
    this.scene = scene;
  }

  @Override
  public void strike() {
    scene.story().tell(Incident.GATEWAY_RESTARTING.label());
    for (Function<FaultBuilder, EndpointFault> phase : PHASES) {
      EndpointFault fault = phase.apply(scene.sqs().always());
      scene.timeline().pass(EACH);
      fault.remove();
    }
    scene.story().tell("over: " + Incident.GATEWAY_RESTARTING.label());
  }
}
