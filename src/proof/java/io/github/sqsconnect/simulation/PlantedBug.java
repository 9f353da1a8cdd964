package io.github.sqsconnect.simulation;

import java.util.List;

/**
 * A mistake that somebody could make in the core: a piece of a source file and what it is replaced
 * by. It lives in a compiled copy only.
 *
 * @param file below {@code io/github/sqsconnect}
 */
public record PlantedBug(String name, String file, String original, String mistake) {

  public static final List<PlantedBug> ALL =
      List.of(
          new PlantedBug(
              "commits one too far",
              "delivery/OffsetTracker.java",
              "new OffsetAndMetadata(first.offset())",
              "new OffsetAndMetadata(first.offset() + 1)"),
          new PlantedBug(
              "makes ids from the timestamp",
              "event/IdGenerator.java",
              "    name.putHex(content);",
              "    name.putLong(position.timestamp() == null ? 0 : position.timestamp());"),
          new PlantedBug(
              "forgets a message that the answer did not name",
              "delivery/OutcomeHandler.java",
              "    retries.retry(delivery, outcome.error(), \"until it succeeds\", completion);",
              "    if (outcome.error().code().equals(\"unaccounted\")) { finished.delivered(delivery); }\n    else { retries.retry(delivery, outcome.error(), \"until it succeeds\", completion); }"),
          new PlantedBug(
              "retries an orphan",
              "delivery/OutcomeHandler.java",
              "    if (delivery.record().isOrphan()) {",
              "    if (delivery.bytes() < 0) {"),
          new PlantedBug(
              "keeps a closed partition among the open ones",
              "delivery/OffsetTracker.java",
              "partitions.remove(partition)",
              "partitions.get(partition)"),
          new PlantedBug(
              "never orphans a record",
              "delivery/PartitionOffsets.java",
              "    closed = true;",
              "    closed = false;"),
          new PlantedBug(
              "releases the window twice",
              "delivery/QueueBacklog.java",
              "    window.completed();",
              "    window.completed();\n    window.completed();"),
          new PlantedBug(
              "acknowledges before the reporter is done",
              "delivery/ErrantRecordHandler.java",
              "        if (written.isDone()) {",
              "        report.tracked().acknowledge();\n        if (written.isDone()) {"),
          new PlantedBug(
              "believes a future that is done at once",
              "CheckedReporter.java",
              "        throw new DeadLetterRefusedException();",
              "        return written;"),
          new PlantedBug(
              "stops when Connect is quicker than the look",
              "CheckedReporter.java",
              "      written = reporter.report(record, error);\n",
              ""),
          new PlantedBug(
              "lets a call to the reporter block without limit",
              "delivery/ErrantRecordHandler.java",
              "clock.now() - report.startedAt() >= LONGEST_CALL_MS",
              "report.startedAt() == Long.MAX_VALUE"),
          new PlantedBug(
              "calls the reporter while a call blocks",
              "delivery/DeliveryPipeline.java",
              "!errantRecords.isBusy() && ",
              ""),
          new PlantedBug(
              "stops for a letter of a closed partition",
              "delivery/ErrantRecordHandler.java",
              "        if (report.tracked().isOrphan()) {",
              "        if (report.what().isEmpty()) {"),
          new PlantedBug(
              "reports a record of a closed partition",
              "delivery/DeliveryPipeline.java",
              "      if (!tracked.isOrphan() && reason != null) {",
              "      if (reason != null) {"),
          new PlantedBug(
              "keeps what waits over a close",
              "delivery/DeliveryPipeline.java",
              "    partitions.forEach(offsets::close);\n    dropOrphans();",
              "    partitions.forEach(offsets::close);"),
          new PlantedBug(
              "stops when offsets go back",
              "delivery/DeliveryPipeline.java",
              "        rewind(partition, record.originalKafkaOffset());",
              "        throw new IllegalStateException(\"offsets went back\");"),
          new PlantedBug(
              "commits only as far as records that offsets went back over",
              "delivery/DeliveryPipeline.java",
              "        rewind(partition, record.originalKafkaOffset());",
              "        partition.lastOffset();"),
          new PlantedBug(
              "forgets records that are not read again when offsets go back",
              "delivery/PartitionOffsets.java",
              "    while (last != null && last.offset() >= offset) {",
              "    while (last != null) {"),
          new PlantedBug(
              "sends what waited before offsets went back",
              "delivery/DeliveryPipeline.java",
              "        dropped);\n    dropOrphans();",
              "        dropped);\n    unassembled.removeIf(TrackedRecord::isOrphan);"),
          new PlantedBug(
              "makes messages of records of a closed partition",
              "delivery/DeliveryPipeline.java",
              "    unassembled.removeIf(TrackedRecord::isOrphan);",
              ""),
          new PlantedBug(
              "makes messages of a whole poll at once",
              "delivery/DeliveryPipeline.java",
              "accumulator.bytes() < settings.bufferMaxBytes()",
              "accumulator.bytes() >= 0"),
          new PlantedBug(
              "counts records that are acknowledged",
              "delivery/PartitionOffsets.java",
              "    bytes -= tracked.bytes();",
              ""),
          new PlantedBug(
              "counts no records",
              "delivery/DeliveryPipeline.java",
              "    return offsets.bytes() + accumulator.bytes();",
              "    return accumulator.bytes();"),
          new PlantedBug(
              "leaves a search open when its last entries go",
              "delivery/BadEntrySearches.java",
              "    List.copyOf(unfinished).forEach(this::conclude);",
              ""),
          new PlantedBug(
              "sends two messages of a group",
              "delivery/FifoBuffer.java",
              "while (!strict && !group",
              "while (!group"),
          new PlantedBug(
              "puts a message back behind its group",
              "delivery/FifoBuffer.java",
              "    group.reenqueued.addAll(reenqueued);",
              "    group.waiting.addAll(reenqueued);"),
          new PlantedBug(
              "unmutes a group whose message failed",
              "delivery/FifoBuffer.java",
              "    group.reenqueued.addAll(reenqueued);",
              "    completedOne(group);\n    group.inFlight++;\n    group.reenqueued.addAll(reenqueued);"),
          new PlantedBug(
              "blames records for the configuration",
              "delivery/BadEntrySearches.java",
              "    if (search.allRejectedWithOneCode()) {",
              "    if (search.allRejectedWithOneCode() && failure.exception() != null) {"),
          new PlantedBug(
              "drops a half of a split request",
              "delivery/QueueBacklog.java",
              "    halves.addFirst(batch.subset(all.subList(middle, all.size()), search));",
              ""),
          new PlantedBug(
              "puts the parts of a large message in the wrong order",
              "delivery/FifoBuffer.java",
              "for (int i = reenqueued.size() - 1; i >= 0; i--) {",
              "for (int i = 0; i < reenqueued.size(); i++) {"),
          new PlantedBug(
              "learns no limit from a message that is too long alone",
              "delivery/LimitLearning.java",
              "alone.kind() == Rejected.Kind.TOO_LONG ? alone.learnedLimit() : 0",
              "0"),
          new PlantedBug(
              "takes a record for done with its first message",
              "delivery/TrackedRecord.java",
              "    return unfinishedMessages == 0;",
              "    return true;"),
          new PlantedBug(
              "reports in preCommit",
              "delivery/DeliveryPipeline.java",
              "    return offsets.committable(current);",
              "    reportErrantRecords();\n    return offsets.committable(current);"),
          new PlantedBug(
              "sends in preCommit",
              "delivery/DeliveryPipeline.java",
              "    return offsets.committable(current);",
              "    send(clock.now(), clock.now());\n    return offsets.committable(current);"),
          new PlantedBug(
              "shrinks the window to nothing",
              "delivery/InFlightWindow.java",
              "Math.max(1, size / 2)",
              "size / 2"),
          new PlantedBug(
              "grows the window too fast",
              "delivery/InFlightWindow.java",
              "size + 1)",
              "size + 2)"),
          new PlantedBug(
              "takes a message that was sent and failed as sent",
              "aws/SqsMessageSender.java",
              "isNews ? outcome : CONTRADICTED",
              "isNews ? outcome : DELIVERED"),
          new PlantedBug(
              "believes what an answer says last of a message",
              "aws/SqsMessageSender.java",
              "isNews ? outcome : CONTRADICTED",
              "outcome"),
          new PlantedBug(
              "forgets a message that is named twice",
              "aws/SqsMessageSender.java",
              " || outcomes[place].equals(outcome);",
              ";"),
          new PlantedBug(
              "treats an unknown id as the first",
              "aws/SqsMessageSender.java",
              "      return -1;",
              "      return 0;"),
          new PlantedBug(
              "reads no further than the first digit of an id",
              "aws/SqsMessageSender.java",
              "id.length() == ids.length() + 1",
              "id.length() > ids.length()"),
          new PlantedBug(
              "believes what an answer says of another request",
              "aws/SqsMessageSender.java",
              " && id.startsWith(ids)",
              ""),
          new PlantedBug(
              "takes an unnamed message as sent",
              "aws/SqsMessageSender.java",
              "    Arrays.fill(outcomes, UNACCOUNTED);",
              "    Arrays.fill(outcomes, DELIVERED);"),
          new PlantedBug(
              "matches answers by their order",
              "aws/SqsMessageSender.java",
              "account(outcomes, ids, sent.id(), DELIVERED)",
              "account(outcomes, ids, ids + response.successful().indexOf(sent), DELIVERED)"),
          new PlantedBug(
              "says nothing when the client throws",
              "aws/SqsMessageSender.java",
              "      answers.accept(failed(batch, e));",
              "      LOG.debug(e.getMessage());"),
          new PlantedBug(
              "stumbles over an answer that cannot be read",
              "aws/SqsMessageSender.java",
              "      return Completion.failed(batch, UNREADABLE);",
              "      throw new IllegalStateException(unreadable);"),
          new PlantedBug(
              "has an error of the whole request only for its first message",
              "aws/SqsMessageSender.java",
              "    return Completion.failed(batch, SqsErrors.ofRequest(error, batch.deliveries().size()));",
              "    DeliveryOutcome[] all = new DeliveryOutcome[batch.deliveries().size()];\n"
                  + "    Arrays.fill(all, UNACCOUNTED);\n"
                  + "    all[0] = SqsErrors.ofRequest(error, all.length);\n"
                  + "    return Completion.of(batch, List.of(all));"),
          new PlantedBug(
              "knows a throttled key by one name only",
              "aws/SqsErrors.java",
              "        \"KMS.ThrottlingException\",\n",
              ""),
          new PlantedBug(
              "does not look into what the SDK wraps",
              "aws/SqsErrors.java",
              "thrown instanceof CompletionException && thrown.getCause() != null",
              "thrown == null"),
          new PlantedBug(
              "takes a silent source of credentials for a silent service",
              "aws/SqsErrors.java",
              "if (error instanceof CredentialSourceException source) {",
              "if (error instanceof CredentialSourceException source && !isTimeout(error)) {"),
          new PlantedBug(
              "grows the window too slowly",
              "delivery/InFlightWindow.java",
              "    if (successes >= size) {",
              "    if (successes > size) {"),
          new PlantedBug(
              "never opens the window again",
              "delivery/InFlightWindow.java",
              "Math.min(largest, size + 1)",
              "size"),
          new PlantedBug(
              "halves the window for every throttled answer",
              "delivery/InFlightWindow.java",
              "    if (sentAt >= halvedAt) {",
              "    if (now >= halvedAt) {"),
          new PlantedBug(
              "asks an ill service with all it has",
              "delivery/QueueBacklog.java",
              "(failuresInARow == 0 || mayProbe(now))",
              "(failuresInARow >= 0 || mayProbe(now))"),
          new PlantedBug(
              "leaves the worker alone for up to a minute",
              "delivery/DeliveryPipeline.java",
              "Long.valueOf(Math.max(1, at - now))",
              "Long.valueOf(at - now)"),
          new PlantedBug(
              "does not throw what preCommit found",
              "delivery/DeliveryPipeline.java",
              "    outcomes.failure().throwIfPresent();\n    long deadline = clock.now() + MAX_REPORTING_MS;",
              "    long deadline = clock.now() + MAX_REPORTING_MS;"),
          new PlantedBug(
              "stops at once where it should wait for access to spread",
              "delivery/OutcomeHandler.java",
              "delivery.fatalForMs(clock.now()) < MAY_BE_TEMPORARY_MS",
              "delivery.fatalForMs(clock.now()) < 0"),
          new PlantedBug(
              "measures the delivery timeout from the last attempt",
              "delivery/Delivery.java",
              "    if (attempts == 0) {",
              "    if (attempts >= 0) {"),
          new PlantedBug(
              "never acknowledges a filtered record",
              "delivery/DeliveryPipeline.java",
              "      tracked.acknowledge();",
              ""),
          new PlantedBug(
              "reports a record of several refused messages twice",
              "delivery/OutcomeHandler.java",
              "    finished.rejected(delivery, outcome.error().toString());",
              "    rejected.add(delivery.record());\n    finished.rejected(delivery, outcome.error().toString());"),
          new PlantedBug(
              "never pauses",
              "PartitionPauser.java",
              "    if (buffered > pauseAbove) {",
              "    if (buffered < 0) {"),
          new PlantedBug(
              "forgets that Connect pauses again",
              "StartedTask.java",
              "    pauser.welcome(partitions);\n",
              ""),
          new PlantedBug(
              "sends both halves of a group at once",
              "delivery/QueueBacklog.java",
              "    halvesShareGroups = queue.isFifo() && !strict;",
              "    halvesShareGroups = false;"),
          new PlantedBug(
              "takes a group for back with its first message",
              "delivery/FifoBuffer.java",
              "    group.inFlight--;",
              "    group.inFlight = 0;"),
          new PlantedBug(
              "has a group ready while it is away",
              "delivery/FifoBuffer.java",
              "    if (group.inFlight == 0 && group.waiting.size() == 1) {",
              "    if (group.waiting.size() == 1) {"),
          new PlantedBug(
              "sends the second half first",
              "delivery/QueueBacklog.java",
              "    halves.addFirst(batch.subset(all.subList(0, middle), search));",
              "    halves.addLast(batch.subset(all.subList(0, middle), search));"),
          new PlantedBug(
              "lets the second half overtake what was put back",
              "delivery/OutcomeHandler.java",
              "    backlog.reenqueueOvertaking(batch, clock.now());",
              "    batch.bytes();"),
          new PlantedBug(
              "does not learn the limit of a request",
              "delivery/LimitLearning.java",
              "        requestLimit.learn(named, clock.now());",
              ""),
          new PlantedBug(
              "sends halves as they are, whatever was learned",
              "delivery/QueueBacklog.java",
              "      if (fits(part)) {",
              "      if (fits(part) || part.bytes() > 0) {"),
          new PlantedBug(
              "counts requests where the rate is of messages",
              "delivery/DeliveryPipeline.java",
              "rateLimit.sent(batch.deliveries().size(), now)",
              "rateLimit.sent(1, now)"),
          new PlantedBug(
              "forgets the rate after each request",
              "delivery/DeliveryPipeline.java",
              "inFlight.mayStart() && rateLimit.isOpen(now) && backlog",
              "inFlight.mayStart() && backlog"),
          new PlantedBug(
              "makes up for a second of a rate",
              "delivery/RateLimit.java",
              "CATCH_UP_MS = 100;",
              "CATCH_UP_MS = 1_000;"),
          new PlantedBug(
              "looks for newer keys with every expired answer",
              "delivery/CredentialsRenewal.java",
              "new MinimumInterval(CHECK_INTERVAL_MS)",
              "new MinimumInterval(0)"),
          new PlantedBug(
              "never looks for newer keys when the old ones have expired",
              "delivery/OutcomeHandler.java",
              "      credentials.expired(completion.batch());",
              "      clock.now();"),
          new PlantedBug(
              "stops although newer keys are there",
              "delivery/OutcomeHandler.java",
              "reason.mayBeStaleCredentials() && credentials.mayBeAcceptedLater(batch)",
              "reason.mayBeStaleCredentials() && failure.exception() != null"),
          new PlantedBug(
              "goes on with keys that are refused",
              "delivery/CredentialsRenewal.java",
              "    return renewed;",
              "    return true;"),
          new PlantedBug(
              "looks again for what was sent with the old keys",
              "delivery/CredentialsRenewal.java",
              "    if (refused.sentAt() <= renewedAt || clock.now() < spreadUntil) {",
              "    if (clock.now() < Long.MIN_VALUE) {"),
          new PlantedBug(
              "gives newly read keys no time to spread",
              "delivery/CredentialsRenewal.java",
              " || clock.now() < spreadUntil",
              ""),
          new PlantedBug(
              "reads the configuration for every answer",
              "delivery/CredentialsRenewal.java",
              "refused.sentAt() > checkedAt && renew()",
              "renew()"),
          new PlantedBug(
              "rejects by a learned limit what the queue was not asked about",
              "message/MessageAssembler.java",
              "new BodyLimits(learned.bytes(), settings.maxBytes()));\n    return assembly instanceof Assembly.Rejected && learned",
              "BodyLimits.of(learned.bytes()));\n    return learned.bytes() < 0 && learned"),
          new PlantedBug(
              "rejects all of a request that is refused with one code",
              "delivery/ConfigurationFaults.java",
              "batch.search() == null && areRejectedWithOneCode(completion.outcomes())",
              "batch.search() == null && failure.exception() != null"),
          new PlantedBug(
              "takes only unknown codes of all entries for the configuration",
              "delivery/ConfigurationFaults.java",
              "          || rejected.learnedLimit() > 0",
              "          || rejected.kind() != Rejected.Kind.UNKNOWN"),
          new PlantedBug(
              "judges a part of a search by itself",
              "delivery/ConfigurationFaults.java",
              "batch.search() == null && areRejectedWithOneCode",
              "areRejectedWithOneCode"),
          new PlantedBug(
              "never stops for requests that are refused in a row",
              "delivery/ConfigurationFaults.java",
              "backlog.requestRejected() >= MAX_REJECTED_REQUESTS",
              "backlog.requestRejected() < 0"),
          new PlantedBug(
              "counts refused requests although one was accepted between",
              "delivery/QueueBacklog.java",
              "    rejectedInARow = 0;\n",
              ""),
          new PlantedBug(
              "reports at once what a queue refuses that refuses everything",
              "delivery/RejectedRecords.java",
              "backlog.isRejecting() ? until : QueueBacklog.ALWAYS",
              "QueueBacklog.ALWAYS"),
          new PlantedBug(
              "reports records before it stops for them",
              "delivery/DeliveryPipeline.java",
              "  private void reportErrantRecords() {\n    outcomes.failure().throwIfPresent();\n",
              "  private void reportErrantRecords() {\n    report();\n    outcomes.failure().throwIfPresent();\n  }\n\n  private void report() {\n"),
          new PlantedBug(
              "stops for a request that timed out at a gateway",
              "aws/SqsErrors.java",
              "case 408, 421, 425, 499 -> Kind.SERVICE;",
              "case 421, 425, 499 -> Kind.SERVICE;"),
          new PlantedBug(
              "stops at once for what a gateway answers",
              "aws/SqsErrors.java",
              "isFromAws ? Kind.REFUSED : Kind.GATEWAY",
              "Kind.REFUSED"),
          new PlantedBug(
              "does not split what is too large for a gateway",
              "aws/SqsErrors.java",
              "case 413 -> Kind.TOO_LONG;",
              "case 413 -> Kind.GATEWAY;"));

  /** The source with the mistake in it. */
  String plantIn(String source) {
    int at = source.indexOf(original);
    if (at < 0 || source.indexOf(original, at + 1) >= 0) {
      throw new IllegalStateException(
          "'" + name + "' must find its place once in " + file + ": " + original);
    }
    return source.replace(original, mistake);
  }

  @Override
  public String toString() {
    return name;
  }
}
