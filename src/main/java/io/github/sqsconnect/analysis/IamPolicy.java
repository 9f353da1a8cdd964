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
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The smallest policy that a configuration needs.
 *
 * @param of whose policy it is
 */
public record IamPolicy(String of, List<Statement> statements) {
  /** The settings that decide the policy; others may be wrong. */
  private static final Set<String> READ =
      Set.of(
          QueueSettings.QUEUE_URL,
          QueueSettings.QUEUE_URL_MAP,
          QueueSettings.REGION,
          RoleSettings.ARN);

  /** One statement of a policy. */
  public record Statement(List<String> actions, String resource) {}

  /**
   * The policies of a configuration: one for its credentials; with a role, one for the role and one
   * for the credentials that assume it.
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
        statements.add(new Statement(List.of("sqs:SendMessage"), arn));
      }
      if (kmsKey != null) {
        statements.add(new Statement(List.of("kms:GenerateDataKey", "kms:Decrypt"), kmsKey));
      }
      String role = parsed.aws().role().arn().orElse(null);
      return role == null
          ? List.of(new IamPolicy("the credentials", statements))
          : List.of(
              new IamPolicy("the role " + role, statements),
              new IamPolicy(
                  "the credentials that assume it",
                  List.of(new Statement(List.of("sts:AssumeRole"), role))));
    } catch (ConfigException | IllegalArgumentException e) {
      throw new InputException(String.valueOf(e.getMessage()));
    }
  }

  /** Writes the policy as IAM accepts it. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("Version", "2012-10-17");
    json.writeArrayFieldStart("Statement");
    for (Statement statement : statements) {
      json.writeStartObject();
      json.writeStringField("Effect", "Allow");
      json.writeFieldName("Action");
      if (statement.actions().size() == 1) {
        json.writeString(statement.actions().get(0));
      } else {
        json.writeArray(statement.actions().toArray(String[]::new), 0, statement.actions().size());
      }
      json.writeStringField("Resource", statement.resource());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
