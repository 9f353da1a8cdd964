package io.github.sqsconnect.endpoint;

/** How an endpoint is to start; the plain one listens on any free port and keeps everything. */
public final class Setup {
  private String host = "127.0.0.1";
  private int port;
  private int adminPort = -1;
  private long seed = 1;
  private int keptRequests = Integer.MAX_VALUE;
  private boolean keepEntries = true;
  private int keptBodyChars = Integer.MAX_VALUE;

  Setup() {}

  public Setup host(String name) {
    host = name;
    return this;
  }

  /** 0 for any free port. */
  public Setup port(int number) {
    port = number;
    return this;
  }

  /** A second port for the admin calls, which stays open during an outage; 0 for any free one. */
  public Setup adminPort(int number) {
    adminPort = number;
    return this;
  }

  /** From which all chances are drawn. */
  public Setup seed(long number) {
    seed = number;
    return this;
  }

  /** Only the latest requests are remembered; the counters know of all. */
  public Setup keepRequests(int latest) {
    keptRequests = latest;
    return this;
  }

  /** Requests are remembered with their entries' ids and without the entries. */
  public Setup keepIdsOnly() {
    keepEntries = false;
    return this;
  }

  /** Of each stored body only the first characters are kept. */
  public Setup keepBodyChars(int first) {
    keptBodyChars = first;
    return this;
  }

  public ScriptedSqs start() {
    return new ScriptedSqs(this);
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  int adminPort() {
    return adminPort;
  }

  long seed() {
    return seed;
  }

  int keptRequests() {
    return keptRequests;
  }

  boolean keepEntries() {
    return keepEntries;
  }

  int keptBodyChars() {
    return keptBodyChars;
  }
}
