package io.github.sqsconnect.message;

import io.github.sqsconnect.config.AttributeSettings.Configured;
import io.github.sqsconnect.config.MessageSettings.InvalidCharacters;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.record.Template;
import org.jspecify.annotations.Nullable;

/** An attribute whose value is a template. For one thread at a time. */
final class ConfiguredAttribute {
  private final String name;
  private final boolean isNumber;
  private final InvalidCharacters invalidCharacters;
  private final Template template;

  private String lastText = "";
  private @Nullable MessageAttribute last;

  ConfiguredAttribute(Configured configured, InvalidCharacters invalidCharacters) {
    name = configured.name();
    isNumber = configured.isNumber();
    this.invalidCharacters = invalidCharacters;
    template = new Template(configured.template());
  }

  Template template() {
    return template;
  }

  /**
   * The attribute with the rendered template as its value. It is the same object as before for the
   * same text, because messages of one record often share it.
   *
   * @return null without text, because SQS refuses empty values
   * @throws RejectedRecordException if SQS would refuse the text
   */
  @SuppressWarnings("ReferenceEquality") // for an equal text it is only built once more
  @Nullable MessageAttribute of(String text) {
    if (lastText != text) {
      last = text.isEmpty() ? null : attribute(text);
      lastText = text;
    }
    return last;
  }

  private MessageAttribute attribute(String text) {
    if (!isNumber) {
      return MessageAttribute.ofText(
          name, SqsText.of(text, invalidCharacters, " of the attribute " + name, ""));
    }
    if (!AttributeNumber.isNumber(text)) {
      throw new RejectedRecordException(
          "not a number: the text of the attribute "
              + name
              + " of type Number. Allowed: "
              + AttributeNumber.ALLOWED
              + ". Correct the records, or set "
              + name
              + "=TEMPLATE without :Number in sqs.message.attributes");
    }
    return MessageAttribute.ofNumber(name, text);
  }
}
