package dev.doppel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doppel.dl4j.network.Backbones;
import dev.doppel.runtime.training.Encoder;
import dev.doppel.runtime.training.TrainingPlan;
import dev.doppel.testkit.SmallRuns;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;

final class LoadedEncoderTest {

  private static final TrainingPlan PLAN = SmallRuns.plan(new Dl4jBackend(), SmallRuns.byol());
  private static final int MANY = 1 << 20;

  @TempDir private Path folder;
  private Path file;
  private long parameters;

  /** Leaves a file behind when it is deserialized, as an attacker's object would do worse. */
  private static final class Trap implements Serializable {

    @Serial private static final long serialVersionUID = 1;

    private final String mark;

    private Trap(Path mark) {
      this.mark = mark.toString();
    }

    @Serial
    private void readObject(ObjectInputStream stream) throws IOException, ClassNotFoundException {
      stream.defaultReadObject();
      Files.createFile(Path.of(mark));
    }
  }

  @BeforeEach
  void save() throws IOException {
    ComputationGraph backbone = Backbones.build(PLAN);
    parameters = backbone.numParams();
    file = EncoderFiles.save(backbone, folder, "encoder");
  }

  @Test
  void open_asSaved_embedsAlike() throws IOException {
    try (Encoder encoder = LoadedEncoder.open(PLAN, file)) {
      assertThat(encoder.embed(SmallRuns.block(5)))
          .isDeepEqualTo(new Dl4jEncoder(Backbones.build(PLAN)).embed(SmallRuns.block(5)));
    }
  }

  @Test
  void open_serializedObject_isRefusedUnread() throws IOException {
    Path mark = folder.resolve("mark");
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    try (ObjectOutputStream stream = new ObjectOutputStream(object)) {
      stream.writeObject(new Trap(mark));
    }
    rewrite(ModelSerializer.PREPROCESSOR_BIN, object.toByteArray());

    assertRefused("it has an entry 'preprocessor.bin', which no encoder's file has");
    assertThat(mark).doesNotExist();
    // Or the test would show nothing.
    assertThatThrownBy(() -> ModelSerializer.restoreComputationGraph(file.toFile(), false));
    assertThat(mark).exists();
  }

  @Test
  void open_unknownEntry_isRefusedByName() throws IOException {
    rewrite(ModelSerializer.NO_PARAMS_MARKER, new byte[0]);

    assertRefused("it has an entry 'noParams.marker', which no encoder's file has");
  }

  /** A few kilobytes in the file. */
  @Test
  void open_moreParametersThanTheBackboneHas_isRefused() throws IOException {
    byte[] whole = entries().get(ModelSerializer.COEFFICIENTS_BIN);
    rewrite(
        ModelSerializer.COEFFICIENTS_BIN,
        Arrays.copyOf(whole, Math.toIntExact(whole.length + Double.BYTES * parameters + MANY)));

    assertRefused("its entry 'coefficients.bin' has more than the");
  }

  @Test
  void open_hugeConfiguration_isRefused() throws IOException {
    byte[] blanks = new byte[Math.toIntExact(ModelArchive.MOST_CONFIGURATION) + 1];
    Arrays.fill(blanks, (byte) ' ');
    rewrite(ModelSerializer.CONFIGURATION_JSON, blanks);

    assertRefused("its entry 'configuration.json' has more than the 16,777,216 bytes");
  }

  @Test
  void open_parametersThatAreOnlyDeclared_isRefused() throws IOException {
    ByteArrayOutputStream vector = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(vector);
    header(data, 0, DataType.INT64);
    header(data, Integer.MAX_VALUE, DataType.FLOAT);
    rewrite(ModelSerializer.COEFFICIENTS_BIN, vector.toByteArray());

    assertRefused("it has 2,147,483,647 parameters of type FLOAT where");
  }

  @Test
  void open_shapeThatIsOnlyDeclared_isRefused() throws IOException {
    ByteArrayOutputStream vector = new ByteArrayOutputStream();
    header(new DataOutputStream(vector), Integer.MAX_VALUE, DataType.INT64);
    rewrite(ModelSerializer.COEFFICIENTS_BIN, vector.toByteArray());

    assertRefused("its parameters are no vector");
  }

  private static void header(DataOutputStream data, long length, DataType type) throws IOException {
    data.writeUTF(DataBuffer.AllocationMode.MIXED_DATA_TYPES.name());
    data.writeLong(length);
    data.writeUTF(type.name());
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> LoadedEncoder.open(PLAN, file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "cannot read encoder %s: it is not a DL4J model of backbone '%s': %s",
            file, PLAN.backbone(), reason);
  }

  private Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private void rewrite(String name, byte[] content) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put(name, content);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
  }
}
