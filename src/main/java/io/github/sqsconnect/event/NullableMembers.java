package io.github.sqsconnect.event;

import java.util.ArrayList;
import java.util.List;

/**
 * The members of the format in which null has a meaning of its own, by path from the root of a
 * message as in {@link Int64Members}. They are written when they are null; elsewhere a member that
 * is null counts as absent.
 */
public final class NullableMembers {
  /** The paths that count in every event batch: attributes, of which a null one is a tag. */
  public static final List<String> PATHS =
      List.of(
          "user_attributes.*",
          "events[].data.custom_attributes.*",
          "events[].data.product_action.products[].custom_attributes.*",
          "events[].data.product_impressions[].products[].custom_attributes.*",
          "events[].data.shopping_cart.products[].custom_attributes.*",
          "events[].data.breadcrumbs[].data.custom_attributes.*");

  /** The type of event in which {@link #OF_CHANGES} count too. */
  public static final String CHANGE = "user_attribute_change";

  /** The value of a user attribute after and before a change: null where it had none. */
  public static final List<String> OF_CHANGES = List.of("events[].data.new", "events[].data.old");

  private NullableMembers() {}

  static List<String> withThoseOfChanges() {
    List<String> all = new ArrayList<>(PATHS);
    all.addAll(OF_CHANGES);
    return all;
  }
}
