package dev.doppel.runtime.recipe;

import static dev.doppel.runtime.recipe.Resolving.byol;
import static dev.doppel.runtime.recipe.Resolving.expectProblem;
import static dev.doppel.runtime.recipe.Resolving.expectProblems;
import static dev.doppel.runtime.recipe.Resolving.resolve;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said about values that are not allowed, word for word. */
final class RecipeValueProblemsTest {

  @Test
  void resolve_wrongValues_nameWhatIsAllowed() {
    expectProblems(
        byol(
            "target-update.momentum=1.2",
            "target-update.schedule=cosin",
            "batch-size=0",
            "seed=1.5",
            "symmetric=yes",
            "optimizer=larss",
            "optimizer.trust-coefficient=0.1",
            "encoder=onlin",
            "guard.feature-std.action=halt"),
        """
        8 problems in recipe (command line):
          seed = 1.5                       must be a whole number (command line)
          batch-size = 0                   must be a whole number in [1, 1000000] (command line)
          target-update.momentum = 1.2     must be a number in [0, 1] (command line)
          target-update.schedule = cosin   must be one of constant, cosine, linear; did you mean \
        'cosine'? (command line)
          guard.feature-std.action = halt  must be one of warn, stop, rollback (command line)
          symmetric = yes                  must be true or false (command line)
          optimizer = larss                must be one of sgd, adamw, lars; did you mean 'lars'? \
        (command line)
          encoder = onlin                  must be one of online, target; did you mean 'online'? \
        (command line)""");
  }

  @Test
  void resolve_halfOpenRange_excludesItsEnd() {
    expectProblems(
        byol(
            "optimizer=adamw",
            "optimizer.learning-rate=0.001",
            "optimizer.beta1=1",
            "optimizer.beta2=1.0"),
        """
        2 problems in recipe (command line):
          optimizer.beta1 = 1    must be a number in [0, 1) (command line)
          optimizer.beta2 = 1.0  must be a number in [0, 1) (command line)""");
    expectProblem(
        byol("optimizer.momentum=1"),
        "optimizer.momentum = 1  must be a number in [0, 1) (command line)");
    assertThat(resolve(byol("optimizer.momentum=0.99999")).plan().optimizer().momentum())
        .isEqualTo(0.99999);
  }

  @Test
  void resolve_nonFiniteNumbers_areRefused() {
    for (String text : List.of("NaN", "Infinity", "-Infinity", "1e999", "0x10", "0.5f", "0,99")) {
      expectProblem(
          byol("target-update.momentum=" + text),
          "target-update.momentum = " + text + "  must be a number in [0, 1] (command line)");
    }
  }

  @Test
  void resolve_device() {
    expectProblem(
        byol("device=cuda:0"),
        "device = cuda:0  must be auto, cpu, gpu or gpu:N, where N counts from 0 (command line)");
  }

  @Test
  void resolve_heads() {
    expectProblem(
        byol("predictor=linear(512) selu linear(128)"),
        "predictor = linear(512) selu linear(128)  'selu' is not a layer; allowed are none, or"
            + " layers such as linear(256), linear(256, bias=false), linear(256, std=0.02), bn,"
            + " bn(affine=false), gn(16), relu, gelu, l2-normalize, weight-norm-linear(4096),"
            + " weight-standardized-linear(256) and prototypes(300) (command line)");
    expectProblem(
        byol("predictor=linear(64)"),
        "predictor = linear(64)  must end as wide as what it is compared with: predictions have 64"
            + " columns, targets 128 (command line)");
    expectProblem(
        byol("batch-size=1"),
        "batch-size = 1  must be at least 2, since there is batch normalisation (in: projector,"
            + " predictor) (command line)");
    expectProblem(
        byol("batch-size=1", "batch-statistics=joint", "predictor=linear(128)"),
        "batch-size = 1  must be at least 2, since there is batch normalisation (in: projector)"
            + " (command line)");
    expectProblem(
        byol("batch-size=1", "projector=none", "predictor=none", "backbone=resnet18"),
        "batch-size = 1  must be at least 2, since there is batch normalisation (in: backbone)"
            + " (command line)");
  }

  @Test
  void resolve_batchLargerThanData() {
    expectProblem(
        byol("batch-size=10001"),
        "batch-size = 10001  must be at most the number of samples in the data, which is 10000"
            + " (command line)");
  }
}
