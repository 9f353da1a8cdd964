package io.github.sqsconnect.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.aws.SqsMessageSender;
import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.DeliveryOutcome.Verdict;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.delivery.MessageBatches;
import io.github.sqsconnect.message.TargetQueue;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/**
 * Bodies of responses, broken at every byte, read by the SDK and the real sender.
 *
 * <p>A changed bit can make an id 2 of an id 3, and only TLS prevents that. So a message counts as
 * delivered only if the broken body lists its id as sent.
 */
class ResponseBodyFuzzTest {
  private static final TargetQueue QUEUE =
      new TargetQueue("https://sqs.us-east-1.amazonaws.com/123456789012/events");

  /** Begins the ids of each request, because each is the first one of its sender. */
  private static final String IDS = "0-";

  private static final Generator<Integer> STATUSES =
      Generator.of(200, 201, 204, 206, 300, 302, 304, 400, 403, 404, 429, 500, 502, 503, 600);

  private final FixedResponseClient http = new FixedResponseClient();
  private final List<Completion> completions = new ArrayList<>();
  private final SqsAsyncClient client = http.client();
  private final MessageBatch batch = MessageBatches.batch(QUEUE, "a", "b", "c", "d");

  @Property(tries = 1)
  void everyByteOfEveryResponseMayBreak(Draw draw) {
    for (FuzzedResponse response : FuzzedResponse.everyKind(IDS, 4)) {
      for (int place = 0; place < response.body().length; place++) {
        check(response.withBody(ByteMutation.CUT.at(place, response.body(), draw)));
        check(response.withBody(ByteMutation.any(draw).at(place, response.body(), draw)));
      }
    }
  }

  @Property(tries = 2000)
  void responsesMayBreakInSeveralPlacesAndHaveAnotherStatus(Draw draw) {
    FuzzedResponse response = FuzzedResponse.any(IDS, 4, draw);
    int status = draw.below(4) == 3 ? STATUSES.from(draw) : response.status();
    check(new FuzzedResponse(status, ByteMutation.some(response.body(), draw)));
  }

  private void check(FuzzedResponse broken) {
    http.respondWith(broken);
    completions.clear();
    new SqsMessageSender(client, completions::add, () -> false, 0).send(batch);
    String text = broken.status() + " " + new String(broken.body(), StandardCharsets.UTF_8);
    assertThat(completions).as(text).hasSize(1);
    ListedIds listed = ListedIds.of(broken.body());
    Completion completion = completions.get(0);
    for (int i = 0; i < 4; i++) {
      String id = IDS + i;
      Verdict verdict = completion.outcomes().get(i).verdict();
      if (verdict == Verdict.DELIVERED) {
        assertThat(broken.status()).as(text).isBetween(200, 299);
        assertThat(listed.sent()).as(text).contains(id);
      } else if (verdict != Verdict.RETRIABLE && !completion.wholeRequest()) {
        assertThat(listed.failed()).as(text).contains(id);
      } else if (verdict != Verdict.RETRIABLE) {
        assertThat(broken.status()).as(text).isGreaterThanOrEqualTo(300);
      }
    }
  }

  @Property(tries = 200)
  void unbrokenResponseDeliversWhatItLists(Draw draw) {
    FuzzedResponse unbroken = FuzzedResponse.any(IDS, 4, draw);
    check(unbroken);
    long delivered =
        completions.get(0).outcomes().stream()
            .filter(outcome -> outcome.verdict() == Verdict.DELIVERED)
            .count();
    assertThat(delivered).isEqualTo(ListedIds.of(unbroken.body()).sent().size());
  }
}
