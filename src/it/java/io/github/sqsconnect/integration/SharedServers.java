package io.github.sqsconnect.integration;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.LocalServers;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Passes the servers that all integration tests share to tests that have such a parameter. */
public final class SharedServers implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SharedServers.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LocalServers.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Running.class, key -> new Running(), Running.class)
        .servers;
  }

  /** JUnit closes it after the last test. */
  private static final class Running implements AutoCloseable {
    private final LocalServers servers =
        LocalServers.start(ProjectFiles.target().resolve("integration"));

    @Override
    public void close() {
      servers.close();
    }
  }
}
