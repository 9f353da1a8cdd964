package examples;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * The members of an event batch that this example uses. Jackson ignores the others.
 *
 * @param mpid the platform's number of the user as text, whether the body has a number or a string
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(SnakeCaseStrategy.class)
public record EventBatch(List<Event> events, String mpid) {

  /**
   * One event.
   *
   * @param data its members, which depend on the type
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonNaming(SnakeCaseStrategy.class)
  public record Event(String eventType, JsonNode data) {

    /** The id as text. Without an id, a repeated event cannot be recognised. */
    public String id() {
      JsonNode id = data.path("event_id");
      if ((!id.isIntegralNumber() && !id.isTextual()) || id.asText().isEmpty()) {
        throw new IllegalArgumentException("an event of type " + eventType + " has no event_id");
      }
      return id.asText();
    }
  }
}
