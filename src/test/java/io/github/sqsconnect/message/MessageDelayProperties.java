package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Any value of a delay header, computed with decimals. */
class MessageDelayProperties {
  private static final BigDecimal LONGEST = BigDecimal.valueOf(900_000);

  private final RecordAssembler assembler =
      RecordAssembler.standard(
          "sqs.message.format", "json", "sqs.delay.header", "d", "sqs.delay.ms", "60000");

  private static Generator<Object> values() {
    Generator<Long> numbers =
        Generator.oneOf(
            Generator.longs(0, 900_000),
            Generator.longs(899_998, 900_002),
            Generator.longs(-3, 3_003),
            Generator.anyLong());
    return Generator.oneOf(
        numbers,
        numbers.map(Long::intValue),
        numbers.map(Long::shortValue),
        numbers.map(Long::doubleValue),
        numbers.map(each -> each / 4.0f),
        numbers.map(BigDecimal::valueOf),
        numbers.map(String::valueOf),
        numbers.map(each -> "000" + each),
        Generator.of("0000900000", "00000900000", "+1", " 1", "1.0", "", "1e3", "٣", "/", "12:"),
        Generator.of(Double.NaN, Double.POSITIVE_INFINITY, 1e300, true));
  }

  @Property(tries = 2000)
  void delayIsTheOneOfTheHeaderInWholeSecondsRoundedUp(Draw draw) {
    Object value = draw.next("value", values());
    SinkRecord record =
        RecordAssembler.record(
            null, null, null, "1", null, new ConnectHeaders().add("d", value, null));

    Assembly assembly = assembler.assemble(record);

    BigDecimal ms = milliseconds(value);
    if (ms != null && ms.signum() >= 0 && ms.compareTo(LONGEST) <= 0) {
      BigDecimal seconds = ms.setScale(0).divide(BigDecimal.valueOf(1_000), RoundingMode.CEILING);
      assertThat(((Assembly.Messages) assembly).messages())
          .extracting(OutboundMessage::delaySeconds)
          .containsExactly(seconds.intValueExact());
    } else {
      assertThat(((Assembly.Rejected) assembly).reason()).startsWith("not a delay: ");
    }
  }

  /** Without a delay of the settings, the queue decides. */
  @Property(everyCase = true)
  void recordWithoutAHeaderHasTheDelayOfTheSettings(Draw draw) {
    int ms = draw.next("ms", Generator.of(0, 1, 999, 1_000, 1_001, 900_000));
    boolean isSet = draw.next("is the header set", Generator.booleans());
    String other = draw.next("other header", Generator.of("D", "d"));
    RecordAssembler configured =
        RecordAssembler.standard(
            "sqs.message.format",
            "json",
            "sqs.delay.ms",
            Integer.toString(ms),
            "sqs.delay.header",
            isSet ? "d" : "");
    ConnectHeaders headers = new ConnectHeaders();
    headers.add(other, isSet && other.equals("d") ? null : "5000", null);

    OutboundMessage message =
        configured.message(RecordAssembler.record(null, null, null, "1", null, headers));

    assertThat(message.delaySeconds())
        .isEqualTo(ms == 0 ? null : Integer.valueOf((int) Math.ceil(ms / 1e3)));
  }

  /** A whole number, or null. */
  private static @Nullable BigDecimal milliseconds(Object value) {
    String text = value.toString();
    boolean isNumber =
        value instanceof Number
            ? !text.matches("NaN|Infinity|-Infinity")
            : text.matches("[0-9]{1,10}");
    BigDecimal number = isNumber ? new BigDecimal(text).stripTrailingZeros() : null;
    return number == null || number.scale() > 0 ? null : number;
  }
}
