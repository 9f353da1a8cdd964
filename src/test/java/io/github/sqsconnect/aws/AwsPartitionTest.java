package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

/** The table is compared with the SDK's partitions, region by region. */
class AwsPartitionTest {
  @ParameterizedTest
  @CsvSource({
    "eu-west-1, aws",
    "cn-north-1, aws-cn",
    "us-gov-west-1, aws-us-gov",
    "eusc-de-east-1, aws-eusc",
    "us-iso-east-1, aws-iso",
    "us-isob-east-1, aws-iso-b",
    "eu-isoe-west-1, aws-iso-e",
    "us-isof-south-1, aws-iso-f"
  })
  void regionBelongsToOnePartitionOnly(String region, String id) {
    for (AwsPartition partition : AwsPartition.values()) {
      assertThat(partition.hasRegion(region))
          .as("%s", partition)
          .isEqualTo(AwsPartition.withId(id).orElseThrow() == partition);
    }
    assertThat(AwsPartition.isRegion(region)).isTrue();
  }

  @Test
  void regionsAndSuffixesAreThoseOfTheSdk() {
    for (Region region : Region.regions()) {
      if (region.isGlobalRegion()) {
        continue;
      }
      AwsPartition partition =
          AwsPartition.withId(region.metadata().partition().id()).orElseThrow();
      assertThat(partition.hasRegion(region.id())).as(region.id()).isTrue();
      assertThat(partition.suffix())
          .as(region.id())
          .isEqualTo(region.metadata().partition().dnsSuffix());
      assertThat(AwsPartition.isRegion(region.id())).as(region.id()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "eu-west",
        "west-1",
        "a-b-1",
        "EU-WEST-1",
        "eu-west-x",
        "eu-west-1-",
        "events"
      })
  void textThatIsNotARegionIsRecognised(String text) {
    assertThat(AwsPartition.isRegion(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "amazonaws.com, true, true",
    "vpce.amazonaws.com, false, true",
    "api.aws, false, true",
    "example.org, false, false"
  })
  void suffixesOfVpcAndDualStackEndpointsAreNotRegular(
      String suffix, boolean regular, boolean any) {
    assertThat(AwsPartition.isRegularSuffix(suffix)).isEqualTo(regular);
    assertThat(AwsPartition.isSuffix(suffix)).isEqualTo(any);
  }

  @Test
  void unknownIdHasNoPartition() {
    assertThat(AwsPartition.withId("aws-mars")).isEmpty();
  }
}
