package io.github.sqsconnect.fuzz;

import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.message.MessageAssembler;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Random;
import org.apache.kafka.connect.sink.SinkRecord;

/** Searches for the records of a given size whose conversion takes longest, with any settings. */
final class SlowRecordSearch {
  /** A record and its time. */
  record Found(CostlyRecord record, double millis) {}

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final int bytes;
  private final int stepsWithoutGain;
  private final Random random;
  private int tried;

  SlowRecordSearch(int bytes, int stepsWithoutGain, long seed) {
    this.bytes = bytes;
    this.stepsWithoutGain = stepsWithoutGain;
    random = new Random(seed);
  }

  int tried() {
    return tried;
  }

  /** Starts with a random record and keeps each change that is slower, until none is. */
  Found climb() {
    Found best = measure(CostlyRecord.any(random));
    for (int without = 0; without < stepsWithoutGain; without++) {
      Found next = measure(best.record().mutated(random));
      if (next.millis() > best.millis()) {
        without = next.millis() > best.millis() * 1.1 ? 0 : without;
        best = next;
      }
    }
    return best;
  }

  private Found measure(CostlyRecord costly) {
    tried++;
    MessageAssembler assembler = RecordAssembler.with(costly.settings()).assembler();
    return new Found(costly, leastMillis(assembler, costly.record(bytes), 1));
  }

  /**
   * The shortest time of some runs, in processor time of this thread: garbage collection and other
   * processes do not count.
   */
  static double leastMillis(MessageAssembler assembler, SinkRecord record, int runs) {
    double least = Double.MAX_VALUE;
    for (int run = 0; run < runs; run++) {
      long start = THREADS.getCurrentThreadCpuTime();
      assembler.assemble(record);
      least = Math.min(least, (THREADS.getCurrentThreadCpuTime() - start) / 1e6);
    }
    return least;
  }
}
