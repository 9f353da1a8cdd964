package io.github.sqsconnect.fuzz;

import io.github.sqsconnect.generators.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * What the bytes of an answer literally say, read without the SDK: the ids that objects in them
 * list as sent and as failed. Generous as to where the body begins and what follows it, so that
 * heads may be broken too; strict as to the JSON itself.
 */
record Reading(Set<String> sent, Set<String> failed) {
  static Reading of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Reading reading = new Reading(new HashSet<>(), new HashSet<>());
    int last = Math.max(text.lastIndexOf("\"Successful\""), text.lastIndexOf("\"Failed\""));
    for (int at = text.indexOf('{'); at >= 0 && at < last; at = text.indexOf('{', at + 1)) {
      int end = end(text, at);
      if (end > 0) {
        reading.read(text.substring(at, end));
      }
    }
    return reading;
  }

  /** Behind the bracket that closes the object, or -1. */
  private static int end(String text, int start) {
    int depth = 0;
    boolean quoted = false;
    for (int at = start; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quoted) {
        at += c == '\\' ? 1 : 0;
        quoted = c != '"';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        return at + 1;
      }
    }
    return -1;
  }

  private void read(String object) {
    try {
      if (Json.parse(object) instanceof Json.Obj answer) {
        list(answer, "Successful", sent);
        list(answer, "Failed", failed);
      }
    } catch (RuntimeException malformed) {
      // It says nothing.
    }
  }

  /** From every member of that name. */
  private static void list(Json.Obj answer, String name, Set<String> ids) {
    for (Json.Member member : answer.members()) {
      if (member.name().equals(name) && member.value() instanceof Json.Arr entries) {
        for (Json entry : entries.elements()) {
          if (entry instanceof Json.Obj object) {
            object.members().stream()
                .filter(m -> m.name().equals("Id"))
                .map(Json.Member::value)
                .forEach(id -> ids.add(text(id)));
          }
        }
      }
    }
  }

  private static String text(Json id) {
    return id instanceof Json.Str string
        ? string.value()
        : id instanceof Json.Num number ? number.text() : "";
  }
}
