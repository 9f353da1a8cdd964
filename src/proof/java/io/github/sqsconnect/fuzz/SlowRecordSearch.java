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

/** Looks for the record of a size that takes longest to become messages, under any settings. */
final class SlowRecordSearch {
  /** What was found. */
  record Found(CostlyRecord record, double millis, String became) {}

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int STEPS_WITHOUT_GAIN = 25;

  private final int bytes;
  private final Random random;
  private final TreeMap<Double, Found> worst = new TreeMap<>();
  private int tried;

  SlowRecordSearch(int bytes, long seed) {
    this.bytes = bytes;
    random = Seeds.random(seed);
  }

  int tried() {
    return tried;
  }

  /** The slowest of all, the last one the worst. */
  TreeMap<Double, Found> worst() {
    return worst;
  }

  /** Climbs from any record to one of which no change is slower. */
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
   * The least time of some runs: processor time of this thread, so that neither the collector nor
   * what else the machine does counts.
   */
  static Found measure(CostlyRecord costly, int bytes, int runs) {
    SinkRecord record = costly.record(bytes);
    MessageAssembler assembler = assembler(costly.settings());
    double least = Double.MAX_VALUE;
    String became = "";
    for (int run = 0; run < runs; run++) {
      long start = THREADS.getCurrentThreadCpuTime();
      Assembly assembly = assembler.assemble(record);
      least = Math.min(least, (THREADS.getCurrentThreadCpuTime() - start) / 1e6);
      became = describe(assembly);
    }
    return new Found(costly, least, became);
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
