package io.github.sqsconnect.simulation;

/**
 * A failing schedule for people: what was violated, and the steps of the shortest schedule found.
 */
final class FailureReport {
  private FailureReport() {}

  static String of(Campaign.Finding finding) {
    SchedulePlan shortest = ScheduleShrinking.shrink(finding.plan(), finding.violation().kind());
    StringBuilder text = new StringBuilder();
    text.append("Seed ").append(finding.seed()).append(" violates: ");
    text.append(finding.violation().getMessage()).append("\n\n");
    text.append("Shrunk from ").append(sizes(finding.plan()));
    text.append(" to ").append(sizes(shortest)).append(".\n\n");
    text.append(shortest.setup()).append('\n');
    shortest.faults().forEach(fault -> text.append(fault).append('\n'));
    shortest.events().forEach(event -> text.append(event).append('\n'));
    text.append('\n').append(new Simulation().log(shortest)).append('\n');
    text.append("\nTo see it again: ./mvnw test -Dtest=SimulationTest -Dsimulation.first=");
    text.append(finding.seed()).append(" -Dsimulation.schedules=1\n");
    return text.toString();
  }

  private static String sizes(SchedulePlan plan) {
    return plan.records().size()
        + " records, "
        + plan.faults().size()
        + " faults, "
        + plan.events().size()
        + " events";
  }
}
