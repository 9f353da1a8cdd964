package io.github.sqsconnect.generators;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the grammar of RFC 8259, to the letter, and no nesting deeper than 512. */
final class JsonTextReader {
  private static final int DEEPEST = 512;
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

  private final String text;
  private int at;
  private int depth;

  JsonTextReader(String text) {
    this.text = text;
  }

  Json read() {
    Json value = value();
    skipWhiteSpace();
    if (at < text.length()) {
      throw malformed("text after the value");
    }
    return value;
  }

  private Json value() {
    skipWhiteSpace();
    if (at == text.length()) {
      throw malformed("no value");
    }
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new Json.Str(string());
      case 't' -> word("true", new Json.Bool(true));
      case 'f' -> word("false", new Json.Bool(false));
      case 'n' -> word("null", Json.NULL);
      default -> number();
    };
  }

  private Json object() {
    open();
    List<Json.Member> members = new ArrayList<>();
    if (!take('}')) {
      do {
        skipWhiteSpace();
        String name = string();
        expect(':');
        members.add(new Json.Member(name, value()));
      } while (take(','));
      expect('}');
    }
    depth--;
    return new Json.Obj(members);
  }

  private Json array() {
    open();
    List<Json> elements = new ArrayList<>();
    if (!take(']')) {
      do {
        elements.add(value());
      } while (take(','));
      expect(']');
    }
    depth--;
    return new Json.Arr(elements);
  }

  private void open() {
    at++;
    if (++depth > DEEPEST) {
      throw malformed("nested deeper than " + DEEPEST);
    }
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, at)) {
      throw malformed("no value");
    }
    at += word.length();
    return value;
  }

  private Json number() {
    Matcher matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw malformed("no value");
    }
    at = matcher.end();
    return new Json.Num(matcher.group());
  }

  private String string() {
    if (at == text.length() || text.charAt(at) != '"') {
      throw malformed("no string");
    }
    at++;
    StringBuilder value = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return value.toString();
      }
      if (c < ' ') {
        throw malformed("a control character in a string");
      }
      value.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> codeUnit();
      default -> throw malformed("an unknown escape");
    };
  }

  private char codeUnit() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      char c = next();
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw malformed("not four hexadecimal digits");
      }
      unit = unit * 16 + digit;
    }
    return (char) unit;
  }

  private char next() {
    if (at == text.length()) {
      throw malformed("the end in a string");
    }
    return text.charAt(at++);
  }

  private boolean take(char wanted) {
    skipWhiteSpace();
    boolean found = at < text.length() && text.charAt(at) == wanted;
    if (found) {
      at++;
    }
    return found;
  }

  private void expect(char wanted) {
    if (!take(wanted)) {
      throw malformed("no '" + wanted + "'");
    }
  }

  private void skipWhiteSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private MalformedJson malformed(String what) {
    return new MalformedJson(what, at);
  }
}
