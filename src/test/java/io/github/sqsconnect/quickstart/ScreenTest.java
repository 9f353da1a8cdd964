package io.github.sqsconnect.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.quickstart.Screen.Mark;
import io.github.sqsconnect.quickstart.Screen.Outcome;
import io.github.sqsconnect.servers.Await;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {
  private static final String LONG = "the message is longer than a line ".repeat(9).strip();

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  private Screen screen(Look look) {
    return new Screen(new PrintStream(output, true, UTF_8), look);
  }

  private List<String> lines() {
    return output.toString(UTF_8).lines().toList();
  }

  /** Prints with every method; each text is longer than a line. */
  private static void printAll(Screen screen) {
    screen.heading(LONG);
    screen.text(Mark.FAINT, "    ", LONG);
    screen.cut(Mark.GOOD, LONG);
    screen.json(
        "{\"a\": [1, 2, {\"text\": \"" + "b".repeat(40) + "\", \"c\": 30000000000}], \"d\": 4}");
    screen.step("broker", "starting", () -> new Outcome<>(1, LONG));
    screen.done("worker", LONG, false, Duration.ofSeconds(1_234));
    screen.fact("records", LONG);
    screen.fact("records", "x".repeat(400));
    screen.verdict(true, LONG);
    screen.end(LONG);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 100})
  void noLineIsLongerThanTheConsole(int columns) {
    printAll(screen(new Look(false, false, true, columns)));
    assertThat(lines()).hasSizeGreaterThan(20).allMatch(line -> line.length() <= columns);
  }

  @Test
  void wholeTextIsShownWhereItIsAnExplanation() {
    screen(new Look(false, false, true, 60)).verdict(false, LONG);
    assertThat(String.join(" ", lines()).replaceAll(" +", " ")).contains(LONG);
  }

  @Test
  void plainConsoleReceivesNeitherColoursNorOtherCharactersThanAscii() {
    printAll(screen(new Look(false, false, false, 100)));
    assertThat(output.toString(UTF_8)).matches("[\\n -~]+");
  }

  @Test
  void coloursEndInTheirLine() {
    printAll(screen(new Look(false, true, true, 100)));
    assertThat(lines())
        .anyMatch(line -> line.contains("\033[32m"))
        .allMatch(line -> line.matches("[^\033]*(\033\\[\\d+m[^\033]*\033\\[0m[^\033]*)*"));
  }

  @Test
  void runningStepShowsItsClockInPlace() {
    Screen screen = screen(new Look(true, false, true, 100));
    screen.step(
        "download",
        "7 MB so far",
        () -> {
          Await.until(
              "line of the running step",
              Duration.ofSeconds(10),
              () -> output.toString(UTF_8).contains("7 MB so far"));
          return new Outcome<>(1, "9 MB");
        });
    assertThat(output.toString(UTF_8))
        .matches("(?s)\\r\033\\[K  · download +7 MB so far +0\\.\\d s.*\\r\033\\[K.*");
    assertThat(lines().get(lines().size() - 1)).contains("✓ download", "9 MB");
  }

  @Test
  void failedStepSaysSoAndPassesTheExceptionOn() {
    Screen screen = screen(new Look(false, false, true, 100));
    assertThatThrownBy(
            () ->
                screen.step(
                    "broker",
                    "starting",
                    () -> {
                      throw new IllegalStateException("no port");
                    }))
        .hasMessage("no port");
    assertThat(lines()).singleElement().asString().contains("✗ broker", "failed");
  }

  @Test
  void nothingIsPrintedAfterTheEnd() {
    Screen screen = screen(new Look(true, true, true, 100));
    screen.end("The Kafka broker has ended.");
    int length = output.size();
    screen.plain("late");
    screen.end("again");
    screen.step("worker", "starting", () -> new Outcome<>(1, "late"));
    assertThat(output.size()).isEqualTo(length);
  }
}
