package io.github.sqsconnect.chaos;

import io.github.sqsconnect.endpoint.ScriptedSqs;

/** What an incident can be made of. */
record Scene(
    Cluster cluster,
    String connector,
    String deadLetters,
    ScriptedSqs sqs,
    NumberedFeed feed,
    Watch watch,
    Story story,
    Timeline timeline) {}
