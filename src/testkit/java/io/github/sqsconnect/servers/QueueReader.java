package io.github.sqsconnect.servers;

import io.github.sqsconnect.project.Unchecked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/** A consumer that receives and deletes all messages of a queue, and keeps their bodies. */
public final class QueueReader implements AutoCloseable {
  private static final int THREADS = 3;
  private static final int MESSAGES_PER_RECEIVE = 10;

  private final SqsClient client;
  private final String queueUrl;
  private final List<String> bodies = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean open = true;
  private volatile Consumer<Message> listener = message -> {};

  private QueueReader(SqsClient client, String queueUrl) {
    this.client = client;
    this.queueUrl = queueUrl;
  }

  public static QueueReader start(LocalSqs sqs, String queueUrl) {
    QueueReader reader = new QueueReader(sqs.client(), queueUrl);
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(reader::run, "queue-reader-" + i);
      thread.setDaemon(true);
      reader.threads.add(thread);
      thread.start();
    }
    return reader;
  }

  /** The bodies received so far, in the order of arrival. */
  public List<String> bodies() {
    synchronized (bodies) {
      return List.copyOf(bodies);
    }
  }

  public int count() {
    synchronized (bodies) {
      return bodies.size();
    }
  }

  /** Waits until no message has arrived for some time. */
  public void awaitQuiet(Duration quiet) {
    int before;
    do {
      before = count();
      Await.pause(quiet);
    } while (count() > before);
  }

  /** Passes every later message to the listener, in a thread of the reader. */
  public void onMessage(Consumer<Message> newListener) {
    listener = newListener;
  }

  private void run() {
    while (open) {
      try {
        receive();
      } catch (SdkException e) {
        if (open) {
          throw e;
        }
      }
    }
  }

  private void receive() {
    List<Message> received =
        client
            .receiveMessage(
                request ->
                    request
                        .queueUrl(queueUrl)
                        .maxNumberOfMessages(MESSAGES_PER_RECEIVE)
                        .waitTimeSeconds(1))
            .messages();
    if (received.isEmpty()) {
      return;
    }

    for (Message message : received) {
      synchronized (bodies) {
        bodies.add(message.body());
      }
      listener.accept(message);
    }

    List<DeleteMessageBatchRequestEntry> entries =
        IntStream.range(0, received.size())
            .mapToObj(
                i ->
                    DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(received.get(i).receiptHandle())
                        .build())
            .toList();
    client.deleteMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
  }

  @Override
  public void close() {
    open = false;
    threads.forEach(thread -> Unchecked.run(() -> thread.join(5_000)));
    client.close();
  }
}
