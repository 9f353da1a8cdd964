package io.github.sqsconnect.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.SimulatedTask;
import io.github.sqsconnect.delivery.DeliveryPipeline;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulation finds mistakes: each is planted in a copy of the core's sources, compiled, and
 * must be found by the schedules that the core itself passes.
 */
class PlantedBugsTest {
  private static final int SCHEDULES = 20_000;
  private static final String PACKAGE = "io.github.sqsconnect.";
  private static final Path SOURCES = Path.of("src", "main", "java", "io", "github", "sqsconnect");

  @TempDir private Path folder;

  static Stream<PlantedBug> bugs() {
    return PlantedBug.ALL.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void plantedBugIsFound(PlantedBug bug) throws Exception {
    compile(bug);
    try (Copy copy = new Copy(folder)) {
      Object found = copy.call("firstViolation", SCHEDULES);
      System.out.println("Planted bug '" + bug.name() + "': " + found);
      assertThat(found).as("the first violation").isNotNull();
    }
  }

  @Test
  void failingScheduleIsToldShortAndAlwaysAlike() throws Exception {
    compile(PlantedBug.ALL.get(0));
    try (Copy copy = new Copy(folder)) {
      String report = (String) copy.call("firstReport", SCHEDULES);
      assertThat(report).contains(" violates: lost: ", "VIOLATION  lost: ");
      assertThat(report.lines().filter(line -> line.contains(" puts ")))
          .as("the polls with records in the story:%n%s", report)
          .hasSize(1);
      assertThat(copy.call("firstReport", SCHEDULES)).isEqualTo(report);
    }
  }

  private void compile(PlantedBug bug) throws IOException {
    Path source = folder.resolve(Path.of(bug.file()).getFileName());
    Files.writeString(source, bug.plantIn(Files.readString(SOURCES.resolve(bug.file()))));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                complaints,
                null,
                null,
                List.of(
                    "-proc:none",
                    "-nowarn",
                    "-d",
                    folder.toString(),
                    "-classpath",
                    System.getProperty("java.class.path")),
                null,
                compiler
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjects(source.toFile()))
            .call();
    assertThat(compiled).as(complaints.toString()).isTrue();
  }

  /** Another copy of the connector and the simulation, with some classes in it replaced. */
  private static final class Copy extends URLClassLoader {
    Copy(Path replaced) throws IOException {
      super(
          new URL[] {
            replaced.toUri().toURL(), homeOf(DeliveryPipeline.class), homeOf(SimulatedTask.class)
          },
          Copy.class.getClassLoader());
    }

    Object call(String method, int schedules) throws ReflectiveOperationException {
      return loadClass(Campaign.class.getName())
          .getMethod(method, int.class)
          .invoke(null, schedules);
    }

    private static URL homeOf(Class<?> type) {
      return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(PACKAGE)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
