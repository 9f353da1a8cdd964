package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.servers.ConnectRest.Plugin;
import io.github.sqsconnect.servers.LocalServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The archive as a plugin: found by its service file alone, with its version. */
@ExtendWith(SharedServers.class)
final class PluginIT {
  private static final String CONNECTOR = "io.github.sqsconnect.SqsSinkConnector";

  @Test
  void workerListsTheConnectorWithItsVersion(LocalServers servers) {
    assertThat(servers.worker().rest().plugins())
        .contains(new Plugin(CONNECTOR, "sink", System.getProperty("project.version")));
  }
}
