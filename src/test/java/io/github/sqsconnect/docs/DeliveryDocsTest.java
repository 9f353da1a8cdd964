package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.aws.ReflectedSqsErrors;
import io.github.sqsconnect.config.UnknownKeys;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.delivery.StopReason;
import io.github.sqsconnect.endpoint.RequestError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks {@code docs/delivery.md}, and its parts that are shared with {@code
 * docs/troubleshooting.md}. {@code ./mvnw test -Dtest=DeliveryDocsTest -Ddocs.write=true} writes
 * the list of errors.
 */
class DeliveryDocsTest {
  private static final Path FILE = Path.of("docs/delivery.md");
  private static final String BEGIN = "<!-- errors: written by the build -->";
  private static final String END = "<!-- end of errors -->";
  private static final Pattern KEY =
      Pattern.compile("(?:sqs|aws|event|behavior\\.on)(?:\\.[a-z0-9]+)+");

  private final GeneratedPage page = new GeneratedPage(FILE);

  @Test
  void listOfErrorsMatchesTheConnector() {
    StringBuilder list = new StringBuilder();
    ErrorCodes.byKind()
        .forEach(
            (kind, codes) -> {
              String name = kind.toLowerCase(Locale.ROOT).replace('_', ' ');
              list.append("- **").append(name).append("**: ").append(whatIsDone(kind));
              list.append(".\n").append(wrapped(String.join(", ", codes)));
            });
    page.assertSection(BEGIN, list.toString(), END);
  }

  @Test
  void everyCodeIsListedOnceWithBothNames() {
    List<String> shown = new ArrayList<>();
    ErrorCodes.byKind()
        .values()
        .forEach(
            codes ->
                codes.forEach(
                    code ->
                        MarkdownPage.code(code)
                            .forEach(name -> shown.add(ErrorCodes.withoutPrefix(name)))));
    assertThat(new TreeSet<>(shown)).containsAll(known()).hasSize(shown.size() - sameNames());
    ReflectedSqsErrors.codesByKind()
        .values()
        .forEach(codes -> assertThat(shown).containsAll(codes));
  }

  private static String wrapped(String codes) {
    return codes.replaceAll("(.{1,125})(?: |$)", "  $1\n");
  }

  /** Errors whose two names differ by the prefix alone. */
  private static int sameNames() {
    return (int)
        RequestError.KNOWN.stream()
            .filter(error -> !error.type().equals(error.code()))
            .filter(error -> error.type().equals(ErrorCodes.withoutPrefix(error.code())))
            .count();
  }

  private static List<String> known() {
    List<String> names = new ArrayList<>();
    for (RequestError error : RequestError.KNOWN) {
      names.add(error.type());
      names.add(ErrorCodes.withoutPrefix(error.code()));
    }
    return names;
  }

  /** All codes of a kind have the same verdict. */
  private static String whatIsDone(String kind) {
    TreeSet<String> done = new TreeSet<>();
    for (String code : ReflectedSqsErrors.codesByKind().get(kind)) {
      done.add(whatIsDone(ReflectedSqsErrors.ofRequest(code)));
    }
    assertThat(done).hasSize(1);
    return done.first();
  }

  private static String whatIsDone(DeliveryOutcome outcome) {
    if (outcome instanceof Retriable retriable) {
      return switch (retriable.cause()) {
        case THROTTLED -> "retries; the window halves";
        case SERVICE -> "retries";
        case CREDENTIALS -> "retries, signed with the latest credentials of the source";
        case TOO_LONG -> "halves the request, sends both halves, and learns the limit";
      };
    }
    if (outcome instanceof Rejected) {
      return "rejects the message: see [one bad message](#one-bad-message)";
    }
    StopReason reason = ((Fatal) outcome).reason();
    String stop = "[" + reason.id() + "](troubleshooting.md#reasons-to-stop)";
    if (reason == StopReason.QUEUE_NOT_FOUND) {
      return "retries for 30 seconds, then stops the task: "
          + stop
          + "; if the record chose the queue, rejects the record";
    }
    if (reason.mayBeTemporary()) {
      return "retries for 30 seconds, then stops the task: " + stop;
    }
    return reason == StopReason.CREDENTIALS_REJECTED
        ? "reads the configuration again; stops the task if it has no newer keys: " + stop
        : "stops the task: " + stop;
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/delivery.md", "docs/troubleshooting.md"})
  void keysOnThePagesExist(String file) {
    List<String> keys = new ArrayList<>();
    for (String code : new GeneratedPage(Path.of(file)).codes()) {
      KEY.matcher(code).results().forEach(found -> keys.add(found.group()));
    }
    keys.remove("sqs.lingr.ms"); // A typing error that the page shows on purpose.
    assertThat(keys).hasSizeGreaterThan(5);
    assertThat(UnknownKeys.in(keys)).isEmpty();
  }

  @Test
  void configurationsOfThePageAreValid() {
    List<MarkdownPage.Block> blocks = MarkdownPage.of(FILE).blocks("json");
    assertThat(blocks).isNotEmpty();
    for (MarkdownPage.Block block : blocks) {
      Map<String, String> connector = ReadmeTest.connector(block.text());
      assertThat(ReadmeTest.errors(connector)).isEmpty();
    }
  }

  @Test
  void marksOfTheSimulationExist() {
    assertThat(new GeneratedPage(Path.of("docs/simulation.md")).text())
        .containsOnlyOnce("<!-- simulation states: begin -->\n")
        .containsOnlyOnce("<!-- simulation states: end -->");
  }
}
