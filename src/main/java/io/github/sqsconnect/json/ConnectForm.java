package io.github.sqsconnect.json;

/**
 * How Connect data becomes JSON where JSON leaves a choice.
 *
 * @param keptNulls which members are written although they are null
 * @param decimalsAsText whether a Decimal is a string of its digits, not a number
 * @param timesAsText whether a Timestamp, Date or Time is ISO 8601 text, not a number
 */
public record ConnectForm(KeptNulls keptNulls, boolean decimalsAsText, boolean timesAsText) {
  /** Numbers for Decimals and times. */
  public static ConnectForm numbers(KeptNulls keptNulls) {
    return new ConnectForm(keptNulls, false, false);
  }

  /** Whether some values are written as text that are numbers otherwise. */
  public boolean hasText() {
    return decimalsAsText || timesAsText;
  }
}
