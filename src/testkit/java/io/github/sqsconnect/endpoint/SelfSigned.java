package io.github.sqsconnect.endpoint;

import io.github.sqsconnect.project.Unchecked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A self-signed certificate of this machine ({@code localhost}, {@code 127.0.0.1}), in a key store
 * that is also a trust store.
 */
public record SelfSigned(Path store) {
  public static final String PASSWORD = "changeit";

  private static final String OPTIONS =
      "-genkeypair -alias self -keyalg EC -groupname secp256r1 -validity 2 -dname CN=localhost"
          + " -ext SAN=dns:localhost,ip:127.0.0.1 -ext BC=ca:true -storetype PKCS12 -storepass "
          + PASSWORD;

  /** Creates one with the JDK's own tool; it is valid for two days. */
  public static SelfSigned in(Path directory) {
    Path store = directory.resolve("self-signed.p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(OPTIONS.split(" ")));
    command.addAll(List.of("-keystore", store.toString()));
    return Unchecked.call(
        () -> {
          Files.createDirectories(directory);
          Files.deleteIfExists(store);
          Process keytool =
              new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(directory.resolve("keytool.log").toFile())
                  .start();
          if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool did not create a certificate");
          }
          return new SelfSigned(store);
        });
  }

  /** The options of a JVM that trusts only this certificate. */
  public List<String> trust() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }

  /** The TLS context of a server with this certificate. */
  public SSLContext context() {
    return Unchecked.call(
        () -> {
          char[] password = PASSWORD.toCharArray();
          KeyStore keys = KeyStore.getInstance(store.toFile(), password);
          KeyManagerFactory managers =
              KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
          managers.init(keys, password);
          SSLContext context = SSLContext.getInstance("TLS");
          context.init(managers.getKeyManagers(), null, null);
          return context;
        });
  }
}
