package io.github.sqsconnect.aws.identity;

import io.github.sqsconnect.aws.environment.WorkerIdentity;
import io.github.sqsconnect.aws.http.Connections;
import io.github.sqsconnect.config.AwsSettings;
import io.github.sqsconnect.config.ProviderSettings;
import io.github.sqsconnect.config.RoleSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * Where the credentials of one task come from: keys, a profile, a class of the user's or the SDK's
 * default chain, and a role that is assumed with any of them. Never the SDK's shared singleton, so
 * that two connectors of one worker never share an identity.
 */
public final class CredentialSource implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CredentialSource.class);
  private static final Parts CLOSED = new Parts(AnonymousCredentialsProvider.create(), List.of());

  private final String name;
  private final boolean fixed;
  private final Supplier<Parts> maker;
  private final AtomicReference<@Nullable Parts> parts = new AtomicReference<>();

  /**
   * What a source is made of, and owns.
   *
   * @param owned what is closed with it, in that order
   */
  private record Parts(AwsCredentialsProvider provider, Collection<AutoCloseable> owned) {
    void close() {
      owned.forEach(CredentialSource::close);
    }
  }

  private CredentialSource(String name, boolean fixed, Supplier<Parts> maker) {
    this.name = name;
    this.fixed = fixed;
    this.maker = maker;
  }

  /**
   * A source that owns what it is made of.
   *
   * @param name what it is, in words of the configuration
   * @param fixed whether the credentials never change by themselves
   * @param owned what is closed with it, in that order
   */
  CredentialSource(
      String name, AwsCredentialsProvider provider, boolean fixed, List<AutoCloseable> owned) {
    this(name, fixed, () -> new Parts(provider, owned));
  }

  /**
   * A source that is made at the first call, on the calling thread: a class of the user's may be
   * slow.
   *
   * @param region of the queue, and of STS where the settings do not name another
   */
  public static CredentialSource of(AwsSettings settings, Connections connections, Region region) {
    boolean fixed = settings.accessKeyId().isPresent() && settings.role().arn().isEmpty();
    return new CredentialSource(name(settings), fixed, () -> made(settings, connections, region));
  }

  /**
   * Creates the source now, and does not call it yet.
   *
   * @throws ConfigException if the provider class cannot be used
   */
  public CredentialSource made() {
    provider();
    return this;
  }

  private AwsCredentialsProvider provider() {
    Parts earlier = parts.get();
    if (earlier == null) {
      Parts made = maker.get();
      if (parts.compareAndSet(null, made)) {
        return made.provider();
      }
      made.close();
      earlier = parts.get();
    }
    if (earlier == null || CLOSED.equals(earlier)) {
      throw new IllegalStateException("the source is closed");
    }
    return earlier.provider();
  }

  private static Parts made(AwsSettings settings, Connections connections, Region region) {
    Deque<AutoCloseable> owned = new ArrayDeque<>();
    try {
      AwsCredentialsProvider base =
          WorkerIdentity.usesWebIdentity(settings)
              ? ofWebIdentity(settings.role(), connections, region, owned)
              : base(settings);
      own(base, owned);
      AwsCredentialsProvider provider =
          settings
              .role()
              .arn()
              .map(arn -> assumed(arn, settings.role(), base, connections, region, owned))
              .orElse(base);
      return new Parts(provider, owned);
    } catch (RuntimeException | Error e) {
      owned.forEach(CredentialSource::close);
      throw e;
    }
  }

  private static String name(AwsSettings settings) {
    String base =
        settings.accessKeyId().isPresent()
            ? AwsSettings.ACCESS_KEY_ID
            : settings
                .profile()
                .map(profile -> "profile " + profile)
                .or(() -> settings.provider().map(ProviderSettings::className))
                .orElseGet(
                    () ->
                        WorkerIdentity.usesWebIdentity(settings)
                            ? WebIdentity.NAME
                            : "the default credentials chain");
    return settings.role().arn().map(arn -> "role " + arn + " assumed with " + base).orElse(base);
  }

  /** What it is, in words of the configuration. */
  String name() {
    return name;
  }

  /** Whether they never change by themselves, so that asking for them costs nothing. */
  boolean isFixed() {
    return fixed;
  }

  /**
   * The credentials as they are now; may take as long as STS or another source takes.
   *
   * @throws RuntimeException if the source fails
   */
  AwsCredentials resolve() {
    AwsCredentials credentials = provider().resolveCredentials();
    if (credentials == null) {
      throw new IllegalStateException("it returned no credentials (null)");
    }
    return credentials;
  }

  private static AwsCredentialsProvider base(AwsSettings settings) {
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
        .map(CredentialSource::provided)
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  private static AwsCredentialsProvider ofWebIdentity(
      RoleSettings role, Connections connections, Region queueRegion, Deque<AutoCloseable> owned) {
    Region region = role.region().or(WorkerIdentity::region).map(Region::of).orElse(queueRegion);
    StsClient sts =
        BlockingStsClient.of(role, region, AnonymousCredentialsProvider.create(), connections);
    own(sts, owned);
    return WebIdentity.with(sts);
  }

  private static AwsCredentialsProvider assumed(
      String arn,
      RoleSettings role,
      AwsCredentialsProvider base,
      Connections connections,
      Region queueRegion,
      Deque<AutoCloseable> owned) {
    Region region = role.region().map(Region::of).orElse(queueRegion);
    StsClient sts = BlockingStsClient.of(role, region, base, connections);
    own(sts, owned);
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

  private static AwsCredentialsProvider provided(ProviderSettings settings) {
    Class<? extends AwsCredentialsProvider> type = providerClass(settings.className());
    AwsCredentialsProvider made = null;
    try {
      made = type.getDeclaredConstructor().newInstance();
      if (made instanceof Configurable configurable) {
        configurable.configure(settings.settings());
      }
      return made;
    } catch (Exception | LinkageError e) {
      if (made instanceof AutoCloseable closeable) {
        close(closeable);
      }
      throw new ConfigException(
          ProviderSettings.CLASS
              + " = '"
              + settings.className()
              + "' cannot be made. Allowed: a public class with a public constructor without arguments. "
              + e);
    }
  }

  /**
   * The class of that name, as this plugin sees it.
   *
   * @throws ConfigException if there is none, or it provides no credentials
   */
  public static Class<? extends AwsCredentialsProvider> providerClass(String name) {
    try {
      return Class.forName(name, true, CredentialSource.class.getClassLoader())
          .asSubclass(AwsCredentialsProvider.class);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new ConfigException(
          ProviderSettings.CLASS
              + " = '"
              + name
              + "' is not found. Put its jar into the lib folder of this plugin, because plugins do not see each other's"
              + " classes, and restart the worker.");
    } catch (ClassCastException e) {
      throw new ConfigException(
          ProviderSettings.CLASS
              + " = '"
              + name
              + "' is no software.amazon.awssdk.auth.credentials.AwsCredentialsProvider of the AWS SDK for Java 2."
              + " Name a class that implements it; one for version 1 of the SDK does not.");
    }
  }

  private static void own(Object part, Deque<AutoCloseable> owned) {
    if (part instanceof AutoCloseable closeable) {
      owned.push(closeable);
    }
  }

  @Override
  public void close() {
    Parts unused = parts.getAndSet(CLOSED);
    if (unused != null) {
      unused.close();
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception | LinkageError e) {
      LOG.debug("event=close_failed part={} reason=\"{}\"", part.getClass(), e.toString());
    }
  }
}
