package dev.doppel.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.nn.Block;
import dev.doppel.runtime.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a backbone as a plain DJL model file. It holds parameters only: to read it back a program
 * builds the same block, for a vision transformer by {@link dev.doppel.djl.network.Backbones}.
 */
final class EncoderFiles {

  /** DJL puts a number behind a model's name, from 0 on for each time that it is saved. */
  private static final String SUFFIX = "-0000.params";

  private EncoderFiles() {}

  static Path save(Block backbone, Path folder, String name) throws IOException {
    Device device = backbone.getParameters().valueAt(0).getArray().getDevice();
    return AtomicFile.write(
        folder.resolve(name + SUFFIX),
        scratch -> {
          try (Model model = Model.newInstance(name, device, PytorchEngine.NAME)) {
            model.setBlock(backbone);
            model.save(scratch.getParent(), name);
          }
        });
  }
}
