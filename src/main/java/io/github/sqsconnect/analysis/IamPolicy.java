package io.github.sqsconnect.analysis;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sqsconnect.ConfiguredQueues;
import io.github.sqsconnect.config.QueueSettings;
import io.github.sqsconnect.config.RoleSettings;
import io.github.sqsconnect.config.SqsSinkConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * One of the smallest policies that a configuration needs.
 *
 * @param of whose policy it is, for people
 */
public record IamPolicy(Owner owner, String of, List<Statement> statements) {
  /** Whose policy it is. */
  public enum Owner {
    /** The role of {@code aws.sts.role.arn}, which sends. */
    ROLE,
    /** The identity of the other settings: it assumes the role, or sends if there is none. */
    CREDENTIALS,
    /** The trust policy of the role: who may assume it. */
    TRUST
  }

  private static final Pattern OF_ROLE = Pattern.compile("(arn:[^:]*:iam::[0-9]*:)role/.*");

  /** The settings that decide the policy; others may be wrong. */
  private static final Set<String> READ =
      Set.of(
          QueueSettings.QUEUE_URL,
          QueueSettings.QUEUE_URL_MAP,
          QueueSettings.REGION,
          RoleSettings.ARN);

  /**
   * One statement of a policy.
   *
   * @param resource null in a trust policy
   * @param principal in a trust policy, or null
   * @param externalId in a trust policy, or null
   */
  public record Statement(
      List<String> actions,
      @Nullable String resource,
      @Nullable String principal,
      @Nullable String externalId) {
    private static Statement on(String resource, String... actions) {
      return new Statement(List.of(actions), resource, null, null);
    }
  }

  /**
   * The policies of a configuration: one for its credentials; with a role, one for the role, one
   * for the credentials that assume it, and the trust policy of the role.
   *
   * @param kmsKey the ARN of the key that encrypts the queues, or null
   * @throws InputException if the configuration names no queue of AWS
   */
  public static List<IamPolicy> of(Map<String, @Nullable String> given, @Nullable String kmsKey) {
    Map<String, @Nullable String> settings = new HashMap<>(given);
    settings.keySet().retainAll(READ);
    try {
      SqsSinkConfig parsed = SqsSinkConfig.from(settings);
      List<Statement> statements = new ArrayList<>();
      for (String arn : ConfiguredQueues.of(parsed.queue()).arns(parsed.queue().region())) {
        statements.add(Statement.on(arn, "sqs:SendMessage"));
      }
      if (kmsKey != null) {
        statements.add(Statement.on(kmsKey, "kms:GenerateDataKey", "kms:Decrypt"));
      }
      String role = parsed.aws().role().arn().orElse(null);
      return role == null
          ? List.of(new IamPolicy(Owner.CREDENTIALS, "the credentials", statements))
          : List.of(
              new IamPolicy(Owner.ROLE, "the role " + role, statements),
              new IamPolicy(
                  Owner.CREDENTIALS,
                  "the credentials that assume it",
                  List.of(Statement.on(role, "sts:AssumeRole"))),
              new IamPolicy(
                  Owner.TRUST,
                  "the trust policy of the role",
                  List.of(trust(role, given.get(RoleSettings.EXTERNAL_ID)))));
    } catch (ConfigException | IllegalArgumentException e) {
      throw new InputException(String.valueOf(e.getMessage()));
    }
  }

  /** Trusts the account of the role, whose identities still need a policy of their own. */
  private static Statement trust(String role, @Nullable String externalId) {
    return new Statement(
        List.of("sts:AssumeRole"),
        null,
        OF_ROLE.matcher(role).replaceFirst("$1root"),
        externalId == null || externalId.isBlank() ? null : externalId.trim());
  }

  /** Writes the policy as IAM accepts it. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("Version", "2012-10-17");
    json.writeArrayFieldStart("Statement");
    for (Statement statement : statements) {
      json.writeStartObject();
      json.writeStringField("Effect", "Allow");
      if (statement.principal() != null) {
        json.writeObjectFieldStart("Principal");
        json.writeStringField("AWS", statement.principal());
        json.writeEndObject();
      }
      json.writeFieldName("Action");
      if (statement.actions().size() == 1) {
        json.writeString(statement.actions().get(0));
      } else {
        json.writeArray(statement.actions().toArray(String[]::new), 0, statement.actions().size());
      }
      if (statement.resource() != null) {
        json.writeStringField("Resource", statement.resource());
      }
      if (statement.externalId() != null) {
        json.writeObjectFieldStart("Condition");
        json.writeObjectFieldStart("StringEquals");
        json.writeStringField("sts:ExternalId", statement.externalId());
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
