package io.github.sqsconnect.analysis;

import io.github.sqsconnect.config.Placeholders;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The converters and transforms of a configuration, configured as a worker does it.
 *
 * @param key null if the configuration names none, so that the worker's is used
 * @param value the same
 */
record ConnectPlugins(
    @Nullable Converter key,
    @Nullable Converter value,
    HeaderConverter headers,
    List<TransformStep> transforms) {
  static final String KEY_CONVERTER = "key.converter";
  static final String VALUE_CONVERTER = "value.converter";
  static final String HEADER_CONVERTER = "header.converter";
  private static final String TYPE = "converter.type";
  private static final String TRANSFORMS = "transforms";
  private static final String PREDICATES = "predicates";

  /**
   * Builds the plugins.
   *
   * @param findings receives why a plugin cannot be built; then it is left out
   */
  static ConnectPlugins of(Map<String, String> settings, Consumer<Finding> findings) {
    PluginFactory factory = new PluginFactory(settings, findings);
    return new ConnectPlugins(
        converter(KEY_CONVERTER, settings, factory),
        converter(VALUE_CONVERTER, settings, factory),
        headerConverter(settings, factory),
        transforms(settings, factory, findings));
  }

  private static @Nullable Converter converter(
      String key, Map<String, String> settings, PluginFactory factory) {
    String className = settings.get(key);
    return className == null
        ? null
        : factory.create(
            key,
            className,
            Converter.class,
            key + '.',
            (converter, own) -> {
              boolean isKey = key.equals(KEY_CONVERTER);
              own.put(TYPE, isKey ? "key" : "value");
              converter.configure(own, isKey);
            });
  }

  /** Without a setting, Connect's default. */
  private static HeaderConverter headerConverter(
      Map<String, String> settings, PluginFactory factory) {
    String className = settings.get(HEADER_CONVERTER);
    HeaderConverter set =
        className == null
            ? null
            : factory.create(
                HEADER_CONVERTER,
                className,
                HeaderConverter.class,
                HEADER_CONVERTER + '.',
                (converter, own) -> {
                  own.put(TYPE, "header");
                  converter.configure(own);
                });
    if (set != null) {
      return set;
    }
    HeaderConverter byDefault = new SimpleHeaderConverter();
    byDefault.configure(Map.of(TYPE, "header"));
    return byDefault;
  }

  @SuppressWarnings("unchecked") // a sink applies transforms to its records only
  private static List<TransformStep> transforms(
      Map<String, String> settings, PluginFactory factory, Consumer<Finding> findings) {
    List<TransformStep> steps = new ArrayList<>();
    Set<String> unused = new LinkedHashSet<>(names(settings, PREDICATES, findings));
    for (String name : names(settings, TRANSFORMS, findings)) {
      String prefix = TRANSFORMS + '.' + name + '.';
      checkNegate(prefix, settings, findings);
      String className = settings.get(prefix + "type");
      if (className == null) {
        findings.accept(missing(prefix + "type", TRANSFORMS, name));
        continue;
      }
      Transformation<SinkRecord> transformation =
          (Transformation<SinkRecord>)
              factory.create(
                  prefix + "type",
                  className,
                  Transformation.class,
                  prefix,
                  (transform, own) -> {
                    own.keySet().removeAll(List.of("type", "predicate", "negate"));
                    transform.configure(own);
                  });
      String predicateName = settings.get(prefix + "predicate");
      Predicate<SinkRecord> predicate =
          predicateName == null
              ? null
              : predicate(predicateName.trim(), settings, factory, findings);
      if (predicateName != null) {
        unused.remove(predicateName.trim());
      }
      if (transformation != null && (predicateName == null || predicate != null)) {
        steps.add(
            new TransformStep(
                prefix + "type",
                transformation,
                predicate,
                Boolean.parseBoolean(settings.getOrDefault(prefix + "negate", "false").trim())));
      }
    }
    unused.forEach(name -> predicate(name, settings, factory, findings));
    return List.copyOf(steps);
  }

  /** What a worker requires of the setting that reverses a predicate. */
  private static void checkNegate(
      String prefix, Map<String, String> settings, Consumer<Finding> findings) {
    String key = prefix + "negate";
    String value = settings.get(key);
    if (value == null) {
      return;
    }
    if (!settings.containsKey(prefix + "predicate")) {
      findings.accept(
          new Finding(
              key,
              key + " is set without " + prefix + "predicate. Set the predicate, or remove it."));
    } else if (!Placeholders.areIn(value) && !value.trim().matches("(?i)true|false")) {
      findings.accept(
          new Finding(key, key + " = '" + value + "' is invalid. Allowed: true, false."));
    }
  }

  @SuppressWarnings("unchecked") // a sink applies predicates to its records only
  private static @Nullable Predicate<SinkRecord> predicate(
      String name,
      Map<String, String> settings,
      PluginFactory factory,
      Consumer<Finding> findings) {
    String prefix = PREDICATES + '.' + name + '.';
    String className = settings.get(prefix + "type");
    if (className == null || !names(settings, PREDICATES, finding -> {}).contains(name)) {
      findings.accept(missing(prefix + "type", PREDICATES, name));
      return null;
    }
    return (Predicate<SinkRecord>)
        factory.create(
            prefix + "type",
            className,
            Predicate.class,
            prefix,
            (predicate, own) -> {
              own.remove("type");
              predicate.configure(own);
            });
  }

  private static Finding missing(String key, String list, String name) {
    return new Finding(
        key,
        "'" + name + "' needs an entry in " + list + ", and its class in " + key + ". Add both.");
  }

  /** The names in a list; a worker refuses a name that is there twice. */
  private static Set<String> names(
      Map<String, String> settings, String key, Consumer<Finding> findings) {
    Set<String> names = new LinkedHashSet<>();
    for (String part : settings.getOrDefault(key, "").split(",", -1)) {
      String name = part.trim();
      if (!name.isEmpty() && !names.add(name)) {
        findings.accept(new Finding(key, key + " has '" + name + "' twice. Remove one of them."));
      }
    }
    return names;
  }
}
