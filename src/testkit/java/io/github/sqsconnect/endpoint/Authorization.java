package io.github.sqsconnect.endpoint;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Authorization header of a signed request, taken apart. */
record Authorization(
    String accessKeyId,
    String date,
    String region,
    String service,
    List<String> signedHeaders,
    String signature) {
  private static final Pattern FORM =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/,]+)/(\\d{8})/([^/,]+)/([^/,]+)/aws4_request,"
              + "\\s*SignedHeaders=([^,]+),\\s*Signature=([0-9a-f]{64})");

  static Optional<Authorization> of(HttpRequest request) {
    return request.header("authorization").flatMap(Authorization::parse);
  }

  /** What follows the date in the credential, and is signed with it. */
  String scope() {
    return date + "/" + region + "/" + service + "/aws4_request";
  }

  private static Optional<Authorization> parse(String header) {
    Matcher form = FORM.matcher(header);
    if (!form.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Authorization(
            form.group(1),
            form.group(2),
            form.group(3),
            form.group(4),
            List.of(form.group(5).split(";", -1)),
            form.group(6)));
  }
}
