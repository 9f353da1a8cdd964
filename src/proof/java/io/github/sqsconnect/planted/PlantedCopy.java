package io.github.sqsconnect.planted;

import io.github.sqsconnect.SimulatedTask;
import io.github.sqsconnect.delivery.DeliveryPipeline;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Another copy of the connector and its tests, with a planted bug compiled into it. */
public final class PlantedCopy extends URLClassLoader {
  private static final String PACKAGE = "io.github.sqsconnect.";
  private static final Path SOURCES = Path.of("src", "main", "java", "io", "github", "sqsconnect");

  private PlantedCopy(Path replaced) throws IOException {
    super(
        new URL[] {
          replaced.toUri().toURL(), homeOf(DeliveryPipeline.class), homeOf(SimulatedTask.class)
        },
        PlantedCopy.class.getClassLoader());
  }

  /** Compiles the mistake into a folder, and loads the rest around it. */
  public static PlantedCopy of(PlantedBug bug, Path folder) throws IOException {
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
    if (!compiled) {
      throw new IllegalStateException(complaints.toString());
    }
    return new PlantedCopy(folder);
  }

  /** Calls a static method of the copy's own edition of a class, with a number. */
  public Object call(Class<?> type, String method, int number) throws ReflectiveOperationException {
    return loadClass(type.getName()).getMethod(method, int.class).invoke(null, number);
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
