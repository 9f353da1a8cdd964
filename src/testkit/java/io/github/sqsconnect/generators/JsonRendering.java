package io.github.sqsconnect.generators;

import java.util.Locale;
import java.util.Random;

/**
 * One of the many texts of a value. Seed 0 is the canonical text; any other seed adds white space
 * between the tokens and writes some characters as escapes, in upper or lower case. Shrinking
 * prefers 0, so shrunken failures are readable.
 */
public record JsonRendering(int seed) {
  private static final String WHITE_SPACE = " \t\n\r";
  private static final String SHORT_ESCAPED = "\"\\\b\t\n\f\r";
  private static final String SHORT_ESCAPES = "\"\\btnfr";

  public String render(Json value) {
    StringBuilder out = new StringBuilder();
    new Run(new Random(seed), out).value(value);
    return out.toString();
  }

  private final class Run {
    private final Random random;
    private final StringBuilder out;

    Run(Random random, StringBuilder out) {
      this.random = random;
      this.out = out;
    }

    void value(Json value) {
      space();
      if (value instanceof Json.Obj object) {
        object(object);
      } else if (value instanceof Json.Arr array) {
        array(array);
      } else if (value instanceof Json.Str string) {
        string(string.value());
      } else if (value instanceof Json.Num number) {
        out.append(number.text());
      } else if (value instanceof Json.Bool bool) {
        out.append(bool.value());
      } else {
        out.append("null");
      }
      space();
    }

    private void object(Json.Obj object) {
      out.append('{');
      String separator = "";
      for (Json.Member member : object.members()) {
        out.append(separator);
        space();
        string(member.name());
        space();
        out.append(':');
        value(member.value());
        separator = ",";
      }
      space();
      out.append('}');
    }

    private void array(Json.Arr array) {
      out.append('[');
      String separator = "";
      for (Json element : array.elements()) {
        out.append(separator);
        value(element);
        separator = ",";
      }
      space();
      out.append(']');
    }

    private void string(String value) {
      out.append('"');
      value.codePoints().forEach(this::character);
      out.append('"');
    }

    private void character(int c) {
      int escape = SHORT_ESCAPED.indexOf(c);
      if (chance(8)) {
        codeUnits(c);
      } else if (c == '/' && chance(2)) {
        out.append("\\/");
      } else if (escape >= 0) {
        out.append('\\').append(SHORT_ESCAPES.charAt(escape));
      } else if (forbidden(c) && (seed == 0 || !mayStandRaw(c) || chance(2))) {
        codeUnits(c);
      } else {
        out.appendCodePoint(c);
      }
    }

    /** Characters that SQS rejects in a body, except those with a short escape. */
    private boolean forbidden(int c) {
      return c < ' ' || c == 0xFFFE || c == 0xFFFF || loneSurrogate(c);
    }

    /** JSON allows the two non-characters unescaped: they are read so, and written as escapes. */
    private boolean mayStandRaw(int c) {
      return c == 0xFFFE || c == 0xFFFF;
    }

    private boolean loneSurrogate(int c) {
      return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private void codeUnits(int c) {
      for (char unit : Character.toChars(c)) {
        String digits = String.format(Locale.ROOT, "%04X", (int) unit);
        out.append("\\u").append(chance(2) ? digits.toLowerCase(Locale.ROOT) : digits);
      }
    }

    private void space() {
      while (chance(6)) {
        out.append(WHITE_SPACE.charAt(random.nextInt(WHITE_SPACE.length())));
      }
    }

    private boolean chance(int oneIn) {
      return seed != 0 && random.nextInt(oneIn) == 0;
    }
  }
}
