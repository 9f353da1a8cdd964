package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.project.ProjectFiles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** The code in {@code docs/consumers.md}, and the Java consumer on a queue and a table. */
class ConsumersOfDocsTest {
  private static final Path JAVA = Path.of("examples/java/src/main/java/examples");

  private final List<String> log = new ArrayList<>();
  private final Table table = new Table();

  @TempDir Path directory;

  /** ConsumersIT compiles and runs these files. */
  @Test
  void codeOfThePageIsPartOfTheExamples() {
    MarkdownPage page = MarkdownPage.of(Path.of("docs/consumers.md"));
    List<MarkdownPage.Block> parts =
        page.blocks().stream().filter(block -> block.info().contains(" ")).toList();

    assertThat(parts).hasSizeGreaterThanOrEqualTo(6);
    for (MarkdownPage.Block part : parts) {
      Path file = Path.of(part.info().split(" ")[1]);
      assertThat(withoutIndentation(ProjectFiles.read(file)))
          .as("line %d of the page, in %s", part.line(), file)
          .contains(withoutIndentation(part.text()));
    }
  }

  private static String withoutIndentation(String code) {
    return code.replaceAll("(?m)^ +", "");
  }

  @Test
  void repeatedEventsAreStoredOnce() {
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
                    Message.builder().body("no JSON").receiptHandle("broken").build(),
                    message("half", "8", "[]"),
                    message("next", "9"))));

    assertThatThrownBy(() -> consume(queue)).isInstanceOf(QueueIsEmpty.class);

    assertThat(table.committed.keySet()).containsExactly("7", "9");
    assertThat(log)
        .containsExactly("commit", "delete fine", "rollback", "rollback", "commit", "delete next");
  }

  /** Somebody else may send to the queue, and an event may have an id that identifies nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"events\":[null]}",
        "{\"events\":[{\"event_type\":\"screen_view\"}]}",
        "{\"events\":[{\"event_type\":\"screen_view\",\"data\":{\"event_id\":\"\"}}]}"
      })
  void messageWithoutUsableEventsFailsAlone(String body) {
    Message unusable = Message.builder().body(body).receiptHandle("unusable").build();
    ScriptedQueue queue = new ScriptedQueue(List.of(List.of(unusable, message("next", "9"))));

    assertThatThrownBy(() -> consume(queue)).isInstanceOf(QueueIsEmpty.class);

    assertThat(log).containsExactly("rollback", "commit", "delete next");
  }

  @Test
  void messageBehindAFailedOneOfItsGroupWaits() {
    ScriptedQueue queue =
        new ScriptedQueue(
            List.of(
                List.of(
                    inGroup("a", message("broken", "[]")),
                    inGroup("b", message("other", "7")),
                    inGroup("a", message("behind", "8")))));

    assertThatThrownBy(() -> consume(queue)).isInstanceOf(QueueIsEmpty.class);

    assertThat(log).containsExactly("rollback", "commit", "delete other");
  }

  private static Message inGroup(String group, Message message) {
    return message.toBuilder()
        .attributes(Map.of(MessageSystemAttributeName.MESSAGE_GROUP_ID, group))
        .build();
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

  /** Receives messages until the queue is empty. */
  private void consume(SqsClient queue) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String classPath = System.getProperty("java.class.path");
    List<String> arguments = new ArrayList<>(List.of("-Xlint:-path", "-cp", classPath));
    arguments.addAll(List.of("-d", directory.toString()));
    arguments.add(JAVA.resolve("EventConsumer.java").toString());
    arguments.add(JAVA.resolve("EventBatch.java").toString());
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {directory.toUri().toURL()}, ConsumersOfDocsTest.class.getClassLoader())) {
      Class<?> type = loader.loadClass("examples.EventConsumer");
      Object consumer =
          type.getConstructor(SqsClient.class, String.class, Connection.class)
              .newInstance(queue, "https://sqs.eu-west-1.amazonaws.com/1/q", table.connection());
      while (true) {
        type.getMethod("receive").invoke(consumer);
      }
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
                assertThat((String) arguments[0]).contains("ON CONFLICT (event_id) DO NOTHING");
                return statement();
              }
              case "commit" -> {
                log.add("commit");
                pending.forEach(committed::putIfAbsent);
                pending.clear();
              }
              case "rollback" -> {
                log.add("rollback");
                pending.clear();
              }
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
                pending.putIfAbsent(parameters.get(1), parameters.get(3));
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
