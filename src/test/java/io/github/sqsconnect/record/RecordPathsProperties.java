package io.github.sqsconnect.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.generators.PlainRecords;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonReader;
import io.github.sqsconnect.json.Name;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Places that are found in one walk are those that are found one after another. */
class RecordPathsProperties {
  @Provide
  Arbitrary<String> records() {
    return PlainRecords.records();
  }

  @Provide
  Arbitrary<List<String>> paths() {
    return Arbitraries.of(
            "id", "user", "user.id", "user.ts", "after.user.id", "after", "a", "b", "a.b", "no")
        .list()
        .ofMaxSize(12);
  }

  @Property(tries = 500)
  void oneWalkFindsWhatEachPathFinds(
      @ForAll("records") String first,
      @ForAll("records") String second,
      @ForAll("paths") List<String> texts) {
    RecordPaths paths = new RecordPaths(texts.stream().map(FieldPath::of).toList());
    JsonDocument document = new JsonDocument();
    RecordDocuments data = new RecordDocuments(document);
    for (String record : List.of(first, second)) {
      new JsonReader(document).read(record);
      data.of(TestRecords.record(TestRecords.POSITION, null, null, record));
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
