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
  private final List<SinkRecord> records = new ArrayList<>();
  private boolean isRead;
  private int taken;

  Polled(Run run, Desk desk, @Nullable Poll given) {
    this.run = run;
    this.desk = desk;
    this.given = given;
  }

  @Override
  public Iterator<SinkRecord> iterator() {
    Poll poll = given == null ? chosen() : given;
    if (poll.secondFirst()) {
      read(1, poll.second());
    }
    read(0, poll.first());
    if (!poll.secondFirst()) {
      read(1, poll.second());
    }
    tell();
    isRead = true;
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return taken < records.size();
      }

      @Override
      public SinkRecord next() {
        return records.get(taken++);
      }
    };
  }

  /** How far it has been read. */
  Left left() {
    boolean secondIsNext =
        taken < records.size() && records.get(taken).originalKafkaPartition() == 1;
    int second = ofSecond(0);
    int secondLeft = ofSecond(taken);
    return new Left(
        isRead,
        records.size() - second,
        second,
        records.size() - taken - secondLeft,
        secondLeft,
        secondIsNext);
  }

  private int ofSecond(int from) {
    int count = 0;
    for (int i = from; i < records.size(); i++) {
      count += records.get(i).originalKafkaPartition();
    }
    return count;
  }

  private Poll chosen() {
    List<Poll> polls = Poll.of(desk.fetchable(0), desk.fetchable(1));
    return polls.get(run.choose(polls.size()));
  }

  private void read(int partition, int count) {
    for (int i = 0; i < count; i++) {
      int record = run.topic().log(partition)[desk.position(partition)];
      SinkRecord instance = run.topic().read(record);
      run.ledger().given(record, instance, run.time().now());
      records.add(instance);
      desk.moveOn(partition);
    }
  }

  private void tell() {
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
