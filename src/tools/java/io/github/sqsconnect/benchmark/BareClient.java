package io.github.sqsconnect.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * A consumer that passes records to the SDK's client, without a connector: the fastest that is
 * possible. It converts nothing, retries nothing and commits no offset.
 *
 * <p>Each line of standard input (endpoint, topic, number of loops) starts a run. A line of
 * standard output, {@code done} or an error, ends it.
 */
final class BareClient {
  /** The name of the threads that move records. */
  static final String THREAD = "bare-client";

  /** Threads outlive a run, so that what they allocated and waited can be read after it. */
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, THREAD);
            thread.setDaemon(true);
            return thread;
          });

  private static final int ENTRIES = 10;
  private static final int MOST_BYTES = 1_048_576;

  private final SqsAsyncClient sqs;
  private final String queueUrl;
  private final Semaphore window = new Semaphore(Scenario.WINDOW);
  private final AtomicLong failures = new AtomicLong();
  private final List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
  private int entriesBytes;

  private BareClient(SqsAsyncClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  /** Arguments: the name of the HTTP client, the bootstrap servers. */
  public static void main(String[] args) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ");
      System.out.println(run(args[0], args[1], words[0], words[1], Integer.parseInt(words[2])));
    }
  }

  /** Runs loops in parallel, each with a client and a part of the partitions. */
  private static String run(
      String http, String bootstrapServers, String endpoint, String topic, int loops)
      throws InterruptedException, ExecutionException {
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < loops; i++) {
      int place = i;
      answers.add(
          THREADS.submit(() -> loop(http, bootstrapServers, endpoint, topic, loops, place)));
    }
    String worst = "done";
    for (Future<String> answer : answers) {
      worst = answer.get().equals("done") ? worst : answer.get();
    }
    return worst;
  }

  private static String loop(
      String http, String bootstrapServers, String endpoint, String topic, int loops, int place) {
    try (SqsAsyncClient sqs = client(http, URI.create(endpoint))) {
      new BareClient(sqs, endpoint + "/000000000000/bench")
          .forward(bootstrapServers, topic, loops, place);
      return "done";
    } catch (Exception e) {
      return e.toString();
    }
  }

  /** Configured like the connector's client: no retries, no digests, as many connections. */
  private static SqsAsyncClient client(String http, URI endpoint) {
    SdkAsyncHttpService service =
        ServiceLoader.load(SdkAsyncHttpService.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(
                each -> each.getClass().getName().toLowerCase(java.util.Locale.ROOT).contains(http))
            .findFirst()
            .orElseThrow();
    SdkAsyncHttpClient client =
        service
            .createAsyncHttpClientFactory()
            .buildWithDefaults(
                AttributeMap.builder()
                    .put(SdkHttpConfigurationOption.MAX_CONNECTIONS, Scenario.WINDOW)
                    .build());
    return SqsAsyncClient.builder()
        .region(Region.EU_CENTRAL_1)
        .endpointOverride(endpoint)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDBENCH", "secret")))
        .checksumValidationEnabled(false)
        .httpClient(client)
        .asyncConfiguration(
            async ->
                async.advancedOption(
                    SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  private void forward(String bootstrapServers, String topic, int loops, int place)
      throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(Scenario.CONSUMER);
    settings.put("bootstrap.servers", bootstrapServers);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .filter(partition -> partition.partition() % loops == place)
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long left = ends.values().stream().mapToLong(Long::longValue).sum();
      while (left > 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          add(new String(record.value(), UTF_8), record.value().length);
          left--;
        }
      }
      send();
    }
    window.acquire(Scenario.WINDOW);
    if (failures.get() > 0) {
      throw new IllegalStateException(failures + " requests failed");
    }
  }

  private void add(String body, int bytes) throws InterruptedException {
    if (bytes > MOST_BYTES - entriesBytes) {
      send();
    }
    entriesBytes += bytes;
    entries.add(
        SendMessageBatchRequestEntry.builder()
            .id(Integer.toString(entries.size()))
            .messageBody(body)
            .build());
    if (entries.size() == ENTRIES) {
      send();
    }
  }

  private void send() throws InterruptedException {
    if (entries.isEmpty()) {
      return;
    }
    List<SendMessageBatchRequestEntry> batch = List.copyOf(entries);
    entries.clear();
    entriesBytes = 0;
    window.acquire();
    sqs.sendMessageBatch(request -> request.queueUrl(queueUrl).entries(batch))
        .whenComplete(
            (answer, failure) -> {
              if (failure != null || answer.hasFailed() && !answer.failed().isEmpty()) {
                failures.incrementAndGet();
              }
              window.release();
            });
  }
}
