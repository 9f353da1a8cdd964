package io.github.sqsconnect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.ConnectRest.State;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ProblemTest {
  @Test
  void firstLineOfTheInnermostMessageIsShown() {
    Exception start = new IllegalStateException("broker did not start\nline of a log\n\tat a.B");
    assertThat(Problem.of(new CompletionException(start))).isEqualTo("broker did not start");
  }

  @Test
  void lineAfterAColonBelongsToTheSentence() {
    Exception refused = new IllegalStateException("1 error(s):\nsqs.linger.ms is wrong\nmore");
    assertThat(Problem.of(refused)).isEqualTo("1 error(s): sqs.linger.ms is wrong");
  }

  @Test
  void exceptionWithoutMessageIsNamed() {
    assertThat(Problem.of(new UncheckedIOException(new ConnectException())))
        .isEqualTo("ConnectException");
  }

  @Test
  void pathsAreRelativeToTheProject() {
    String log = ProjectFiles.target().resolve("broker.log").toString();
    assertThat(Problem.of(new IllegalStateException("its log is " + log)))
        .isEqualTo("its log is target/broker.log");
  }

  @Test
  void failedTaskIsExplainedByTheConnectorAndNotByConnect() {
    String trace =
        """
        org.apache.kafka.connect.errors.ConnectException: Exiting WorkerSinkTask due to unrecoverable exception.
        Caused by: org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler
        \tat org.apache.kafka.connect.runtime.WorkerSinkTask.deliverMessages(WorkerSinkTask.java:658)
        Caused by: org.apache.kafka.connect.errors.ConnectException: SQS-015 record a-0-1 cannot be delivered.
        \tat io.github.sqsconnect.StartedTask.put(StartedTask.java:1)
        \t... 11 more
        """;
    assertThat(Problem.of(new State("FAILED", trace)))
        .isEqualTo("SQS-015 record a-0-1 cannot be delivered.");
  }

  @Test
  void taskThatFailsAtItsStartHasNoOtherCause() {
    String trace =
        "org.apache.kafka.common.config.ConfigException: Wrong value\n\tat a.B.c(D.java)\n";
    assertThat(Problem.of(new State("FAILED", trace))).isEqualTo("Wrong value");
    assertThat(Problem.of(new State("FAILED", ""))).isEqualTo("Connect reports no reason");
  }
}
