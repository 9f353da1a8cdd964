package io.github.sqsconnect.fuzz;

import io.github.sqsconnect.generators.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The ids that a response lists as sent and as failed, read without the SDK. The body may begin
 * anywhere in the bytes and anything may follow it, so that headers may be broken too; the JSON
 * itself is read strictly.
 */
record ListedIds(Set<String> sent, Set<String> failed) {
  static ListedIds of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    char[] chars = text.toCharArray();
    ListedIds ids = new ListedIds(new HashSet<>(), new HashSet<>());
    int last = Math.max(text.lastIndexOf("\"Successful\""), text.lastIndexOf("\"Failed\""));
    for (int at = text.indexOf('{'); at >= 0 && at < last; at = text.indexOf('{', at + 1)) {
      ids.read(chars, at);
    }
    return ids;
  }

  /** Reads the object that begins at an index. */
  private void read(char[] text, int from) {
    try {
      if (Json.at(from, text) instanceof Json.Obj answer) {
        addIds(answer, "Successful", sent);
        addIds(answer, "Failed", failed);
      }
    } catch (RuntimeException malformed) {
      // It lists nothing.
    }
  }

  /** Adds the ids of every member of that name. */
  private static void addIds(Json.Obj answer, String name, Set<String> ids) {
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
