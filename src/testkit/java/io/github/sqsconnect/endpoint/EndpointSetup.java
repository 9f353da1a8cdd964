package io.github.sqsconnect.endpoint;

/** How an endpoint starts; by default it listens on any free port and keeps everything. */
public final class EndpointSetup {
  String host = SocketServer.LOOPBACK;
  int port;
  int adminPort = -1;
  long seed = 1;
  int keptRequests = Integer.MAX_VALUE;
  boolean keepEntries = true;
  int keptBodyChars = Integer.MAX_VALUE;

  EndpointSetup() {}

  public EndpointSetup host(String name) {
    host = name;
    return this;
  }

  /** 0 for any free port. */
  public EndpointSetup port(int number) {
    port = number;
    return this;
  }

  /** A second port for the admin calls, which stays open in an outage; 0 for any free one. */
  public EndpointSetup adminPort(int number) {
    adminPort = number;
    return this;
  }

  /** The seed of all random draws. */
  public EndpointSetup seed(long number) {
    seed = number;
    return this;
  }

  /** Keeps only the latest requests; the counters count all. */
  public EndpointSetup keepRequests(int latest) {
    keptRequests = latest;
    return this;
  }

  /** Keeps the ids of a request's entries, but not the entries. */
  public EndpointSetup keepIdsOnly() {
    keepEntries = false;
    return this;
  }

  /** Keeps only the first characters of each stored body. */
  public EndpointSetup keepBodyChars(int first) {
    keptBodyChars = first;
    return this;
  }

  public ScriptedSqs start() {
    return new ScriptedSqs(this);
  }
}
