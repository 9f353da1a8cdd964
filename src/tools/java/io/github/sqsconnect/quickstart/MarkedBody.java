package io.github.sqsconnect.quickstart;

import io.github.sqsconnect.analysis.BodyView;
import io.github.sqsconnect.analysis.RecordValues;
import io.github.sqsconnect.quickstart.Screen.Mark;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** The body of a message with marks at the members that the connector has added or renamed. */
record MarkedBody(RecordValues record, String body) {
  /** Compares a body with the JSON text of its record. */
  static MarkedBody of(String value, String body) {
    SinkRecord record = new SinkRecord("", 0, null, null, null, value, 0);
    return new MarkedBody(RecordValues.of(record, Map.of()), body);
  }

  void show(Screen screen) {
    for (BodyView.Line line : BodyView.lines(record, body)) {
      switch (line.mark()) {
        case ADDED -> screen.cut(Mark.GOOD, "  + " + line.text());
        case RENAMED, CONVERTED -> screen.cut(Mark.RENAMED, "  ~ " + line.text());
        case NONE -> screen.cut(Mark.PLAIN, "    " + line.text());
      }
    }
  }

  static void explain(Screen screen) {
    screen.text(
        Mark.FAINT,
        "    ",
        "+ the connector added it   ~ renamed, moved or another type   all else is from the record");
  }
}
