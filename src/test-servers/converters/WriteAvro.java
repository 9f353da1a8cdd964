import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/**
 * Serializes one record as a producer does: registers its schema, and writes the bytes to a file.
 *
 * <p>Arguments: registry, topic, schema (.avsc), record in Avro's JSON encoding, file to write.
 */
final class WriteAvro {
  private WriteAvro() {}

  public static void main(String[] args) throws Exception {
    Schema schema = new Schema.Parser().parse(Files.readString(Path.of(args[2])));
    GenericRecord record =
        new GenericDatumReader<GenericRecord>(schema)
            .read(null, DecoderFactory.get().jsonDecoder(schema, Files.readString(Path.of(args[3]))));
    try (AvroKafkaSerializer<GenericRecord> serializer = new AvroKafkaSerializer<>()) {
      serializer.configure(
          Map.of(
              "apicurio.registry.url", args[0],
              "apicurio.registry.auto-register", true,
              "apicurio.registry.headers.enabled", false),
          false);
      Files.write(Path.of(args[4]), serializer.serialize(args[1], record));
    }
    System.exit(0);
  }
}
