package examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Stores the events of a standard or FIFO queue in a database, each of them once. */
public final class EventConsumer {
  private static final System.Logger LOG = System.getLogger(EventConsumer.class.getName());
  private static final MessageSystemAttributeName GROUP =
      MessageSystemAttributeName.MESSAGE_GROUP_ID;
  private static final String INSERT =
      "INSERT INTO events (event_id, mpid, event) VALUES (?, ?, ?) ON CONFLICT (event_id) DO NOTHING";

  private final JsonMapper json = new JsonMapper();
  private final SqsClient sqs;
  private final String queueUrl;
  private final Connection db;

  /** The connection must not commit by itself. */
  public EventConsumer(SqsClient sqs, String queueUrl, Connection db) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.db = db;
  }

  /** Arguments: the URL of the queue, and the JDBC URL of the database. */
  public static void main(String[] args) throws SQLException {
    try (SqsClient sqs = SqsClient.create();
        Connection db = DriverManager.getConnection(args[1])) {
      db.createStatement()
          .execute(
              "CREATE TABLE IF NOT EXISTS events (event_id TEXT PRIMARY KEY, mpid TEXT, event TEXT)");
      db.setAutoCommit(false);
      EventConsumer consumer = new EventConsumer(sqs, args[0], db);
      while (true) {
        consumer.receive();
      }
    }
  }

  /** Receives messages once, and waits for them up to 20 seconds. */
  public void receive() throws SQLException {
    List<Message> messages =
        sqs.receiveMessage(
                request ->
                    request
                        .queueUrl(queueUrl)
                        .maxNumberOfMessages(10)
                        .waitTimeSeconds(20)
                        .messageSystemAttributeNames(GROUP))
            .messages();
    Set<String> failedGroups = new HashSet<>();
    for (Message message : messages) {
      String group = message.attributes().get(GROUP);
      if (group != null && failedGroups.contains(group)) {
        // FIFO: stored only after the message before it, which SQS delivers again.
        continue;
      }
      try {
        store(json.readValue(message.body(), EventBatch.class));
        sqs.deleteMessage(r -> r.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
      } catch (JsonProcessingException | RuntimeException | SQLException e) {
        // Any failure, also of a message that is not an event batch. Not deleted: SQS delivers it
        // again after the visibility timeout.
        LOG.log(Level.ERROR, "message " + message.messageId() + " failed", e);
        db.rollback();
        failedGroups.add(group);
      }
    }
  }

  /** One transaction for all events of a message. */
  private void store(EventBatch batch) throws SQLException {
    try (PreparedStatement insert = db.prepareStatement(INSERT)) {
      for (EventBatch.Event event : batch.events()) {
        insert.setString(1, event.id());
        insert.setString(2, batch.mpid());
        insert.setString(3, event.data().toString());
        if (insert.executeUpdate() == 0) {
          LOG.log(Level.INFO, "repeated event " + event.id());
        }
      }
    }
    db.commit();
  }
}
