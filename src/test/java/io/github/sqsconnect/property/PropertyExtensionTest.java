package io.github.sqsconnect.property;

import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the properties of a class that the build itself does not run. */
class PropertyExtensionTest {
  private static final List<Integer> DRAWN = new ArrayList<>();

  /** Not found by the build: its name is not one of a test. */
  static class Samples {
    @Property(tries = 30)
    void passes(Draw draw) {
      DRAWN.add(draw.next("n", integers(0, 1_000_000)));
    }

    @Property
    void fails(Draw draw) {
      int number = draw.next("n", integers(0, 1_000_000));
      DRAWN.add(number);
      assertThat(number).isLessThan(750_000);
    }

    @Property(tries = 3, everyCase = true)
    void triesEveryCase(Draw draw) {
      DRAWN.add(draw.next("n", integers(1, 3)));
    }
  }

  @AfterEach
  void clear() {
    DRAWN.clear();
    System.clearProperty("property.seed");
    System.clearProperty("property.tries");
  }

  private static TestExecutionSummary run(String method) {
    DRAWN.clear();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectMethod(Samples.class, method, Draw.class.getName()))
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }

  private static List<Integer> drawnBy(String method) {
    run(method);
    return List.copyOf(DRAWN);
  }

  @Test
  void propertyIsOneTestWithTheTriesOfItsAnnotation() {
    assertThat(run("passes").getTestsSucceededCount()).isEqualTo(1);
    assertThat(DRAWN).hasSize(30);
  }

  @Test
  void failingPropertyFailsItsTestWithTheSmallestValue() {
    TestExecutionSummary summary = run("fails");
    assertThat(summary.getTestsFailedCount()).isEqualTo(1);
    assertThat(summary.getFailures().get(0).getException())
        .hasMessageContaining("n = 750000")
        .hasMessageContaining("-Dtest='PropertyExtensionTest$Samples#fails' -Dproperty.seed=");
  }

  @Test
  void everyRunDrawsTheSameValuesUnlessTheSeedIsFresh() {
    List<Integer> first = drawnBy("passes");
    assertThat(drawnBy("passes")).isEqualTo(first);
    System.setProperty("property.seed", "fresh");
    assertThat(drawnBy("passes")).isNotEqualTo(first);
  }

  @Test
  void seedOfAFailureReplaysIt() {
    String message = run("fails").getFailures().get(0).getException().getMessage();
    String seed =
        message.substring(message.indexOf("property.seed=") + 14).lines().findFirst().orElseThrow();
    System.setProperty("property.seed", seed);
    assertThat(drawnBy("fails").get(0)).isGreaterThanOrEqualTo(750_000);
  }

  @Test
  void numberOfTriesCanBeSet() {
    System.setProperty("property.tries", "7");
    assertThat(drawnBy("passes")).hasSize(7);
  }

  @Test
  void everyCaseIsTried() {
    assertThat(drawnBy("triesEveryCase")).containsExactly(1, 2, 3);
  }
}
