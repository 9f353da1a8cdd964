package io.github.sqsconnect.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.aws.SqsMessageSender;
import io.github.sqsconnect.delivery.Batches;
import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.DeliveryOutcome.Verdict;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.message.TargetQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/**
 * Bodies of answers, broken at every byte, read by the SDK and the real sender.
 *
 * <p>A flip can make the id 2 of a 3. Only TLS keeps that away, so a message counts as delivered if
 * the broken body literally lists its id as sent; but for nothing less.
 */
class AnswerFuzzTest {
  private static final TargetQueue QUEUE =
      new TargetQueue("https://sqs.us-east-1.amazonaws.com/123456789012/events");

  /** Of every request in here: each is the first of its sender. */
  private static final String IDS = "0-";

  private final CannedHttp http = new CannedHttp();
  private final List<Completion> completions = new ArrayList<>();
  private final SqsAsyncClient client = http.client();
  private final MessageBatch batch = Batches.batch(QUEUE, "a", "b", "c", "d");

  @Test
  void everyByteOfEveryAnswerMayBreak() {
    List<Answer> answers = Answer.everyKind(IDS, 4);
    Seeds.each(
        1,
        (seed, random) -> {
          for (Answer answer : answers) {
            for (int place = 0; place < answer.body().length; place++) {
              check(answer.withBody(Mutation.CUT.at(place, answer.body(), random)));
              check(answer.withBody(Mutation.any(random).at(place, answer.body(), random)));
            }
          }
        });
  }

  @Test
  void answersMayBreakInSeveralPlacesAndUnderAnotherStatus() {
    int[] statuses = {200, 201, 204, 206, 300, 302, 304, 400, 403, 404, 429, 500, 502, 503, 600};
    Seeds.each(
        2_000,
        (seed, random) -> {
          Answer answer = Answer.any(IDS, 4, random);
          int status =
              random.nextInt(4) == 0 ? statuses[random.nextInt(statuses.length)] : answer.status();
          check(new Answer(status, Mutation.some(answer.body(), random)));
        });
  }

  private void check(Answer broken) {
    http.next(broken);
    completions.clear();
    new SqsMessageSender(client, completions::add, Duration.ZERO, () -> false, 0).send(batch);
    String told = broken.status() + " " + new String(broken.body(), StandardCharsets.UTF_8);
    assertThat(completions).as(told).hasSize(1);
    Reading reading = Reading.of(broken.body());
    Completion completion = completions.get(0);
    for (int i = 0; i < 4; i++) {
      String id = IDS + i;
      Verdict verdict = completion.outcomes().get(i).verdict();
      if (verdict == Verdict.DELIVERED) {
        assertThat(broken.status()).as(told).isBetween(200, 299);
        assertThat(reading.sent()).as(told).contains(id);
      } else if (verdict != Verdict.RETRIABLE && !completion.wholeRequest()) {
        assertThat(reading.failed()).as(told).contains(id);
      } else if (verdict != Verdict.RETRIABLE) {
        assertThat(broken.status()).as(told).isGreaterThanOrEqualTo(300);
      }
    }
  }

  @Test
  void readingIsWhatTheSenderBelieves() {
    Seeds.each(
        200,
        (seed, random) -> {
          Answer whole = Answer.any(IDS, 4, new Random(seed));
          check(whole);
          Reading reading = Reading.of(whole.body());
          long delivered =
              completions.get(0).outcomes().stream()
                  .filter(outcome -> outcome.verdict() == Verdict.DELIVERED)
                  .count();
          assertThat(delivered).isEqualTo(reading.sent().size());
        });
  }
}
