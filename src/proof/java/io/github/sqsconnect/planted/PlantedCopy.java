package io.github.sqsconnect.planted;

import io.github.sqsconnect.SimulatedTask;
import io.github.sqsconnect.delivery.DeliveryPipeline;
import io.github.sqsconnect.simulation.Campaign;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Another copy of the connector and its tests, with a planted bug compiled into it. */
final class PlantedCopy extends URLClassLoader {
  private static final String PACKAGE = "io.github.sqsconnect.";

  private PlantedCopy(Path replaced) throws IOException {
    super(
        new URL[] {
          replaced.toUri().toURL(),
          homeOf(DeliveryPipeline.class),
          homeOf(SimulatedTask.class),
          homeOf(Campaign.class)
        },
        PlantedCopy.class.getClassLoader());
  }

  /** Compiles the mistake into a folder, and loads the rest around it. */
  static PlantedCopy of(PlantedBug bug, Path folder) throws IOException {
    List<File> files = new ArrayList<>();
    for (Map.Entry<Path, String> source : bug.sources().entrySet()) {
      Path file = folder.resolve(source.getKey().getFileName());
      Files.writeString(file, source.getValue());
      files.add(file.toFile());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none",
            "-nowarn",
            "-d",
            folder.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    boolean isCompiled =
        compiler
            .getTask(
                errors,
                null,
                null,
                options,
                null,
                compiler
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjectsFromFiles(files))
            .call();
    if (!isCompiled) {
      throw new IllegalStateException("'" + bug.name() + "' does not compile: " + errors);
    }
    return new PlantedCopy(folder);
  }

  /** Calls a static method of the copy's own edition of a class. */
  Object call(Class<?> type, String method, Object argument) throws ReflectiveOperationException {
    Class<?> argumentType = argument instanceof Integer ? int.class : argument.getClass();
    return loadClass(type.getName()).getMethod(method, argumentType).invoke(null, argument);
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
