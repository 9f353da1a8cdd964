package io.github.sqsconnect.aws;

import io.github.sqsconnect.aws.http.EndpointUrl;
import io.github.sqsconnect.aws.http.UrlRedaction;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a queue URL or ARN says, without asking anyone.
 *
 * @param url the URL that names the queue in requests
 * @param region the region it names, if it names one
 * @param endpoint where requests must be sent when that is not the plain regional host: the SDK
 *     ignores the host of the queue URL
 */
public record QueueAddress(String url, Optional<String> region, Optional<URI> endpoint) {
  private static final Map<String, String> SUFFIX_OF_PARTITION =
      Map.of(
          "aws", "amazonaws.com",
          "aws-cn", "amazonaws.com.cn",
          "aws-us-gov", "amazonaws.com",
          "aws-eusc", "amazonaws.eu",
          "aws-iso", "c2s.ic.gov",
          "aws-iso-b", "sc2s.sgov.gov",
          "aws-iso-e", "cloud.adc-e.uk",
          "aws-iso-f", "csp.hci.ic.gov");

  private static final Set<String> DUAL_STACK_SUFFIXES =
      Set.of(
          "api.aws",
          "api.amazonwebservices.com.cn",
          "api.amazonwebservices.eu",
          "api.aws.ic.gov",
          "api.aws.scloud",
          "api.cloud-aws.adc-e.uk",
          "api.aws.hci.ic.gov");

  private static final String LOCALSTACK = "localhost.localstack.cloud";
  private static final int LONGEST_NAME = 80;

  private static final String ALLOWED_URLS =
      "Allowed: https://sqs.<region>.amazonaws.com/<account>/<queue name>, the URL of a VPC endpoint or emulator, or an"
          + " ARN. A name has 1 to 80 letters, digits, '-' and '_', and may end in .fifo.";

  /**
   * Reads a queue URL or ARN.
   *
   * @throws IllegalArgumentException with what is wrong, what is allowed and how to mend it
   */
  public static QueueAddress of(String urlOrArn) {
    String text = urlOrArn.trim();
    return text.startsWith("arn:") ? ofArn(text) : ofUrl(text);
  }

  private static QueueAddress ofArn(String arn) {
    String[] parts = arn.split(":", -1);
    String suffix = parts.length == 6 ? SUFFIX_OF_PARTITION.get(parts[1]) : null;
    boolean fine =
        suffix != null
            && parts[2].equals("sqs")
            && isRegion(parts[3])
            && partitionOf(parts[3]).equals(parts[1])
            && isAccount(parts[4])
            && isName(parts[5]);
    if (!fine) {
      throw new IllegalArgumentException(
          UrlRedaction.quoted(arn)
              + " is not the ARN of a queue. Allowed: arn:<partition>:sqs:<region>:<12-digit account>:<queue name>,"
              + " for example arn:aws:sqs:eu-west-1:123456789012:events.");
    }
    return new QueueAddress(
        "https://sqs." + parts[3] + '.' + suffix + '/' + parts[4] + '/' + parts[5],
        Optional.of(parts[3]),
        Optional.empty());
  }

  private static QueueAddress ofUrl(String text) {
    URI url = EndpointUrl.uri(text, ALLOWED_URLS);
    String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
    List<String> path =
        url.getPath() == null || url.getPath().isEmpty()
            ? List.of()
            : List.of(url.getPath().substring(1).split("/", -1));
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http
        || host.isEmpty()
        || !EndpointUrl.isBare(url)
        || path.isEmpty()
        || !isName(path.get(path.size() - 1))) {
      throw new IllegalArgumentException(
          UrlRedaction.quoted(text) + " is not the URL of a queue. " + ALLOWED_URLS);
    }
    Optional<String> region = regionOf(host, path);
    boolean plain = isPlainHost(host) && url.getPort() == -1;
    if (plain && (path.size() != 2 || !isAccount(path.get(0)))) {
      throw new IllegalArgumentException(
          UrlRedaction.quoted(text)
              + " does not name an account. Allowed: https://"
              + host
              + "/<12-digit account>/<queue name>.");
    }
    return new QueueAddress(text, region, plain ? Optional.empty() : Optional.of(endpointOf(url)));
  }

  private static URI endpointOf(URI url) {
    String port = url.getPort() == -1 ? "" : ":" + url.getPort();
    return URI.create(url.getScheme() + "://" + url.getHost() + port);
  }

  private static boolean isPlainHost(String host) {
    String[] labels = host.split("\\.", -1);
    if (host.equals("queue.amazonaws.com")) {
      return true;
    }
    if (labels.length < 4) {
      return false;
    }
    boolean modern = labels[0].equals("sqs") && isRegion(labels[1]);
    boolean legacy = labels[1].equals("queue") && isRegion(labels[0]);
    return (modern || legacy) && SUFFIX_OF_PARTITION.containsValue(suffix(labels, 2));
  }

  private static Optional<String> regionOf(String host, List<String> path) {
    if (host.equals("queue.amazonaws.com") || host.equals("queue." + LOCALSTACK)) {
      return Optional.of("us-east-1");
    }
    String[] labels = host.split("\\.", -1);
    for (int i = 0; i + 2 < labels.length; i++) {
      boolean afterSqs = labels[i].equals("sqs") || labels[i].equals("sqs-fips");
      if (afterSqs && isRegion(labels[i + 1]) && isAwsSuffix(suffix(labels, i + 2))) {
        return Optional.of(labels[i + 1]);
      }
    }
    if (labels.length > 2
        && labels[1].equals("queue")
        && isRegion(labels[0])
        && isAwsSuffix(suffix(labels, 2))) {
      return Optional.of(labels[0]);
    }
    boolean pathNamesRegion =
        path.size() == 4 && path.get(0).equals("queue") && isRegion(path.get(1));
    return pathNamesRegion ? Optional.of(path.get(1)) : Optional.empty();
  }

  private static boolean isAwsSuffix(String suffix) {
    String regional = suffix.startsWith("vpce.") ? suffix.substring("vpce.".length()) : suffix;
    return SUFFIX_OF_PARTITION.containsValue(regional)
        || DUAL_STACK_SUFFIXES.contains(suffix)
        || suffix.equals(LOCALSTACK);
  }

  private static String suffix(String[] labels, int from) {
    return String.join(".", List.of(labels).subList(from, labels.length));
  }

  /** Regions look like {@code us-east-1}, {@code us-gov-west-1}, {@code eusc-de-east-1}. */
  static boolean isRegion(String text) {
    int dash = text.lastIndexOf('-');
    if (dash < 4 || dash == text.length() - 1 || text.indexOf('-') == dash) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fits = i > dash ? c >= '0' && c <= '9' : (c >= 'a' && c <= 'z') || c == '-';
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static String partitionOf(String region) {
    return switch (region.substring(0, region.indexOf('-'))) {
      case "cn" -> "aws-cn";
      case "eusc" -> "aws-eusc";
      default ->
          region.startsWith("us-gov-")
              ? "aws-us-gov"
              : region.startsWith("us-iso-")
                  ? "aws-iso"
                  : region.startsWith("us-isob-")
                      ? "aws-iso-b"
                      : region.startsWith("eu-isoe-")
                          ? "aws-iso-e"
                          : region.startsWith("us-isof-") ? "aws-iso-f" : "aws";
    };
  }

  private static boolean isAccount(String text) {
    return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isName(String text) {
    String name = text.endsWith(".fifo") ? text.substring(0, text.length() - 5) : text;
    return !name.isEmpty()
        && text.length() <= LONGEST_NAME
        && name.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '-'
                        || c == '_');
  }
}
