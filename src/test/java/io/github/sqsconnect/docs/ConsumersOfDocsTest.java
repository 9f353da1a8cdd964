package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * Compiles the Java consumer of {@code docs/event-format.md}, and runs it on a queue and a table.
 */
class ConsumersOfDocsTest {
  private static final String SOURCE =
      MarkdownPage.of(Path.of("docs/event-format.md")).block("java consumer").text();

  private final List<String> log = new ArrayList<>();
  private final Table table = new Table();

  @TempDir Path directory;

  @Test
  void repeatedEventsAreStoredOnce() throws Exception {
    ScriptedQueue queue =
        new ScriptedQueue(
            List.of(
                List.of(message("first", "7", "8"), message("again", "8", "9")),
                List.of(),
                List.of(message("text", "\"9\"", "-10"))));

    assertThatThrownBy(() -> consume(queue)).isInstanceOf(QueueIsEmpty.class);

    assertThat(table.committed.keySet()).containsExactly("7", "8", "9", "-10");
    assertThat(log)
        .containsExactly(
            "commit", "delete first", "commit", "delete again", "commit", "delete text");
  }

  @Test
  void messageThatFailsIsNotDeleted() {
    ScriptedQueue queue =
        new ScriptedQueue(
            List.of(
                List.of(
                    message("fine", "7"),
                    Message.builder().body("no JSON").receiptHandle("broken").build())));

    assertThatThrownBy(() -> consume(queue)).isInstanceOf(IOException.class);

    assertThat(log).containsExactly("commit", "delete fine");
  }

  private static Message message(String handle, String... eventIds) {
    List<String> events = new ArrayList<>();
    for (String id : eventIds) {
      events.add("{\"data\":{\"event_id\":" + id + "},\"event_type\":\"screen_view\"}");
    }
    return Message.builder()
        .body("{\"events\":[" + String.join(",", events) + "]}")
        .receiptHandle(handle)
        .build();
  }

  private void consume(SqsClient queue) throws Exception {
    Path source = directory.resolve("EventConsumer.java");
    Files.writeString(source, SOURCE);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String classPath = System.getProperty("java.class.path");
    int errors =
        compiler.run(null, null, null, "-Xlint:-path", "-cp", classPath, source.toString());
    assertThat(errors).isZero();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {directory.toUri().toURL()}, ConsumersOfDocsTest.class.getClassLoader())) {
      Method run =
          loader
              .loadClass("EventConsumer")
              .getMethod("run", SqsClient.class, String.class, Connection.class);
      run.invoke(null, queue, "https://sqs.eu-west-1.amazonaws.com/1/q", table.connection());
    } catch (InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }

  /** Ends the loop of the consumer. */
  private static final class QueueIsEmpty extends RuntimeException {}

  /** Answers each receive call with the next list of messages. */
  private final class ScriptedQueue implements SqsClient {
    private final ArrayDeque<List<Message>> answers = new ArrayDeque<>();

    ScriptedQueue(List<List<Message>> answers) {
      this.answers.addAll(answers);
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
      assertThat(request.waitTimeSeconds()).isEqualTo(20);
      if (answers.isEmpty()) {
        throw new QueueIsEmpty();
      }
      return ReceiveMessageResponse.builder().messages(answers.remove()).build();
    }

    @Override
    public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
      log.add("delete " + request.receiptHandle());
      return DeleteMessageResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }

  /** A table with a key, and a transaction. */
  private final class Table {
    final Map<String, String> committed = new LinkedHashMap<>();
    private final Map<String, String> pending = new LinkedHashMap<>();
    private final Map<Integer, String> parameters = new HashMap<>();

    Connection connection() {
      return proxy(
          Connection.class,
          (method, arguments) -> {
            switch (method) {
              case "prepareStatement" -> {
                assertThat((String) arguments[0]).contains("ON CONFLICT DO NOTHING");
                return statement();
              }
              case "commit" -> {
                log.add("commit");
                pending.forEach(committed::putIfAbsent);
                pending.clear();
              }
              case "setAutoCommit" -> assertThat(arguments).containsExactly(false);
              default -> throw new AssertionError(method);
            }
            return null;
          });
    }

    private PreparedStatement statement() {
      return proxy(
          PreparedStatement.class,
          (method, arguments) -> {
            switch (method) {
              case "setString" -> parameters.put((Integer) arguments[0], (String) arguments[1]);
              case "executeUpdate" -> {
                pending.putIfAbsent(parameters.get(1), parameters.get(2));
                return 1;
              }
              case "close" -> {}
              default -> throw new AssertionError(method);
            }
            return null;
          });
    }
  }

  /** Returns the result of a call. */
  private interface Answer {
    Object to(String method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer.to(method.getName(), arguments)));
  }
}
