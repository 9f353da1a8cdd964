package io.github.sqsconnect.exhaustive;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The records of one poll; which they are may be left to be chosen when they are asked for. */
final class Polled extends AbstractCollection<SinkRecord> {
  private final Run run;
  private final Desk desk;
  private final @Nullable Poll given;

  Polled(Run run, Desk desk, @Nullable Poll given) {
    this.run = run;
    this.desk = desk;
    this.given = given;
  }

  @Override
  public Iterator<SinkRecord> iterator() {
    Poll poll = given == null ? chosen() : given;
    List<SinkRecord> records = new ArrayList<>(poll.first() + poll.second());
    if (poll.secondFirst()) {
      read(1, poll.second(), records);
    }
    read(0, poll.first(), records);
    if (!poll.secondFirst()) {
      read(1, poll.second(), records);
    }
    tell(records);
    return records.iterator();
  }

  private Poll chosen() {
    List<Poll> polls = Poll.of(desk.fetchable(0), desk.fetchable(1));
    return polls.get(run.choose(polls.size()));
  }

  private void read(int partition, int count, List<SinkRecord> records) {
    for (int i = 0; i < count; i++) {
      int record = run.topic().log(partition)[desk.position(partition)];
      SinkRecord instance = run.topic().read(record);
      run.ledger().given(record, instance, run.time().now());
      records.add(instance);
      desk.moveOn(partition);
    }
  }

  private void tell(List<SinkRecord> records) {
    if (!run.isTold()) {
      return;
    }
    StringBuilder text = new StringBuilder("puts");
    for (SinkRecord record : records) {
      text.append(' ').append(record.originalKafkaPartition());
      text.append('-').append(record.originalKafkaOffset());
    }
    run.tell("worker", records.isEmpty() ? "puts nothing" : text);
  }

  @Override
  public int size() {
    throw new UnsupportedOperationException("nobody should ask before they are read");
  }
}
