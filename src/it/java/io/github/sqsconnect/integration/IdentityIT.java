package io.github.sqsconnect.integration;

import static io.github.sqsconnect.integration.IdentityWorker.EXTERNAL_ID;
import static io.github.sqsconnect.integration.IdentityWorker.KEY;
import static io.github.sqsconnect.integration.IdentityWorker.ROLE;
import static io.github.sqsconnect.integration.IdentityWorker.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSts;
import io.github.sqsconnect.endpoint.TlsFront;
import io.github.sqsconnect.endpoint.TunnelProxy;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.LocalServers;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every kind of credentials, with the archive in a real worker. */
@ExtendWith(SharedServers.class)
@TestInstance(Lifecycle.PER_CLASS)
final class IdentityIT {
  private IdentityWorker worker;
  private String name;

  @BeforeAll
  void start(LocalServers servers) {
    worker = new IdentityWorker(servers, "identities", settings -> {});
  }

  @AfterAll
  void stop() {
    worker.close();
  }

  @BeforeEach
  void name(TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void deleteConnectors() {
    worker.rest().connectors().forEach(worker.rest()::delete);
    worker.sts.lifetime(Duration.ofHours(1));
  }

  @Test
  void profileOfAFileSignsRequests() {
    ScriptedQueue queue = worker.connector(name, Map.of("aws.profile.name", "sender"));
    worker.send(name, 0, 20);
    worker.awaitStored(queue, 20);
    assertThat(worker.signers(name)).containsExactly(IdentityWorker.PROFILE_KEY);
  }

  @Test
  void roleIsAssumedOncePerSessionAndNotPerRequest() {
    int before = worker.sts.calls().size();
    ScriptedQueue queue = worker.connector(name, assuming());
    worker.send(name, 0, 4_000);
    worker.awaitStored(queue, 4_000);
    List<ScriptedSts.StsCall> calls = worker.sts.calls();
    assertThat(calls.subList(before, calls.size()))
        .containsExactly(
            new ScriptedSts.StsCall("AssumeRole", ROLE, "orders-to-sqs", EXTERNAL_ID, KEY));
    assertThat(worker.signers(name)).hasSize(1).allMatch(key -> key.startsWith("ASIASender"));
  }

  @Test
  void webIdentityOfTheEnvironmentSignsRequestsThroughTheDefaultChain() {
    ScriptedQueue queue = worker.connector(name, Map.of());
    worker.send(name, 0, 20);
    worker.awaitStored(queue, 20);
    assertThat(worker.signers(name)).hasSize(1).allMatch(key -> key.startsWith("ASIAWeb"));
    assertThat(worker.sts.calls())
        .anyMatch(
            call ->
                call.action().equals("AssumeRoleWithWebIdentity")
                    && call.sessionName().equals("web-session"));
  }

  /** As with EKS Pod Identity, whose token is in a file; ECS works alike. */
  @Test
  void containerSignsRequestsWhenTheDefaultChainFindsNothingEarlier() throws IOException {
    Files.delete(worker.webToken);
    try {
      ScriptedQueue queue = worker.connector(name, Map.of());
      worker.send(name, 0, 20);
      worker.awaitStored(queue, 20);
      assertThat(worker.signers(name)).containsExactly(IdentityWorker.CONTAINER_KEY);
      assertThat(worker.container.sessions()).isPositive();
    } finally {
      ProjectFiles.write(worker.webToken, "web-token-1");
    }
  }

  @Test
  void providerClassInThePluginFolderSignsRequests() {
    ScriptedQueue queue =
        worker.connector(
            name,
            Map.of(
                "sqs.credentials.provider.class", UserCredentialsProvider.CLASS,
                "sqs.credentials.provider.user", KEY,
                "sqs.credentials.provider.word", SECRET));
    worker.send(name, 0, 20);
    worker.awaitStored(queue, 20);
    assertThat(worker.signers(name)).containsExactly(KEY);
  }

  /** The SDK refreshes a session one minute before it expires. */
  @Test
  void sessionThatExpiresDuringDeliveryIsRefreshedAndNothingIsLost() {
    worker.sts.lifetime(Duration.ofSeconds(63));
    ScriptedQueue queue = worker.connector(name, assuming());
    for (int round = 0; round < 3; round++) {
      worker.send(name, round * 500, round * 500 + 250);
      worker.awaitStored(queue, round * 500 + 250);
      worker.signers(name).forEach(worker.sqs.credentials()::expire);
      worker.send(name, round * 500 + 250, (round + 1) * 500);
      worker.awaitStored(queue, (round + 1) * 500);
    }
    assertThat(outcomes(name)).contains("ExpiredToken");
    assertThat(worker.signers(name)).hasSizeGreaterThanOrEqualTo(4);
    assertThat(worker.rest().hasFailedTask(name)).isFalse();
  }

  @Test
  void rotatedKeysAreReloadedWithoutARestart() {
    worker.sqs.credentials().accept("AKIDOLDER", "older").accept("AKIDNEWER", "newer");
    ProjectFiles.write(worker.secrets, "id=AKIDOLDER\nsecret=older\n");
    String file = "${file:" + worker.secrets + ":";
    ScriptedQueue queue =
        worker.connector(
            name,
            Map.of("aws.access.key.id", file + "id}", "aws.secret.access.key", file + "secret}"));
    worker.send(name, 0, 100);
    worker.awaitStored(queue, 100);
    ProjectFiles.write(worker.secrets, "id=AKIDNEWER\nsecret=newer\n");
    worker.sqs.credentials().revoke("AKIDOLDER");
    worker.send(name, 100, 300);
    worker.awaitStored(queue, 300);
    assertThat(outcomes(name)).contains("InvalidClientTokenId");
    assertThat(worker.signers(name)).containsExactly("AKIDNEWER", "AKIDOLDER");
    assertThat(worker.rest().hasFailedTask(name)).isFalse();
    assertThat(worker.worker().logText())
        .containsPattern("event=credentials_read_again changed=true")
        .doesNotContain("event=credentials_not_read_again");
  }

  @Test
  void connectorsOfOneWorkerNeverShareAnIdentity() {
    String other = name + "-other";
    ScriptedQueue one = worker.connector(name, Map.of("aws.profile.name", "sender"));
    ScriptedQueue two = worker.connector(other, assuming());
    for (int i = 0; i < 20; i++) {
      worker.send(name, i * 10, i * 10 + 10);
      worker.send(other, i * 10, i * 10 + 10);
    }
    worker.awaitStored(one, 200);
    worker.awaitStored(two, 200);
    assertThat(worker.signers(name)).containsExactly(IdentityWorker.PROFILE_KEY);
    assertThat(worker.signers(other)).hasSize(1).allMatch(key -> key.startsWith("ASIASender"));
  }

  @Test
  void sqsAndStsAreReachedOverTlsThroughAProxyAndBypassedHostsDirectly() {
    try (TunnelProxy proxy = TunnelProxy.start("user", "p:ssword?");
        TlsFront sqs = TlsFront.of(worker.sqs.uri(), worker.certificate);
        TlsFront sts = TlsFront.of(worker.sts.uri(), worker.certificate)) {
      Map<String, String> settings = assuming();
      settings.put("sqs.endpoint.url", sqs.uri().toString());
      settings.put("aws.sts.endpoint.url", sts.uri().toString());
      settings.put("sqs.proxy.url", proxy.uri().toString());
      settings.put("sqs.proxy.user", "user");
      settings.put("sqs.proxy.password", "p:ssword?");
      ScriptedQueue through = worker.connector(name, settings);
      worker.send(name, 0, 100);
      worker.awaitStored(through, 100);
      assertThat(worker.signers(name)).allMatch(key -> key.startsWith("ASIASender"));
      assertThat(proxy.tunnels()).contains(sts.authority()).contains(sqs.authority());
      assertThat(Set.copyOf(proxy.tunnels())).hasSize(2);
      assertThat(proxy.refusals()).isZero();
      worker.rest().delete(name);

      int tunnels = proxy.tunnels().size();
      settings.put("sqs.proxy.bypass.hosts", "*.example.org,127.0.0.*");
      ScriptedQueue past = worker.connector(name + "-past", settings);
      worker.send(name + "-past", 0, 20);
      worker.awaitStored(past, 20);
      assertThat(proxy.tunnels()).hasSize(tunnels);
      assertThat(proxy.refusals()).isZero();
      worker.rest().delete(name + "-past");

      settings.remove("sqs.proxy.bypass.hosts");
      settings.put("sqs.proxy.password", "wrong");
      settings.put("sqs.validate.connection", "true");
      assertThatThrownBy(() -> worker.connector(name + "-wrong", settings))
          .hasMessageContaining("sqs.proxy.password or sqs.proxy.user is rejected by the proxy")
          .hasMessageContaining(proxy.uri().toString());
    }
  }

  @Test
  void webIdentityIsSentToStsThroughTheProxy() {
    try (TunnelProxy proxy = TunnelProxy.start("user", "p:ssword?");
        TlsFront sqs = TlsFront.of(worker.sqs.uri(), worker.certificate);
        TlsFront sts = TlsFront.of(worker.sts.uri(), worker.certificate)) {
      int before = worker.sts.calls().size();
      ScriptedQueue queue =
          worker.connector(
              name,
              Map.of(
                  "sqs.endpoint.url", sqs.uri().toString(),
                  "aws.sts.endpoint.url", sts.uri().toString(),
                  "sqs.proxy.url", proxy.uri().toString(),
                  "sqs.proxy.user", "user",
                  "sqs.proxy.password", "p:ssword?"));
      worker.send(name, 0, 500);
      worker.awaitStored(queue, 500);
      assertThat(worker.signers(name)).hasSize(1).allMatch(key -> key.startsWith("ASIAWeb"));
      List<ScriptedSts.StsCall> calls = worker.sts.calls();
      assertThat(calls.subList(before, calls.size()))
          .containsExactly(
              new ScriptedSts.StsCall(
                  "AssumeRoleWithWebIdentity", IdentityWorker.WEB_ROLE, "web-session", "", ""));
      assertThat(proxy.tunnels()).containsOnlyOnce(sts.authority()).contains(sqs.authority());
      assertThat(Set.copyOf(proxy.tunnels())).hasSize(2);
      assertThat(proxy.refusals()).isZero();
    }
  }

  private List<String> outcomes(String queue) {
    return worker.sqs.requests().stream()
        .filter(request -> request.queue().equals(queue))
        .map(request -> request.outcome())
        .toList();
  }

  private static Map<String, String> keys() {
    return Map.of("aws.access.key.id", KEY, "aws.secret.access.key", SECRET);
  }

  private Map<String, String> assuming() {
    Map<String, String> settings = worker.assumingRole(keys());
    settings.put("aws.sts.role.session.name", "orders-to-sqs");
    return settings;
  }
}
