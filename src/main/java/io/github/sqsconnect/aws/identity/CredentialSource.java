package io.github.sqsconnect.aws.identity;

import io.github.sqsconnect.aws.environment.WorkerEnvironment;
import io.github.sqsconnect.aws.http.Connections;
import io.github.sqsconnect.config.AwsSettings;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Where the credentials of one task come from: keys, a profile, a provider class or the SDK's
 * default chain, and optionally a role that is assumed with one of them. It never uses the SDK's
 * shared singleton, so two connectors of one worker never share an identity.
 */
public final class CredentialSource implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CredentialSource.class);
  private static final Parts CLOSED = new Parts(AnonymousCredentialsProvider.create(), List.of());

  private final String name;
  private final boolean fixed;
  private final Supplier<Parts> builder;
  private final AtomicReference<@Nullable Parts> parts = new AtomicReference<>();

  /**
   * A provider and what it uses.
   *
   * @param owned what is closed with it, in that order
   */
  record Parts(AwsCredentialsProvider provider, Collection<AutoCloseable> owned) {
    void close() {
      owned.forEach(CredentialSource::closeQuietly);
    }
  }

  private CredentialSource(String name, boolean fixed, Supplier<Parts> builder) {
    this.name = name;
    this.fixed = fixed;
    this.builder = builder;
  }

  /**
   * A source with a given provider.
   *
   * @param name in words of the configuration
   * @param fixed whether the credentials never change
   * @param owned what is closed with it, in that order
   */
  CredentialSource(
      String name, AwsCredentialsProvider provider, boolean fixed, List<AutoCloseable> owned) {
    this(name, fixed, () -> new Parts(provider, owned));
  }

  /**
   * The source for these settings. Its provider is built at the first call, on the calling thread,
   * because a provider class may be slow.
   *
   * @param region of the queue, and of STS unless the settings name another
   */
  public static CredentialSource of(AwsSettings settings, Connections connections, Region region) {
    boolean fixed = settings.accessKeyId().isPresent() && settings.role().arn().isEmpty();
    CredentialProviders providers = new CredentialProviders(settings, connections, region);
    return new CredentialSource(name(settings), fixed, providers::build);
  }

  private static String name(AwsSettings settings) {
    String base = baseName(settings);
    return settings.role().arn().map(arn -> "role " + arn + " assumed with " + base).orElse(base);
  }

  private static String baseName(AwsSettings settings) {
    if (settings.accessKeyId().isPresent()) {
      return AwsSettings.ACCESS_KEY_ID;
    }
    if (settings.profile().isPresent()) {
      return "profile " + settings.profile().get();
    }
    if (settings.provider().isPresent()) {
      return settings.provider().get().className();
    }
    return WorkerEnvironment.usesWebIdentity(settings)
        ? "the web identity of AWS_WEB_IDENTITY_TOKEN_FILE"
        : "the default credentials chain";
  }

  /** Why the class of that name cannot provide credentials, if it cannot. */
  public static Optional<String> providerError(String className) {
    try {
      CredentialProviders.providerClass(className);
      return Optional.empty();
    } catch (ConfigException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Builds the provider now, without a call to it.
   *
   * @throws ConfigException if the provider class cannot be used
   */
  public void init() {
    provider();
  }

  private AwsCredentialsProvider provider() {
    Parts earlier = parts.get();
    if (earlier == null) {
      Parts built = builder.get();
      if (parts.compareAndSet(null, built)) {
        return built.provider();
      }
      built.close();
      earlier = parts.get();
    }
    if (earlier == null || CLOSED.equals(earlier)) {
      throw new IllegalStateException("the source is closed");
    }
    return earlier.provider();
  }

  /** The name, in words of the configuration. */
  String name() {
    return name;
  }

  /** Whether the credentials never change, so that a call costs nothing. */
  boolean isFixed() {
    return fixed;
  }

  /**
   * The credentials as they are now. The call can last as long as a request to STS.
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

  @Override
  public void close() {
    Parts unused = parts.getAndSet(CLOSED);
    if (unused != null) {
      unused.close();
    }
  }

  static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception | LinkageError e) {
      LOG.debug("event=close_failed part={} reason=\"{}\"", part.getClass(), e.toString());
    }
  }
}
