package io.github.sqsconnect.benchmark;

/** Forwards the records of a topic to the endpoint: the connector, or a bare client. */
interface Forwarder extends AutoCloseable {
  /** The name of the only forwarder that is not a bare client. */
  String CONNECTOR = "connector";

  long pid();

  /** Begins to forward. */
  void start(Scenario scenario, FastSqs endpoint);

  /** Ends what {@link #start} began, after all records were forwarded. */
  void finish();

  @Override
  void close();
}
