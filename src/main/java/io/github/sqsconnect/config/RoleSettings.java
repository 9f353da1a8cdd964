package io.github.sqsconnect.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * The role that is assumed with the identity of the other settings.
 *
 * @param arn the role; empty to assume none
 * @param sessionMs how long one session lasts, in milliseconds; STS allows 15 minutes to 12 hours
 * @param region of STS; empty for the region of the queue
 */
public record RoleSettings(
    Optional<String> arn,
    Optional<String> externalId,
    String sessionName,
    long sessionMs,
    Optional<String> region,
    Optional<String> endpoint) {
  public static final String ARN = "aws.sts.role.arn";
  public static final String EXTERNAL_ID = "aws.sts.role.external.id";
  public static final String SESSION_NAME = "aws.sts.role.session.name";
  public static final String SESSION_DURATION_MS = "aws.sts.role.session.duration.ms";
  public static final String STS_REGION = "aws.sts.region";
  public static final String STS_ENDPOINT_URL = "aws.sts.endpoint.url";

  static final String DEFAULT_SESSION_NAME = "kafka-connect-sqs-sink";
  static final long DEFAULT_SESSION_MS = 3_600_000;
  private static final long SHORTEST_SESSION_MS = 900_000;
  private static final long LONGEST_SESSION_MS = 43_200_000;

  private static final Pattern ROLE_ARN =
      Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\x21-\\x7E]{1,576}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{2,64}");
  private static final Pattern EXTERNAL = Pattern.compile("[A-Za-z0-9_+=,.@:/-]{2,1224}");

  static void define(ConfigDef definition) {
    new KeyGroup(definition, "Role")
        .optional(
            ARN,
            Type.STRING,
            null,
            Rules.matching(ROLE_ARN, "arn:aws:iam::<12-digit account>:role/<name>"),
            Importance.MEDIUM,
            "Role to assume",
            "ARN of a role to assume for sending. It is assumed with the keys, the profile, the provider class or the "
                + "default credentials chain; its sessions are renewed before they expire.")
        .optional(
            EXTERNAL_ID,
            Type.STRING,
            null,
            Rules.matching(EXTERNAL, "2 to 1224 letters, digits and _+=,.@:/-"),
            Importance.LOW,
            "External id",
            "External id that the trust policy of the role requires. Requires aws.sts.role.arn.")
        .optional(
            SESSION_NAME,
            Type.STRING,
            DEFAULT_SESSION_NAME,
            Rules.matching(NAME, "2 to 64 letters, digits and _+=,.@-"),
            Importance.LOW,
            "Session name",
            "Name of the role's sessions. CloudTrail shows it.")
        .optional(
            SESSION_DURATION_MS,
            Type.LONG,
            DEFAULT_SESSION_MS,
            Rules.between(SHORTEST_SESSION_MS, LONGEST_SESSION_MS),
            Importance.LOW,
            "Session duration",
            "Duration of a session of the role, in milliseconds. The role must allow more than one hour, which is "
                + "impossible for a role that is assumed by another role.")
        .optional(
            STS_REGION,
            Type.STRING,
            null,
            Rules.region(),
            Importance.LOW,
            "STS region",
            "STS region. Defaults to the queue's region for a role, and to AWS_REGION for a web identity of the worker.")
        .optional(
            STS_ENDPOINT_URL,
            Type.STRING,
            null,
            Rules.notBlank("an http or https URL"),
            Importance.LOW,
            "STS endpoint URL",
            "Endpoint for requests to STS, instead of the regional one, for example a VPC endpoint.");
  }

  static RoleSettings from(AbstractConfig config) {
    return new RoleSettings(
        Optional.ofNullable(config.getString(ARN)),
        Optional.ofNullable(config.getString(EXTERNAL_ID)),
        config.getString(SESSION_NAME),
        config.getLong(SESSION_DURATION_MS),
        Optional.ofNullable(config.getString(STS_REGION)),
        Optional.ofNullable(config.getString(STS_ENDPOINT_URL)));
  }

  /**
   * Errors of keys that have no effect without a role: the message by key.
   *
   * @param identityNamed whether the settings set an identity, so that no web identity needs STS
   */
  Map<String, String> withoutRole(boolean identityNamed) {
    Map<String, String> conflicts = new LinkedHashMap<>();
    externalId.ifPresent(id -> conflicts.put(EXTERNAL_ID, withoutRole(EXTERNAL_ID)));
    if (identityNamed) {
      region.ifPresent(name -> conflicts.put(STS_REGION, withoutRole(STS_REGION)));
      endpoint.ifPresent(url -> conflicts.put(STS_ENDPOINT_URL, withoutRole(STS_ENDPOINT_URL)));
    }
    return conflicts;
  }

  private static String withoutRole(String key) {
    return key + " is set without aws.sts.role.arn. Set the role, or remove this key.";
  }
}
