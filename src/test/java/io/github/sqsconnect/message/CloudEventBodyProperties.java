package io.github.sqsconnect.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Any attributes: the event has those of the record, or the record is rejected with the first that
 * is not legal.
 */
class CloudEventBodyProperties {
  private static final String SCHEME = "[A-Za-z][A-Za-z0-9+.-]*:";
  private static final String USER = "(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})";
  private static final String NAME = "(?:@|" + USER + ")";

  /**
   * RFC 3986, without references that name nothing, such as {@code kafka:}, and with several
   * servers, such as {@code //a:1,b:2}.
   */
  private static final Pattern URI_REFERENCE =
      Pattern.compile(
          String.format(
              "(?!%1$s(#|$)|(%1$s)?//$)(%1$s|(?![^/?#]*:))"
                  + "(//((%2$s*@)?\\[::1](:[0-9]*)?|%3$s*)(/%3$s*)*|(?!//)/?%3$s*(/%3$s*)*)"
                  + "(\\?(%3$s|[/?])*)?(#(%3$s|[/?])*)?",
              SCHEME, USER, NAME));

  /** What CloudEvents forbids in an attribute. */
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{IsNoncharacter_Code_Point}]");

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  /** How to fix a record whose attribute is not legal. */
  private static final Map<String, String> FIXES =
      Map.of(
          "source", "sqs.cloudevents.source",
          "type", "sqs.cloudevents.type",
          "subject", "sqs.cloudevents.subject",
          "timestamp", "Correct the producer",
          "partitionkey", "key.converter");

  private final RecordAssembler assembler =
      RecordAssembler.fifo(
          "sqs.message.format", "cloudevents",
          "sqs.cloudevents.source", "${header.source}",
          "sqs.cloudevents.type", "${header.type}",
          "sqs.cloudevents.subject", "${header.subject}");

  /** A value with the last members of its event. */
  private record Data(Object value, String contentType, String member, Json json) {
    static Data text(String text) {
      return new Data(text, "text/plain", "data", Json.string(text));
    }

    static Data json(Object value, String json) {
      return new Data(value, "application/json", "data", Json.parse(json));
    }
  }

  private static Generator<Data> data() {
    return Generator.of(
        Data.json("{\"a\":[1,null,\"ü\"],\"b\":2.50}", "{\"a\":[1,null,\"ü\"],\"b\":2.50}"),
        Data.json("null", "null"),
        Data.json("12".getBytes(UTF_8), "12"),
        Data.json(Map.of("n", 1), "{\"n\":1}"),
        Data.text("say \"hi\"\u0000"),
        Data.text(""),
        new Data(
            new byte[] {0, -1}, "application/octet-stream", "data_base64", Json.string("AP8=")));
  }

  private static Generator<String> sources() {
    return Generator.of(
            "kafka:",
            "a",
            "B9",
            "//",
            "/",
            "host",
            ":",
            ":80",
            "?",
            "#",
            "[::1]",
            "@",
            "%4f",
            "%",
            "%g",
            "]",
            "{",
            "\\",
            "^",
            "\"",
            "!$&'()*+,;=",
            "-._~",
            "https://",
            "example.com",
            " ",
            "\u007F",
            "é")
        .list(4)
        .map(parts -> String.join("", parts));
  }

  private static Generator<String> texts() {
    Generator<Integer> borders =
        Generator.of(
            0, 0x1F, 0x20, 0x7E, 0x7F, 0x80, 0x9F, 0xA0, 0xD7FF, 0xD800, 0xDFFF, 0xE000, 0xFDCF,
            0xFDD0, 0xFDEF, 0xFDF0, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x1FFFD, 0x1FFFE, 0x10FFFF);
    Generator<String> any = Generator.text(Generator.just((int) 'a').or(2, borders), 0, 3);
    return Generator.of("a", "b", "", "ü 1").or(3, any);
  }

  private static Generator<Long> timestamps() {
    return Generator.oneOf(
        Generator.longs(0, 1_795_521_600_123L),
        Generator.longs(-62_167_219_200_002L, -62_167_219_199_999L),
        Generator.longs(253_402_300_799_998L, 253_402_300_800_001L),
        Generator.longs(-62_167_219_200_000L, 253_402_300_799_999L));
  }

  @Property(tries = 1500)
  void eventHasTheAttributesOfTheRecordOrIsRejected(Draw draw) {
    for (int i = 0; i < 2; i++) {
      Map<String, String> texts = new LinkedHashMap<>();
      texts.put("source", draw.next("source " + i, Generator.just("a").or(2, sources())));
      texts.put("type", draw.next("type " + i, texts()));
      texts.put("subject", draw.next("subject " + i, texts()));
      Long time = draw.next("time " + i, timestamps().orNull(9));
      texts.put("partitionkey", draw.next("key " + i, texts()));
      Data data = draw.next("data " + i, data());
      ConnectHeaders headers = new ConnectHeaders();
      texts.forEach(headers::addString);

      Assembly assembly =
          assembler.assemble(
              RecordAssembler.record(
                  null, texts.get("partitionkey"), null, data.value(), time, headers));

      String problem = problem(texts, time);
      draw.count("problem", problem.replaceAll(" [cU-].*", ""));
      if (problem.isEmpty()) {
        OutboundMessage message = ((Assembly.Messages) assembly).messages().get(0);
        assertThat(message.body())
            .isEqualTo(event(message.deduplicationId(), texts, time, data).canonical());
      } else {
        assertThat(((Assembly.Rejected) assembly).reason())
            .startsWith("not a CloudEvent: the " + problem)
            .contains(". Allowed: ", FIXES.get(problem.split(" ")[0]));
      }
    }
  }

  /** Why it is no event, or empty text. */
  private static String problem(Map<String, String> texts, @Nullable Long time) {
    for (Map.Entry<String, String> each : texts.entrySet()) {
      String attribute = each.getKey();
      String text = each.getValue();
      Matcher forbidden = FORBIDDEN.matcher(text);
      if (text.isEmpty() && (attribute.equals("source") || attribute.equals("type"))) {
        return attribute + " is empty";
      }
      if (attribute.equals("source") && !URI_REFERENCE.matcher(text).matches()) {
        return "source is not a URI reference";
      }
      if (attribute.equals("partitionkey") && time != null && !hasYearOfFourDigits(time)) {
        return "timestamp of the record is " + time;
      }
      if (forbidden.find()) {
        return String.format(
            "%s contains the character U+%04X, at index %d",
            attribute, text.codePointAt(forbidden.start()), forbidden.start());
      }
    }
    return "";
  }

  private static boolean hasYearOfFourDigits(long time) {
    int year = Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC).getYear();
    return year >= 0 && year <= 9_999;
  }

  private static Json event(String id, Map<String, String> texts, @Nullable Long time, Data data) {
    List<Json.Member> members = new ArrayList<>();
    members.add(new Json.Member("specversion", Json.string("1.0")));
    members.add(new Json.Member("id", Json.string(id)));
    texts.forEach(
        (name, text) -> {
          if (name.equals("partitionkey") && time != null) {
            members.add(
                new Json.Member("time", Json.string(ISO.format(Instant.ofEpochMilli(time)))));
          }
          if (!text.isEmpty()) {
            members.add(new Json.Member(name, Json.string(text)));
          }
        });
    members.add(new Json.Member("datacontenttype", Json.string(data.contentType())));
    members.add(new Json.Member(data.member(), data.json()));
    return new Json.Obj(members);
  }
}
