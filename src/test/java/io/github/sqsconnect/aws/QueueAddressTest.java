package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueAddressTest {
  private static final Map<String, String> REGIONS_OF_PARTITIONS =
      Map.of(
          "aws", "eu-west-1",
          "aws-cn", "cn-north-1",
          "aws-us-gov", "us-gov-west-1",
          "aws-eusc", "eusc-de-east-1",
          "aws-iso", "us-iso-east-1",
          "aws-iso-b", "us-isob-east-1",
          "aws-iso-e", "eu-isoe-west-1",
          "aws-iso-f", "us-isof-south-1");

  /** The SDK derives these hosts from the region, so no endpoint is needed. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          us-east-1,       https://sqs.us-east-1.amazonaws.com/123456789012/events
          us-east-2,       https://sqs.us-east-2.amazonaws.com/123456789012/events
          eu-central-1,    https://sqs.eu-central-1.amazonaws.com/123456789012/events.fifo
          ap-southeast-5,  https://sqs.ap-southeast-5.amazonaws.com/123456789012/events
          sa-east-1,       https://sqs.sa-east-1.amazonaws.com/123456789012/events
          ca-west-1,       https://sqs.ca-west-1.amazonaws.com/123456789012/events
          me-central-1,    https://sqs.me-central-1.amazonaws.com/123456789012/events
          af-south-1,      https://sqs.af-south-1.amazonaws.com/123456789012/events
          il-central-1,    https://sqs.il-central-1.amazonaws.com/123456789012/events
          mx-central-1,    https://sqs.mx-central-1.amazonaws.com/123456789012/events
          cn-north-1,      https://sqs.cn-north-1.amazonaws.com.cn/123456789012/events
          cn-northwest-1,  https://sqs.cn-northwest-1.amazonaws.com.cn/123456789012/events
          us-gov-west-1,   https://sqs.us-gov-west-1.amazonaws.com/123456789012/events
          us-gov-east-1,   https://sqs.us-gov-east-1.amazonaws.com/123456789012/events
          eusc-de-east-1,  https://sqs.eusc-de-east-1.amazonaws.eu/123456789012/events
          us-iso-east-1,   https://sqs.us-iso-east-1.c2s.ic.gov/123456789012/events
          us-isob-east-1,  https://sqs.us-isob-east-1.sc2s.sgov.gov/123456789012/events
          eu-isoe-west-1,  https://sqs.eu-isoe-west-1.cloud.adc-e.uk/123456789012/events
          us-isof-south-1, https://sqs.us-isof-south-1.csp.hci.ic.gov/123456789012/events
          us-east-1,       https://queue.amazonaws.com/123456789012/events
          us-west-2,       https://us-west-2.queue.amazonaws.com/123456789012/events
          eu-west-1,       https://eu-west-1.queue.amazonaws.com/123456789012/events.fifo
          cn-north-1,      https://cn-north-1.queue.amazonaws.com.cn/123456789012/events
          us-gov-west-1,   https://us-gov-west-1.queue.amazonaws.com/123456789012/events
          us-iso-east-1,   https://us-iso-east-1.queue.c2s.ic.gov/123456789012/events
          ap-northeast-1,  https://ap-northeast-1.queue.amazonaws.com/123456789012/events
          eusc-de-east-1,  https://eusc-de-east-1.queue.amazonaws.eu/123456789012/events
          us-isob-east-1,  https://us-isob-east-1.queue.sc2s.sgov.gov/123456789012/events
          ap-southeast-7,  https://sqs.ap-southeast-7.amazonaws.com/000000000000/a
          us-east-1,       https://SQS.us-east-1.AmazonAWS.com/123456789012/Events_And-More
          """)
  void regularHostHasARegionAndNeedsNoEndpoint(String region, String url) {
    QueueAddress address = QueueAddress.of(url);
    assertThat(address.url()).isEqualTo(url);
    assertThat(address.region()).contains(region);
    assertThat(address.endpoint()).isEmpty();
  }

  /** The SDK ignores the host of the queue URL, so the endpoint must be set explicitly. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          us-east-1,      https://sqs-fips.us-east-1.amazonaws.com,                             /123456789012/events
          us-west-2,      https://sqs-fips.us-west-2.amazonaws.com,                             /123456789012/events
          us-gov-west-1,  https://sqs-fips.us-gov-west-1.amazonaws.com,                         /123456789012/events
          us-gov-east-1,  https://sqs-fips.us-gov-east-1.amazonaws.com,                         /123456789012/events
          us-gov-west-1,  https://sqs-fips.us-gov-west-1.api.aws,                               /123456789012/events
          ca-central-1,   https://sqs-fips.ca-central-1.api.aws,                                /123456789012/q.fifo
          eu-west-1,      https://sqs.eu-west-1.api.aws,                                        /123456789012/events
          us-gov-east-1,  https://sqs.us-gov-east-1.api.aws,                                    /123456789012/events
          us-east-1,      https://sqs-fips.us-east-1.api.aws,                                   /123456789012/events
          cn-north-1,     https://sqs.cn-north-1.api.amazonwebservices.com.cn,                  /123456789012/events
          eusc-de-east-1, https://sqs.eusc-de-east-1.api.amazonwebservices.eu,                  /123456789012/events
          us-iso-east-1,  https://sqs.us-iso-east-1.api.aws.ic.gov,                             /123456789012/events
          us-isob-east-1, https://sqs.us-isob-east-1.api.aws.scloud,                            /123456789012/events
          eu-isoe-west-1, https://sqs.eu-isoe-west-1.api.cloud-aws.adc-e.uk,                    /123456789012/events
          us-isof-east-1, https://sqs.us-isof-east-1.api.aws.hci.ic.gov,                        /123456789012/events
          us-east-1,      https://vpce-0a1b2c3d-abcdefgh.sqs.us-east-1.vpce.amazonaws.com,      /123456789012/events
          us-east-1,      https://vpce-0a1b-abcd-us-east-1a.sqs.us-east-1.vpce.amazonaws.com,   /123456789012/events
          eu-west-1,      https://vpce-0a1b-abcd.sqs.eu-west-1.vpce.amazonaws.com,              /123456789012/q.fifo
          cn-north-1,     https://vpce-0a1b-abcd.sqs.cn-north-1.vpce.amazonaws.com.cn,          /123456789012/events
          us-gov-west-1,  https://vpce-0a1b-abcd.sqs.us-gov-west-1.vpce.amazonaws.com,          /123456789012/events
          us-east-1,      http://sqs.us-east-1.localhost.localstack.cloud:4566,                 /000000000000/events
          eu-central-1,   http://sqs.eu-central-1.localhost.localstack.cloud:4566,              /000000000000/q.fifo
          us-east-1,      http://queue.localhost.localstack.cloud:4566,                         /000000000000/events
          eu-west-1,      http://eu-west-1.queue.localhost.localstack.cloud:4566,               /000000000000/events
          eu-west-1,      http://localhost.localstack.cloud:4566,                   /queue/eu-west-1/000000000000/events
          us-east-2,      http://localhost:4566,                                    /queue/us-east-2/000000000000/events
          us-east-1,      https://sqs.us-east-1.amazonaws.com:8443,                             /123456789012/events
          """)
  void otherHostWithARegionIsTheEndpoint(String region, String endpoint, String path) {
    QueueAddress address = QueueAddress.of(endpoint + path);
    assertThat(address.url()).isEqualTo(endpoint + path);
    assertThat(address.region()).contains(region);
    assertThat(address.endpoint()).map(Object::toString).contains(endpoint);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          http://localhost:9324,           /000000000000/events
          http://127.0.0.1:9324,           /000000000000/events.fifo
          http://[::1]:9324,               /000000000000/events
          http://elasticmq:9324,           /queue/events
          http://elasticmq.svc.local,      /events
          https://sqs.example.org,         /123456789012/events
          http://localhost:4566,           /000000000000/events
          https://sqs.internal.example.org:444, /prefix/123456789012/events
          """)
  void hostWithoutARegionIsTheEndpoint(String endpoint, String path) {
    QueueAddress address = QueueAddress.of(endpoint + path);
    assertThat(address.url()).isEqualTo(endpoint + path);
    assertThat(address.region()).isEmpty();
    assertThat(address.endpoint()).map(Object::toString).contains(endpoint);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          arn:aws:sqs:us-east-1:123456789012:events,           https://sqs.us-east-1.amazonaws.com/123456789012/events
          arn:aws:sqs:eu-west-1:123456789012:events.fifo,      https://sqs.eu-west-1.amazonaws.com/123456789012/events.fifo
          arn:aws-cn:sqs:cn-north-1:123456789012:events,       https://sqs.cn-north-1.amazonaws.com.cn/123456789012/events
          arn:aws-us-gov:sqs:us-gov-west-1:123456789012:events,https://sqs.us-gov-west-1.amazonaws.com/123456789012/events
          arn:aws-eusc:sqs:eusc-de-east-1:123456789012:events, https://sqs.eusc-de-east-1.amazonaws.eu/123456789012/events
          arn:aws-iso:sqs:us-iso-east-1:123456789012:events,   https://sqs.us-iso-east-1.c2s.ic.gov/123456789012/events
          arn:aws-iso-b:sqs:us-isob-east-1:123456789012:events,https://sqs.us-isob-east-1.sc2s.sgov.gov/123456789012/events
          arn:aws-iso-e:sqs:eu-isoe-west-1:123456789012:events,https://sqs.eu-isoe-west-1.cloud.adc-e.uk/123456789012/events
          arn:aws-iso-f:sqs:us-isof-south-1:123456789012:events,https://sqs.us-isof-south-1.csp.hci.ic.gov/123456789012/events
          """)
  void arnIsConvertedToItsUrlWithoutARequest(String arn, String url) {
    QueueAddress address = QueueAddress.of(arn);
    assertThat(address.url()).isEqualTo(url);
    assertThat(address.endpoint()).isEmpty();
    assertThat(address).isEqualTo(QueueAddress.of(url));
  }

  @Test
  void everyValidArnIsTheSameQueueAsItsUrl() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 5_000; i++) {
      String partition =
          REGIONS_OF_PARTITIONS.keySet().stream()
              .sorted()
              .toList()
              .get(random.nextInt(REGIONS_OF_PARTITIONS.size()));
      String region = region(partition, random);
      String account = String.format("%012d", random.nextLong(1_000_000_000_000L));
      String name = name(random);
      String arn = String.join(":", "arn", partition, "sqs", region, account, name);
      QueueAddress address = QueueAddress.of(arn);
      assertThat(address.region()).contains(region);
      assertThat(address.url().split("/", -1))
          .as("region, account and name are read back from the URL")
          .containsExactly("https:", "", "sqs." + region + '.' + suffix(partition), account, name);
      assertThat(QueueAddress.of(address.url())).isEqualTo(address);
    }
  }

  @Test
  void blanksAroundAnAddressAreIgnored() {
    assertThat(QueueAddress.of("  https://sqs.eu-west-1.amazonaws.com/123456789012/events \n"))
        .isEqualTo(QueueAddress.of("https://sqs.eu-west-1.amazonaws.com/123456789012/events"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "events",
        "https://sqs.eu-west-1.amazonaws.com",
        "https://sqs.eu-west-1.amazonaws.com/",
        "https://sqs.eu-west-1.amazonaws.com/123456789012/",
        "https://sqs.eu-west-1.amazonaws.com/123456789012/events/",
        "https://sqs.eu-west-1.amazonaws.com/123456789012/.fifo",
        "https://sqs.eu-west-1.amazonaws.com/123456789012/events.fifo.fifo",
        "https://sqs.eu-west-1.amazonaws.com/123456789012/ev.ents",
        "https://sqs.eu-west-1.amazonaws.com/123456789012/événements",
        "https://sqs.eu-west-1.amazonaws.com/123456789012/"
            + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "ftp://sqs.eu-west-1.amazonaws.com/123456789012/events",
        "sqs.eu-west-1.amazonaws.com/123456789012/events",
        "https:///123456789012/events",
        "https://sqs.eu-west-1.amazonaws.com/123456789012/has space",
        ""
      })
  void textThatIsNotAQueueUrlIsRejectedWithWhatIsAllowed(String text) {
    assertThatThrownBy(() -> QueueAddress.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is not ")
        .hasMessageContaining("Allowed: https://");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://sqs.eu-west-1.amazonaws.com/123456789012/events?Action=SendMessage",
        "https://sqs.eu-west-1.amazonaws.com/123456789012/events#top",
        "https://user@sqs.eu-west-1.amazonaws.com/123456789012/events",
        "https:123456789012",
        "mailto:someone@example.org",
        "https://[::1/123456789012/events"
      })
  void textThatMayContainAPasswordIsRejectedAndNotShown(String text) {
    assertThatThrownBy(() -> QueueAddress.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("(not shown, because it may contain a password) is not ")
        .hasMessageContaining("Allowed: https://")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://sqs.eu-west-1.amazonaws.com/events",
        "https://sqs.eu-west-1.amazonaws.com/12345/events",
        "https://sqs.eu-west-1.amazonaws.com/12345678901x/events",
        "https://sqs.eu-west-1.amazonaws.com/x/123456789012/events",
        "https://queue.amazonaws.com/events"
      })
  void regularHostWithoutAccountIsRejected(String url) {
    assertThatThrownBy(() -> QueueAddress.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not contain an account")
        .hasMessageContaining("<12-digit account>/<queue name>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:",
        "arn:aws:sqs:eu-west-1:123456789012",
        "arn:aws:sqs:eu-west-1:123456789012:",
        "arn:aws:sqs:eu-west-1:123456789012:events:more",
        "arn:aws:sqs:eu-west-1:12345678901:events",
        "arn:aws:sqs::123456789012:events",
        "arn:aws:sqs:europe:123456789012:events",
        "arn:aws:sns:eu-west-1:123456789012:events",
        "arn:amazon:sqs:eu-west-1:123456789012:events",
        "arn:aws:sqs:eu-west-1:123456789012:ev ents",
        "arn:aws:sqs:eu-west-1:123456789012:*"
      })
  void textThatIsNotAQueueArnIsRejectedWithWhatIsAllowed(String arn) {
    assertThatThrownBy(() -> QueueAddress.of(arn))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + arn + "' is not the ARN of a queue")
        .hasMessageContaining(
            "Allowed: arn:<partition>:sqs:<region>:<12-digit account>:<queue name>");
  }

  /** The suffixes again, independent of the code. */
  private static String suffix(String partition) {
    return switch (partition) {
      case "aws", "aws-us-gov" -> "amazonaws.com";
      case "aws-cn" -> "amazonaws.com.cn";
      case "aws-eusc" -> "amazonaws.eu";
      case "aws-iso" -> "c2s.ic.gov";
      case "aws-iso-b" -> "sc2s.sgov.gov";
      case "aws-iso-e" -> "cloud.adc-e.uk";
      default -> "csp.hci.ic.gov";
    };
  }

  /** An existing or a future region: new regions must work with an old version. */
  private static String region(String partition, SplittableRandom random) {
    String today = REGIONS_OF_PARTITIONS.get(partition);
    String[] places = {"north", "southeast", "central", "west"};
    String start = today.substring(0, today.lastIndexOf('-', today.lastIndexOf('-') - 1));
    return start + '-' + places[random.nextInt(places.length)] + '-' + (1 + random.nextInt(12));
  }

  private static String name(SplittableRandom random) {
    boolean fifo = random.nextBoolean();
    int length = 1 + random.nextInt(fifo ? 75 : 80);
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < length; i++) {
      name.append("abzABZ019-_".charAt(random.nextInt(11)));
    }
    return fifo ? name + ".fifo" : name.toString();
  }
}
