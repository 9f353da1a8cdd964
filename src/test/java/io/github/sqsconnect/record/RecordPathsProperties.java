package io.github.sqsconnect.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.generators.PlainRecordGenerators;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonReader;
import io.github.sqsconnect.json.Name;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.ArrayList;
import java.util.List;

/** Finding all paths in one pass gives the same places as finding each alone. */
class RecordPathsProperties {
  private static final Generator<String> RECORDS = PlainRecordGenerators.records();

  private static Generator<List<String>> paths() {
    return Generator.of(
            "id", "user", "user.id", "user.ts", "after.user.id", "after", "a", "b", "a.b", "no")
        .list(12);
  }

  @Property(tries = 500)
  void onePassFindsWhatEachPathFindsAlone(Draw draw) {
    String first = draw.next("first", RECORDS);
    String second = draw.next("second", RECORDS);
    List<String> texts = draw.next("texts", paths());
    RecordPaths paths = new RecordPaths(texts.stream().map(FieldPath::of).toList());
    JsonDocument document = new JsonDocument();
    RecordDocuments data = new RecordDocuments(document);
    for (String record : List.of(first, second)) {
      new JsonReader(document).read(record);
      data.reset(TestRecords.record(TestRecords.POSITION, null, null, record));
      paths.find(data, document.root());
      List<Integer> present = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        int expected = alone(document, texts.get(i));
        FoundValue found = paths.at(i);
        assertThat(found == null ? JsonDocument.NONE : found.node()).isEqualTo(expected);
        if (found != null) {
          present.add(i);
          assertThat(paths.take(i)).isSameAs(found);
          assertThat(paths.isUsed(expected)).isTrue();
        }
      }
      List<Integer> listed = new ArrayList<>();
      for (int i = 0; i < paths.presentCount(); i++) {
        listed.add(paths.present(i));
      }
      assertThat(listed).isEqualTo(present);
    }
  }

  private static int alone(JsonDocument document, String path) {
    int node = document.root();
    for (String segment : path.split("\\.")) {
      if (!document.is(node, JsonDocument.OBJECT)) {
        return JsonDocument.NONE;
      }
      node = document.member(node, Name.of(segment));
    }
    return node;
  }
}
