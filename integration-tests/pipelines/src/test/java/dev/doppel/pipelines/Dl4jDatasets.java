package dev.doppel.pipelines;

import dev.doppel.runtime.data.ImageSource;
import dev.doppel.runtime.data.UnreadableImageException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Users' data for DL4J. */
final class Dl4jDatasets {

  private static final int SIZE = 28;

  private Dl4jDatasets() {}

  /** The first images in batches, with labels. */
  static DataSetIterator labelled(ImageSource images, int count, int batch)
      throws UnreadableImageException {
    List<DataSet> batches = new ArrayList<>();
    for (int from = 0; from < count; from += batch) {
      float[] pixels = new float[batch * SIZE * SIZE];
      INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, 10);
      for (int i = 0; i < batch; i++) {
        System.arraycopy(images.image(from + i).pixels(), 0, pixels, i * SIZE * SIZE, SIZE * SIZE);
        labels.putScalar(i, images.label(from + i), 1);
      }
      INDArray features = Nd4j.create(pixels, new long[] {batch, 1, SIZE, SIZE}, 'c');
      batches.add(new DataSet(features, labels));
    }
    return new ExistingDataSetIterator(batches);
  }

  /** Rows of numbers in two noisy versions, without labels: views of the user's own making. */
  static List<MultiDataSet> pairsOfRows(int count, int width, int batch) {
    Nd4j.getRandom().setSeed(5);
    List<MultiDataSet> batches = new ArrayList<>();
    for (int from = 0; from < count; from += batch) {
      INDArray rows = Nd4j.randn(DataType.FLOAT, batch, width);
      INDArray[] views = {noisy(rows), noisy(rows)};
      batches.add(new MultiDataSet(views, new INDArray[0]));
    }
    return batches;
  }

  /** Pairs of views as rows, whose difference should be zero. */
  static List<MultiDataSet> pairsOfImages(float[][][] pairs, int width, int batch) {
    long[] shape = {batch, ImagePairs.LENGTH};
    INDArray[] zero = {Nd4j.zeros(DataType.FLOAT, batch, width)};
    List<MultiDataSet> batches = new ArrayList<>();
    for (int from = 0; from + batch <= pairs.length; from += batch) {
      INDArray[] views = {
        Nd4j.create(ImagePairs.rows(pairs, from, batch, 0), shape, 'c'),
        Nd4j.create(ImagePairs.rows(pairs, from, batch, 1), shape, 'c')
      };
      batches.add(new MultiDataSet(views, zero));
    }
    return batches;
  }

  /** Rows of numbers, one array a sample. */
  static List<MultiDataSet> singleRows(int count, int width, int batch) {
    List<MultiDataSet> batches = new ArrayList<>();
    for (int from = 0; from < count; from += batch) {
      INDArray[] rows = {Nd4j.ones(DataType.FLOAT, batch, width)};
      batches.add(new MultiDataSet(rows, new INDArray[0]));
    }
    return batches;
  }

  private static INDArray noisy(INDArray rows) {
    return rows.add(Nd4j.randn(DataType.FLOAT, rows.shape()).muli(0.1));
  }
}
