package io.github.sqsconnect.servers;

import io.github.sqsconnect.project.ProjectFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The log levels of a Kafka server: log4j 1 up to Kafka 3, log4j 2 from Kafka 4 on. */
final class LogSettings {
  private static final String PATTERN = "%d %-5p %X{connector.context}%m (%c)%n";
  private static final String LOG4J_1 =
      """
      log4j.rootLogger=INFO, stdout
      log4j.appender.stdout=org.apache.log4j.ConsoleAppender
      log4j.appender.stdout.layout=org.apache.log4j.PatternLayout
      log4j.appender.stdout.layout.ConversionPattern=""";
  private static final String LOG4J_2 =
      """
      appender.stdout.type=Console
      appender.stdout.name=stdout
      rootLogger.level=INFO
      rootLogger.appenderRefs=stdout
      rootLogger.appenderRef.stdout.ref=stdout
      appender.stdout.layout.type=PatternLayout
      appender.stdout.layout.pattern=""";

  private LogSettings() {}

  /** Writes the file and returns the JVM option that names it. */
  static String option(String kafkaVersion, Path directory, Map<String, String> levels) {
    boolean old = kafkaVersion.startsWith("3.");
    StringBuilder text = new StringBuilder(old ? LOG4J_1 : LOG4J_2).append(PATTERN).append('\n');
    int number = 0;
    for (Map.Entry<String, String> each : new TreeMap<>(levels).entrySet()) {
      String line =
          old ? "log4j.logger.%2$s=%3$s%n" : "logger.l%1$d.name=%2$s%nlogger.l%1$d.level=%3$s%n";
      text.append(line.formatted(number++, each.getKey(), each.getValue()));
    }

    Path file = directory.resolve(old ? "log4j.properties" : "log4j2.properties");
    ProjectFiles.write(file, text.toString());
    return (old ? "-Dlog4j.configuration=" : "-Dlog4j2.configurationFile=") + file.toUri();
  }
}
