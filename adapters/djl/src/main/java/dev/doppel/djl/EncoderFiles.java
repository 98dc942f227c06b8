package dev.doppel.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.nn.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes a backbone as a plain DJL model file. */
final class EncoderFiles {

  private EncoderFiles() {}

  /** Saves under a temporary folder first, so that nothing half-written has the final name. */
  static Path save(Block backbone, Path folder, String name) throws IOException {
    Path scratch = Files.createTempDirectory(folder, ".encoder");
    try {
      Device device = backbone.getParameters().valueAt(0).getArray().getDevice();
      try (Model model = Model.newInstance(name, device, PytorchEngine.NAME)) {
        model.setBlock(backbone);
        model.save(scratch, name);
      }
      Path written;
      try (Stream<Path> files = Files.list(scratch)) {
        written = files.findFirst().orElseThrow(() -> new IOException("DJL wrote no model file"));
      }
      return Files.move(
          written,
          folder.resolve(written.getFileName()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      delete(scratch);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
