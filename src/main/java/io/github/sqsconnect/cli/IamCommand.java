package io.github.sqsconnect.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sqsconnect.analysis.ConfigFile;
import io.github.sqsconnect.analysis.IamPolicy;
import io.github.sqsconnect.analysis.IamPolicy.Owner;
import io.github.sqsconnect.analysis.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sqs-sink iam}: the smallest policy that a configuration needs. */
@Command(
    name = "iam",
    description = {
      "Prints the IAM policy for the credentials of this connector: one action, with a statement for each queue.",
      "A placeholder in the name of a queue becomes a wildcard. With aws.sts.role.arn it prints the policy of the role,"
          + " unless --for names another one."
    },
    footer = {"", "Exit status: 0 printed, 2 the configuration names no queue of AWS."})
final class IamCommand implements Callable<Integer> {
  private static final Pattern KMS_KEY =
      Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+");

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

  @Option(
      names = "--for",
      paramLabel = "OWNER",
      description =
          "whose policy: role, credentials (those that assume the role), or trust (the trust policy of the role)")
  private @Nullable Owner owner;

  @Option(names = "--json", description = "print one JSON array of all policies")
  private boolean json;

  IamCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    if (kmsKey != null && !KMS_KEY.matcher(kmsKey).matches()) {
      throw new InputException(
          "'"
              + kmsKey
              + "' is not the ARN of a key. Allowed: arn:aws:kms:<region>:<account>:key/<id>; no alias, because policies"
              + " cannot use aliases");
    }
    List<IamPolicy> policies = policies(ConfigFile.read(config));
    if (json) {
      JsonOutput.print(screen, generator -> writeAll(generator, policies));
    } else {
      JsonOutput.print(screen, chosen(policies)::write);
      if (owner == null && policies.size() > 1) {
        screen
            .errors()
            .println(
                "This is the policy of the role. For the other two, call it with --for credentials and --for trust.");
      } else if (owner == Owner.TRUST) {
        screen
            .errors()
            .println(
                "The policy trusts the account of the role. If the credentials are of another account, put that account in Principal.");
      }
    }
    return ExitStatus.OK;
  }

  private IamPolicy chosen(List<IamPolicy> policies) {
    return policies.stream()
        .filter(policy -> owner == null || policy.owner() == owner)
        .findFirst()
        .orElseThrow(() -> new InputException(config + ": aws.sts.role.arn is not set"));
  }

  private List<IamPolicy> policies(Map<String, @Nullable String> settings) {
    try {
      return IamPolicy.of(settings, kmsKey);
    } catch (InputException e) {
      throw new InputException(config + ": " + e.getMessage());
    }
  }

  private static void writeAll(JsonGenerator json, List<IamPolicy> policies) throws IOException {
    json.writeStartArray();
    for (IamPolicy policy : policies) {
      json.writeStartObject();
      json.writeStringField("for", policy.of());
      json.writeFieldName("policy");
      policy.write(json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
