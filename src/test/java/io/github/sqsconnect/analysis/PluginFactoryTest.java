package io.github.sqsconnect.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PluginFactoryTest {
  private static final AtomicBoolean RAN = new AtomicBoolean();

  /** A class that a configuration may name, although it is no plugin. */
  public static final class NoPlugin {
    static {
      RAN.set(true);
    }
  }

  @Test
  void codeOfAClassThatIsNoPluginDoesNotRun() {
    List<Finding> findings = new ArrayList<>();

    ConnectPlugins.of(Map.of("value.converter", NoPlugin.class.getName()), findings::add);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).message()).contains("is not a Converter");
    assertThat(RAN).isFalse();
  }
}
