package io.github.sqsconnect.chaos;

import io.github.sqsconnect.endpoint.EndpointFault;
import io.github.sqsconnect.endpoint.FaultBuilder;
import io.github.sqsconnect.servers.Await;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A gateway before the endpoint restarts: it closes connections and answers itself, without an AWS
 * error code. No task may stop, and no record may be rejected.
 */
record RestartingGateway(IncidentActions.Context context) implements IncidentActions {
  private static final Duration EACH = Duration.ofMillis(700);
  private static final List<Function<FaultBuilder, EndpointFault>> PHASES =
      List.of(
          fault -> fault.htmlAnswer(502),
          FaultBuilder::dropBeforeReading,
          fault -> fault.htmlAnswer(404),
          fault -> fault.htmlAnswer(403),
          fault -> fault.emptyAnswer(408),
          fault -> fault.emptyAnswer(421));

  @Override
  public void begin() {
    context.log().add(Incident.GATEWAY_RESTARTING.label());
    for (Function<FaultBuilder, EndpointFault> phase : PHASES) {
      EndpointFault fault = phase.apply(context.sqs().always());
      Await.pause(EACH);
      fault.remove();
    }
    context.log().add("end of: " + Incident.GATEWAY_RESTARTING.label());
  }
}
