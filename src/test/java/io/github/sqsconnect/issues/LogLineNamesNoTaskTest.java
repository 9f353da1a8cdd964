package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.fakes.EndpointTask;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.spi.MDCAdapter;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Log lines about credentials named no connector and no task, because they are logged on threads
 * that Connect does not know. On a worker with several connectors it was unclear whose source
 * failed.
 */
class LogLineNamesNoTaskTest {
  private static final String CONTEXT = "connector.context";
  private static final String TASK = "[events-to-sqs|task-0] ";

  private final ScriptedSqs sqs = ScriptedSqs.start();
  private final ScriptedQueue queue = sqs.queue("events");
  private @Nullable Object adapter;

  /** The logger of the tests has no context of its own. */
  @BeforeEach
  void context() throws ReflectiveOperationException {
    adapter = adapterOfLog().get(null);
    adapterOfLog().set(null, new OwnContextOfEachThread());
    MDC.put(CONTEXT, TASK);
    LoggingProvider.contexts.clear();
  }

  @AfterEach
  void noContext() throws ReflectiveOperationException {
    adapterOfLog().set(null, adapter);
    sqs.close();
  }

  private static Field adapterOfLog() throws ReflectiveOperationException {
    Field field = MDC.class.getDeclaredField("mdcAdapter");
    field.setAccessible(true);
    return field;
  }

  @Test
  void credentialSourceRunsWithTheLogContextOfTheTask() {
    try (EndpointTask task =
        EndpointTask.start(
            queue, "sqs.credentials.provider.class", LoggingProvider.class.getName())) {
      task.put("a").awaitMessages(1);
    }
    assertThat(LoggingProvider.contexts).containsExactly(TASK);
  }

  /** A user's provider class. */
  public static final class LoggingProvider implements AwsCredentialsProvider {
    static final Set<String> contexts = ConcurrentHashMap.newKeySet();

    @Override
    public AwsCredentials resolveCredentials() {
      contexts.add(String.valueOf(MDC.get(CONTEXT)));
      return AwsBasicCredentials.create("AKIDEXAMPLE", "secret");
    }
  }

  /** As in the logging libraries of Connect, no thread inherits the context of another. */
  private static final class OwnContextOfEachThread implements MDCAdapter {
    private final ThreadLocal<Map<String, String>> context = ThreadLocal.withInitial(HashMap::new);

    @Override
    public void put(String key, String value) {
      context.get().put(key, value);
    }

    @Override
    public @Nullable String get(String key) {
      return context.get().get(key);
    }

    @Override
    public void remove(String key) {
      context.get().remove(key);
    }

    @Override
    public void clear() {
      context.remove();
    }

    @Override
    public Map<String, String> getCopyOfContextMap() {
      return new HashMap<>(context.get());
    }

    @Override
    public void setContextMap(Map<String, String> other) {
      context.set(new HashMap<>(other));
    }
  }
}
