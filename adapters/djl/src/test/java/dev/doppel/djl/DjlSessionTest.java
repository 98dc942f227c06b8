package dev.doppel.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.StepListener;
import dev.doppel.runtime.training.ViewBlock;
import dev.doppel.spi.loss.Network;
import dev.doppel.testkit.SmallRuns;
import dev.doppel.testkit.TrainingBackendContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DjlSessionTest extends TrainingBackendContract {

  DjlSessionTest() {
    super(new DjlBackend());
  }

  @Override
  protected String absentDeviceMessage() {
    return "device 'gpu:9999' was asked for, but DJL's PyTorch engine sees only cpu";
  }

  @Test
  void none_asTargetUpdate_hasNoSecondNetwork() {
    SelfSupervision shared = selfSupervision(SmallRuns.simsiam());
    SelfSupervision separate = selfSupervision(SmallRuns.byol());
    assertThat(shared.encoder(Network.TARGET)).isSameAs(shared.encoder(Network.ONLINE));
    assertThat(separate.encoder(Network.TARGET)).isNotSameAs(separate.encoder(Network.ONLINE));
  }

  private static SelfSupervision selfSupervision(Method method) {
    return SelfSupervision.of(
        SmallRuns.plan(new DjlBackend(), method),
        DjlSessionTest::plainBackbone,
        new StepListener() {});
  }

  @Override
  protected float[] firstEmbedding(Path file, ViewBlock images) throws IOException {
    try (Model model = Model.newInstance("encoder", Device.cpu(), "PyTorch")) {
      Block backbone = plainBackbone();
      model.setBlock(backbone);
      model.load(file.getParent(), "encoder");
      ParameterStore parameters = new ParameterStore(model.getNDManager(), false);
      parameters.setParameterServer(null, new Device[] {Device.cpu()});
      NDArray input = new InputBuffers().array(model.getNDManager(), 0, images);
      NDArray output = backbone.forward(parameters, new NDList(input), false).singletonOrThrow();
      return output.get(0).toFloatArray();
    } catch (ai.djl.MalformedModelException e) {
      throw new IOException(e);
    }
  }

  private static Block plainBackbone() {
    SequentialBlock block = new SequentialBlock();
    for (int filters : new int[] {4, 8}) {
      block
          .add(
              Conv2d.builder()
                  .setFilters(filters)
                  .setKernelShape(new ai.djl.ndarray.types.Shape(3, 3))
                  .optStride(new ai.djl.ndarray.types.Shape(2, 2))
                  .optPadding(new ai.djl.ndarray.types.Shape(1, 1))
                  .optBias(false)
                  .build())
          .add(BatchNorm.builder().optEpsilon(1e-5f).build())
          .add(Activation.reluBlock());
    }
    return block.add(Blocks.batchFlattenBlock());
  }
}
