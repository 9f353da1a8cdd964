package io.github.sqsconnect.servers;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A consumer that empties a queue as fast as it can and keeps what it read. */
public final class QueueReader implements AutoCloseable {
  private static final int PER_RECEIVE = 10;

  private final SqsClient client;
  private final String queueUrl;
  private final List<QueueMessage> messages = new ArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final AtomicLong lastRead = new AtomicLong(System.nanoTime());
  private volatile boolean open = true;
  private volatile Consumer<QueueMessage> listener = message -> {};

  private QueueReader(SqsClient client, String queueUrl) {
    this.client = client;
    this.queueUrl = queueUrl;
  }

  /** Starts reading at once, with the given number of threads. */
  public static QueueReader start(URI endpoint, String queueUrl, int threads) {
    QueueReader reader = new QueueReader(SqsClients.local(endpoint), queueUrl);
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(reader::run, "queue-reader-" + i);
      thread.setDaemon(true);
      reader.threads.add(thread);
      thread.start();
    }
    return reader;
  }

  public static QueueReader start(SqsServer server, String queueUrl) {
    return start(server.uri(), queueUrl, 3);
  }

  /** What was read so far, in the order of reading. */
  public List<QueueMessage> messages() {
    synchronized (messages) {
      return List.copyOf(messages);
    }
  }

  public List<String> bodies() {
    return messages().stream().map(QueueMessage::body).toList();
  }

  public int count() {
    synchronized (messages) {
      return messages.size();
    }
  }

  /** Waits for at least {@code count} messages. */
  public List<QueueMessage> await(int count, Duration limit) {
    Awaitility.await(count + " messages in " + queueUrl)
        .atMost(limit)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> count() >= count);
    return messages();
  }

  /** Waits until nothing new has come for {@code quiet}. */
  public List<QueueMessage> awaitQuiet(Duration quiet, Duration limit) {
    long from = System.nanoTime();
    Awaitility.await("silence in " + queueUrl)
        .atMost(limit)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> System.nanoTime() - Math.max(from, lastRead.get()) > quiet.toNanos());
    return messages();
  }

  /** Tells of every message read from now on, in the reading thread. */
  public void onMessage(Consumer<QueueMessage> told) {
    listener = told;
  }

  private void run() {
    while (open) {
      try {
        read();
      } catch (SdkException e) {
        if (open && !Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
  }

  private void read() {
    List<Message> received =
        client
            .receiveMessage(
                request ->
                    request
                        .queueUrl(queueUrl)
                        .maxNumberOfMessages(PER_RECEIVE)
                        .waitTimeSeconds(1)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages();
    if (received.isEmpty()) {
      return;
    }
    for (Message message : received) {
      QueueMessage read = QueueMessage.of(message);
      synchronized (messages) {
        messages.add(read);
      }
      listener.accept(read);
    }
    lastRead.set(System.nanoTime());
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
    for (Message message : received) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .receiptHandle(message.receiptHandle())
              .build());
    }
    client.deleteMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
  }

  @Override
  public void close() {
    open = false;
    try {
      for (Thread thread : threads) {
        thread.join(Duration.ofSeconds(5).toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
