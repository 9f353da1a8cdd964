package io.github.sqsconnect.event;

import io.github.sqsconnect.config.EventSettings;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonWriter;
import io.github.sqsconnect.json.MemberRules;
import io.github.sqsconnect.json.Name;
import org.jspecify.annotations.Nullable;

/** Writes the members of a batch after the events, once for all messages of the batch. */
final class BatchMembersWriter {
  private static final Name LOCATION = Name.of("location");
  private static final Name CHANNEL = Name.of("channel");
  private static final Name IDENTITY_TYPE = Name.of("identity_type");
  private static final Name IDENTITY = Name.of("identity");
  private static final Name TIMESTAMP = Name.of("timestamp_unixtime_ms");

  /** The rules exclude message_id. */
  private static final int NOWHERE = -1;

  private static final BatchMember[] MEMBERS = BatchMember.AFTER_EVENTS.toArray(BatchMember[]::new);

  private final BatchRules rules;
  private final int schemaVersion;
  private final byte[] environment;
  private final byte @Nullable [] uniqueId;
  private final @Nullable StrictCheck strict;
  private final JsonBuffer out = JsonBuffer.upTo(JsonBuffer.MAX_RECORD_BYTES / 4);
  private int messageIdAt = NOWHERE;

  /**
   * @param strict the check of what is written, or null without one
   */
  BatchMembersWriter(EventSettings settings, BatchRules rules, @Nullable StrictCheck strict) {
    this.rules = rules;
    this.strict = strict;
    schemaVersion = settings.schemaVersion();
    environment = Name.of(settings.environment()).literal();
    uniqueId = settings.uniqueId().map(text -> Name.of(text).literal()).orElse(null);
  }

  /**
   * Writes the members after {@code events}, except message_id.
   *
   * @param generatedBatchId the batch_id to write if the batch has none
   * @param location the location for the context if it has none, or {@link JsonDocument#NONE}
   */
  void write(SourceBatch batch, long generatedBatchId, int location) {
    out.clear();
    messageIdAt = NOWHERE;
    for (BatchMember member : MEMBERS) {
      if (!rules.forMember(member).isExcluded()) {
        writeMember(batch, member, generatedBatchId, location);
      }
    }
    for (int i = 0; i < batch.otherCount(); i++) {
      if (strict != null) {
        strict.other(batch.document(), batch.otherName(i), rules.root());
      }
      JsonWriter.writeMember(batch.document(), batch.otherName(i), out, rules.root(), true);
    }
  }

  /** The bytes written, without message_id. */
  int size() {
    return out.size();
  }

  boolean takesMessageId() {
    return messageIdAt != NOWHERE;
  }

  /** Copies the members, and inserts message_id at its place. */
  void copy(JsonBuffer messageId, JsonBuffer into) {
    int before = takesMessageId() ? messageIdAt : out.size();
    into.put(out.bytes(), 0, before);
    if (takesMessageId()) {
      into.put(messageId.bytes(), 0, messageId.size());
      into.put(out.bytes(), before, out.size() - before);
    }
  }

  private void writeMember(
      SourceBatch batch, BatchMember member, long generatedBatchId, int location) {
    switch (member) {
      case TIMESTAMP -> {
        if (!writeOwn(batch, member) && batch.hasTime()) {
          writeName(member);
          batch.writeTime(rules.int64(), out, rules.forMember(member));
        }
      }
      case BATCH_ID -> {
        if (!writeOwn(batch, member)) {
          writeName(member);
          rules.int64().write(generatedBatchId, out);
        }
      }
      case UNIQUE_ID -> {
        if (uniqueId == null) {
          writeOwn(batch, member);
        } else {
          writeName(member);
          out.put(uniqueId);
        }
      }
      case MESSAGE_ID -> messageIdAt = out.size();
      case MESSAGE_TYPE -> {
        writeName(member);
        out.putAscii("\"events\"");
      }
      case SCHEMA_VERSION -> {
        writeName(member);
        out.putLong(schemaVersion);
      }
      case ENVIRONMENT -> {
        if (!writeOwn(batch, member)) {
          writeName(member);
          out.put(environment);
        }
      }
      case USER_IDENTITIES -> writeIdentities(batch);
      case CONTEXT -> writeContext(batch, location);
      case SOURCE_INFO -> writeSourceInfo(batch);
      default -> writeOwn(batch, member);
    }
  }

  private void writeName(BatchMember member) {
    out.put(',');
    out.put(member.memberName().literal());
    out.put(':');
  }

  private boolean writeOwn(SourceBatch batch, BatchMember member) {
    int value = batch.member(member);
    if (value == JsonDocument.NONE) {
      return false;
    }
    if (strict != null) {
      strict.member(batch.document(), member, value, rules.forMember(member));
    }
    writeName(member);
    JsonWriter.write(batch.document(), value, out, rules.forMember(member));
    return true;
  }

  private void writeSourceInfo(SourceBatch batch) {
    if (!writeOwn(batch, BatchMember.SOURCE_INFO)) {
      boolean channelExcluded =
          rules.forMember(BatchMember.SOURCE_INFO).member(CHANNEL).isExcluded();
      if (channelExcluded && strict != null) {
        throw strict.sourceWithoutChannel();
      }
      writeName(BatchMember.SOURCE_INFO);
      out.putAscii(channelExcluded ? "{}" : "{\"channel\":\"server_to_server\"}");
    }
  }

  private void writeContext(SourceBatch batch, int location) {
    JsonDocument document = batch.document();
    int context = batch.member(BatchMember.CONTEXT);
    MemberRules contextRules = rules.forMember(BatchMember.CONTEXT);
    boolean hasOwn =
        context != JsonDocument.NONE
            && (!document.is(context, JsonDocument.OBJECT)
                || document.member(context, LOCATION) != JsonDocument.NONE);
    if (location == JsonDocument.NONE || hasOwn) {
      writeOwn(batch, BatchMember.CONTEXT);
      return;
    }
    writeName(BatchMember.CONTEXT);
    out.put('{');
    if (context != JsonDocument.NONE && strict != null) {
      strict.member(document, BatchMember.CONTEXT, context, contextRules);
    }
    boolean more =
        context != JsonDocument.NONE
            && JsonWriter.writeMembers(document, context, out, contextRules);
    MemberRules locationRules = contextRules.member(LOCATION);
    if (!locationRules.isExcluded()) {
      if (strict != null) {
        strict.location(document, location, locationRules);
      }
      writeName(LOCATION, more);
      JsonWriter.write(document, location, out, locationRules);
    }
    out.put('}');
  }

  /** Converts identities from the object form to the array form. An array stays unchanged. */
  private void writeIdentities(SourceBatch batch) {
    JsonDocument document = batch.document();
    int identities = batch.member(BatchMember.USER_IDENTITIES);
    if (!document.is(identities, JsonDocument.OBJECT)) {
      writeOwn(batch, BatchMember.USER_IDENTITIES);
      return;
    }
    writeName(BatchMember.USER_IDENTITIES);
    out.put('[');
    boolean more = false;
    for (int name = document.firstName(identities);
        name != JsonDocument.NONE;
        name = document.nextName(identities, name)) {
      if (!document.is(document.value(name), JsonDocument.NULL)) {
        if (more) {
          out.put(',');
        }
        more = true;
        if (strict != null) {
          strict.identity(batch, name, rules.forMember(BatchMember.USER_IDENTITIES).elements());
        }
        writeIdentity(batch, name);
      }
    }
    out.put(']');
  }

  private void writeIdentity(SourceBatch batch, int name) {
    JsonDocument document = batch.document();
    MemberRules identityRules = rules.forMember(BatchMember.USER_IDENTITIES).elements();
    MemberRules timestampRules = identityRules.member(TIMESTAMP);
    boolean more = false;
    out.put('{');
    if (!identityRules.member(IDENTITY_TYPE).isExcluded()) {
      more = writeName(IDENTITY_TYPE, false);
      document.writeText(name, out);
    }
    if (!identityRules.member(IDENTITY).isExcluded()) {
      more = writeName(IDENTITY, more);
      JsonWriter.write(document, document.value(name), out, identityRules.member(IDENTITY));
    }
    if (!timestampRules.isExcluded() && batch.hasTime()) {
      writeName(TIMESTAMP, more);
      batch.writeTime(rules.int64(), out, timestampRules);
    }
    out.put('}');
  }

  private boolean writeName(Name name, boolean more) {
    if (more) {
      out.put(',');
    }
    out.put(name.literal());
    out.put(':');
    return true;
  }
}
