package io.github.sqsconnect.cli;

/**
 * What records use of SQS.
 *
 * @param standardUnits the billed units of requests to standard queues
 * @param fifoUnits the same of FIFO queues, which have another price
 */
record Usage(
    long records, long messages, long requests, long bytes, long standardUnits, long fifoUnits) {
  static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

  Usage plus(Usage other) {
    return new Usage(
        records + other.records,
        messages + other.messages,
        requests + other.requests,
        bytes + other.bytes,
        standardUnits + other.standardUnits,
        fifoUnits + other.fifoUnits);
  }

  /** The same use for that many records. */
  Usage ofRecords(long number) {
    return new Usage(number, messages, requests, bytes, standardUnits, fifoUnits);
  }

  long units() {
    return standardUnits + fifoUnits;
  }

  /** An average for each record. */
  double perRecord(long total) {
    return records == 0 ? 0 : (double) total / records;
  }
}
