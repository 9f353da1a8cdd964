package io.github.sqsconnect.integration;

import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.SqsServer;

/** What a test needs of the world, wherever its servers run. */
record Environment(ConnectRest connect, KafkaTopics topics, SqsServer sqs) {
  static Environment of(LocalServers servers) {
    return new Environment(servers.worker().rest(), servers.topics(), servers.sqs());
  }
}
