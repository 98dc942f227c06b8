package dev.doppel.cli;

import dev.doppel.cli.failure.UsageException;
import dev.doppel.cli.training.PreparedRun;
import dev.doppel.data.DataException;
import dev.doppel.data.ImageFiles;
import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import dev.doppel.spi.view.Image;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Arguments that name images, and settings among them.
 *
 * @param names the images: paths, and places in the data such as {@code test:12}
 * @param settings the settings, such as {@code device=cpu}
 */
record ImageArguments(List<String> names, List<String> settings) {

  private static final Pattern PLACE = Pattern.compile("(train|test):(\\d{1,9})");
  private static final Pattern SETTING = Pattern.compile("[a-z][a-z0-9.-]*=.*", Pattern.DOTALL);

  /**
   * Tells images from settings. What is the name of a file is an image, whatever is in the name.
   *
   * @param arguments the arguments
   * @return both
   * @throws UsageException if there is no image
   */
  static ImageArguments of(List<String> arguments) {
    List<String> names = new ArrayList<>();
    List<String> settings = new ArrayList<>();
    for (String argument : arguments) {
      boolean setting = SETTING.matcher(argument).matches() && !isFile(argument);
      (setting ? settings : names).add(argument);
    }
    if (names.isEmpty()) {
      throw new UsageException(
          "no image is named; name PNG or JPEG files, or images of the data such as test:12");
    }
    return new ImageArguments(names, settings);
  }

  private static boolean isFile(String argument) {
    try {
      return Files.exists(Path.of(argument));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * Reads all images.
   *
   * @param run the run whose data they may be of
   * @return the images, in order, with the channels of the run
   * @throws DataException if one is not there or cannot be read
   * @throws UsageException if the data have no such part or place
   */
  List<Image> read(PreparedRun run) {
    List<Image> images = new ArrayList<>();
    for (String name : names) {
      try {
        images.add(read(run, name));
      } catch (UnreadableImageException e) {
        throw new DataException(e.getMessage(), e);
      }
    }
    return images;
  }

  private static Image read(PreparedRun run, String name) throws UnreadableImageException {
    Matcher place = PLACE.matcher(name);
    if (!place.matches()) {
      return ImageFiles.read(path(name), run.plan().channels());
    }
    ImageSource source = DataPart.of(run, place.group(1), name);
    int index = Integer.parseInt(place.group(2));
    if (index >= source.size()) {
      throw new UsageException(
          "there is no image '%s'; those of part '%s' are 0 to %d"
              .formatted(name, place.group(1), source.size() - 1));
    }
    return source.image(index);
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UsageException("image '%s' is not a path: %s".formatted(name, e.getReason()), e);
    }
  }
}
