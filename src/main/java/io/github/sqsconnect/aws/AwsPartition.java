package io.github.sqsconnect.aws;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A partition of AWS, and the DNS suffixes of its endpoints. */
enum AwsPartition {
  AWS("aws", "amazonaws.com", ""),
  CHINA("aws-cn", "amazonaws.com.cn", "cn-"),
  US_GOV("aws-us-gov", "amazonaws.com", "us-gov-"),
  EUROPEAN_SOVEREIGN_CLOUD("aws-eusc", "amazonaws.eu", "eusc-"),
  ISO("aws-iso", "c2s.ic.gov", "us-iso-"),
  ISO_B("aws-iso-b", "sc2s.sgov.gov", "us-isob-"),
  ISO_E("aws-iso-e", "cloud.adc-e.uk", "eu-isoe-"),
  ISO_F("aws-iso-f", "csp.hci.ic.gov", "us-isof-");

  private static final Set<String> DUAL_STACK_SUFFIXES =
      Set.of(
          "api.aws",
          "api.amazonwebservices.com.cn",
          "api.amazonwebservices.eu",
          "api.aws.ic.gov",
          "api.aws.scloud",
          "api.cloud-aws.adc-e.uk",
          "api.aws.hci.ic.gov");

  /** Suffix of interface VPC endpoints, before the suffix of the partition. */
  private static final String VPC_ENDPOINT = "vpce.";

  private final String id;
  private final String suffix;
  private final String regionPrefix;

  AwsPartition(String id, String suffix, String regionPrefix) {
    this.id = id;
    this.suffix = suffix;
    this.regionPrefix = regionPrefix;
  }

  /** The partition with this id, as ARNs contain it. */
  static Optional<AwsPartition> withId(String id) {
    return Arrays.stream(values()).filter(partition -> partition.id.equals(id)).findFirst();
  }

  /** The DNS suffix of its regular endpoints. */
  String suffix() {
    return suffix;
  }

  /** Whether a region belongs to this partition; new regions follow the prefixes of old ones. */
  boolean hasRegion(String region) {
    return of(region) == this;
  }

  /** The id of the partition that a region belongs to. */
  static String idOf(String region) {
    return of(region).id;
  }

  private static AwsPartition of(String region) {
    return Arrays.stream(values())
        .filter(partition -> partition != AWS && region.startsWith(partition.regionPrefix))
        .findFirst()
        .orElse(AWS);
  }

  /** Whether the regular endpoints of a partition have this suffix. */
  static boolean isRegularSuffix(String suffix) {
    return Arrays.stream(values()).anyMatch(partition -> partition.suffix.equals(suffix));
  }

  /** Whether any endpoint of AWS has this suffix: regular, VPC or dual-stack. */
  static boolean isSuffix(String suffix) {
    String regular =
        suffix.startsWith(VPC_ENDPOINT) ? suffix.substring(VPC_ENDPOINT.length()) : suffix;
    return isRegularSuffix(regular) || DUAL_STACK_SUFFIXES.contains(suffix);
  }

  /**
   * Whether a text has the form of a region, such as {@code us-east-1} or {@code us-gov-west-1}.
   */
  static boolean isRegion(String text) {
    int dash = text.lastIndexOf('-');
    if (dash < 4 || dash == text.length() - 1 || text.indexOf('-') == dash) {
      return false;
    }

    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isValid = i > dash ? c >= '0' && c <= '9' : (c >= 'a' && c <= 'z') || c == '-';
      if (!isValid) {
        return false;
      }
    }
    return true;
  }
}
