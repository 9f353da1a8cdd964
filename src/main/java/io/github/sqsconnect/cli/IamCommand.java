package io.github.sqsconnect.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sqsconnect.ConfiguredQueues;
import io.github.sqsconnect.config.QueueSettings;
import io.github.sqsconnect.config.RoleSettings;
import io.github.sqsconnect.config.SqsSinkConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sqs-sink iam}: the smallest policy that a configuration needs. */
@Command(
    name = "iam",
    description = {
      "Prints the IAM policy for the credentials of this connector: one action, with a statement for each queue.",
      "A placeholder in the name of a queue becomes a wildcard. With aws.sts.role.arn it prints two policies, each"
          + " after a comment: one for the role, and one for the credentials that assume it."
    },
    footer = {"", "Exit status: 0 printed, 2 the configuration names no queue of AWS."})
final class IamCommand implements Callable<Integer> {
  private static final Pattern KMS_KEY =
      Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+");

  /** The settings that decide the policy; others may be wrong. */
  private static final Set<String> READ =
      Set.of(
          QueueSettings.QUEUE_URL,
          QueueSettings.QUEUE_URL_MAP,
          QueueSettings.REGION,
          RoleSettings.ARN);

  /** One statement of a policy. */
  private record Statement(List<String> actions, String resource) {}

  /** A policy, and whose it is. */
  private record Policy(String of, List<Statement> statements) {}

  private final Screen screen;

  @Parameters(
      paramLabel = "CONFIG",
      description =
          "the connector's configuration: JSON as the REST API accepts it, or .properties")
  private Path config;

  @Option(
      names = "--kms-key",
      paramLabel = "ARN",
      description = "the customer managed KMS key that encrypts the queues, if there is one")
  private @Nullable String kmsKey;

  @Option(names = "--json", description = "print one JSON array of the policies, without comments")
  private boolean json;

  IamCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    if (kmsKey != null && !KMS_KEY.matcher(kmsKey).matches()) {
      throw new CommandException(
          "'"
              + kmsKey
              + "' is not the ARN of a key. Allowed: arn:aws:kms:<region>:<account>:key/<id>; no alias, because policies"
              + " cannot use aliases");
    }
    Map<String, @Nullable String> settings = ConfigFile.read(config);
    settings.keySet().retainAll(READ);
    List<Policy> policies = policies(settings);
    if (json) {
      JsonOutput.print(screen, generator -> writeAll(generator, policies));
    } else {
      for (Policy policy : policies) {
        if (policies.size() > 1) {
          screen.line("# For " + policy.of() + ":");
        }
        JsonOutput.print(screen, generator -> write(generator, policy));
      }
    }
    return ExitStatus.OK;
  }

  private List<Policy> policies(Map<String, @Nullable String> settings) {
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
          ? List.of(new Policy("the credentials", statements))
          : List.of(
              new Policy("the role " + role, statements),
              new Policy(
                  "the credentials that assume it",
                  List.of(new Statement(List.of("sts:AssumeRole"), role))));
    } catch (ConfigException | IllegalArgumentException e) {
      throw new CommandException(config + ": " + e.getMessage());
    }
  }

  private static void writeAll(JsonGenerator json, List<Policy> policies) throws IOException {
    json.writeStartArray();
    for (Policy policy : policies) {
      json.writeStartObject();
      json.writeStringField("for", policy.of());
      json.writeFieldName("policy");
      write(json, policy);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Policy policy) throws IOException {
    json.writeStartObject();
    json.writeStringField("Version", "2012-10-17");
    json.writeArrayFieldStart("Statement");
    for (Statement statement : policy.statements()) {
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
