package io.github.sqsconnect.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.jspecify.annotations.Nullable;

/** The attributes of a message, and its trace header. */
public record AttributeSettings(
    List<Configured> configured,
    boolean copiesHeaders,
    List<String> headers,
    Overflow overflow,
    boolean tracesHeader) {
  public static final String ATTRIBUTES = "sqs.message.attributes";
  public static final String HEADERS_ENABLED = "sqs.message.attributes.enabled";
  public static final String HEADERS = "sqs.message.attributes.include.list";
  public static final String OVERFLOW = "behavior.on.attribute.overflow";
  public static final String TRACE_HEADER = "sqs.trace.header.enabled";

  /** Limit of SQS for the attributes of a message. */
  public static final int MOST = 10;

  /** The attribute with all headers that have no attribute of their own. */
  public static final String BUNDLE = "kafka_headers";

  /** Limit of SQS for the name of an attribute, in characters. */
  public static final int LONGEST_NAME = 256;

  private static final String ALLOWED_NAMES =
      "1 to 256 letters, digits and _ - . (no dot at the beginning or end, no two dots in a row, not beginning with"
          + " AWS. or Amazon.)";

  private static final List<String> WORDS = Templates.words("mpid", "offset", "timestamp");
  private static final String MPID = "${mpid}";
  private static final String TEXT = "String";
  private static final String NUMBER = "Number";

  /** What to do with the headers of a record that has more than ten attributes. */
  public enum Overflow {
    BUNDLE,
    DROP,
    FAIL
  }

  /**
   * An attribute with a name of the user.
   *
   * @param isNumber whether its type is Number, otherwise String
   */
  public record Configured(String name, boolean isNumber, String template) {
    private static Configured parse(String element) {
      int equals = element.indexOf('=');
      String[] nameAndType = element.substring(0, equals).trim().split(":", 2);
      return new Configured(
          nameAndType[0].trim(),
          nameAndType.length > 1 && nameAndType[1].trim().equals(NUMBER),
          element.substring(equals + 1).trim());
    }
  }

  /** Whether messages can have attributes. */
  public boolean isUsed() {
    return copiesHeaders || !configured.isEmpty();
  }

  /** Whether headers of records become attributes, directly or through a template. */
  public boolean readsHeaders() {
    return copiesHeaders
        || configured.stream().anyMatch(attribute -> attribute.template().contains("${header."));
  }

  /** Whether the template of an attribute contains a placeholder. */
  boolean uses(String word) {
    return configured.stream().anyMatch(attribute -> attribute.template().contains(word));
  }

  /** Errors between these keys, or with the format: the message by the key to fix. */
  Map<String, String> conflicts(MessageSettings.Format format) {
    Map<String, String> conflicts = new LinkedHashMap<>();
    if (copiesHeaders && configured.size() == MOST) {
      conflicts.put(
          ATTRIBUTES,
          "sqs.message.attributes has 10 attributes, and sqs.message.attributes.enabled = 'true' needs one more for"
              + " headers. Allowed with it: at most 9.");
    }
    if (copiesHeaders
        && overflow == Overflow.BUNDLE
        && configured.stream().anyMatch(attribute -> attribute.name().equals(BUNDLE))) {
      conflicts.put(
          ATTRIBUTES,
          "sqs.message.attributes has the name 'kafka_headers', which behavior.on.attribute.overflow = 'bundle' needs"
              + " for headers. Use another name.");
    }
    if (format != MessageSettings.Format.EVENT_BATCH && uses(MPID)) {
      conflicts.put(
          ATTRIBUTES,
          "sqs.message.attributes contains ${mpid}, which only event batches have. Use ${key}, ${header.NAME} or"
              + " ${value.PATH}, or sqs.message.format = 'event-batch'.");
    }
    return conflicts;
  }

  static void define(ConfigDef definition) {
    new KeyGroup(definition, "Message attributes")
        .optional(
            ATTRIBUTES,
            Type.LIST,
            List.of(),
            configuredRule(),
            Importance.MEDIUM,
            "Message attributes",
            "Message attributes as name=template, or name:Number=template for the type Number instead of String; "
                + "at most 10. An attribute without text is left out. A Number whose text is not a number of at most "
                + "38 digits rejects the record.")
        .flag(
            HEADERS_ENABLED,
            false,
            Importance.MEDIUM,
            "Copy headers",
            "Copy the headers of records to message attributes: text as String, numbers as Number, bytes as Binary, "
                + "everything else as JSON text. Set header.converter too, because the default of Kafka Connect "
                + "changes text that looks like another type.")
        .optional(
            HEADERS,
            Type.LIST,
            List.of(),
            headersRule(),
            Importance.LOW,
            "Headers to copy",
            "Names of the headers to copy; * stands for any characters, ? for one. The order of this list decides "
                + "which headers get an attribute of their own. Empty copies all headers.")
        .choice(
            OVERFLOW,
            "bundle",
            Importance.LOW,
            "More than ten attributes",
            "How to handle more than 10 attributes, which SQS refuses: bundle puts the last headers into one "
                + "attribute, the JSON object kafka_headers; drop leaves them out and counts them; fail rejects the "
                + "record.",
            "bundle",
            "drop",
            "fail")
        .flag(
            TRACE_HEADER,
            false,
            Importance.LOW,
            "Trace header",
            "Send the header X-Amzn-Trace-Id or traceparent of a record as AWSTraceHeader, so that AWS X-Ray "
                + "continues the trace. It uses none of the 10 attributes.");
  }

  static AttributeSettings from(AbstractConfig config) {
    return new AttributeSettings(
        config.getList(ATTRIBUTES).stream().map(Configured::parse).toList(),
        config.getBoolean(HEADERS_ENABLED),
        List.copyOf(config.getList(HEADERS)),
        MessageSettings.word(Overflow.class, config.getString(OVERFLOW)),
        config.getBoolean(TRACE_HEADER));
  }

  private static Validator configuredRule() {
    return Rules.rule(
        "name=template or name:Number=template, at most "
            + MOST
            + "; templates with "
            + Templates.all(WORDS),
        value -> configuredError((List<?>) value));
  }

  private static @Nullable String configuredError(List<?> elements) {
    Set<String> names = new HashSet<>();
    for (Object element : elements) {
      String error = elementError((String) element);
      if (error != null) {
        return error;
      }
      String name = Configured.parse((String) element).name();
      if (!names.add(name)) {
        return "has the name '" + name + "' twice. Remove one of the two.";
      }
    }
    return elements.size() <= MOST
        ? null
        : "has "
            + elements.size()
            + " attributes. Allowed: at most "
            + MOST
            + ", the limit of SQS.";
  }

  private static @Nullable String elementError(String element) {
    int equals = element.indexOf('=');
    if (equals < 0) {
      return "contains '"
          + element
          + "', which is not name=template. Write for example orderId=${key}; a template cannot contain a comma.";
    }
    String[] nameAndType = element.substring(0, equals).trim().split(":", 2);
    String name = nameAndType[0].trim();
    if (!isLegal(name)) {
      return "contains the name '" + name + "', which SQS refuses. Allowed: " + ALLOWED_NAMES + '.';
    }
    String type = nameAndType.length > 1 ? nameAndType[1].trim() : TEXT;
    if (!type.equals(TEXT) && !type.equals(NUMBER)) {
      return "contains the type '" + type + "' of " + name + ". Allowed: String, Number.";
    }
    String error = Templates.error(element.substring(equals + 1).trim(), WORDS);
    return error == null ? null : "has a template for " + name + " that " + error;
  }

  /** Whether SQS accepts the name of an attribute, as its documentation describes it. */
  static boolean isLegal(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !name.isEmpty()
        && name.length() <= LONGEST_NAME
        && name.chars().allMatch(AttributeSettings::isOfName)
        && !name.startsWith(".")
        && !name.endsWith(".")
        && !name.contains("..")
        && !lower.startsWith("aws.")
        && !lower.startsWith("amazon.");
  }

  private static boolean isOfName(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.';
  }

  private static Validator headersRule() {
    return Rules.rule(
        "names of headers, with * and ?",
        value ->
            ((List<?>) value).stream().anyMatch(name -> ((String) name).isBlank())
                ? "contains an empty name. Remove it; * alone stands for all headers."
                : null);
  }
}
