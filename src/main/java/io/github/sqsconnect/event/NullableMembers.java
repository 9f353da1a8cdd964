package io.github.sqsconnect.event;

import io.github.sqsconnect.json.KeptNulls;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The members of the format in which null has a meaning, as paths from the root of a message as in
 * {@link Int64Members}. They are written even if they are null. Everywhere else null means absent.
 */
public final class NullableMembers {
  /** The paths that apply to every event batch. An attribute that is null is a tag. */
  public static final List<String> PATHS =
      List.of(
          "user_attributes.*",
          "events[].data.custom_attributes.*",
          "events[].data.product_action.products[].custom_attributes.*",
          "events[].data.product_impressions[].products[].custom_attributes.*",
          "events[].data.shopping_cart.products[].custom_attributes.*",
          "events[].data.breadcrumbs[].data.custom_attributes.*");

  /** The type of event to which {@link #OF_CHANGES} apply too. */
  public static final String CHANGE = "user_attribute_change";

  /** The value of a user attribute after and before a change. Null if it had none. */
  public static final List<String> OF_CHANGES = List.of("events[].data.new", "events[].data.old");

  /**
   * The null members to keep when Connect data is read. It is a superset of the paths, because a
   * reader knows names and not paths; the rules of the writer decide. At the two outermost levels
   * all null members are kept, because the shape of the value is recognised by them.
   */
  static final KeptNulls KEPT =
      new KeptNulls(2, Set.of("user_attributes", "custom_attributes"), Set.of("new", "old"));

  private NullableMembers() {}

  static List<String> withThoseOfChanges() {
    List<String> all = new ArrayList<>(PATHS);
    all.addAll(OF_CHANGES);
    return all;
  }
}
