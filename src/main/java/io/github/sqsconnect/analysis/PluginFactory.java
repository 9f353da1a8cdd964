package io.github.sqsconnect.analysis;

import io.github.sqsconnect.config.Placeholders;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds converters, transforms and predicates by class name or by Connect's alias, and configures
 * them with the settings that have their prefix.
 */
final class PluginFactory {
  private final Map<String, String> settings;
  private final Consumer<Finding> findings;

  /**
   * @param findings receives why a plugin cannot be built
   */
  PluginFactory(Map<String, String> settings, Consumer<Finding> findings) {
    this.settings = settings;
    this.findings = findings;
  }

  /** The settings that have a prefix, without it. */
  Map<String, String> withPrefix(String prefix) {
    Map<String, String> found = new HashMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value);
          }
        });
    return found;
  }

  /**
   * A plugin, or null if it cannot be built. It is not configured while its settings have
   * placeholders.
   *
   * @param key names the class
   * @param prefix of its settings
   */
  <T> @Nullable T create(
      String key,
      String className,
      Class<T> type,
      String prefix,
      BiConsumer<T, Map<String, String>> configure) {
    T plugin = instance(key, className.trim(), type);
    if (plugin == null) {
      return null;
    }

    Map<String, String> own = withPrefix(prefix);
    if (own.values().stream().anyMatch(Placeholders::areIn)) {
      return plugin;
    }
    try {
      configure.accept(plugin, own);
      return plugin;
    } catch (RuntimeException | LinkageError e) {
      findings.accept(
          new Finding(
              key,
              key
                  + " = '"
                  + className
                  + "' refuses its settings: "
                  + cause(e)
                  + ". Correct the settings that begin with "
                  + prefix));
      return null;
    }
  }

  /** No code of a class runs before it is known to be a plugin of the type. */
  private <T> @Nullable T instance(String key, String className, Class<T> type) {
    try {
      Class<?> found =
          className.contains(".")
              ? Class.forName(className, false, PluginFactory.class.getClassLoader())
              : byAlias(className, type);
      if (found != null && !type.isAssignableFrom(found)) {
        findings.accept(
            new Finding(
                key,
                key
                    + " = '"
                    + className
                    + "' is not a "
                    + type.getSimpleName()
                    + ". Set a class that is one."));
        return null;
      }
      if (found != null) {
        return type.cast(found.getDeclaredConstructor().newInstance());
      }
    } catch (ClassNotFoundException e) {
      // reported below
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      findings.accept(
          new Finding(
              key,
              key
                  + " = '"
                  + className
                  + "' cannot be instantiated: "
                  + cause(e)
                  + ". Add the jars that it needs to CLASSPATH, or set another class."));
      return null;
    }
    findings.accept(
        new Finding(
            key,
            key
                + " = '"
                + className
                + "' is a class that this command does not find. Correct the name, or add the jar that contains it to"
                + " CLASSPATH."));
    return null;
  }

  /** Connect accepts the simple name of a plugin, and the same without its type at the end. */
  private static @Nullable Class<?> byAlias(String alias, Class<?> type) {
    try {
      for (ServiceLoader.Provider<?> provider : ServiceLoader.load(type).stream().toList()) {
        String name = provider.type().getName();
        String simple = name.substring(name.lastIndexOf('.') + 1);
        if (simple.equals(alias) || simple.equals(alias + type.getSimpleName())) {
          return provider.type();
        }
      }
    } catch (ServiceConfigurationError unreadable) {
      // A jar on CLASSPATH names a plugin that it does not contain: the alias stays unknown.
    }
    return null;
  }

  private static String cause(Throwable thrown) {
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
