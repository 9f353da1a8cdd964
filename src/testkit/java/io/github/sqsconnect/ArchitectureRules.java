package io.github.sqsconnect;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The allowed directions: packages are the steps a record walks through, and every arrow goes down.
 *
 * <pre>
 * cli ──► page ──► analysis ──► root and all below it
 * root ──► aws ──► delivery ──► message ──► event ──► record ──► json
 *   │  │      └─► identity ──► environment ──► http, and signing: sub-packages of aws
 *   │  └─► metrics ─►  ▲
 *   └──► config ◄── each step may read the plain records of its own section, nothing else of config
 * </pre>
 *
 * The rules are made for a given root package, so that a test can hold them to a tree that breaks
 * each of them.
 */
final class ArchitectureRules {
  /**
   * The sections of config that a step may read. A new section is entered here, beside its reader.
   */
  private static final Map<String, Set<String>> SECTIONS =
      Map.of(
          "json", Set.of(),
          "record", Set.of(),
          "event", Set.of("EventSettings", "ForwardingSettings", "RecordSettings"),
          "message",
              Set.of(
                  "MessageSettings",
                  "AttributeSettings",
                  "BodySettings",
                  "QueueSettings",
                  "ClaimCheckSettings"),
          "delivery", Set.of("DeliverySettings"),
          "aws",
              Set.of(
                  "AwsSettings",
                  "RoleSettings",
                  "ProviderSettings",
                  "ProxySettings",
                  "DeliverySettings",
                  "QueueSettings",
                  "ClaimCheckSettings"),
          "metrics", Set.of());

  /**
   * The few classes that change while a record walks through. All others have final fields only.
   */
  private static final Set<String> STATEFUL =
      Set.of(
          """
          SqsSinkConnector SqsSinkTask ErrantRecordThread PartitionPauser ConsumerPositions
          ProgressLog MetricsPublisher TaskValues
          KeyGroup
          ConnectJson IntegralNumber IndexedJsonWriter IntList JsonBuffer JsonDocument
          JsonDocumentBuilder JsonReader ValueReader MemberRules WrittenNames
          RecordContent RecordDocuments RecordPaths Template
          AttributePaths SourceBatch BatchMembersWriter EventBatchWriter EventWriter
          RecordMapping RuleDraft StrictCheck
          RawFormat FifoIds ConfiguredAttribute HeaderAttributes MessageAttributes
          AttributeCounts TraceHeader EmbeddedValue CloudEventBody LearnedLimit
          RejectedStart UnseenRecords RateLimit BadEntrySearch MinimumInterval
          MessageBatchBuilder Delivery DeliveryCounts ErrantRecordReports QueueHealth FifoBuffer InFlightWindow
          CredentialsRenewal MessageAccumulator MessageBatch PartitionOffsets QueueBacklog
          QueueLane QueueLanes TaskFailure InFlightRequests SharedDeduplicationIds
          StandardBuffer TrackedRecord
          AwsClients
          AddressRace HttpChannel InterimResponseFilter
          RenewableCredentials RenewalStatus SourceCall
          TaskOwner
          PreviewSummary PreviewText InstantQueue Comparison"""
              .split("\\s+"));

  /**
   * Connect's data, and what a record brings along; not what would let a step talk to the worker.
   */
  private static final DescribedPredicate<JavaClass> RECORD_TYPES =
      resideInAnyPackage(
              "java..",
              "org.jspecify.annotations",
              "org.slf4j",
              "com.fasterxml.jackson..",
              "org.apache.kafka.connect.data",
              "org.apache.kafka.connect.header",
              "org.apache.kafka.connect.errors")
          .or(
              named(
                  "org.apache.kafka.connect.connector.ConnectRecord",
                  "org.apache.kafka.connect.sink.SinkRecord",
                  "org.apache.kafka.connect.sink.ErrantRecordReporter",
                  "org.apache.kafka.common.TopicPartition",
                  "org.apache.kafka.common.record.TimestampType",
                  "org.apache.kafka.clients.consumer.OffsetAndMetadata"));

  /** What a step must not own: concurrency, sockets and files belong to the edges. */
  private static final DescribedPredicate<JavaClass> MACHINERY =
      resideInAnyPackage(
              "java.util.concurrent..", "java.net..", "java.nio.file..", "java.nio.channels..")
          .and(
              not(
                  named(
                      // What ErrantRecordReporter returns, and what looking at it may throw.
                      "java.util.concurrent.Future",
                      "java.util.concurrent.ExecutionException",
                      "java.util.concurrent.CancellationException",
                      "java.util.concurrent.TimeUnit",
                      "java.util.concurrent.ThreadLocalRandom",
                      "java.net.URI",
                      "java.net.URISyntaxException")))
          .or(assignableTo(Thread.class))
          .or(assignableTo(ThreadLocal.class))
          .or(
              named(
                  "java.util.Timer",
                  "java.util.TimerTask",
                  "java.io.File",
                  "java.io.FileInputStream",
                  "java.io.FileOutputStream",
                  "java.io.FileReader",
                  "java.io.FileWriter",
                  "java.io.RandomAccessFile"));

  private final String root;

  private ArchitectureRules(String root) {
    this.root = root;
  }

  /** Every rule for a tree of packages, by name. */
  static Map<String, ArchRule> under(String root) {
    return new ArchitectureRules(root).all();
  }

  private Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("no cycles", slices().matching(root + ".(**)").should().beFreeOfCycles());
    rules.put(
        "only the analysis and what shows it use the root",
        noClasses()
            .that(
                resideInAPackage(root + ".*..")
                    .and(not(step("cli")))
                    .and(not(step("page")))
                    .and(not(step("analysis"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(root));
    rules.put(
        "every package has a place among the arrows",
        classes().that(resideInAPackage(root + "..")).should().resideInAnyPackage(packages()));
    rules.put("json sees", sees("json"));
    rules.put("record sees", sees("record", "json"));
    rules.put("event sees", sees("event", "record", "json"));
    rules.put("message sees", sees("message", "event", "record", "json"));
    rules.put("delivery sees", sees("delivery", "message", "event", "record", "json"));
    rules.put("nobody uses the command", only(step("cli"), step("cli")));
    rules.put("only the command uses the page", only(step("cli").or(step("page")), step("page")));
    rules.put(
        "only the command and the page use the analysis",
        only(step("cli").or(step("page")).or(step("analysis")), step("analysis")));
    rules.put("only the command uses picocli", only(step("cli"), resideInAPackage("picocli..")));
    rules.put("aws does not see metrics", apart("aws", "metrics"));
    rules.put("metrics does not see aws", apart("metrics", "aws"));
    rules.put("only aws uses the SDK", only(step("aws"), resideInAPackage("software.amazon..")));
    rules.put(
        "only metrics uses management",
        only(
            step("metrics"),
            resideInAnyPackage("javax.management..", "org.apache.kafka.common.metrics..")));
    rules.put(
        "only the root uses the task context",
        only(resideInAPackage(root), named("org.apache.kafka.connect.sink.SinkTaskContext")));
    partsOfAws(rules);
    config(rules);
    core(rules);
    names(rules);
    rules.put(
        "fields are final",
        fields()
            .that()
            .areDeclaredInClassesThat(not(stateful()))
            .and(not(annotatedWith("picocli.CommandLine$Option")))
            .and(not(annotatedWith("picocli.CommandLine$Parameters")))
            .and(not(annotatedWith("picocli.CommandLine$Mixin")))
            .should()
            .beFinal());
    rules.replaceAll((name, rule) -> rule.as(name).allowEmptyShould(true));
    return rules;
  }

  /** The sub-packages of aws: signing and http know no other, and none knows aws itself. */
  private void partsOfAws(Map<String, ArchRule> rules) {
    Map<String, Set<String>> below =
        Map.of(
            "signing", Set.of(),
            "http", Set.of(),
            "environment", Set.of("http"),
            "identity", Set.of("environment", "http", "signing"));
    below.forEach(
        (part, lower) -> {
          DescribedPredicate<JavaClass> allowed = step("aws." + part).or(not(step("aws")));
          for (String other : lower) {
            allowed = allowed.or(step("aws." + other));
          }
          rules.put(
              "aws." + part + " uses only the parts below it",
              classes().that(step("aws." + part)).should().onlyDependOnClassesThat(allowed));
        });
  }

  private void config(Map<String, ArchRule> rules) {
    rules.put(
        "config knows definitions only",
        classes()
            .that(step("config"))
            .should()
            .onlyDependOnClassesThat(
                step("config")
                    .or(
                        resideInAnyPackage(
                            "java..",
                            "org.jspecify.annotations",
                            "org.apache.kafka.common.config.."))));
    rules.put(
        "section records hold plain values",
        fields()
            .that()
            .areDeclaredInClassesThat(step("config").and(assignableTo(Record.class)))
            .and()
            .areNotStatic()
            .should()
            .notHaveRawType(
                named(
                    "org.apache.kafka.common.config.ConfigDef",
                    "org.apache.kafka.common.config.AbstractConfig")));
    SECTIONS.forEach(
        (step, sections) ->
            rules.put(
                step + " reads its own sections",
                noClasses()
                    .that(step(step))
                    .should()
                    .dependOnClassesThat(step("config").and(not(topLevelNamed(sections))))));
  }

  private void core(Map<String, ArchRule> rules) {
    DescribedPredicate<JavaClass> core =
        step("json").or(step("record")).or(step("event")).or(step("message")).or(step("delivery"));
    rules.put(
        "core owns no machinery", noClasses().that(core).should().dependOnClassesThat(MACHINERY));
    rules.put(
        "core reads no clock", noClasses().that(core).should().accessTargetWhere(wallClock()));
    rules.put(
        "core synchronizes no method",
        methods()
            .that()
            .areDeclaredInClassesThat(core)
            .should()
            .notHaveModifier(JavaModifier.SYNCHRONIZED));
  }

  private void names(Map<String, ArchRule> rules) {
    rules.put(
        "no package that says nothing",
        noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..exceptions..", "..impl.."));
    rules.put(
        "no class that says nothing",
        noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)"));
  }

  /**
   * A step sees the record types, config (narrowed by another rule), itself and the steps below.
   */
  private ArchRule sees(String step, String... below) {
    DescribedPredicate<JavaClass> allowed = RECORD_TYPES.or(step("config")).or(step(step));
    for (String lower : below) {
      allowed = allowed.or(step(lower));
    }
    return classes().that(step(step)).should().onlyDependOnClassesThat(allowed);
  }

  private ArchRule apart(String step, String other) {
    return noClasses().that(step(step)).should().dependOnClassesThat(step(other));
  }

  private static ArchRule only(
      DescribedPredicate<JavaClass> user, DescribedPredicate<JavaClass> used) {
    return noClasses().that(not(user)).should().dependOnClassesThat(used);
  }

  private DescribedPredicate<JavaClass> step(String name) {
    return resideInAPackage(root + "." + name + "..");
  }

  private String[] packages() {
    return Stream.concat(
            Stream.of(root),
            Stream.of(
                    "config",
                    "json",
                    "record",
                    "event",
                    "message",
                    "delivery",
                    "aws",
                    "metrics",
                    "analysis",
                    "page",
                    "cli")
                .map(step -> root + "." + step + ".."))
        .toArray(String[]::new);
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    Set<String> set = Set.of(names);
    return DescribedPredicate.describe(
        "one of " + List.of(names), type -> set.contains(type.getName()));
  }

  /** A class, or one nested in it, by the simple name of the outermost class. */
  private static DescribedPredicate<JavaClass> topLevelNamed(Set<String> names) {
    return DescribedPredicate.describe(
        "one of " + names,
        type -> {
          String name = type.getName().substring(type.getPackageName().length() + 1);
          return names.contains(name.split("\\$", 2)[0]);
        });
  }

  private static DescribedPredicate<JavaClass> stateful() {
    return topLevelNamed(STATEFUL);
  }

  private static DescribedPredicate<JavaAccess<?>> wallClock() {
    return DescribedPredicate.describe(
        "a clock of the machine",
        access -> {
          String owner = access.getTargetOwner().getName();
          String name = access.getName();
          return switch (owner) {
            case "java.lang.System" -> Set.of("currentTimeMillis", "nanoTime").contains(name);
            case "java.util.Date" ->
                name.equals("<init>") && access.getTarget().getFullName().endsWith("<init>()");
            case "java.util.Calendar" -> name.equals("getInstance");
            case "java.lang.Object" -> name.startsWith("wait") || name.startsWith("notify");
            default ->
                owner.startsWith("java.time.") && (name.equals("now") || name.startsWith("system"));
          };
        });
  }
}
