package io.github.sqsconnect.integration;

import io.github.sqsconnect.servers.LocalServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Delivery on servers started from Maven artifacts. */
@ExtendWith(SharedServers.class)
final class DeliveryIT extends DeliveryContract {
  private Environment environment;

  @BeforeEach
  void servers(LocalServers servers) {
    environment = Environment.of(servers);
  }

  @Override
  Environment environment() {
    return environment;
  }
}
