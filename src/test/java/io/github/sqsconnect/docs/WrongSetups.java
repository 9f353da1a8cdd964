package io.github.sqsconnect.docs;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Every way to set it up wrongly that we know: what is wrong, and how it is brought about. */
final class WrongSetups {
  private static final String AWS = "https://sqs.eu-west-1.amazonaws.com";

  private final Map<String, Consumer<WrongSetup>> all = new LinkedHashMap<>();

  private WrongSetups() {
    queues();
    places();
    keys();
    otherIdentities();
    roles();
    ways();
    worker();
    types();
  }

  static Map<String, Consumer<WrongSetup>> all() {
    return new WrongSetups().all;
  }

  private void queues() {
    wrong("a queue that does not exist", s -> s.sqs.deleteQueue("events"));
    wrong(
        "an account whose queue the identity may not use",
        s ->
            s.fails(
                "AccessDenied",
                "User: arn:aws:iam::123456789012:user/u is not authorized to perform: sqs:sendmessage on resource:"
                    + " arn:aws:sqs:eu-west-1:999999999999:events"));
    wrong("the name of a queue in place of its URL", s -> s.with("sqs.queue.url", "events"));
    wrong("a queue URL without account", s -> s.with("sqs.queue.url", AWS + "/events"));
    wrong(
        "an ARN of another service",
        s -> s.with("sqs.queue.url", "arn:aws:sns:eu-west-1:123456789012:events"));
    wrong("no queue", s -> s.without("sqs.queue.url"));
  }

  private void places() {
    wrong("the wrong region, with an endpoint", s -> s.with("sqs.region", "us-west-2"));
    wrong(
        "a region that contradicts the URL",
        s -> s.with("sqs.queue.url", AWS + "/123456789012/events").with("sqs.region", "us-west-2"));
    wrong("a region that is none", s -> s.with("sqs.region", "Frankfurt"));
    wrong("no region, and a URL that names none", s -> s.without("sqs.region"));
    wrong(
        "an endpoint, and a kind of endpoint in the worker's environment",
        s ->
            s.with("sqs.endpoint.url", s.sqs.uri().toString())
                .outside("aws.useFipsEndpoint", "true"));
    wrong(
        "an endpoint, and a kind of endpoint in the worker's AWS config file",
        s ->
            s.with("sqs.endpoint.url", s.sqs.uri().toString())
                .withConfigFile("use_dualstack_endpoint = true"));
    wrong("an endpoint that is no URL", s -> s.with("sqs.endpoint.url", "localhost:4566"));
  }

  private void keys() {
    wrong("a key without its secret", s -> s.without("aws.secret.access.key"));
    wrong("a secret without its key", s -> s.without("aws.access.key.id"));
    wrong(
        "a token without keys",
        s ->
            s.without("aws.access.key.id", "aws.secret.access.key")
                .with("aws.session.token", "token"));
    wrong("a key that is unknown or inactive", s -> s.with("aws.access.key.id", "AKIDGONE"));
    wrong("a wrong secret", s -> s.with("aws.secret.access.key", "another"));
    wrong("a secret with a line break in it", s -> s.with("aws.secret.access.key", "two\nlines"));
    wrong(
        "temporary keys without their token",
        s -> s.sqs.credentials().accept(WrongSetup.KEY, WrongSetup.SECRET, "token"));
    wrong(
        "a session that has expired",
        s -> {
          s.sqs.credentials().accept(WrongSetup.KEY, WrongSetup.SECRET, "token");
          s.sqs.credentials().expire(WrongSetup.KEY);
          s.with("aws.session.token", "token");
        });
    wrong(
        "a placeholder that nobody resolves",
        s -> s.with("aws.secret.access.key", "${vault:sqs:secret}"));
    wrong(
        "placeholders in an address and a number",
        s ->
            s.with("sqs.queue.url", "https://sqs.eu-west-1.amazonaws.com/${env:ACCOUNT}/events")
                .with("sqs.linger.ms", "${env:LINGER}"));
    wrong("the worker's clock 20 minutes slow", s -> s.sqs.clock().advance(Duration.ofMinutes(20)));
    wrong(
        "the worker's clock 20 minutes fast", s -> s.sqs.clock().advance(Duration.ofMinutes(-20)));
  }

  private void otherIdentities() {
    wrong("keys and a profile", s -> s.with("aws.profile.name", "sender"));
    wrong(
        "keys and a provider class",
        s -> s.with("sqs.credentials.provider.class", "example.Provider"));
    wrong("a profile that does not exist", s -> withoutKeys(s).with("aws.profile.name", "sender"));
    wrong(
        "a profile and a provider class",
        s ->
            withoutKeys(s)
                .with("aws.profile.name", "sender")
                .with("sqs.credentials.provider.class", "example.Provider"));
    wrong(
        "a provider class that is not there",
        s -> withoutKeys(s).with("sqs.credentials.provider.class", "example.Provider"));
    wrong(
        "a provider class that is none",
        s -> withoutKeys(s).with("sqs.credentials.provider.class", "java.lang.String"));
    wrong(
        "a provider class that cannot be made",
        s ->
            withoutKeys(s)
                .with(
                    "sqs.credentials.provider.class",
                    "software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider"));
    wrong("no credentials anywhere", WrongSetups::withoutKeys);
  }

  private void roles() {
    wrong(
        "a role that does not trust the identity",
        s -> s.assuming("external-1").with("aws.sts.role.arn", WrongSetup.ROLE + "-2"));
    wrong("the wrong external id", s -> s.assuming("external-2"));
    wrong(
        "a role assumed with a wrong secret",
        s -> s.assuming("external-1").with("aws.secret.access.key", "another"));
    wrong(
        "a role ARN that is none",
        s -> s.assuming("external-1").with("aws.sts.role.arn", "arn:aws:iam::role/sender"));
    wrong("an external id without role", s -> s.with("aws.sts.role.external.id", "external-1"));
    wrong(
        "a session that is too short",
        s -> s.assuming("external-1").with("aws.sts.role.session.duration.ms", "60000"));
    wrong(
        "an STS endpoint, and a kind of endpoint in the worker's environment",
        s ->
            s.assuming("external-1")
                .with("sqs.queue.url", AWS + "/123456789012/events")
                .outside("aws.useDualstackEndpoint", "true"));
    wrong(
        "a web identity that its role does not trust",
        s -> withoutKeys(s).withWebIdentity("another", s.sts.uri()));
    wrong(
        "an STS that is not reached",
        s -> {
          s.assuming("external-1");
          s.sts.close();
        });
  }

  private void ways() {
    wrong(
        "a proxy that is down",
        s -> {
          s.with("sqs.proxy.url", s.proxy.uri().toString());
          s.proxy.close();
        });
    wrong("a proxy that wants a password", s -> s.with("sqs.proxy.url", s.proxy.uri().toString()));
    wrong(
        "a proxy that refuses the password",
        s ->
            s.with("sqs.proxy.url", s.proxy.uri().toString())
                .with("sqs.proxy.user", "user")
                .with("sqs.proxy.password", "wrong"));
    wrong(
        "a proxy user without password",
        s -> s.with("sqs.proxy.url", "http://proxy:3128").with("sqs.proxy.user", "user"));
    wrong(
        "a certificate that is not trusted",
        s -> s.with("sqs.endpoint.url", s.untrusted().toString()));
    wrong("an endpoint that is down", s -> s.sqs.outage());
    wrong(
        "plain HTTP to an encrypted queue",
        s -> s.fails("InvalidSecurity", "All requests to this queue must use HTTPS."));
  }

  private void worker() {
    wrong(
        "a host to reach without the proxy that matches no host",
        s ->
            s.with("sqs.proxy.url", "http://proxy:3128")
                .with("sqs.proxy.bypass.hosts", "10.0.0.0/8"));
    wrong(
        "a line of the worker's AWS config file that cannot be read",
        s -> s.withConfigFile("region eu-west-1"));
    wrong(
        "a setting of the worker that the AWS SDK cannot use",
        s -> s.outside("aws.defaultsMode", "fast"));
    wrong(
        "an endpoint in the worker's environment that is no URL",
        s ->
            s.with("sqs.queue.url", AWS + "/123456789012/events")
                .outside("aws.endpointUrlSqs", "localhost"));
  }

  private void types() {
    wrong(
        "a KMS key that denies access",
        s ->
            s.fails(
                "KMS.AccessDeniedException",
                "The ciphertext refers to a key that the identity may not use."));
    wrong(
        "a delay on a FIFO queue",
        s ->
            s.with("sqs.queue.url", s.sqs.queue("events.fifo").url()).with("sqs.delay.ms", "5000"));
    wrong(
        "a deduplication id on a standard queue",
        s -> s.with("sqs.message.deduplication.id", "content"));
    wrong("an unknown message format", s -> s.with("sqs.message.format", "xml"));
  }

  private static WrongSetup withoutKeys(WrongSetup setup) {
    return setup.without("aws.access.key.id", "aws.secret.access.key");
  }

  private void wrong(String what, Consumer<WrongSetup> how) {
    all.put(what, how);
  }
}
