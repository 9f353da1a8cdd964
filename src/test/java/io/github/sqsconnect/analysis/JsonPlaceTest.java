package io.github.sqsconnect.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPlaceTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Duration MOST_PROCESSOR_TIME = Duration.ofSeconds(3);

  private static final String TEXT = "{\"a\":[1,{\"b/c~d\":2}],\"" + "n".repeat(70) + "\":3}";

  @ParameterizedTest
  @CsvSource({"/a/0, 1", "/a/1/b~1c~0d, 2", "/a/1, '{\"b/c~d\":2}'"})
  void placeIsThatOfThePointer(String pointer, String value) {
    assertThat(textAt(pointer)).isEqualTo(value);
  }

  @Test
  void longNameIsFoundByItsBeginning() {
    assertThat(textAt("/" + "n".repeat(64) + "…")).isEqualTo("3");
  }

  @Test
  void otherPointersHaveNoPlace() {
    assertThat(JsonPlace.find(TEXT.getBytes(UTF_8), "/a/2")).isEmpty();
    assertThat(JsonPlace.find("{".getBytes(UTF_8), "/a")).isEmpty();
  }

  @Test
  void lastOfManyMembersIsFoundInTime() {
    String members =
        IntStream.range(0, 80_000)
            .mapToObj(i -> "\"" + i + "\":1")
            .collect(Collectors.joining(","));
    byte[] text = ("{" + members + "}").getBytes(UTF_8);

    long begin = THREADS.getCurrentThreadCpuTime();

    assertThat(JsonPlace.find(text, "/79999")).isPresent();
    assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - begin))
        .isLessThan(MOST_PROCESSOR_TIME);
  }

  private static String textAt(String pointer) {
    JsonPlace place = JsonPlace.find(TEXT.getBytes(UTF_8), pointer).orElseThrow();
    return TEXT.substring(place.from(), place.to());
  }
}
