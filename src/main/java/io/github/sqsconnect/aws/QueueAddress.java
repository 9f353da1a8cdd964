package io.github.sqsconnect.aws;

import io.github.sqsconnect.aws.http.EndpointUrl;
import io.github.sqsconnect.aws.http.UrlRedaction;
import io.github.sqsconnect.message.QueueName;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The address of a queue: what its URL or ARN contains. No request is needed to know it.
 *
 * @param url the URL that identifies the queue in requests
 * @param region the region in the URL or ARN, if there is one
 * @param endpoint where requests must be sent if that is not the regular regional host: the SDK
 *     ignores the host of the queue URL
 */
public record QueueAddress(String url, Optional<String> region, Optional<URI> endpoint) {
  private static final String LOCALSTACK = "localhost.localstack.cloud";

  /** Oldest host of SQS, in us-east-1. */
  private static final String LEGACY_HOST = "queue.amazonaws.com";

  private static final String LEGACY_REGION = "us-east-1";

  private static final String ALLOWED_URLS =
      "Allowed: https://sqs.<region>.amazonaws.com/<account>/<queue name>, the URL of a VPC endpoint or emulator, or an"
          + " ARN. A name has 1 to 80 letters, digits, '-' and '_', and may end in .fifo.";

  /**
   * Parses a queue URL or ARN.
   *
   * @throws IllegalArgumentException with what is wrong, what is allowed and how to fix it
   */
  public static QueueAddress of(String urlOrArn) {
    String text = urlOrArn.trim();
    return text.startsWith("arn:") ? ofArn(text) : ofUrl(text);
  }

  private static QueueAddress ofArn(String arn) {
    String[] parts = arn.split(":", -1);
    AwsPartition partition = parts.length == 6 ? AwsPartition.withId(parts[1]).orElse(null) : null;
    if (partition == null || !isQueue(parts, partition)) {
      throw new IllegalArgumentException(
          UrlRedaction.quote(arn)
              + " is not the ARN of a queue. Allowed: arn:<partition>:sqs:<region>:<12-digit account>:<queue name>,"
              + " for example arn:aws:sqs:eu-west-1:123456789012:events.");
    }

    String host = "sqs." + parts[3] + '.' + partition.suffix();
    return new QueueAddress(
        "https://" + host + '/' + parts[4] + '/' + parts[5],
        Optional.of(parts[3]),
        Optional.empty());
  }

  private static boolean isQueue(String[] parts, AwsPartition partition) {
    return parts[2].equals("sqs")
        && AwsPartition.isRegion(parts[3])
        && partition.hasRegion(parts[3])
        && isAccount(parts[4])
        && QueueName.isLegal(parts[5]);
  }

  private static QueueAddress ofUrl(String text) {
    URI url = EndpointUrl.uri(text, ALLOWED_URLS);
    String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
    List<String> path =
        url.getPath() == null || url.getPath().isEmpty()
            ? List.of()
            : List.of(url.getPath().substring(1).split("/", -1));
    boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!isHttp
        || host.isEmpty()
        || !EndpointUrl.isBare(url)
        || path.isEmpty()
        || !QueueName.isLegal(path.get(path.size() - 1))) {
      throw new IllegalArgumentException(
          UrlRedaction.quote(text) + " is not the URL of a queue. " + ALLOWED_URLS);
    }

    boolean isRegular = isRegularHost(host) && url.getPort() == -1;
    if (isRegular && (path.size() != 2 || !isAccount(path.get(0)))) {
      throw new IllegalArgumentException(
          UrlRedaction.quote(text)
              + " does not contain an account. Allowed: https://"
              + host
              + "/<12-digit account>/<queue name>.");
    }

    return new QueueAddress(
        text, regionOf(host, path), isRegular ? Optional.empty() : Optional.of(endpointOf(url)));
  }

  private static URI endpointOf(URI url) {
    String port = url.getPort() == -1 ? "" : ":" + url.getPort();
    return URI.create(url.getScheme() + "://" + url.getHost() + port);
  }

  /** Whether the SDK itself sends requests for the region to this host. */
  private static boolean isRegularHost(String host) {
    String[] labels = host.split("\\.", -1);
    if (host.equals(LEGACY_HOST)) {
      return true;
    }
    if (labels.length < 4) {
      return false;
    }
    boolean modern = labels[0].equals("sqs") && AwsPartition.isRegion(labels[1]);
    boolean legacy = labels[1].equals("queue") && AwsPartition.isRegion(labels[0]);
    return (modern || legacy) && AwsPartition.isRegularSuffix(suffix(labels, 2));
  }

  private static Optional<String> regionOf(String host, List<String> path) {
    if (host.equals(LEGACY_HOST) || host.equals("queue." + LOCALSTACK)) {
      return Optional.of(LEGACY_REGION);
    }

    String[] labels = host.split("\\.", -1);
    for (int i = 0; i + 2 < labels.length; i++) {
      boolean afterSqs = labels[i].equals("sqs") || labels[i].equals("sqs-fips");
      if (afterSqs && isRegionBeforeSuffix(labels, i + 1)) {
        return Optional.of(labels[i + 1]);
      }
    }

    boolean isLegacy = labels.length > 2 && labels[1].equals("queue");
    if (isLegacy && AwsPartition.isRegion(labels[0]) && isSuffix(suffix(labels, 2))) {
      return Optional.of(labels[0]);
    }

    boolean isInPath =
        path.size() == 4 && path.get(0).equals("queue") && AwsPartition.isRegion(path.get(1));
    return isInPath ? Optional.of(path.get(1)) : Optional.empty();
  }

  private static boolean isRegionBeforeSuffix(String[] labels, int at) {
    return AwsPartition.isRegion(labels[at]) && isSuffix(suffix(labels, at + 1));
  }

  private static boolean isSuffix(String suffix) {
    return AwsPartition.isSuffix(suffix) || suffix.equals(LOCALSTACK);
  }

  private static String suffix(String[] labels, int from) {
    return String.join(".", List.of(labels).subList(from, labels.length));
  }

  /**
   * Its ARN, as a policy names it.
   *
   * @param name the name of the queue, which may have wildcards
   * @param defaultRegion its region if the address contains none
   * @throws IllegalArgumentException if it is no queue of AWS, or its region is unknown
   */
  public String arn(String name, Optional<String> defaultRegion) {
    String[] path = URI.create(url).getPath().split("/", -1);
    if (path.length != 3 || !isAccount(path[1])) {
      throw new IllegalArgumentException(
          UrlRedaction.quote(url)
              + " does not contain an account, so it has no ARN. "
              + ALLOWED_URLS);
    }
    String ofRegion =
        region
            .or(() -> defaultRegion)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        UrlRedaction.quote(url) + " contains no region. Set sqs.region."));
    return "arn:" + AwsPartition.idOf(ofRegion) + ":sqs:" + ofRegion + ':' + path[1] + ':' + name;
  }

  private static boolean isAccount(String text) {
    return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
