package io.github.sqsconnect.config;

import org.apache.kafka.common.config.ConfigDef.Validator;
import org.jspecify.annotations.Nullable;

/** The rule of a key whose value is a template, or contains templates. */
record TemplateRule(Validator rule) implements Validator {
  @Override
  public void ensureValid(String name, @Nullable Object value) {
    rule.ensureValid(name, value);
  }

  @Override
  public String toString() {
    return rule.toString();
  }
}
