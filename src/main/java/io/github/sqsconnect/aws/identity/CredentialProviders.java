package io.github.sqsconnect.aws.identity;

import io.github.sqsconnect.aws.environment.WorkerEnvironment;
import io.github.sqsconnect.aws.http.Connections;
import io.github.sqsconnect.config.AwsSettings;
import io.github.sqsconnect.config.ProviderSettings;
import io.github.sqsconnect.config.RoleSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

/**
 * Builds the SDK's credentials provider for the settings.
 *
 * @param queueRegion region of STS, unless the settings or the worker name another
 */
record CredentialProviders(AwsSettings settings, Connections connections, Region queueRegion) {

  /**
   * The provider and what must be closed with it.
   *
   * @throws ConfigException if the provider class cannot be used
   */
  CredentialSource.Parts build() {
    Deque<AutoCloseable> owned = new ArrayDeque<>();
    try {
      AwsCredentialsProvider base =
          WorkerEnvironment.usesWebIdentity(settings) ? webIdentity(owned) : base();
      own(base, owned);

      AwsCredentialsProvider provider =
          settings.role().arn().map(arn -> assumedRole(arn, base, owned)).orElse(base);
      return new CredentialSource.Parts(provider, owned);
    } catch (RuntimeException | Error e) {
      owned.forEach(CredentialSource::closeQuietly);
      throw e;
    }
  }

  private AwsCredentialsProvider base() {
    Optional<Password> key = settings.accessKeyId();
    Optional<Password> secret = settings.secretAccessKey();
    if (key.isPresent() && secret.isPresent()) {
      return StaticCredentialsProvider.create(
          settings.sessionToken().isPresent()
              ? AwsSessionCredentials.create(
                  key.get().value(), secret.get().value(), settings.sessionToken().get().value())
              : AwsBasicCredentials.create(key.get().value(), secret.get().value()));
    }
    if (settings.profile().isPresent()) {
      return ProfileCredentialsProvider.create(settings.profile().get());
    }
    return settings
        .provider()
        .map(CredentialProviders::ofClass)
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  /**
   * The identity of a service account of EKS (IRSA): a token in a file, for which STS returns
   * sessions of a role. The SDK's default chain would use an STS client of its own, without our
   * proxy, and would continue with another identity if STS fails.
   */
  private AwsCredentialsProvider webIdentity(Deque<AutoCloseable> owned) {
    Region region =
        settings.role().region().or(WorkerEnvironment::region).map(Region::of).orElse(queueRegion);
    StsClient sts = sts(region, AnonymousCredentialsProvider.create(), owned);
    return StsWebIdentityTokenFileCredentialsProvider.builder().stsClient(sts).build();
  }

  private AwsCredentialsProvider assumedRole(
      String arn, AwsCredentialsProvider caller, Deque<AutoCloseable> owned) {
    RoleSettings role = settings.role();
    Region region = role.region().map(Region::of).orElse(queueRegion);
    StsClient sts = sts(region, caller, owned);

    AwsCredentialsProvider provider =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .refreshRequest(
                request ->
                    request
                        .roleArn(arn)
                        .roleSessionName(role.sessionName())
                        .externalId(role.externalId().orElse(null))
                        .durationSeconds((int) Duration.ofMillis(role.sessionMs()).toSeconds()))
            .build();
    own(provider, owned);
    return provider;
  }

  private StsClient sts(Region region, AwsCredentialsProvider caller, Deque<AutoCloseable> owned) {
    StsClient sts = BlockingStsClient.create(settings.role(), region, caller, connections);
    own(sts, owned);
    return sts;
  }

  private static AwsCredentialsProvider ofClass(ProviderSettings settings) {
    Class<? extends AwsCredentialsProvider> type = providerClass(settings.className());
    AwsCredentialsProvider provider = null;
    try {
      provider = type.getDeclaredConstructor().newInstance();
      if (provider instanceof Configurable configurable) {
        configurable.configure(settings.settings());
      }
      return provider;
    } catch (Exception | LinkageError e) {
      if (provider instanceof AutoCloseable closeable) {
        CredentialSource.closeQuietly(closeable);
      }
      throw new ConfigException(
          ProviderSettings.CLASS
              + " = '"
              + settings.className()
              + "' cannot be created. Allowed: a public class with a public constructor without arguments. "
              + e);
    }
  }

  /**
   * Loads the class of that name with the class loader of this plugin.
   *
   * @throws ConfigException if there is none, or it provides no credentials
   */
  static Class<? extends AwsCredentialsProvider> providerClass(String name) {
    try {
      return Class.forName(name, true, CredentialProviders.class.getClassLoader())
          .asSubclass(AwsCredentialsProvider.class);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new ConfigException(
          ProviderSettings.CLASS
              + " = '"
              + name
              + "' is not found. Put its jar into the lib folder of this plugin, because plugins do not see each"
              + " other's classes, and restart the worker.");
    } catch (ClassCastException e) {
      throw new ConfigException(
          ProviderSettings.CLASS
              + " = '"
              + name
              + "' does not implement software.amazon.awssdk.auth.credentials.AwsCredentialsProvider of the AWS SDK for"
              + " Java 2. Set a class that does. Providers for version 1 of the SDK do not work.");
    }
  }

  private static void own(Object part, Deque<AutoCloseable> owned) {
    if (part instanceof AutoCloseable closeable) {
      owned.push(closeable);
    }
  }
}
