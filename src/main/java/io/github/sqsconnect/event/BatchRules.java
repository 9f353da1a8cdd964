package io.github.sqsconnect.event;

import io.github.sqsconnect.config.EventSettings;
import io.github.sqsconnect.config.EventSettings.Int64Format;
import io.github.sqsconnect.config.ForwardingSettings;
import io.github.sqsconnect.json.Int64Form;
import io.github.sqsconnect.json.MemberRules;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules for the members of a message, from the format and the settings: one tree of exclusions,
 * null members to keep, and integer forms.
 */
final class BatchRules {
  private final MemberRules root;
  private final MemberRules dataOfChanges;
  private final MemberRules[] ofMembers = new MemberRules[BatchMember.values().length];
  private final Int64Form int64;

  BatchRules(EventSettings settings) {
    int64 = int64Form(settings.int64Format());
    ForwardingSettings forwarding = settings.forwarding();
    root = root(forwarding, NullableMembers.PATHS);
    dataOfChanges =
        root(forwarding, NullableMembers.withThoseOfChanges())
            .member(BatchMember.EVENTS.memberName())
            .elements()
            .member(StructureCheck.DATA);
    for (BatchMember member : BatchMember.values()) {
      ofMembers[member.place()] = root.member(member.memberName());
    }
  }

  private static Int64Form int64Form(Int64Format format) {
    return switch (format) {
      case KEEP -> Int64Form.KEEP;
      case NUMBER -> Int64Form.NUMBER;
      case STRING -> Int64Form.STRING;
    };
  }

  private MemberRules root(ForwardingSettings forwarding, List<String> nullPaths) {
    return MemberRules.of(
        forwarding.excludedFields(), switchedOff(forwarding), nullPaths, Int64Members.PATHS, int64);
  }

  private static List<String> switchedOff(ForwardingSettings forwarding) {
    List<String> paths = new ArrayList<>();
    if (!forwarding.includeLocation()) {
      paths.add("events[].data.location");
    }
    if (!forwarding.includeBatchLocation()) {
      paths.add("context.location");
    }
    if (!forwarding.includeMetadata()) {
      paths.addAll(List.of("application_info", "device_info", "source_info"));
    }
    if (!forwarding.includeDeviceId()) {
      paths.add("mp_deviceid");
    }
    return paths;
  }

  MemberRules root() {
    return root;
  }

  MemberRules forMember(BatchMember member) {
    return ofMembers[member.place()];
  }

  /** The rules of the data of an event that changes a user attribute. */
  MemberRules dataOfChanges() {
    return dataOfChanges;
  }

  Int64Form int64() {
    return int64;
  }
}
