package io.github.sqsconnect.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.types.Password;

/**
 * The HTTP proxy between the worker and AWS.
 *
 * @param url the proxy; without it there is none
 * @param bypassHosts hosts that are reached without the proxy: names, domains, addresses; * matches
 *     any part of a name
 */
public record ProxySettings(
    Optional<String> url,
    Optional<String> user,
    Optional<Password> password,
    List<String> bypassHosts) {
  public static final String URL = "sqs.proxy.url";
  public static final String USER = "sqs.proxy.user";
  public static final String PASSWORD = "sqs.proxy.password";
  public static final String BYPASS_HOSTS = "sqs.proxy.bypass.hosts";

  static void define(ConfigDef definition) {
    new KeyGroup(definition, "Proxy")
        .optional(
            URL,
            Type.STRING,
            null,
            Rules.notBlank("an http or https URL"),
            Importance.LOW,
            "Proxy URL",
            "HTTP proxy for requests to SQS and STS, for example http://proxy:3128. TLS is end to end: the proxy cannot "
                + "read the requests.")
        .optional(
            USER,
            Type.STRING,
            null,
            Rules.notBlank("a user name"),
            Importance.LOW,
            "Proxy user",
            "User name for the proxy. Requires sqs.proxy.password.")
        .optional(
            PASSWORD,
            Type.PASSWORD,
            null,
            Rules.secret(),
            Importance.LOW,
            "Proxy password",
            "Password for the proxy. Requires sqs.proxy.user.")
        .optional(
            BYPASS_HOSTS,
            Type.LIST,
            List.of(),
            null,
            Importance.LOW,
            "Hosts without proxy",
            "Hosts that are reached without the proxy. A domain matches itself and all names below it, with or without a "
                + "leading dot; * matches any part of a name, as in *.vpce.amazonaws.com; an IP address matches itself. "
                + "A port at the end, as in localhost:4566 or [::1]:4566, limits the entry to that port.");
  }

  static ProxySettings from(AbstractConfig config) {
    return new ProxySettings(
        Optional.ofNullable(config.getString(URL)),
        Optional.ofNullable(config.getString(USER)),
        Optional.ofNullable(config.getPassword(PASSWORD)),
        List.copyOf(config.getList(BYPASS_HOSTS)));
  }

  /** Proxy keys without a proxy URL, and a user without a password or the reverse. */
  Map<String, String> conflicts() {
    Map<String, String> conflicts = new LinkedHashMap<>();
    if (user.isPresent() && password.isEmpty()) {
      conflicts.put(PASSWORD, together(PASSWORD, USER));
    }
    if (password.isPresent() && user.isEmpty()) {
      conflicts.put(USER, together(USER, PASSWORD));
    }
    if (url.isEmpty() && (user.isPresent() || password.isPresent() || !bypassHosts.isEmpty())) {
      conflicts.put(
          URL,
          "sqs.proxy.url is missing although other keys of the proxy are set. Set it, or remove them.");
    }
    return conflicts;
  }

  private static String together(String missing, String set) {
    return missing + " is missing although " + set + " is set. Set both, or neither.";
  }
}
