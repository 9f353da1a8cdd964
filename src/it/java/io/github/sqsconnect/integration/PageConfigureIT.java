package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.browser.Browser;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.ServerJars;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.WebElement;

/**
 * The Configure view of {@code bin/sqs-sink page} of the archive, in a real browser, up to a record
 * that the copied configuration delivers. With {@code -Ddocs.write=true} it writes the pictures of
 * {@code docs/page.md}.
 */
@ExtendWith(SharedServers.class)
final class PageConfigureIT {
  private static final String NAME = "page-configure";
  private static final String QUEUE = field("sqs.queue.url");
  private static final String REGION = field("sqs.region");
  private static final Path PICTURES = ProjectFiles.root().resolve("docs/page");
  private static final boolean WRITE = Boolean.getBoolean("docs.write");

  @Test
  void configurationIsCorrectedCopiedAndDeliversARecord(LocalServers servers) {
    try (ScriptedSqs sqs = ScriptedSqs.start();
        ExampleProcess page = page(servers);
        Browser browser = Browser.start()) {
      browser.open(address(page.awaitLine()));
      ScriptedQueue queue = sqs.queue(NAME);
      servers.topics().create(NAME, 1);

      if (WRITE) {
        pictures(browser);
      }
      browser.click(".presets li:first-child button");
      browser.awaitText(".status", "No errors found");
      filtersAndSearchShowTheirKeys(browser);
      usualValuesAreOffered(browser);
      fill(browser, queue, secrets(servers));
      browser.type(REGION, "us_east");
      browser.awaitText(".status", "1 error");
      assertErrorIsAtTheRegion(browser);
      assertThat(browser.accessibilityFaults()).isEmpty();
      browser.type(REGION, "us-east-1");
      browser.awaitText(".status", "No errors found");
      assertThat(browser.find(REGION).getDomAttribute("aria-invalid")).isEqualTo("false");

      ConnectRest rest = servers.rest();
      rest.create(TestJson.parse(copied(browser, "json")));
      rest.awaitRunning(NAME);
      servers
          .topics()
          .sendAll(List.of(new ProducerRecord<>(NAME, "{\"order\": 1}".getBytes(UTF_8))));
      Await.until("the message", Duration.ofSeconds(30), () -> queue.size() == 1);
      assertThat(queue.bodies()).containsExactly("{\"order\":1}");

      runsInAShell(browser, servers);
      everyViewOfItIsAccessible(browser);
      assertThat(browser.problems()).isEmpty();
      assertThat(browser.hosts()).containsExactly("127.0.0.1");
      rest.delete(NAME);
    }
  }

  /** The command of the archive, with the jars of a Kafka release. */
  private static ExampleProcess page(LocalServers servers) {
    Path script =
        ProjectFiles.list(servers.plugins()).findFirst().orElseThrow().resolve("bin/sqs-sink");
    Path directory = servers.directory().resolve("page");
    Path kafka = ServerJars.kafka(ServerJars.NEWEST_KAFKA).installation(directory.resolve("kafka"));
    return ExampleProcess.start(
        directory,
        directory.resolve("log"),
        Map.of(
            "KAFKA_HOME", kafka.toString(),
            "JAVA_HOME", System.getProperty("java.home"),
            "XDG_CACHE_HOME", directory.resolve("cache").toString()),
        List.of("bash", script.toString(), "page"));
  }

  private static URI address(String line) {
    return URI.create(line.replaceFirst(".*(http://\\S+).*", "$1"));
  }

  private static Path secrets(LocalServers servers) {
    return ProjectFiles.write(
        servers.directory().resolve("page/secrets.properties"), "id=anyone\nsecret=s3cret\n");
  }

  private static void filtersAndSearchShowTheirKeys(Browser browser) {
    browser.click(".filters label:nth-of-type(2)");
    assertThat(shownKeys(browser))
        .containsExactly(
            "sqs.queue.url",
            "sqs.queue.url.map",
            "sqs.message.group.id",
            "sqs.message.deduplication.id",
            "sqs.id.namespace",
            "sqs.fifo.ordering");
    browser.type("#configure-search", "external trust");
    assertThat(shownKeys(browser)).containsExactly("aws.sts.role.external.id");
    browser.click(".filters label:first-of-type");
    assertThat(shownKeys(browser)).doesNotContain("sqs.fifo.ordering", "sqs.proxy.url");
  }

  private static void usualValuesAreOffered(Browser browser) {
    String converter = "[data-key='value.converter'] ";
    browser.click(converter + ".proposals button:first-child");
    assertThat(browser.find(converter + "input").getDomProperty("value"))
        .isEqualTo("org.apache.kafka.connect.storage.StringConverter");
    browser.click(converter + ".proposals button:nth-child(2)");
    assertThat(browser.find(converter + "input").getDomProperty("value"))
        .isEqualTo("org.apache.kafka.connect.json.JsonConverter");
  }

  private static List<String> shownKeys(Browser browser) {
    Object keys =
        browser.run(
            "return [...document.querySelectorAll('.field')]"
                + ".filter((each) => each.checkVisibility()).map((each) => each.dataset.key).join(' ');");
    return List.of(String.valueOf(keys).split(" "));
  }

  private static void fill(Browser browser, ScriptedQueue queue, Path secrets) {
    browser.type(field("name"), NAME);
    browser.type(field("topics"), NAME);
    browser.type(QUEUE, queue.url());
    browser.type(field("aws.access.key.id"), "${file:" + secrets + ":id}");
    browser.type(field("aws.secret.access.key"), "${file:" + secrets + ":secret}");
    browser.type("#other-name", "errors.deadletterqueue.topic.replication.factor");
    browser.type("#other-value", "1");
    browser.click(".other.add button");
  }

  private static void assertErrorIsAtTheRegion(Browser browser) {
    WebElement region = browser.find(REGION);
    String errorId = "set-sqs.region-error";
    assertThat(region.getDomAttribute("aria-invalid")).isEqualTo("true");
    assertThat(region.getDomAttribute("aria-describedby").split(" ")).contains(errorId);
    assertThat(browser.find("[id='" + errorId + "']").getText())
        .isEqualTo("sqs.region = 'us_east' is not a region. Set one such as eu-west-1.");
    assertThat(browser.texts(".form .error")).filteredOn(text -> !text.isEmpty()).hasSize(1);
  }

  private static String copied(Browser browser, String output) {
    browser
        .driver()
        .executeCdpCommand(
            "Browser.grantPermissions",
            Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    browser.click("#output-" + output);
    browser.click("#output .copy");
    browser.awaitText("#output .copy", "Copied");
    return String.valueOf(browser.run("return navigator.clipboard.readText()"));
  }

  /** The copied command changes the connector. */
  private static void runsInAShell(Browser browser, LocalServers servers) {
    browser.click(".filters label:last-child");
    browser.type(field("sqs.linger.ms"), "50");
    browser.click("#output-curl");
    browser.type("#configure-worker", servers.worker().uri().toString());
    browser.awaitText("#output code", servers.worker().uri().toString());
    String command = copied(browser, "curl");
    Path directory = servers.directory().resolve("page");
    try (ExampleProcess shell =
        ExampleProcess.start(
            directory, directory.resolve("shell"), Map.of(), List.of("sh", "-c", command))) {
      assertThat(shell.result()).contains("\"name\":\"" + NAME + "\"");
    }
    assertThat(servers.rest().config(NAME)).containsEntry("sqs.linger.ms", "50");
  }

  private static void everyViewOfItIsAccessible(Browser browser) {
    browser.look("dark", 390, 844);
    browser.type(field("sqs.retry.backoff.ms"), "-1");
    browser.awaitText(".status", "1 error");
    assertThat(browser.accessibilityFaults()).isEmpty();
    Object width = browser.run("return document.documentElement.scrollWidth");
    assertThat(width).hasToString("390");
  }

  private static void pictures(Browser browser) {
    browser.click(".presets li:nth-child(2) button");
    browser.type(REGION, "us_east");
    browser.awaitText(".status", "1 error");
    browser.run("document.activeElement.scrollIntoView({ block: 'center' })");
    for (String theme : List.of("light", "dark")) {
      browser.look(theme, 1280, 900);
      browser.screenshot(PICTURES.resolve("configure-" + theme + ".png"));
    }
    browser.look("light", 1280, 900);
    browser.run("scrollTo(0, 0)");
  }

  private static String field(String key) {
    return "[id='set-" + key + "']";
  }
}
