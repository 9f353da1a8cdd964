package io.github.sqsconnect.docs;

import io.github.sqsconnect.SqsSinkTask;
import io.github.sqsconnect.endpoint.RecordedRequest;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.fakes.FakeTaskContext;
import io.github.sqsconnect.project.ProjectFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.internal.SystemSettingUtilsTestBackdoor;

/** Settings and an SQS that work until the steps of a scenario break them. */
abstract class DocumentedScenario implements AutoCloseable {
  /** What a step does with the groups of its pattern. */
  interface Action {
    void run(MatchResult step);
  }

  final ScriptedSqs sqs = ScriptedSqs.start();
  final Map<String, String> settings = new HashMap<>();

  DocumentedScenario() {
    sqs.queue("events");
    sqs.queue("events.fifo");
    sqs.credentials().region("eu-west-1");
  }

  /**
   * The scenarios of a file, each with its steps: unindented lines are names, the indented lines
   * below are steps.
   */
  static Map<String, List<String>> of(String file) {
    Map<String, List<String>> scenarios = new LinkedHashMap<>();
    List<String> steps = new ArrayList<>();
    for (String line : ProjectFiles.lines(Path.of("src/test/resources/docs", file))) {
      if (line.startsWith("  ")) {
        steps.add(line.substring(2));
      } else if (!line.startsWith("#")) {
        steps = new ArrayList<>();
        scenarios.put(line, steps);
      }
    }
    return scenarios;
  }

  /** The steps that a scenario may have, by the patterns of their texts. */
  Map<String, Action> actions() {
    Map<String, Action> actions = new LinkedHashMap<>();
    actions.put("set (\\S+) = (.+)", step -> settings.put(step.group(1), value(step.group(2))));
    actions.put("the queue is deleted", step -> sqs.deleteQueue("events"));
    actions.put(
        "every request fails: (\\S+) \\((.+)\\)",
        step -> {
          sqs.always().error(step.group(1));
          explain(step.group(2));
        });
    return actions;
  }

  /** A value in a step, as it is set. */
  String value(String text) {
    return text;
  }

  /** Runs for each step the first action whose pattern matches the whole step. */
  void run(List<String> steps) {
    for (String step : steps) {
      Map.Entry<String, Action> action =
          actions().entrySet().stream()
              .filter(each -> step.matches(each.getKey()))
              .findFirst()
              .orElseThrow(() -> new AssertionError("unknown step: " + step));
      Matcher matcher = Pattern.compile(action.getKey()).matcher(step);
      if (matcher.matches()) {
        action.getValue().run(matcher);
      }
    }
  }

  /** Replaces the text of scripted errors. */
  void explain(String text) {
    sqs.always()
        .rewriteBody(
            body ->
                new String(body, StandardCharsets.UTF_8)
                    .replaceAll("Scripted [\\w.]+", Matcher.quoteReplacement(text))
                    .getBytes(StandardCharsets.UTF_8));
  }

  static void environment(String variable, @Nullable String value) {
    SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride(variable, value);
  }

  /** Starts a task as a worker does; returns the message of its exception, or "nothing". */
  String start(@Nullable ErrantRecordReporter reporter) {
    SqsSinkTask task = new SqsSinkTask();
    task.initialize(new FakeTaskContext(reporter));
    try {
      task.start(settings);
      return "nothing";
    } catch (ConnectException e) {
      return String.valueOf(e.getMessage());
    } finally {
      task.stop();
    }
  }

  /** The message with this id instead of the ids of requests. */
  String withRequestId(String id, String message) {
    String shown = message;
    for (RecordedRequest request : sqs.requests()) {
      shown = shown.replace(request.requestId(), id);
    }
    return shown;
  }

  @Override
  public void close() {
    SystemSettingUtilsTestBackdoor.clearEnvironmentVariableOverrides();
    sqs.close();
  }
}
