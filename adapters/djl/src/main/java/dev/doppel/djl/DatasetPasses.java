package dev.doppel.djl;

import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import dev.doppel.runtime.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * How often, and how far, each of a program's datasets was gone through. A checkpoint tells
 * datasets apart by the order in which they were first used.
 */
final class DatasetPasses {

  private static final String COUNT = "position.datasets";
  private static final String PREFIX = "position.dataset.";

  private final List<Pass> passes = new ArrayList<>();

  /** Begins to go through a dataset, or goes on where a checkpoint was made. */
  Pass begin(Dataset dataset) {
    Pass pass = of(dataset);
    pass.begin();
    return pass;
  }

  @SuppressWarnings("ReferenceEquality") // the very dataset, not an equal one
  private Pass of(Dataset dataset) {
    for (Pass pass : passes) {
      if (pass.dataset == null) {
        pass.dataset = dataset;
      }
      if (pass.dataset == dataset) {
        return pass;
      }
    }
    Pass pass = new Pass();
    pass.dataset = dataset;
    passes.add(pass);
    return pass;
  }

  void save(Checkpoint.Builder checkpoint) {
    checkpoint.count(COUNT, passes.size());
    for (int i = 0; i < passes.size(); i++) {
      Pass pass = passes.get(i);
      checkpoint.part(PREFIX + i + ".").count("begun", pass.begun).count("samples", pass.samples);
    }
  }

  void restore(Checkpoint checkpoint) {
    passes.clear();
    for (int i = 0; i < checkpoint.count(COUNT); i++) {
      Checkpoint saved = checkpoint.part(PREFIX + i + ".");
      Pass pass = new Pass();
      pass.begun = saved.count("begun");
      pass.samples = saved.count("samples");
      pass.resumes = pass.samples > 0;
      passes.add(pass);
    }
  }

  /** Where one dataset is. */
  static final class Pass {

    private Dataset dataset;
    private long begun;
    private long samples;
    private boolean resumes;

    private void begin() {
      if (!resumes) {
        begun++;
        samples = 0;
      }
    }

    /** The passes before this one. */
    long epoch() {
      return begun - 1;
    }

    /** The samples of this pass up to now; 0 once it is complete. */
    long samples() {
      return samples;
    }

    /** The batches of this pass that are still to come. */
    Iterator<Batch> rest(Iterator<Batch> batches) {
      long done = resumes ? samples : 0;
      resumes = false;
      return new Iterator<>() {
        private long left = done;

        @Override
        public boolean hasNext() {
          leaveOut();
          if (!batches.hasNext()) {
            samples = 0;
            return false;
          }
          return true;
        }

        @Override
        public Batch next() {
          leaveOut();
          if (!batches.hasNext()) {
            throw new NoSuchElementException("the pass over the dataset is complete");
          }
          Batch batch = batches.next();
          samples += batch.getSize();
          return batch;
        }

        private void leaveOut() {
          while (left > 0 && batches.hasNext()) {
            try (Batch batch = batches.next()) {
              left -= batch.getSize();
            }
          }
          if (left != 0) {
            throw new IllegalStateException(
                "the checkpoint was made after %d samples of a pass, but no batch of this dataset"
                        .formatted(done)
                    + " ends there; feed the batches of the interrupted run, in their order");
          }
        }
      };
    }
  }
}
