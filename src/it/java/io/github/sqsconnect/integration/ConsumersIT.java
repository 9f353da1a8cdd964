package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.LocalSqs;
import io.github.sqsconnect.servers.QueueReader;
import io.github.sqsconnect.servers.ServerJars;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The consumers in {@code examples} on queues that the connector has filled: ten percent of the
 * messages are duplicates. A few messages fail: their events have no usable id, or they are not of
 * the connector.
 */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConsumersIT {
  private static final String TOPIC = "consumers";
  private static final int RECORDS = 200;
  private static final int DUPLICATES = RECORDS / 10;
  private static final int USERS = 4;

  /** Ids by which no consumer can recognise a repeated event. */
  private static final List<String> UNUSABLE = List.of("[\"none\"]", "true", "\"\"", "1.5");

  /** A message that the connector has not sent. */
  private static final String FOREIGN = "{\"Type\":\"Notification\"}";

  private static final int FAILING = UNUSABLE.size() + 1;
  private static final int RECEIVES = 3;

  /** So many messages fail once on a FIFO queue. */
  private static final int SPOILT = 5;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String ACCEPT_ALL = "DROP TRIGGER refuse";

  private static final String ALL = "consumers-all";
  private static final String TYPESCRIPT = "consumers-typescript";
  private static final String TYPESCRIPT_FIFO = "consumers-typescript.fifo";
  private static final String PYTHON_FUNCTION = "consumers-python-function";
  private static final String PYTHON = "consumers-python";
  private static final String JAVA = "consumers-java";
  private static final String JAVA_FIFO = "consumers-java.fifo";

  private final Path work = ProjectFiles.target().resolve("examples");
  private final Path typescript = work.resolve("typescript");
  private final Map<String, String> urls = new HashMap<>();
  private final Map<String, String> expected = new TreeMap<>();
  private final List<ExampleProcess> processes = new ArrayList<>();
  private LocalServers servers;
  private SqsClient client;
  private URLClassLoader javaLibraries;
  private String dynamo = "";
  private boolean typescriptCompiled;

  // --- messages of the connector

  @BeforeAll
  void fillQueues(LocalServers shared) {
    servers = shared;
    client = servers.elasticMq().sqs().client();
    servers.topics().create(TOPIC, 1);
    servers.topics().sendAll(IntStream.range(0, RECORDS).mapToObj(ConsumersIT::record).toList());
    List<String> queues =
        List.of(ALL, TYPESCRIPT, TYPESCRIPT_FIFO, PYTHON_FUNCTION, PYTHON, JAVA, JAVA_FIFO);
    queues.forEach(this::createQueue);

    ConnectRest rest = servers.rest();
    queues.forEach(queue -> rest.put(queue, config(queue, "auto")));
    queues.forEach(this::awaitCommitted);
    readExpectedEvents();

    // The connector delivers the last records again, as after a crash before the commit.
    queues.forEach(rest::stop);
    queues.forEach(
        queue -> rest.alterOffsets(queue, TOPIC, Map.of(0, (long) RECORDS - DUPLICATES)));
    queues.forEach(queue -> rest.put(queue, config(queue, "again-${value.source_request_id}")));
    queues.forEach(rest::resume);
    queues.forEach(this::awaitCommitted);
    queues.forEach(rest::delete);
    queues.stream()
        .filter(queue -> !queue.equals(ALL))
        .forEach(
            queue ->
                assertThat(SqsEventSource.depth(client, urls.get(queue)))
                    .as(queue)
                    .isEqualTo(RECORDS + DUPLICATES));
    queues.stream().filter(queue -> !queue.equals(ALL)).forEach(this::sendForeignMessage);
  }

  private void sendForeignMessage(String queue) {
    client.sendMessage(
        request -> {
          request.queueUrl(urls.get(queue)).messageBody(FOREIGN);
          if (queue.endsWith(".fifo")) {
            request.messageGroupId("foreign").messageDeduplicationId("foreign");
          }
        });
  }

  private static ProducerRecord<byte[], byte[]> record(int number) {
    String events =
        IntStream.rangeClosed(0, number % 3)
            .mapToObj(each -> event(number, number * 10 + each))
            .collect(Collectors.joining(","));
    String batch =
        "{\"mpid\":%d,\"source_request_id\":\"r-%d\",\"events\":[%s]}"
            .formatted(user(number * 10), number, events);
    return new ProducerRecord<>(TOPIC, batch.getBytes(UTF_8));
  }

  private static String event(int number, int place) {
    String id =
        switch (number % 4) {
          case 0 -> "\"event_id\":" + (Long.MAX_VALUE - place) + ",";
          case 1 -> "\"event_id\":\"" + (Long.MIN_VALUE + place) + "\",";
          default -> "";
        };
    return """
        {"event_type":"custom_event","data":{%s"event_name":"n","custom_event_type":"other",\
        "custom_attributes":{"place":"%d"}}}"""
        .formatted(isUsable(number) ? id : "\"event_id\":" + unusableId(number) + ",", place);
  }

  private static boolean isUsable(int number) {
    return number % (RECORDS / UNUSABLE.size()) != 10;
  }

  private static String unusableId(int number) {
    return UNUSABLE.get(number / (RECORDS / UNUSABLE.size()));
  }

  /**
   * The user of the events at a place: an id that a double would round. The events without usable
   * ids have a user of their own, and on a FIFO queue a group: no other message waits for them.
   */
  private static long user(int place) {
    int number = place / 10;
    return 7_000_000_000_000_000_001L + (isUsable(number) ? number % USERS : USERS);
  }

  private void createQueue(String name) {
    LocalSqs sqs = servers.elasticMq().sqs();
    String deadLetters = deadLetters(name);
    urls.put(deadLetters, sqs.createQueue(deadLetters));
    Map<QueueAttributeName, String> attributes =
        Map.of(
            QueueAttributeName.VISIBILITY_TIMEOUT,
            "1",
            QueueAttributeName.REDRIVE_POLICY,
            "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:%s\",\"maxReceiveCount\":%d}"
                .formatted(deadLetters, RECEIVES));
    urls.put(name, sqs.createQueue(name, attributes));
  }

  private static String deadLetters(String queue) {
    return queue.replaceFirst("(\\.fifo)?$", "-dead$1");
  }

  /** On a FIFO queue, other deduplication ids: the queue would discard the duplicates. */
  private Map<String, String> config(String queue, String deduplicationId) {
    Map<String, String> config = ConnectorConfig.of(TOPIC, urls.get(queue));
    if (queue.endsWith(".fifo")) {
      config.put("sqs.message.deduplication.id", deduplicationId);
    }
    return config;
  }

  private void awaitCommitted(String connector) {
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    Await.until(
        "commit of " + connector,
        LIMIT,
        () -> servers.topics().committed(connector, partition) == RECORDS);
  }

  /** The places of all events with usable ids, by id. */
  private void readExpectedEvents() {
    try (QueueReader reader = QueueReader.start(servers.elasticMq().sqs(), urls.get(ALL))) {
      Await.until("all messages", LIMIT, () -> reader.count() == RECORDS);
      TestJson.requireEventBatches(reader.bodies());
      for (String body : reader.bodies()) {
        for (JsonNode event : TestJson.parse(body).get("events")) {
          JsonNode data = event.get("data");
          if (isUsable(Integer.parseInt(place(data)) / 10)) {
            expected.put(data.get("event_id").asText(), place(data));
          }
        }
      }
    }
    long sent =
        IntStream.range(0, RECORDS)
            .filter(ConsumersIT::isUsable)
            .map(number -> number % 3 + 1)
            .sum();
    assertThat(expected).hasSize((int) sent);
    assertThat(expected.keySet())
        .allMatch(id -> Math.abs(Long.parseLong(id) / 2) > 1L << 52, "needs more than a double");
  }

  private static String place(JsonNode data) {
    return data.at("/custom_attributes/place").asText();
  }

  @AfterAll
  void close() throws IOException {
    processes.forEach(ExampleProcess::close);
    client.close();
    if (javaLibraries != null) {
      javaLibraries.close();
    }
  }

  // --- TypeScript

  @Test
  void typescriptCompilesInStrictModeAndWrongTypesDoNot() {
    compileTypescript();

    Path wrong =
        ProjectFiles.write(
            typescript.resolve("src/wrong.ts"),
            """
            import type { EventBatch } from "./event-batch.js";
            import type { Event, EventBatch as Strict } from "./event-batch.strict.js";
            export const correct = (batch: Strict): EventBatch => batch;
            export const unchecked = (batch: EventBatch): Strict => batch;
            export function wrong(event: Event): void {
              const id: number = event.data.event_id;
              if (event.event_type === "screen_view") {
                const name: number = event.data.screen_name;
                console.log(event.data.label, name, id);
              }
            }
            """);
    String output =
        Program.run(typescript, "node", "node_modules/typescript/bin/tsc", "--noEmit").output();
    Unchecked.run(() -> Files.delete(wrong));
    assertThat(output.lines().filter(line -> !line.startsWith(" ")))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("src/wrong.ts(4,").contains("EventBatch"),
            line -> assertThat(line).startsWith("src/wrong.ts(6,").contains("'bigint'"),
            line -> assertThat(line).startsWith("src/wrong.ts(8,").contains("'string'"),
            line -> assertThat(line).startsWith("src/wrong.ts(9,").contains("'label'"));
  }

  @Test
  void typescriptParsesIdsWithAllDigitsAndNodeAloneDoesNot() {
    compileTypescript();
    String script =
        """
        import { parseEventBatch } from "./dist/parse.js";
        const body = '{"mpid":6000000004004348971,"batch_id":"77","origin_mpid":"077","events":[],'
          + '"user_attributes":{"crm":9007199254740993,"age":42,"batch_id":"77"}}';
        const batch = parseEventBatch(body);
        const { crm, age, batch_id: text } = batch.user_attributes;
        console.log([batch.mpid, batch.batch_id, batch.origin_mpid, crm, age, text].map((v) => typeof v + " " + v).join());
        console.log(JSON.parse(body).mpid);
        """;
    ProjectFiles.write(typescript.resolve("digits.mjs"), script);
    assertThat(Program.run(typescript, "node", "digits.mjs").output().lines())
        .containsExactly(
            "bigint 6000000004004348971,bigint 77,string 077,bigint 9007199254740993,number 42,string 77",
            "6000000004004349000");
  }

  @Test
  void typescriptFunctionStoresEachEventOnce() {
    String endpoint = startDynamo("typescript");
    ExampleProcess function = typescriptFunction("handler", endpoint, "typescript");

    SqsEventSource source = new SqsEventSource(client, urls.get(TYPESCRIPT));
    source.drain(function::call);

    assertThat(places(table(endpoint, "typescript"))).isEqualTo(expected);
    assertRepeatedEvents(function);
    assertOnlyFailedMessagesCameAgain(source, TYPESCRIPT);
  }

  @Test
  void typescriptFunctionStoresAFifoQueueInOrder() {
    String endpoint = startDynamo("fifo");
    ExampleProcess function = typescriptFunction("fifoHandler", endpoint, "fifo");

    List<String> order = new ArrayList<>();
    SqsEventSource source = new SqsEventSource(client, urls.get(TYPESCRIPT_FIFO));
    source.drain(
        event -> {
          String response = function.call(withFirstReceivesSpoilt(event));
          order.addAll(stored(event, response));
          return response;
        });

    assertThat(places(table(endpoint, "fifo"))).isEqualTo(expected);
    assertThat(source.failed()).as("with messages behind").hasSizeGreaterThan(FAILING + SPOILT);
    assertInOrderForEachUser(order.stream().distinct().toList());
    assertRepeatedEvents(function);
    assertDeadLetters(TYPESCRIPT_FIFO);
  }

  /** Some messages fail when they are received for the first time. */
  private static String withFirstReceivesSpoilt(String event) {
    JsonNode spoilt = TestJson.parse(event);
    for (JsonNode message : spoilt.get("Records")) {
      boolean first = message.at("/attributes/ApproximateReceiveCount").asInt() == 1;
      if (first && isOurs(message) && firstPlace(message) < 10 * SPOILT) {
        ((ObjectNode) message).put("body", "not JSON");
      }
    }
    return spoilt.toString();
  }

  /** The first places of the messages that a function has not reported as failed. */
  private static List<String> stored(String event, String response) {
    List<String> failed = TestJson.parse(response).findValuesAsText("itemIdentifier");
    return TestJson.parse(event)
        .get("Records")
        .valueStream()
        .filter(message -> !failed.contains(message.get("messageId").asText()))
        .map(message -> Integer.toString(firstPlace(message)))
        .toList();
  }

  private static boolean isOurs(JsonNode message) {
    return !message.get("body").asText().equals(FOREIGN);
  }

  private static int firstPlace(JsonNode message) {
    JsonNode body = TestJson.parse(message.get("body").asText());
    return Integer.parseInt(place(body.at("/events/0/data")));
  }

  private ExampleProcess typescriptFunction(String name, String endpoint, String table) {
    return start(name, typescript, dynamo(endpoint, table), "node", "dist/run-locally.js", name);
  }

  /** Once for all tests. */
  private void compileTypescript() {
    if (typescriptCompiled) {
      return;
    }
    installPackages();
    assertThat(Program.run(typescript, "node", "node_modules/typescript/bin/tsc").output())
        .isEmpty();
    typescriptCompiled = true;
  }

  /** Copies the example and installs its packages, unless that was done before. */
  private void installPackages() {
    Program.require("node");
    Program.require("npm");
    Path example = ProjectFiles.root().resolve("examples/typescript");
    for (String file : List.of("package.json", "package-lock.json", ".npmrc", "tsconfig.json")) {
      ProjectFiles.write(typescript.resolve(file), ProjectFiles.read(example.resolve(file)));
    }
    ProjectFiles.emptied(typescript.resolve("src"));
    ProjectFiles.list(example.resolve("src"))
        .forEach(
            file ->
                ProjectFiles.write(
                    typescript.resolve("src").resolve(file.getFileName()),
                    ProjectFiles.read(file)));
    Path installed = typescript.resolve("node_modules/installed");
    String lock = ProjectFiles.read(example.resolve("package-lock.json"));
    if (Files.exists(installed) && ProjectFiles.read(installed).equals(lock)) {
      return;
    }

    Program.Finished install =
        Program.run(typescript, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    assertThat(install.output()).as("the lock file fits package.json").doesNotContain("EUSAGE");
    Program.require(install.status() == 0, "npm cannot install packages: " + install.output());
    ProjectFiles.write(installed, lock);
  }

  // --- Python

  @Test
  void pythonFunctionStoresEachEventOnce() {
    String python = python();
    String endpoint = startDynamo("python");
    Path example = ProjectFiles.root().resolve("examples/python");
    ExampleProcess function =
        start("python-function", example, dynamo(endpoint, "python"), python, "run_locally.py");

    SqsEventSource source = new SqsEventSource(client, urls.get(PYTHON_FUNCTION));
    source.drain(function::call);

    assertThat(places(table(endpoint, "python"))).isEqualTo(expected);
    assertRepeatedEvents(function);
    assertOnlyFailedMessagesCameAgain(source, PYTHON_FUNCTION);
  }

  @Test
  void pythonConsumerStoresEachEventOnce() throws SQLException {
    String python = python();
    Path database = emptyDatabase("python.db");
    Path example = ProjectFiles.root().resolve("examples/python");
    String[] command = {python, "consumer.py", urls.get(PYTHON), database.toString()};
    ExampleProcess consumer = start("python-consumer", example, environment(), command);
    awaitEmpty(PYTHON);

    List<JsonNode> events = rows(database);
    assertThat(places(events.stream().map(event -> event.get("data")).toList()))
        .isEqualTo(expected);
    assertRepeatedEvents(consumer);
    assertDeadLetters(PYTHON);
  }

  /** A Python that has boto3, that of Debian's package first. */
  private String python() {
    Program.require("python3");
    String found =
        Stream.of("/usr/bin/python3", "python3")
            .filter(
                python ->
                    Program.run(work, python, "-c", "import boto3, typing; typing.NotRequired")
                            .status()
                        == 0)
            .findFirst()
            .orElse("");
    Program.require(!found.isEmpty(), "there is no Python 3.11 with boto3 (package python3-boto3)");
    return found;
  }

  // --- Java

  @Test
  void javaConsumerStoresEachEventOnceAndRedriveLosesNone() throws SQLException {
    Path database = emptyDatabase("java.db");
    refuseTenMessages(database);
    ExampleProcess consumer = startJava("EventConsumer", urls.get(JAVA), "jdbc:sqlite:" + database);
    awaitEmpty(JAVA);
    String deadLetters = urls.get(deadLetters(JAVA));
    int refused = 10;
    assertThat(SqsEventSource.depth(client, deadLetters)).isEqualTo(FAILING + refused);
    assertThat(rows(database)).hasSizeLessThan(expected.size());

    execute(database, ACCEPT_ALL);
    ExampleProcess redrive = startJava("DeadLetterRedrive", deadLetters);
    assertThat(redrive.result()).contains("moved " + (FAILING + refused) + " messages");
    Await.until("all events", LIMIT, () -> rows(database).size() == expected.size());
    awaitEmpty(JAVA);
    assertThat(places(rows(database))).isEqualTo(expected);
    assertRepeatedEvents(consumer);
    assertDeadLetters(JAVA);
  }

  @Test
  void javaConsumerStoresAFifoQueueInOrder() throws SQLException {
    Path database = emptyDatabase("java-fifo.db");
    refuseTenMessages(database);
    ExampleProcess consumer =
        startJava("EventConsumer", urls.get(JAVA_FIFO), "jdbc:sqlite:" + database);
    Await.until("failures", LIMIT, () -> consumer.logText().contains("refused"));
    execute(database, ACCEPT_ALL);
    awaitEmpty(JAVA_FIFO);

    List<JsonNode> events = rows(database);
    assertThat(places(events)).isEqualTo(expected);
    assertInOrderForEachUser(events.stream().map(ConsumersIT::place).toList());
    try (Connection db = connect(database);
        Statement statement = db.createStatement();
        ResultSet rows = statement.executeQuery("SELECT mpid, event FROM events")) {
      while (rows.next()) {
        int place = Integer.parseInt(place(TestJson.parse(rows.getString(2))));
        assertThat(rows.getString(1)).isEqualTo(Long.toString(user(place)));
      }
    }
    assertRepeatedEvents(consumer);
    assertDeadLetters(JAVA_FIFO);
  }

  /** Their transactions fail until {@link #ACCEPT_ALL}. */
  private void refuseTenMessages(Path database) throws SQLException {
    execute(database, "CREATE TABLE events (event_id TEXT PRIMARY KEY, mpid TEXT, event TEXT)");
    execute(
        database,
        """
        CREATE TRIGGER refuse BEFORE INSERT ON events WHEN NEW.event LIKE '%"place":"3_0"%'
        BEGIN SELECT RAISE(ABORT, 'refused'); END
        """);
  }

  private void execute(Path database, String sql) throws SQLException {
    try (Connection db = connect(database);
        Statement statement = db.createStatement()) {
      statement.execute(sql);
    }
  }

  private ExampleProcess startJava(String name, String... arguments) {
    Path classes = work.resolve("java");
    String classPath = javaJars().classPath() + File.pathSeparator + classes;
    Unchecked.run(() -> Files.createDirectories(classes));
    List<String> compiler =
        new ArrayList<>(List.of("-Xlint:all,-path", "-Werror", "-cp", classPath));
    compiler.addAll(List.of("-d", classes.toString()));
    Path sources = ProjectFiles.root().resolve("examples/java/src/main/java/examples");
    ProjectFiles.list(sources).map(Path::toString).forEach(compiler::add);
    int errors =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, compiler.toArray(String[]::new));
    assertThat(errors).isZero();

    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Xmx128m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath, "examples." + name));
    command.addAll(List.of(arguments));
    return start("java-" + name, work, environment(), command.toArray(String[]::new));
  }

  /** The libraries of the example, in the same way as those of servers. */
  private static ServerJars javaJars() {
    return new ServerJars("../../examples/java", "examples-java", List.of());
  }

  private static Path emptyDatabase(String name) {
    return ProjectFiles.emptied(ProjectFiles.target().resolve("examples/" + name)).resolve("db");
  }

  private Connection connect(Path database) {
    return Unchecked.call(
        () -> {
          if (javaLibraries == null) {
            List<URL> urls = new ArrayList<>();
            for (Path jar : javaJars().jars()) {
              urls.add(jar.toUri().toURL());
            }
            javaLibraries = new URLClassLoader(urls.toArray(URL[]::new));
          }
          Class<?> driver = javaLibraries.loadClass("org.sqlite.JDBC");
          return ((Driver) driver.getDeclaredConstructor().newInstance())
              .connect("jdbc:sqlite:" + database, new Properties());
        });
  }

  /** The stored events in the order in which they were stored. */
  private List<JsonNode> rows(Path database) throws SQLException {
    List<JsonNode> events = new ArrayList<>();
    try (Connection db = connect(database);
        Statement statement = db.createStatement();
        ResultSet rows = statement.executeQuery("SELECT event FROM events ORDER BY rowid")) {
      while (rows.next()) {
        events.add(TestJson.parse(rows.getString(1)));
      }
    }
    return events;
  }

  // --- DynamoDB

  /** Starts a DynamoDB server, with a table of this name, and returns its endpoint. */
  private String startDynamo(String table) {
    compileTypescript();
    if (dynamo.isEmpty()) {
      int port =
          Unchecked.call(
              () -> {
                try (ServerSocket socket = new ServerSocket(0)) {
                  return socket.getLocalPort();
                }
              });
      List<String> command = new ArrayList<>(List.of("node", "node_modules/dynalite/cli.js"));
      command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
      ExampleProcess server =
          start("dynalite", typescript, Map.of(), command.toArray(String[]::new));
      assertThat(server.awaitLine()).contains("listening");
      dynamo = "http://127.0.0.1:" + port;
    }
    createTable(dynamo, table);
    return dynamo;
  }

  private static void createTable(String endpoint, String name) {
    ask(
        endpoint,
        "CreateTable",
        """
        {"TableName":"%s","BillingMode":"PAY_PER_REQUEST",
         "KeySchema":[{"AttributeName":"event_id","KeyType":"HASH"}],
         "AttributeDefinitions":[{"AttributeName":"event_id","AttributeType":"S"}]}"""
            .formatted(name));
    Await.until(
        "table " + name,
        LIMIT,
        () ->
            ask(endpoint, "DescribeTable", "{\"TableName\":\"" + name + "\"}")
                .at("/Table/TableStatus")
                .asText()
                .equals("ACTIVE"));
  }

  /** The data of all events in a table. */
  private static List<JsonNode> table(String endpoint, String name) {
    List<JsonNode> events = new ArrayList<>();
    for (JsonNode item :
        ask(endpoint, "Scan", "{\"TableName\":\"" + name + "\"}").required("Items")) {
      JsonNode data = TestJson.parse(item.at("/event/S").asText()).get("data");
      assertThat(item.at("/event_id/S").asText()).isEqualTo(data.get("event_id").asText());
      events.add(data);
    }
    return events;
  }

  private static JsonNode ask(String endpoint, String action, String body) {
    String signature =
        "AWS4-HMAC-SHA256 Credential=a/20261129/us-east-1/dynamodb/aws4_request,"
            + " SignedHeaders=host, Signature=0";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint))
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "DynamoDB_20120810." + action)
            .header("X-Amz-Date", "20261129T000000Z")
            .header("Authorization", signature)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return Unchecked.call(
        () ->
            TestJson.parse(
                HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body()));
  }

  private Map<String, String> dynamo(String endpoint, String table) {
    Map<String, String> environment = environment();
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", endpoint);
    environment.put("EVENTS_TABLE", table);
    return environment;
  }

  // --- what all have in common

  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AWS_REGION", LocalSqs.REGION.id());
    environment.put("AWS_DEFAULT_REGION", LocalSqs.REGION.id());
    environment.put("AWS_ACCESS_KEY_ID", LocalSqs.ACCESS_KEY_ID);
    environment.put("AWS_SECRET_ACCESS_KEY", LocalSqs.SECRET_ACCESS_KEY);
    environment.put("AWS_ENDPOINT_URL_SQS", servers.elasticMq().sqs().uri().toString());
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    return environment;
  }

  private ExampleProcess start(
      String name, Path directory, Map<String, String> environment, String... command) {
    Path log = work.resolve("logs/" + processes.size() + "-" + name + ".log");
    ExampleProcess process = ExampleProcess.start(directory, log, environment, List.of(command));
    processes.add(process);
    return process;
  }

  private void awaitEmpty(String queue) {
    Await.until(
        "empty queue " + queue, LIMIT, () -> SqsEventSource.depth(client, urls.get(queue)) == 0);
  }

  /** The events of all duplicates were recognised, and no others. */
  private static void assertRepeatedEvents(ExampleProcess consumer) {
    int repeated =
        IntStream.range(RECORDS - DUPLICATES, RECORDS).map(number -> number % 3 + 1).sum();
    assertThat(consumer.logText().lines().filter(line -> line.contains("repeated event")))
        .hasSize(repeated);
  }

  private static Map<String, String> places(Collection<JsonNode> data) {
    Map<String, String> places = new TreeMap<>();
    for (JsonNode each : data) {
      String before = places.put(each.get("event_id").asText(), place(each));
      assertThat(before).as("event " + each).isNull();
    }
    return places;
  }

  /**
   * Duplicates were delivered, and SQS delivered only messages again that the function reported.
   */
  private void assertOnlyFailedMessagesCameAgain(SqsEventSource source, String queue) {
    assertThat(source.receives()).hasSize(RECORDS + DUPLICATES + 1);
    assertThat(source.failed()).hasSize(FAILING);
    source
        .receives()
        .forEach(
            (message, count) ->
                assertThat(count).isEqualTo(source.failed().contains(message) ? RECEIVES : 1));
    assertDeadLetters(queue);
  }

  private void assertDeadLetters(String queue) {
    String url = urls.get(deadLetters(queue));
    try (QueueReader reader = QueueReader.start(servers.elasticMq().sqs(), url)) {
      Await.until("dead letters", LIMIT, () -> reader.count() == FAILING);
      assertThat(reader.bodies()).contains(FOREIGN);
      for (String id : UNUSABLE) {
        assertThat(reader.bodies()).anyMatch(body -> body.contains("\"event_id\":" + id + ","));
      }
    }
  }

  private static void assertInOrderForEachUser(List<String> places) {
    Map<Long, List<Integer>> byUser = new TreeMap<>();
    for (String place : places) {
      int number = Integer.parseInt(place);
      byUser.computeIfAbsent(user(number), user -> new ArrayList<>()).add(number);
    }
    assertThat(byUser).hasSize(USERS);
    byUser.values().forEach(numbers -> assertThat(numbers).isSorted());
  }
}
