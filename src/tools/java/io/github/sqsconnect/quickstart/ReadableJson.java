package io.github.sqsconnect.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON for reading: what fits stands in one line, the rest is indented; digits stay as they are.
 */
final class ReadableJson {
  private static final int WIDTH = 96;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private ReadableJson() {}

  static String of(String json, String indent) {
    try {
      return indent + write(JSON.readTree(json), indent, 0);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not JSON: " + json, e);
    }
  }

  private static String write(JsonNode node, String indent, int used) {
    String flat = flat(node);
    if (!node.isContainerNode() || indent.length() + used + flat.length() <= WIDTH) {
      return flat;
    }
    String inner = indent + "  ";
    List<String> lines = new ArrayList<>();
    if (node.isObject()) {
      node.properties()
          .forEach(
              member -> {
                String name = quoted(member.getKey()) + ": ";
                lines.add(inner + name + write(member.getValue(), inner, name.length()));
              });
    } else {
      node.forEach(element -> lines.add(inner + write(element, inner, 0)));
    }
    String open = node.isObject() ? "{" : "[";
    String close = node.isObject() ? "}" : "]";
    return open + "\n" + String.join(",\n", lines) + "\n" + indent + close;
  }

  private static String flat(JsonNode node) {
    List<String> parts = new ArrayList<>();
    if (node.isObject()) {
      node.properties()
          .forEach(member -> parts.add(quoted(member.getKey()) + ": " + flat(member.getValue())));
      return parts.isEmpty() ? "{}" : "{ " + String.join(", ", parts) + " }";
    }
    if (node.isArray()) {
      node.forEach(element -> parts.add(flat(element)));
      return "[" + String.join(", ", parts) + "]";
    }
    return node.toString();
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }
}
