package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.servers.ServerJars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The resources of Strimzi in {@code docs/deploy}: Strimzi's classes have all their keys, with the
 * types of their values, and they have all keys that version 1 requires. The classes are read, not
 * loaded, because they need a newer Java than this project.
 */
final class StrimziResourcesIT {
  private static final Path FOLDER = ProjectFiles.root().resolve("docs/deploy");
  private static final String MODEL = "io.strimzi.api.kafka.model.";
  private static final JavaClasses CLASSES = classes();

  @Test
  void kafkaConnectIsOneOfStrimzi() {
    assertThat(errors("connect.KafkaConnect", resource("kafka-connect.yaml"))).isEmpty();
  }

  @Test
  void kafkaConnectorIsOneOfStrimzi() {
    assertThat(errors("connector.KafkaConnector", resource("kafka-connector.yaml"))).isEmpty();
  }

  @Test
  void wrongKeysTypesAndMissingKeysAreFound() {
    ObjectNode resource = resource("kafka-connect.yaml");
    resource.put("apiVersion", "kafka.strimzi.io/v1beta2");
    ObjectNode spec = (ObjectNode) resource.path("spec");
    spec.put("replicas", "two").remove("groupId");
    ((ObjectNode) spec.at("/build/plugins/0/artifacts/0")).put("sha512", "x").put("url", 1);
    ((ObjectNode) spec.at("/build/output")).put("type", "podman");

    assertThat(errors("connect.KafkaConnect", resource))
        .containsExactlyInAnyOrder(
            "apiVersion: not kafka.strimzi.io/v1",
            "/spec/replicas: not a int",
            "/spec/groupId: missing",
            "/spec/build/plugins/0/artifacts/0/sha512: unknown key",
            "/spec/build/plugins/0/artifacts/0/url: not a String",
            "/spec/build/output/type: unknown type podman");
  }

  private static JavaClasses classes() {
    ClassFileImporter importer =
        new ClassFileImporter()
            .withImportOption(
                location -> !location.contains("Fluent") && !location.contains("Builder"));
    return Unchecked.call(
        () -> {
          try (JarFile api = new JarFile(ServerJars.STRIMZI.classPath())) {
            return importer.importJar(api);
          }
        });
  }

  private static ObjectNode resource(String name) {
    return Unchecked.call(
        () ->
            (ObjectNode)
                new ObjectMapper(new YAMLFactory())
                    .readTree(ProjectFiles.read(FOLDER.resolve(name))));
  }

  private static List<String> errors(String className, JsonNode resource) {
    JavaClass type = CLASSES.get(MODEL + className);
    List<String> errors = new ArrayList<>();
    String version = text(annotation(type, "Version").orElseThrow(), "value");
    String group = text(annotation(type, "Group").orElseThrow(), "value");
    if (!resource.path("apiVersion").asText().equals(group + "/" + version)) {
      errors.add("apiVersion: not " + group + "/" + version);
    }
    if (!resource.path("kind").asText().equals(type.getSimpleName())) {
      errors.add("kind: not " + type.getSimpleName());
    }
    checkObject(resource.path("spec"), CLASSES.get(MODEL + className + "Spec"), "/spec", errors);
    return errors;
  }

  private static void checkObject(
      JsonNode object, JavaClass declared, String path, List<String> errors) {
    Optional<JavaClass> chosen = subtype(declared, object);
    if (chosen.isEmpty()) {
      errors.add(path + "/type: unknown type " + object.path("type").asText());
      return;
    }
    Map<String, JavaMethod> getters = getters(chosen.get());
    object
        .properties()
        .forEach(
            member -> {
              String at = path + "/" + member.getKey();
              JavaMethod getter = getters.get(member.getKey());
              if (getter == null) {
                errors.add(at + ": unknown key");
              } else {
                checkValue(member.getValue(), getter.getReturnType(), at, errors);
              }
            });
    getters.forEach(
        (key, getter) -> {
          if (isRequired(getter) && !object.has(key)) {
            errors.add(path + "/" + key + ": missing");
          }
        });
  }

  private static void checkValue(JsonNode value, JavaType type, String path, List<String> errors) {
    JavaClass raw = type.toErasure();
    boolean fits =
        switch (raw.getSimpleName()) {
          case "String" -> value.isTextual();
          case "int", "Integer" -> value.isInt();
          case "boolean", "Boolean" -> value.isBoolean();
          case "Map" -> value.isObject();
          case "List" -> value.isArray();
          default -> true;
        };
    if (!fits) {
      errors.add(path + ": not a " + raw.getSimpleName());
    } else if (type instanceof JavaParameterizedType list && value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        JavaType element = list.getActualTypeArguments().get(0);
        checkValue(value.get(i), element, path + "/" + i, errors);
      }
    } else if (raw.getName().startsWith(MODEL) && !raw.isEnum()) {
      checkObject(value, CLASSES.get(raw.getName()), path, errors);
    }
  }

  /** The class that the key {@code type} chooses, if the declared one has several. */
  private static Optional<JavaClass> subtype(JavaClass declared, JsonNode object) {
    Optional<JavaAnnotation<?>> subtypes = annotation(declared, "JsonSubTypes");
    if (subtypes.isEmpty()) {
      return Optional.of(declared);
    }
    Object[] choices = (Object[]) subtypes.get().getProperties().get("value");
    return Stream.of(choices)
        .map(choice -> (JavaAnnotation<?>) choice)
        .filter(choice -> text(choice, "name").equals(object.path("type").asText()))
        .map(choice -> CLASSES.get(((JavaClass) choice.getProperties().get("value")).getName()))
        .findFirst();
  }

  /** The methods that read keys, but not those that Java adds for a more general type. */
  private static Map<String, JavaMethod> getters(JavaClass type) {
    Map<String, JavaMethod> getters = new TreeMap<>();
    for (JavaMethod method : type.getAllMethods()) {
      String name = method.getName();
      if (name.matches("(get|is)[A-Z].*") && declaresKey(method)) {
        String plain = name.replaceFirst("^(get|is)", "");
        String key = Character.toLowerCase(plain.charAt(0)) + plain.substring(1);
        getters.putIfAbsent(named(method).filter(given -> !given.isEmpty()).orElse(key), method);
      }
    }
    return getters;
  }

  private static boolean declaresKey(JavaMethod method) {
    return method.getRawParameterTypes().isEmpty()
        && !method.getModifiers().contains(JavaModifier.BRIDGE)
        && !method.getOwner().isInterface();
  }

  private static Optional<String> named(JavaMethod getter) {
    return annotation(getter, "JsonProperty").map(each -> text(each, "value"));
  }

  private static boolean isRequired(JavaMethod getter) {
    return annotation(getter, "JsonProperty")
            .map(each -> each.getProperties().get("required"))
            .filter(Boolean.TRUE::equals)
            .isPresent()
        || annotation(getter, "RequiredInVersions")
            .filter(each -> text(each, "value").startsWith("v1+"))
            .isPresent();
  }

  private static String text(JavaAnnotation<?> annotation, String property) {
    return String.valueOf(annotation.getProperties().getOrDefault(property, ""));
  }

  private static Optional<JavaAnnotation<?>> annotation(HasAnnotations<?> annotated, String name) {
    return annotated.getAnnotations().stream()
        .filter(each -> each.getRawType().getSimpleName().equals(name))
        .<JavaAnnotation<?>>map(each -> each)
        .findFirst();
  }
}
