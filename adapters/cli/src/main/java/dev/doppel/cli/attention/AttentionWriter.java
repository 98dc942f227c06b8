package dev.doppel.cli.attention;

import dev.doppel.cli.file.Json;
import dev.doppel.cli.file.PngImage;
import dev.doppel.cli.file.Storage;
import dev.doppel.spi.view.Image;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes figures as PNG files, each picture by itself and a row of them, and the weights as JSON.
 */
public final class AttentionWriter {

  private final Path folder;
  private final double mass;
  private final Storage storage;

  /**
   * Creates the writer.
   *
   * @param folder where to; created if it does not exist
   * @param mass the share of the attention's mass that masks keep, in (0, 1]
   * @param storage how files are written
   */
  public AttentionWriter(Path folder, double mass, Storage storage) {
    this.folder = folder;
    this.mass = mass;
    this.storage = storage;
  }

  /**
   * Writes {@code NAME.png} with the image, all heads, their average and its mask in a row, {@code
   * NAME-PICTURE.png} for each picture of {@link AttentionFigure#pictures}, and, last, {@code
   * attention.json}.
   *
   * @param figures the figures
   * @param names what each image is called: a path's last part without its ending is its NAME, with
   *     a number added where files would have the same name
   * @param facts what else the JSON file says, first
   * @return the files of the rows, in order
   * @throws dev.doppel.cli.failure.StorageException if one cannot be written
   */
  public List<Path> write(
      List<AttentionFigure> figures, List<String> names, Map<String, Object> facts) {
    Storage.createFolder(folder);
    List<Path> rows = new ArrayList<>();
    List<Map<String, Object>> entries = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < figures.size(); i++) {
      Map<String, Image> pictures = new LinkedHashMap<>();
      figures
          .get(i)
          .pictures(mass)
          .forEach((name, picture) -> pictures.put(name, PictureRow.enlarged(picture)));
      String name = freeName(names.get(i), pictures.keySet(), taken);
      pictures.forEach((picture, image) -> write(name + "-" + picture, image));
      List<String> row = AttentionFigure.row(pictures);
      rows.add(write(name, PictureRow.of(row.stream().map(pictures::get).toList())));
      entries.add(entry(names.get(i), name, figures.get(i)));
    }
    Map<String, Object> content = new LinkedHashMap<>(facts);
    content.put("mass", mass);
    content.put("images", entries);
    storage.replace(folder.resolve("attention.json"), Json.of(content) + "\n");
    return rows;
  }

  private Path write(String name, Image picture) {
    Path file = folder.resolve(name + ".png");
    storage.replace(file, out -> out.write(PngImage.encode(picture)));
    return file;
  }

  private static String freeName(String image, Set<String> pictures, Set<String> taken) {
    String base = image.replaceFirst(".*[/\\\\]", "").replaceFirst("(?<=.)\\.[^.]*$", "");
    String plain = base.replace(':', '-');
    String name = plain;
    for (int number = 2; files(name, pictures).anyMatch(taken::contains); number++) {
      name = plain + "-" + number;
    }
    files(name, pictures).forEach(taken::add);
    return name;
  }

  private static Stream<String> files(String name, Set<String> pictures) {
    return Stream.concat(Stream.of(name), pictures.stream().map(picture -> name + "-" + picture));
  }

  private static Map<String, Object> entry(String image, String name, AttentionFigure figure) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("image", image);
    entry.put("name", name);
    entry.put("grid", figure.grid());
    figure.maps().forEach((map, weights) -> entry.put(map, numbers(weights)));
    return entry;
  }

  private static double[] numbers(float[] weights) {
    double[] numbers = new double[weights.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = weights[i];
    }
    return numbers;
  }
}
