package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.browser.Browser;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ServerJars;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The Preview view of {@code bin/sqs-sink page} of the archive, in a real browser. With {@code
 * -Ddocs.write=true} it writes the pictures of {@code docs/page.md}.
 */
final class PagePreviewIT {
  private static final Path PICTURES = ProjectFiles.root().resolve("docs/page");

  /** Samples, each with a text of its message. */
  private static final Map<String, String> SAMPLES =
      Map.of(
          "order", "A-7311",
          "debezium", "orders.u",
          "cloudevent", "com.example.order.placed",
          "track", "Order Completed",
          "log", "payment failed");

  private static final int MOST_BYTES = 300_000;
  private static final Duration IDLE = Duration.ofSeconds(4);

  /** The goal is 100 ms; other processes of a build may slow down each of the tries. */
  private static final double MOST_MS = 400;

  @TempDir private static Path folder;
  private static ExampleProcess page;
  private static Browser browser;
  private static URI address;

  @BeforeAll
  static void start() {
    browser = Browser.start();
    Path archive =
        ProjectFiles.list(ProjectFiles.installArchive(folder.resolve("plugins")))
            .findFirst()
            .orElseThrow();
    page =
        ExampleProcess.start(
            folder,
            folder.resolve("log"),
            Map.of(
                "KAFKA_HOME",
                    ServerJars.kafka(ServerJars.NEWEST_KAFKA)
                        .installation(folder.resolve("kafka"))
                        .toString(),
                "JAVA_HOME", System.getProperty("java.home"),
                "XDG_CACHE_HOME", folder.resolve("cache").toString()),
            List.of("bash", archive.resolve("bin/sqs-sink").toString(), "page"));
    address = URI.create(page.awaitLine().replaceFirst(".*(http://\\S+).*", "$1"));
  }

  @AfterAll
  static void end() {
    Stream.of(page, browser)
        .filter(each -> each != null)
        .forEach(each -> Unchecked.run(each::close));
  }

  @Test
  void everySampleIsPreviewedInBothThemes() {
    browser.look("light", 1280, 900);
    open();
    picture("preview-light");
    SAMPLES.forEach(
        (sample, text) -> {
          pick(sample);
          browser.awaitText(".body code", text);
          assertThat(browser.texts("#preview-outcome")).containsExactly("1 message");
          assertThat(browser.texts(".size .words").get(0))
              .contains("of 1,048,576 bytes", "1 billed unit");
          assertThat(browser.texts(".body .m-added")).isNotEmpty();
        });
    assertThat(browser.accessibilityFaults()).isEmpty();

    browser.look("dark", 1280, 900);
    pick("order");
    browser.awaitText(".body", "order placed");
    picture("preview-dark");
    assertThat(browser.accessibilityFaults()).isEmpty();

    pick("broken");
    browser.awaitText("#preview-outcome", "Rejected");
    browser.awaitText(".problem", "The connector rejects this record");
    browser.awaitText(".facts", "Allowed: one JSON value in UTF-8");
    assertThat(browser.texts(".editor .r-bad")).containsExactly("9");
    picture("preview-rejected");
    assertThat(browser.accessibilityFaults()).isEmpty();

    browser.look("light", 390, 844);
    pick("track");
    browser.awaitText(".body code", "Order Completed");
    assertThat(browser.run("return document.documentElement.scrollWidth")).hasToString("390");
    assertThat(browser.accessibilityFaults()).isEmpty();
    assertThatNothingIsWrong();
  }

  @Test
  void marksAreExplainedByMouseAndKeyboard() {
    browser.look("light", 1280, 900);
    open();
    slowDownAnswers();
    pick("order");
    assertThat(browser.run("return document.querySelector('.message').ariaBusy")).isEqualTo("true");
    browser.awaitText(".body", "order placed");

    browser.run("document.querySelector('.body [tabindex=\"0\"][data-note]').focus()");
    browser.awaitText("#preview-tip", "Added. The events of this message.");
    for (int i = 0; i < 4; i++) {
      browser.driver().switchTo().activeElement().sendKeys(Keys.ARROW_DOWN);
    }
    browser.awaitText("#preview-tip", "The time at /placed_at, in milliseconds since 1970.");
    assertThat(browser.texts(".editor .linked")).containsExactly("\"2026-11-24T11:59:58.250Z\"");
    browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
    assertThat(browser.texts("#preview-tip")).containsExactly("");

    browser.click(".left-out .chip");
    browser.awaitText("#preview-tip", "Left out: null.");

    browser.find(".body figcaption button").sendKeys(Keys.ENTER);
    assertThat(browser.find(".body pre.wrapped").getText()).startsWith("{\"events\":[{");
    assertThat(browser.driver().switchTo().activeElement().getText()).isEqualTo("As sent");
    assertThatNothingIsWrong();
  }

  @Test
  void changedSettingIsShownWithin100Ms() {
    browser.look("light", 1280, 900);
    open();
    pick("log");
    browser.awaitText(".body", "payment failed");

    Object times =
        browser.run(
            """
            const format = document.getElementById("preview-setting-sqs.message.format");
            const shown = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            const body = () => document.querySelector(".body code").textContent;
            const times = [];
            for (const word of ["json", "envelope", "json", "envelope", "json", "envelope", "json", "envelope"]) {
              await new Promise((done) => setTimeout(done, 150));
              const begin = performance.now();
              format.value = word;
              format.dispatchEvent(new Event("change", { bubbles: true }));
              while (body().includes('"topic"') !== (word === "envelope")) {
                await shown();
              }
              await shown();
              times.push(performance.now() - begin);
            }
            return times.map(Math.round).join(" ");""");
    System.out.println("preview after a changed setting, in ms: " + times);
    double fastest =
        Stream.of(String.valueOf(times).split(" "))
            .mapToDouble(Double::parseDouble)
            .min()
            .orElse(0);

    assertThat(fastest).isPositive().isLessThan(MOST_MS);
    assertThatNothingIsWrong();
  }

  @Test
  void typedRecordIsPreviewedAndUserSettingsAreKept() {
    browser.look("light", 1280, 900);
    open();
    pick("own");
    browser.type("#preview-value", "{\"typed\": [1, 2]}");
    browser.awaitText("#preview-outcome", "1 message");
    browser.awaitText(".body", "typed");

    browser.type("[id='preview-setting-sqs.queue.url']", "nonsense");
    browser.awaitText("#preview-outcome", "Settings to correct");
    browser.awaitText(".problem", "sqs.queue.url");
    pick("log");
    browser.awaitText("#preview-offer", "Your settings are kept.");
    assertThat(browser.texts("#preview-about"))
        .containsExactly("A log record as JSON, with two headers.");
    browser.click("#preview-offer button");
    browser.awaitText("#preview-outcome", "1 message");
    browser.awaitText("#preview-about", "It becomes an envelope");
    assertThatNothingIsWrong();
  }

  @Test
  void largeRecordIsShownWithoutColours() {
    browser.look("light", 1280, 900);
    open();
    pick("log");
    browser.awaitText(".body", "payment failed");
    pick("own");
    input("[" + "1,".repeat(400_000) + "1]");
    browser.awaitText(".size .words", "800,244 of 1,048,576 bytes");
    input("{\"small\": 1}");
    browser.awaitText(".body", "small");
    assertThat(browser.texts(".editor .t-name")).isNotEmpty();
    assertThatNothingIsWrong();
  }

  @Test
  void lostAnswerLeavesNothingBusyAndNothingOld() {
    browser.look("light", 1280, 900);
    open();
    pick("log");
    browser.awaitText(".body", "payment failed");
    browser.run("window.real = window.fetch; window.lost = () => Promise.reject(new TypeError())");

    browser.run("window.fetch = window.lost");
    browser.click("#tab-configure");
    browser.awaitText(".view-configure", "The server does not respond.");
    browser.run("window.fetch = window.real");
    browser.click("#tab-preview");
    browser.click("#tab-configure");
    browser.awaitText("#output code", "connector.class");

    browser.run("window.fetch = window.lost");
    browser.type("[id='set-sqs.region']", "us_east");
    browser.awaitText(".status", "The server does not respond.");
    browser.click("#output-curl");
    browser.awaitText("#output", "There is no text for these settings yet.");
    browser.run("window.fetch = window.real");
    browser.type("[id='set-sqs.region']", "us-west-2");
    browser.awaitText("#output code", "us-west-2");

    browser.type("#configure-worker", "connect:8083");
    browser.awaitText(".worker .error", "This is not an address");
    browser.type("#configure-worker", "https://connect:8083/a ");
    browser.awaitText("#output code", "'https://connect:8083/a/connectors/");
    assertThat(browser.texts(".worker .error")).containsExactly("");
    assertThatNothingIsWrong();
  }

  @Test
  void slowRequestIsEndedAndAnIdleServerNeedsNoProcessor() {
    Await.pause(Duration.ofMillis(500));
    Duration before = page.processorTime();
    assertThat(before).as("the start of a Java program").isGreaterThan(Duration.ofMillis(100));
    long begin = System.nanoTime();
    try (Socket slow = Unchecked.call(() -> new Socket(address.getHost(), address.getPort()))) {
      slow.setSoTimeout(15_000);
      OutputStream out = slow.getOutputStream();
      out.write(
          ("POST /api/preview HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nContent-Le")
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
      Await.pause(IDLE);
      Duration used = page.processorTime().minus(before);
      double share =
          (double) used.toMillis() / Duration.ofNanos(System.nanoTime() - begin).toMillis();
      System.out.printf("processor time of the idle server: %.1f %%%n", share * 100);
      assertThat(share).isLessThan(0.02);

      assertThat(slow.getInputStream().readAllBytes()).isEmpty();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  private static void open() {
    browser.open(URI.create("about:blank"));
    browser.open(address.resolve("/#preview"));
    browser.find(".view-preview .line");
  }

  private static void pick(String sample) {
    browser.run("document.querySelector('[data-sample=\"" + sample + "\"]').click()");
  }

  private static void input(String value) {
    browser.run(
        "const area = document.getElementById('preview-value'); area.value = arguments[0];"
            + "area.dispatchEvent(new Event('input', { bubbles: true }));",
        value);
  }

  /** Until the page is opened again, the old message stays long enough to be taken for the new. */
  private static void slowDownAnswers() {
    browser.run(
        """
        const real = window.fetch;
        window.fetch = async (...request) => {
          await new Promise((done) => setTimeout(done, 700));
          return real(...request);
        };""");
  }

  private static void picture(String name) {
    if (Boolean.getBoolean("docs.write")) {
      browser.screenshot(PICTURES.resolve(name + ".png"));
    }
  }

  private static void assertThatNothingIsWrong() {
    assertThat(browser.problems()).isEmpty();
    assertThat(browser.hosts()).isSubsetOf("127.0.0.1");
    Map<String, Long> bytes = browser.bytesByAddress();
    assertThat(bytes.keySet()).noneMatch(each -> each.contains("?"));
    assertThat(bytes.values().stream().mapToLong(Long::longValue).sum()).isLessThan(MOST_BYTES);
    Object token = browser.run("return document.querySelector('[name=page-token]').content");
    assertThat(page.logText()).doesNotContain(String.valueOf(token));
  }
}
