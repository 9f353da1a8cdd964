package io.github.sqsconnect.chaos;

import io.github.sqsconnect.endpoint.ScriptedSqs;

/** What an incident acts on. */
record IncidentContext(
    Cluster cluster,
    String connector,
    String deadLetters,
    ScriptedSqs sqs,
    RecordFeed feed,
    DeliveryObserver observer,
    ScheduleLog log) {}
