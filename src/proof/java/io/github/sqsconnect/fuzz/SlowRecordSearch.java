package io.github.sqsconnect.fuzz;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.TargetQueue;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.connect.sink.SinkRecord;

/** Searches for the record of a given size whose conversion takes longest, with any settings. */
final class SlowRecordSearch {
  /** A record, its time, and its result. */
  record Found(CostlyRecord record, double millis, String result) {}

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int STEPS_WITHOUT_GAIN = 25;

  private final int bytes;
  private final Random random;
  private final TreeMap<Double, Found> worst = new TreeMap<>();
  private int tried;

  SlowRecordSearch(int bytes, long seed) {
    this.bytes = bytes;
    random = new Random(seed);
  }

  int tried() {
    return tried;
  }

  /** The slowest records; the last one is the slowest of all. */
  TreeMap<Double, Found> worst() {
    return worst;
  }

  /** Starts with a random record and keeps each change that is slower, until none is. */
  void climb() {
    Found best = measure(CostlyRecord.any(random));
    for (int without = 0; without < STEPS_WITHOUT_GAIN; without++) {
      Found next = measure(best.record().mutated(random));
      if (next.millis() > best.millis()) {
        without = next.millis() > best.millis() * 1.1 ? 0 : without;
        best = next;
      }
    }
    worst.put(best.millis(), best);
    if (worst.size() > 12) {
      worst.pollFirstEntry();
    }
  }

  private Found measure(CostlyRecord record) {
    tried++;
    return measure(record, bytes, 2);
  }

  /**
   * The shortest of some runs, in processor time of this thread: garbage collection and other
   * processes do not count.
   */
  static Found measure(CostlyRecord costly, int bytes, int runs) {
    SinkRecord record = costly.record(bytes);
    MessageAssembler assembler = assembler(costly.settings());
    double least = Double.MAX_VALUE;
    String result = "";
    for (int run = 0; run < runs; run++) {
      long start = THREADS.getCurrentThreadCpuTime();
      Assembly assembly = assembler.assemble(record);
      least = Math.min(least, (THREADS.getCurrentThreadCpuTime() - start) / 1e6);
      result = describe(assembly);
    }
    return new Found(costly, least, result);
  }

  private static String describe(Assembly assembly) {
    if (assembly instanceof Assembly.Messages messages) {
      return messages.messages().size() + " messages";
    }
    return assembly instanceof Assembly.Rejected rejected
        ? "rejected: " + rejected.reason().substring(0, Math.min(120, rejected.reason().length()))
        : "filtered";
  }

  private static MessageAssembler assembler(Map<String, String> settings) {
    SqsSinkConfig config = SqsSinkConfig.from(settings);
    IdGenerator ids = new IdGenerator(config.message().idNamespace());
    return new MessageAssembler(
        config.message(),
        new EventConverter(config.event(), ids),
        ids,
        new TargetQueue(settings.get("sqs.queue.url")));
  }
}
