package dev.doppel.dl4j;

import dev.doppel.dl4j.graph.SelfSupervisedGraph;
import dev.doppel.runtime.checkpoint.Checkpoint;
import dev.doppel.runtime.checkpoint.CheckpointException;
import dev.doppel.runtime.checkpoint.CheckpointFormat;
import dev.doppel.runtime.file.AtomicFile;
import dev.doppel.runtime.recipe.RunIdentity;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Checkpoints: DL4J's model file of the online network, heads and updaters' memory included, with
 * one entry more, {@value #ENTRY}, that has all else in the format of {@link CheckpointFormat}.
 */
final class CheckpointFiles {

  static final String ENTRY = "doppel-checkpoint.bin";

  private CheckpointFiles() {}

  static Path save(SelfSupervisedGraph graph, RunIdentity identity, Path file) throws IOException {
    Checkpoint.Builder checkpoint = new Checkpoint.Builder();
    identity.save(checkpoint);
    graph.saveState(checkpoint);
    return AtomicFile.write(
        file,
        scratch -> {
          ModelSerializer.writeModel(graph, scratch.toFile(), true);
          try (FileSystem zip = FileSystems.newFileSystem(scratch);
              OutputStream entry =
                  new BufferedOutputStream(Files.newOutputStream(zip.getPath(ENTRY)))) {
            CheckpointFormat.write(checkpoint.build(), entry);
          }
        });
  }

  static void restore(SelfSupervisedGraph graph, RunIdentity identity, Path file)
      throws IOException {
    String source = file.toString();
    Checkpoint checkpoint = read(file, source);
    identity.require(checkpoint, source);
    ComputationGraph saved = model(file, source);
    try {
      graph.restoreState(saved, checkpoint, source);
    } finally {
      // Not the graph, which would take this thread's workspaces along.
      free(saved.params());
      free(saved.getUpdater().getStateViewArray());
    }
  }

  private static void free(INDArray array) {
    if (array != null && array.closeable()) {
      array.close();
    }
  }

  private static Checkpoint read(Path file, String source) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(
          source, null, "cannot go on from it: there is no such checkpoint");
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(ENTRY);
      if (entry == null) {
        throw new CheckpointException(
            "cannot go on from %s: it is a zip file, such as a model's, but has no entry %s, which"
                    .formatted(source, ENTRY)
                + " saveCheckpoint writes; a model alone does not hold what a run needs");
      }
      try (InputStream stream = new BufferedInputStream(zip.getInputStream(entry))) {
        return CheckpointFormat.read(stream, source);
      }
    } catch (ZipException e) {
      throw new CheckpointException(
          "cannot go on from %s: it is no zip file, or was cut off".formatted(source), e);
    }
  }

  // The model comes from whoever may write the file, and damage shows as any exception.
  private static ComputationGraph model(Path file, String source) throws IOException {
    try {
      return ModelSerializer.restoreComputationGraph(file.toFile(), true);
    } catch (IOException | RuntimeException e) {
      throw new CheckpointException(
          "cannot go on from %s: DL4J's model in it is damaged".formatted(source), e);
    }
  }
}
