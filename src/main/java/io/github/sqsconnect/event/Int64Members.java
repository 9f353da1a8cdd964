package io.github.sqsconnect.event;

import java.util.ArrayList;
import java.util.List;

/**
 * The members of the format that are 64-bit integers, as paths from the root of a message: {@code
 * []} is each element of an array, {@code *} is any name.
 */
public final class Int64Members {
  private static final List<String> OF_DATA =
      List.of(
          "event_id",
          "session_id",
          "session_start_unixtime_ms",
          "event_start_unixtime_ms",
          "timestamp_unixtime_ms",
          "device_current_state.time_since_start_ms",
          "device_current_state.total_system_memory_usage_bytes",
          "device_current_state.disk_space_free_bytes",
          "device_current_state.external_disk_space_free_bytes");

  /** All paths. The published schema marks the same members. */
  public static final List<String> PATHS = paths();

  private Int64Members() {}

  private static List<String> paths() {
    List<String> paths =
        new ArrayList<>(
            List.of(
                "mpid",
                "origin_mpid",
                "batch_id",
                "timestamp_unixtime_ms",
                "user_identities[].timestamp_unixtime_ms",
                "device_info.att_timestamp_unixtime_ms",
                "consent_state.gdpr.*.timestamp_unixtime_ms",
                "consent_state.ccpa.data_sale_opt_out.timestamp_unixtime_ms",
                "system_notifications[].data.current.timestamp_unixtime_ms",
                "system_notifications[].data.old.timestamp_unixtime_ms"));
    OF_DATA.forEach(member -> paths.add("events[].data." + member));
    paths.addAll(
        List.of(
            "events[].data.session_duration_ms",
            "events[].data.product_action.products[].added_to_cart_time_ms",
            "events[].data.product_impressions[].products[].added_to_cart_time_ms",
            "events[].data.shopping_cart.products[].added_to_cart_time_ms",
            "events[].data.ios_image_base_address",
            "events[].data.ios_image_size",
            "events[].data.previous_mpid",
            "events[].data.current_mpid",
            "events[].data.new.timestamp_unixtime_ms",
            "events[].data.old.timestamp_unixtime_ms"));
    OF_DATA.forEach(member -> paths.add("events[].data.breadcrumbs[].data." + member));
    return List.copyOf(paths);
  }
}
