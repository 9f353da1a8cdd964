package io.github.sqsconnect.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.browser.Browser;
import io.github.sqsconnect.integration.SharedServers;
import io.github.sqsconnect.page.ConfigureView;
import io.github.sqsconnect.page.PageServer;
import io.github.sqsconnect.page.PreviewView;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.LocalServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Watch view in a real browser, on a real broker and a real worker. */
@ExtendWith(SharedServers.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class WatchIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long MOST_BYTES = 300_000;
  private static final Path PICTURES = ProjectFiles.root().resolve("docs/page");

  private static Browser browser;
  private static WatchServers servers;
  private static Watch watch;
  private static PageServer page;

  @BeforeAll
  static void start(LocalServers shared) {
    browser = Browser.start();
    servers =
        new WatchServers(
            new WatchSetup("watched-orders", 3), ProjectFiles.target().resolve("watch-it"));
    servers.useBroker(shared.broker().bootstrapServers());
    servers.startWorker();
    servers.createConnector();
    watch = Watch.start(servers);
    page =
        PageServer.start(
            servers.connectorConfig(),
            List.of(WatchView.of(watch), ConfigureView.create(), PreviewView.create()));
    browser.open(page.address());
  }

  @AfterAll
  static void end() {
    if (page != null) {
      page.close();
      watch.close();
      servers.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  @Order(1)
  void eachButtonBreaksSomethingAndNothingIsLost() {
    awaitStory("All is calm");
    press("more-load");
    browser.awaitText(".load-value", "1,000 records/s");
    press("less-load");
    browser.awaitText(".load-value", "200 records/s");

    breakAndEnd("throttle", "SQS throttles");
    breakAndEnd("slow-answers", "SQS answers slowly");
    breakAndEnd("half-failed", "SQS fails half of each batch");
    breakAndEnd("drop-answers", "Answers get lost");
    breakAndEnd("outage", "SQS is down");
    breakAndEnd("wrong-credentials", "the task has stopped with SQS-001");

    press("poison");
    awaitPressed("poison", false);
    browser.awaitText(".box-dead .big", "1");

    press("kill-worker");
    awaitStory("The worker is dead");
    awaitPressed("kill-worker", false);
    awaitStory("All is calm");

    assertThat(browser.texts(".causes li"))
        .anyMatch(cause -> cause.endsWith("dropped answers"))
        .noneMatch(cause -> cause.contains("unexplained"));
    requireNoLoss();
  }

  @Test
  @Order(2)
  void allButtonsAtOnceLoseNothing() {
    for (String button : List.of("drop-answers", "half-failed", "throttle", "slow-answers")) {
      press(button);
    }
    press("outage");
    press("poison");
    press("wrong-credentials");
    press("kill-worker");

    for (String button : List.of("drop-answers", "half-failed", "throttle", "slow-answers")) {
      press(button);
    }
    press("outage");
    press("wrong-credentials");
    awaitPressed("kill-worker", false);
    awaitPressed("poison", false);
    awaitStory("All is calm");
    requireNoLoss();
  }

  @Test
  @Order(3)
  void pageIsSmallAccessibleAndStaysOnThisMachine() {
    for (String theme : List.of("light", "dark")) {
      for (int width : new int[] {1280, 390}) {
        browser.look(theme, width, 900);
        assertThat(browser.accessibilityFaults()).as("%s, %d px", theme, width).isEmpty();
        assertThat(browser.run("return document.documentElement.scrollWidth"))
            .isEqualTo((long) width);
      }
    }
    pictures();
    assertThat(watch.state().toString().length()).isLessThan(4_096);
    assertThat(browser.hosts()).containsExactly("127.0.0.1");
    assertThat(
            browser.bytesByAddress().entrySet().stream()
                .filter(each -> !each.getKey().contains("/api/"))
                .mapToLong(Map.Entry::getValue)
                .sum())
        .isBetween(50_000L, MOST_BYTES);
    assertThat(browser.problems()).isEmpty();
  }

  /** The queue loses messages that it has confirmed, before the ledger has seen them. */
  @Test
  @Order(4)
  void plantedLossTurnsTheCountersRed() {
    requireNoLoss();
    Await.until(
        "a loss",
        LIMIT,
        () -> {
          servers.sqs().queue(servers.setup().queue()).purge();
          return !number("#watch-lost").equals("0") && !number("#watch-early").equals("0");
        });

    for (String counter : List.of("#watch-lost", "#watch-early")) {
      assertThat(browser.find(".counter.is-bad " + counter).getCssValue("color"))
          .isEqualTo(colour("--bad"))
          .isNotEqualTo(colour("--good"));
    }
  }

  private static void breakAndEnd(String button, String story) {
    press(button);
    awaitPressed(button, true);
    awaitStory(story);
    press(button);
    awaitPressed(button, false);
    requireNoLoss();
  }

  private static void press(String button) {
    browser.click("[data-action='" + button + "']");
  }

  private static void awaitPressed(String button, boolean pressed) {
    String css = "[data-action='%s'][aria-pressed='%s']".formatted(button, pressed);
    Await.until(css, LIMIT, () -> !browser.texts(css).isEmpty());
  }

  private static void awaitStory(String text) {
    Await.until(
        "story '" + text + "'",
        LIMIT,
        () -> browser.texts(".story-text").stream().anyMatch(story -> story.contains(text)));
  }

  private static void requireNoLoss() {
    assertThat(number("#watch-lost")).isEqualTo("0");
    assertThat(number("#watch-early")).isEqualTo("0");
    assertThat(browser.texts(".counter.is-bad")).isEmpty();
  }

  private static String number(String css) {
    return browser.texts(css).get(0);
  }

  private static String colour(String property) {
    return (String)
        browser.run(
            "const probe = document.createElement('i'); document.body.append(probe);"
                + "probe.style.color = `var(${a[0]})`;"
                + "const colour = getComputedStyle(probe).color; probe.remove();"
                + "return colour.replace('rgb(', 'rgba(').replace(')', ', 1)');",
            property);
  }

  /** Draws the pictures of the documentation, with a fault that shows what the view can do. */
  private static void pictures() {
    if (Boolean.getBoolean("docs.write")) {
      press("drop-answers");
      awaitStory("Answers get lost");
      Await.pause(Duration.ofSeconds(3));
      for (String theme : List.of("light", "dark")) {
        browser.look(theme, 1280, 1350);
        browser.run("scrollTo(0, 0)");
        Await.pause(Duration.ofSeconds(1));
        browser.screenshot(PICTURES.resolve("watch-" + theme + ".png"));
      }
      press("drop-answers");
    }
    browser.look("light", 1280, 900);
  }
}
