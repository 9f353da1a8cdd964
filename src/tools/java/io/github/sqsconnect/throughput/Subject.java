package io.github.sqsconnect.throughput;

/** What forwards the records of a topic to the endpoint. */
interface Subject extends AutoCloseable {
  /** The name of the one that is not a ceiling. */
  String CONNECTOR = "connector";

  String name();

  long pid();

  /** Begins to forward. */
  void start(Scenario scenario, Endpoint endpoint);

  /** Ends what {@link #start} began; everything has been forwarded. */
  void finish();

  @Override
  void close();
}
