package io.github.sqsconnect.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The collections of a JVM from its start, each with the megabytes before and after it. */
public record GcLog(List<Collection> collections) {
  private static final Pattern LINE =
      Pattern.compile(".*Pause (Young|Full).* (\\d+)M->(\\d+)M\\((\\d+)M\\).*");

  /** One pause. */
  public record Collection(boolean full, long beforeMb, long afterMb) {}

  static String option(Path file) {
    return "-Xlog:gc:file=" + file;
  }

  static GcLog read(Path file) {
    try {
      return new GcLog(
          Files.readAllLines(file).stream()
              .map(LINE::matcher)
              .filter(Matcher::matches)
              .map(GcLog::collection)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Collection collection(Matcher line) {
    return new Collection(
        line.group(1).equals("Full"), Long.parseLong(line.group(2)), Long.parseLong(line.group(3)));
  }

  /** The most that was ever occupied, garbage included. */
  public long peakMb() {
    return most(Collection::beforeMb);
  }

  /** The most that was ever found to live, by full collections. */
  public long peakLiveMb() {
    return most(collection -> collection.full() ? collection.afterMb() : 0);
  }

  public long fullCollections() {
    return collections.stream().filter(Collection::full).count();
  }

  private long most(ToLongFunction<Collection> megabytes) {
    return collections.stream().mapToLong(megabytes).max().orElse(0);
  }
}
