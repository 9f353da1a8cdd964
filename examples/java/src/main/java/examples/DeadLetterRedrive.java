package examples;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Moves the messages of a dead-letter queue back to the queues that they come from. */
public final class DeadLetterRedrive {
  private DeadLetterRedrive() {}

  /** Argument: the URL of the dead-letter queue. */
  public static void main(String[] args) throws InterruptedException {
    try (SqsClient sqs = SqsClient.create()) {
      String source =
          sqs.getQueueAttributes(
                  r -> r.queueUrl(args[0]).attributeNames(QueueAttributeName.QUEUE_ARN))
              .attributes()
              .get(QueueAttributeName.QUEUE_ARN);
      sqs.startMessageMoveTask(r -> r.sourceArn(source));

      ListMessageMoveTasksResultEntry task;
      do {
        Thread.sleep(1_000);
        task = sqs.listMessageMoveTasks(r -> r.sourceArn(source)).results().get(0);
      } while (task.status().equals("RUNNING"));
      System.out.printf(
          "%s: moved %d messages%n",
          task.status(), task.approximateNumberOfMessagesMoved());
      if (!task.status().equals("COMPLETED")) {
        throw new IllegalStateException("the move has not completed: " + task.failureReason());
      }
    }
  }
}
