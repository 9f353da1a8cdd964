package io.github.sqsconnect.endpoint;

import static io.github.sqsconnect.endpoint.EntryFailure.invalid;

import io.github.sqsconnect.endpoint.EntryFailure.Reach;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules of message attributes and of the one message system attribute. */
final class AttributeRules {
  private static final int MOST_ATTRIBUTES = 10;
  private static final Set<String> TYPES = Set.of("String", "Number", "Binary");

  private AttributeRules() {}

  static Optional<EntryFailure> breach(Map<String, Attribute> attributes) {
    if (attributes.size() > MOST_ATTRIBUTES) {
      return unrecorded(
          "Number of message attributes ["
              + attributes.size()
              + "] exceeds the allowed maximum [10].");
    }
    return attributes.entrySet().stream()
        .flatMap(each -> breach(each.getKey(), each.getValue()).stream())
        .findFirst();
  }

  static Optional<EntryFailure> systemBreach(Map<String, Attribute> attributes) {
    for (Map.Entry<String, Attribute> each : attributes.entrySet()) {
      if (!each.getKey().equals("AWSTraceHeader")) {
        return unrecorded("Message system attribute name '" + each.getKey() + "' is invalid.");
      }
      if (!each.getValue().type().equals("String")) {
        return unrecorded("AWSTraceHeader must be of type String.");
      }
    }
    return Optional.empty();
  }

  private static Optional<EntryFailure> breach(String name, Attribute attribute) {
    if (!Characters.legalAttributeName(name)) {
      return unrecorded("The message attribute name '" + name + "' is invalid.");
    }
    String type = attribute.type();
    int dot = type.indexOf('.');
    String base = dot < 0 ? type : type.substring(0, dot);
    if (!TYPES.contains(base) || type.length() > 256 || type.endsWith(".")) {
      return unrecorded(
          "The message attribute '"
              + name
              + "' has an invalid message attribute type, the set of supported type prefixes is"
              + " Binary, Number, and String.");
    }
    return value(name, base, attribute);
  }

  private static Optional<EntryFailure> value(String name, String base, Attribute attribute) {
    if (base.equals("Binary") != attribute.binary()) {
      return nonEmpty(name, base);
    }
    if (attribute.binary()) {
      return binary(name, base, attribute.base64());
    }
    String text = attribute.text();
    if (text == null || text.isEmpty()) {
      return nonEmpty(name, base);
    }
    if (!Characters.legalText(text)) {
      return unrecorded("The message attribute '" + name + "' has an invalid character.");
    }
    if (base.equals("Number") && !text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
      return unrecorded("Can't cast the value of message attribute '" + name + "' to a number.");
    }
    return Optional.empty();
  }

  private static Optional<EntryFailure> binary(String name, String base, String base64) {
    try {
      return Base64.getDecoder().decode(base64).length == 0
          ? nonEmpty(name, base)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new Refusal(SqsError.of("SerializationException"), "Not base64: attribute " + name);
    }
  }

  private static Optional<EntryFailure> nonEmpty(String name, String type) {
    return Optional.of(
        invalid(
            Reach.ENTRY,
            "The message attribute '"
                + name
                + "' must contain non-empty message attribute value for message attribute type '"
                + type
                + "'."));
  }

  private static Optional<EntryFailure> unrecorded(String message) {
    return Optional.of(invalid(Reach.UNRECORDED, message));
  }
}
