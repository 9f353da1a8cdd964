package io.github.sqsconnect.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Log levels of a Kafka server, written for the logging library of its line. */
final class LogSettings {
  private static final String PATTERN = "%d %-5p %X{connector.context}%m (%c)%n";

  private LogSettings() {}

  /** Writes the file and returns the option that points the server at it. */
  static String option(String kafkaVersion, Path directory, Map<String, String> levels) {
    boolean reload4j = kafkaVersion.startsWith("3.");
    Path file = directory.resolve(reload4j ? "log4j.properties" : "log4j2.properties");
    try {
      Files.createDirectories(directory);
      Files.writeString(file, reload4j ? reload4j(levels) : log4j2(levels));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (reload4j ? "-Dlog4j.configuration=" : "-Dlog4j2.configurationFile=") + file.toUri();
  }

  private static String reload4j(Map<String, String> levels) {
    StringBuilder text = new StringBuilder();
    text.append("log4j.rootLogger=INFO, stdout\n");
    text.append("log4j.appender.stdout=org.apache.log4j.ConsoleAppender\n");
    text.append("log4j.appender.stdout.layout=org.apache.log4j.PatternLayout\n");
    text.append("log4j.appender.stdout.layout.ConversionPattern=").append(PATTERN).append('\n');
    new TreeMap<>(levels)
        .forEach((logger, level) -> text.append("log4j.logger." + logger + "=" + level + "\n"));
    return text.toString();
  }

  private static String log4j2(Map<String, String> levels) {
    StringBuilder text = new StringBuilder();
    text.append("appender.stdout.type=Console\nappender.stdout.name=stdout\n");
    text.append("appender.stdout.layout.type=PatternLayout\n");
    text.append("appender.stdout.layout.pattern=").append(PATTERN).append('\n');
    text.append("rootLogger.level=INFO\nrootLogger.appenderRefs=stdout\n");
    text.append("rootLogger.appenderRef.stdout.ref=stdout\n");
    int number = 0;
    for (Map.Entry<String, String> entry : new TreeMap<>(levels).entrySet()) {
      String id = "logger.l" + number++;
      text.append(id).append(".name=").append(entry.getKey()).append('\n');
      text.append(id).append(".level=").append(entry.getValue()).append('\n');
    }
    return text.toString();
  }
}
