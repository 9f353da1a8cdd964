package io.github.sqsconnect.event;

import io.github.sqsconnect.json.KeptNulls;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

  /**
   * The null members to keep when Connect data is read. It is a superset of the paths, because a
   * reader knows names and not paths; the rules of the writer decide. The two outermost levels are
   * kept whole, because null members there tell the shape of the value.
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
