package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.aws.ErrorTable;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.config.UnknownKeys;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.delivery.StopReason;
import io.github.sqsconnect.endpoint.SqsError;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.Identity;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.message.TargetQueue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keeps {@code docs/delivery.md} true, and what it shares with {@code docs/troubleshooting.md}.
 * {@code ./mvnw test -Dtest=DeliveryDocsTest -Ddocs.write=true} writes the table of errors anew.
 */
class DeliveryDocsTest {
  private static final Path FILE = Path.of("docs/delivery.md");
  private static final String BEGIN = "<!-- errors: written by the build -->";
  private static final String END = "<!-- end of errors -->";
  private static final Pattern KEY =
      Pattern.compile("(?:sqs|aws|event|behavior\\.on)(?:\\.[a-z0-9]+)+");

  private static final String PLAIN = "{\"order\":\"A-1\"}";
  private static final String BATCH =
      "{\"events\":[{\"event_type\":\"screen_view\",\"data\":{\"event_id\":18}}],\"batch_id\":17,\"message_id\":\"m-1\"}";

  private final WrittenPage page = new WrittenPage(FILE);

  @Test
  void tableOfErrorsIsTheConnectors() {
    StringBuilder rows = new StringBuilder("| kind | codes | what is done |\n|---|---|---|\n");
    ErrorCodes.byKind()
        .forEach(
            (kind, codes) -> {
              rows.append("| ").append(kind.toLowerCase(Locale.ROOT).replace('_', ' '));
              rows.append(" | ").append(String.join(", ", codes));
              rows.append(" | ").append(whatIsDone(kind)).append(" |\n");
            });
    page.holds(BEGIN, rows.toString(), END);
  }

  @Test
  void everyCodeStandsOnceInTheTableUnderBothItsNames() {
    List<String> shown = new ArrayList<>();
    ErrorCodes.byKind()
        .values()
        .forEach(
            codes ->
                codes.forEach(
                    code ->
                        MarkdownPage.code(code)
                            .forEach(name -> shown.add(ErrorCodes.withoutPrefix(name)))));
    assertThat(new TreeSet<>(shown)).containsAll(known()).hasSize(shown.size() - sameNames());
    ErrorTable.codesByKind().values().forEach(codes -> assertThat(shown).containsAll(codes));
  }

  /** Errors whose two names differ by the prefix alone. */
  private static int sameNames() {
    return (int)
        SqsError.KNOWN.stream()
            .filter(error -> !error.type().equals(error.code()))
            .filter(error -> error.type().equals(ErrorCodes.withoutPrefix(error.code())))
            .count();
  }

  private static List<String> known() {
    List<String> names = new ArrayList<>();
    for (SqsError error : SqsError.KNOWN) {
      names.add(error.type());
      names.add(ErrorCodes.withoutPrefix(error.code()));
    }
    return names;
  }

  /** One kind is one verdict, whichever code it is. */
  private static String whatIsDone(String kind) {
    TreeSet<String> done = new TreeSet<>();
    for (String code : ErrorTable.codesByKind().get(kind)) {
      done.add(whatIsDone(ErrorTable.ofRequest(code)));
    }
    assertThat(done).hasSize(1);
    return done.first();
  }

  private static String whatIsDone(DeliveryOutcome outcome) {
    if (outcome instanceof Retriable retriable) {
      return switch (retriable.cause()) {
        case THROTTLED -> "sent again; the window halves";
        case SERVICE -> "sent again";
        case CREDENTIALS -> "sent again, signed with what the source of the credentials gives then";
        case TOO_LONG -> "the request is halved and sent again; the limit is learned";
      };
    }
    if (outcome instanceof Rejected) {
      return "the message is refused: see [one bad message](#one-bad-message)";
    }
    StopReason reason = ((Fatal) outcome).reason();
    String stop = "[" + reason.id() + "](troubleshooting.md#reasons-to-stop)";
    if (reason.mayPass()) {
      return "sent again for 30 seconds, then the task stops: " + stop;
    }
    return reason == StopReason.CREDENTIALS_REFUSED
        ? "the configuration is read again; without newer keys the task stops: " + stop
        : "the task stops: " + stop;
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/delivery.md", "docs/troubleshooting.md"})
  void keysThatThePagesNameExist(String file) {
    List<String> keys = new ArrayList<>();
    for (String code : codes(new WrittenPage(Path.of(file)))) {
      KEY.matcher(code).results().forEach(found -> keys.add(found.group()));
    }
    assertThat(keys).hasSizeGreaterThan(5);
    assertThat(UnknownKeys.in(keys)).isEmpty();
  }

  /** The pieces of code within its lines; none reaches over a line's end. */
  private static List<String> codes(WrittenPage page) {
    return page.text().lines().flatMap(line -> MarkdownPage.code(line).stream()).toList();
  }

  @Test
  void configurationsOfThePageAreValid() {
    List<MarkdownPage.Block> blocks = MarkdownPage.of(FILE).blocks("json");
    assertThat(blocks).isNotEmpty();
    for (MarkdownPage.Block block : blocks) {
      Map<String, String> connector = ReadmeTest.connector(block.text());
      assertThat(ReadmeTest.errors(connector)).isEmpty();
    }
  }

  // --- what becomes of ids when a dead letter is sent again

  @Test
  void idsThatAreMadeAreOtherOnesWhereTheRecordStandsElsewhere() {
    OutboundMessage first = message("events", 42, PLAIN, Map.of());
    OutboundMessage again = message("events-rejected", 7, PLAIN, Map.of());
    assertThat(again.deduplicationId()).isNotEqualTo(first.deduplicationId());
    for (String id : List.of("message_id", "batch_id", "event_id", "source_message_id")) {
      assertThat(value(again, id)).as(id).isNotEqualTo(value(first, id));
    }
    assertThat(message("events", 42, PLAIN, Map.of())).isEqualTo(first);
  }

  @Test
  void idsThatTheRecordHoldsStay() {
    for (String place : List.of("events", "events-rejected")) {
      OutboundMessage message = message(place, place.length(), BATCH, Map.of());
      assertThat(value(message, "message_id")).isEqualTo("\"m-1\"");
      assertThat(value(message, "batch_id")).isEqualTo("17");
      assertThat(value(message, "event_id")).isEqualTo("18");
    }
    Map<String, String> settings =
        Map.of(
            "event.record.id.path", "order", "sqs.message.deduplication.id", "${value.order}-sent");
    OutboundMessage again = message("events-rejected", 7, PLAIN, settings);
    assertThat(value(again, "source_message_id")).isEqualTo("\"A-1\"");
    assertThat(again.deduplicationId()).isEqualTo("A-1-sent");
  }

  @Test
  void deduplicationIdOfThePageIsTheOldPlace() {
    String setting =
        codes(page).stream()
            .filter(code -> code.startsWith("sqs.message.deduplication.id=${header."))
            .findFirst()
            .orElseThrow();
    Map<String, String> settings =
        Map.of("sqs.message.deduplication.id", setting.substring(setting.indexOf('=') + 1));
    assertThat(message("events-rejected", 7, PLAIN, settings).deduplicationId())
        .isEqualTo("events-0-42");
  }

  /** The message that a FIFO queue gets of a record at this place. */
  private static OutboundMessage message(
      String topic, long offset, String value, Map<String, String> settings) {
    SqsSinkConfig config = PageExample.config(settings);
    Identity identity = new Identity("");
    MessageAssembler assembler =
        new MessageAssembler(
            config.message(),
            new EventConverter(config.event(), identity),
            identity,
            new TargetQueue("https://sqs.eu-west-1.amazonaws.com/123456789012/events.fifo"));
    ConnectHeaders headers = new ConnectHeaders();
    headers.addString("__connect.errors.topic", "events");
    headers.addString("__connect.errors.partition", "0");
    headers.addString("__connect.errors.offset", "42");
    Assembly assembly =
        assembler.assemble(
            new SinkRecord(
                topic,
                0,
                null,
                null,
                Schema.STRING_SCHEMA,
                value,
                offset,
                PageExample.TIMESTAMP,
                TimestampType.CREATE_TIME,
                headers));
    return ((Assembly.Messages) assembly).messages().get(0);
  }

  /** What stands behind the first member of that name. */
  private static String value(OutboundMessage message, String member) {
    Matcher value = Pattern.compile('"' + member + "\":([^,}]+)").matcher(message.body());
    assertThat(value.find()).as(member + " in " + message.body()).isTrue();
    return value.group(1);
  }

  @Test
  void marksOfTheSimulationAreThere() {
    assertThat(page.text())
        .containsOnlyOnce("<!-- simulation states: begin -->\n")
        .containsOnlyOnce("<!-- simulation states: end -->");
  }
}
