package io.github.sqsconnect.quickstart;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.sqsconnect.servers.Unchecked;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON for people: what fits is on one line, everything else is indented. Numbers are unchanged.
 */
final class PrettyJson {
  private static final int WIDTH = 96;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private PrettyJson() {}

  static String of(String json, String indent) {
    return indent + write(Unchecked.call(() -> JSON.readTree(json)), indent, 0);
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
                String name = TextNode.valueOf(member.getKey()) + ": ";
                lines.add(inner + name + write(member.getValue(), inner, name.length()));
              });
      return "{\n" + String.join(",\n", lines) + "\n" + indent + "}";
    }
    node.forEach(element -> lines.add(inner + write(element, inner, 0)));
    return "[\n" + String.join(",\n", lines) + "\n" + indent + "]";
  }

  private static String flat(JsonNode node) {
    List<String> parts = new ArrayList<>();
    if (node.isObject()) {
      node.properties()
          .forEach(
              member ->
                  parts.add(TextNode.valueOf(member.getKey()) + ": " + flat(member.getValue())));
      return parts.isEmpty() ? "{}" : "{ " + String.join(", ", parts) + " }";
    }
    if (node.isArray()) {
      node.forEach(element -> parts.add(flat(element)));
      return "[" + String.join(", ", parts) + "]";
    }
    return node.toString();
  }
}
