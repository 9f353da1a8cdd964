package io.github.sqsconnect.event;

import io.github.sqsconnect.json.NameTable;
import java.util.List;

/**
 * The members of an event batch, in the order in which they are written, and those we only know.
 */
final class BatchKeys {
  static final int EVENTS = 0;
  static final int MPID = 1;
  static final int MP_DEVICEID = 2;
  static final int TIMESTAMP = 3;
  static final int BATCH_ID = 4;
  static final int UNIQUE_ID = 5;
  static final int MESSAGE_ID = 6;
  static final int MESSAGE_TYPE = 8;
  static final int SCHEMA_VERSION = 9;
  static final int ENVIRONMENT = 10;
  static final int USER_IDENTITIES = 15;
  static final int CONTEXT = 19;
  static final int SOURCE_INFO = 20;

  /** Members with a place of their own. */
  static final NameTable WRITTEN =
      new NameTable(
          List.of(
              "events",
              "mpid",
              "mp_deviceid",
              "timestamp_unixtime_ms",
              "batch_id",
              "unique_id",
              "message_id",
              "source_request_id",
              "message_type",
              "schema_version",
              "environment",
              "device_info",
              "application_info",
              "user_attributes",
              "deleted_user_attributes",
              "user_identities",
              "partner_identities",
              "integration_attributes",
              "consent_state",
              "context",
              "source_info",
              "system_notifications",
              "ip"));

  /** Members that are written among the unknown ones, yet tell a batch from a plain record. */
  static final NameTable ALSO_KNOWN =
      new NameTable(
          List.of(
              "attribution_info",
              "sdk_version",
              "api_key",
              "api_keys",
              "job_id",
              "partner_identity",
              "origin_mpid",
              "modified"));

  /** Members of which one must be there for an object without {@code events} to be a batch. */
  static final NameTable TELLING =
      new NameTable(
          List.of(
              "mpid",
              "user_identities",
              "user_attributes",
              "batch_id",
              "device_info",
              "application_info",
              "consent_state",
              "integration_attributes",
              "source_info",
              "context",
              "system_notifications"));

  private BatchKeys() {}
}
